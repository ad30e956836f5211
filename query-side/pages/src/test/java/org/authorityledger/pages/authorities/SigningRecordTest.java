package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.Register;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the page reads at once answers as the register does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SigningRecordTest extends OnAQueryNode {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());

    @Autowired
    private Checks checks;

    @Autowired
    private Replay replay;

    @Autowired
    private Register register;

    @Autowired
    private AuthorityQueries authorities;

    @Autowired
    private Directory directory;

    @Test
    void every_signer_of_random_histories_gets_the_answer_of_the_register_on_any_day_as_known_at_any_moment() {
        Random random = new Random(SEED);
        for (int n = 0; n < 8; n++) {
            GrantorId grantorId = GrantorId.of("read-at-once-" + UUID.randomUUID());
            List<LedgerRecord> history = LedgerForTests.randomHistory(appender, grantorId, random.nextLong(), 25);
            awaitRegister(history.getLast().position().value());
            SigningRecord record = SigningRecord.of(
                    new CheckSource("", directory, authorities, checks, register, replay, () -> Position.START),
                    grantorId, null,
                    List.of(), new Moment(RandomHistories.FIRST_DAY, history.getLast().recordedAt()));
            List<QuestionAsKnownAt> asked = new ArrayList<>();
            for (int m = 0; m < 20; m++) {
                Instant knownAt = history.get(random.nextInt(history.size())).recordedAt();
                LocalDate on = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
                Form form = Form.seven().get(random.nextInt(Form.seven().size()));
                record.versions().stream().map(AuthorityVersion::authority)
                        .map(one -> new Question(grantorId, one.issuerId(), new FormAsked(form, false), List.of(one.attorneyId()), Set.of(),
                                on))
                        .distinct().forEach(question -> asked.add(new QuestionAsKnownAt(question, knownAt)));
            }
            List<Checks.Judged> expected = checks.judge(asked);

            assertThat(record.judge(asked)).as("-Dledger.seed=%d", SEED).extracting(Checks.Judged::answer)
                    .containsExactlyElementsOf(expected.stream().map(Checks.Judged::answer).toList());
            assertThat(record.judge(asked)).extracting(judged -> judged.explanation(LocalDate::toString))
                    .containsExactlyElementsOf(expected.stream().map(judged -> judged.explanation(LocalDate::toString))
                            .map(explanation -> explanation.replace(" ANY ", " any issuer ")).toList());
        }
    }
}
