package org.authorityledger.proof.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.question;

import java.time.Instant;
import java.util.Map;
import org.authorityledger.authority.Acts;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Question;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Receipts whose explanation names also those who only signed beside, as all did once, stay valid. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EarlierReceiptsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Map<String, String> NAMES = Map.of("judi-irving", "Judi Irving", "katherine-kwiat", "Katherine Kwiat");

    private final Acts acts = new Acts();
    private final Question asked = question("4", HEMACARE, "2003-06-10", IRVING, KWIAT);

    @Test
    void the_sentence_of_the_first_edition_is_accepted_and_no_other() {
        acts.granted("heaton-2003", says -> says);
        Receipt.AnswerText today = answer();

        assertThat(today.explanation()).startsWith("Yes: Judi Irving may sign");
        assertThat(given(today)).isTrue();
        assertThat(given(explained(today, today.explanation().replace("Judi Irving may", "Judi Irving and Katherine Kwiat may")))).isTrue();
        assertThat(given(explained(today, today.explanation().replace("Judi Irving may", "Katherine Kwiat may")))).isFalse();
        assertThat(given(explained(today, "Yes."))).isFalse();
    }

    @Test
    void with_either_sentence_the_answer_itself_must_be_the_one_of_the_law() {
        acts.granted("heaton-2003", says -> says);
        Receipt.AnswerText before = answer();
        acts.resigned("heaton-2003", IRVING, "2003-06-10");

        assertThat(given(before)).isFalse();
        assertThat(given(explained(before, before.explanation().replace("Judi Irving may", "Judi Irving and Katherine Kwiat may"))))
                .isFalse();
        assertThat(given(answer())).isTrue();
    }

    private static Receipt.AnswerText explained(Receipt.AnswerText answer, String sentence) {
        return new Receipt.AnswerText(answer.authorized(), answer.reason(), sentence, answer.basis());
    }

    private Receipt.AnswerText answer() {
        return QuestionAndAnswer.answer(asked, NOW, GrantorRecords.of(acts.records()), NAMES);
    }

    private boolean given(Receipt.AnswerText answer) {
        return QuestionAndAnswer.gives(answer, asked, NOW, GrantorRecords.of(acts.records()), NAMES);
    }
}
