package org.authorityledger.proof.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.question;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Acts;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RecordedParties;
import org.authorityledger.events.PartyId;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Receipts of the first edition are read, and their answers held against the present one in substance. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EarlierReceiptsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final Acts acts = new Acts();
    private final Question asked = question("4", HEMACARE, "2003-06-10", IRVING, KWIAT);

    @Test
    void an_answer_of_the_first_edition_is_the_same_in_substance_whatever_its_sentence() {
        acts.granted("heaton-2003", says -> says);
        Receipt.AnswerText present = answer();
        Receipt.AnswerText earlier = asInTheFirstEdition(present);

        assertThat(QuestionAndAnswer.sameInSubstance(earlier, present)).isTrue();
        acts.resigned("heaton-2003", IRVING, "2003-06-10");
        assertThat(QuestionAndAnswer.sameInSubstance(earlier, answer())).isFalse();
    }

    @Test
    void a_sentence_in_earlier_words_is_the_same_answer_and_any_other_is_not() {
        acts.granted("heaton-2003", says -> says.appointing().appointingEntity(IRVING));
        Receipt.AnswerText present = answer();
        assertThat(present.explanation()).endsWith("is an entity, and those who sign do not represent it, or are too few to do so.");
        assertThat(QuestionAndAnswer.states(present, present)).isTrue();
        assertThat(QuestionAndAnswer
                .states(saying(present, present.explanation().replace("those who sign do not represent it, or are too few to "
                        + "do so.", "no one who signs represents it.")), present))
                .isTrue();
        assertThat(QuestionAndAnswer.states(saying(present, present.explanation().replace("too few", "too many")), present)).isFalse();
    }

    private static Receipt.AnswerText saying(Receipt.AnswerText answer, String sentence) {
        return new Receipt.AnswerText(answer.authorized(), answer.reason(), sentence, answer.basis(), answer.chains(), answer.remarks());
    }

    @Test
    void a_file_of_the_first_edition_is_read_with_its_signature() {
        SigningKey key = SigningKey.generate("example.org/log", VerifierKey.ED25519);
        acts.granted("heaton-2003", says -> says);
        Receipt.AnswerText present = answer();
        Receipt.FirstEdition receipt = new Receipt.FirstEdition(ReceiptText.FIRST_FORMAT, key.verifierKey().toString(),
                QuestionAndAnswer.text(asked, NOW),
                new Receipt.FirstAnswerText(true, present.reason(), "Yes.",
                        present.basis().stream().map(basis -> new Receipt.FirstBasisText(
                                basis.poaId(), basis.issuerId(), basis.attorneyId(), basis.role(), basis.inPlaceOf(), basis.reason(),
                                basis.clauses(), basis.minimumSignatures(), basis.from(), basis.until(), basis.endCause(), basis.endedBy(),
                                basis.recordId())).toList()),
                Map.of(), "a note", new Receipt.StreamText(null, List.of()), List.of());
        String file = ReceiptText.sign(receipt, key);

        ReceiptText.SignedReceipt read = ReceiptText.read(file.getBytes(UTF_8));
        assertThat(read.by(key.verifierKey())).isTrue();
        assertThat(read.receipt().edition()).isEqualTo(1);
        assertThat(read.receipt().streams()).singleElement().extracting(Receipt.PartyStream::party).isEqualTo("andrew-heaton");
        assertThat(QuestionAndAnswer.sameInSubstance(read.receipt().answer(), present)).isTrue();
        assertThat(ReceiptText.read(file.replace("Yes.", "No..").getBytes(UTF_8)).by(key.verifierKey())).isFalse();
    }

    private static Receipt.AnswerText asInTheFirstEdition(Receipt.AnswerText answer) {
        return new Receipt.AnswerText(answer.authorized(), answer.reason(), "Another sentence.",
                answer.basis().stream()
                        .map(basis -> new Receipt.BasisText(basis.poaId(), basis.issuerId(), basis.attorneyId(), basis.role(),
                                basis.inPlaceOf(), basis.place(), basis.reason(), basis.clauses(), basis.minimumSignatures(), basis.from(),
                                basis.until(), basis.endCause(), basis.endedBy(), basis.recordId(), "", List.of()))
                        .toList(),
                List.of(), List.of());
    }

    private Receipt.AnswerText answer() {
        return QuestionAndAnswer.answer(asked, NOW, ZoneOffset.UTC,
                new RecordedParties(Map.of(PartyId.of(asked.grantorId().value()), GrantorRecords.of(acts.records())), NOW), Map.of());
    }
}
