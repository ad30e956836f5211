package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.documents.signature.SignatureReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a form says of the duty to report. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilingExtractTest {

    private static Filing filing(String form, boolean noLonger, List<Party> owners, String... signatures) {
        List<FiledSignature> signed = List.of(signatures).stream()
                .map(text -> new FiledSignature(text, null, null, LocalDate.of(2024, 8, 12),
                        SignatureReader.read(text, null, owners.stream().map(Party::name).toList())))
                .toList();
        return new Filing("0000000001-24-000001", form, LocalDate.of(2024, 8, 12), LocalDate.of(2024, 8, 9), null,
                new Party("Alder Mills, Inc.", "7000001"), owners, null, List.of(), noLonger, signed);
    }

    private static FilingExtract extract(Filing filing) {
        return Objects.requireNonNull(FilingExtract.of(filing));
    }

    @Test
    void a_form_3_proposes_for_each_owner_that_reporting_began_on_the_day_of_the_event() {
        FilingExtract extract = extract(
                filing("3", false, List.of(new Party("Berg Alma", "7000002"), new Party("Berg Fund LP", null)), "/s/ Alma Berg"));

        assertThat(extract.proposals()).extracting(Proposal::kind).containsExactly(Proposal.Kind.BEGINNING, Proposal.Kind.BEGINNING);
        Proposal first = extract.proposals().getFirst();
        assertThat(first.grantorName()).isEqualTo("Berg Alma");
        assertThat(first.body()).containsEntry("effectiveOn", "2024-08-09").containsEntry("regimes", List.of("SECTION_16"));
        assertThat(first.open()).isEmpty();
        Evidence day = first.evidence().stream().filter(one -> one.field().equals("effectiveOn")).findFirst().orElseThrow();
        assertThat(extract.text().substring(day.start(), day.end())).isEqualTo("2024-08-09");
        Evidence second = extract.proposals().get(1).evidence().getFirst();
        assertThat(extract.text().substring(second.start(), second.end())).isEqualTo("Berg Fund LP");
    }

    @Test
    void the_exit_box_proposes_a_cessation_and_leaves_its_day_open() {
        FilingExtract extract = extract(filing("4", true, List.of(new Party("Berg Alma", null)), "/s/ Alma Berg"));

        Proposal proposal = extract.proposals().getFirst();
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.CESSATION);
        assertThat(proposal.body()).doesNotContainKey("effectiveOn");
        assertThat(proposal.open()).extracting(Open::field).containsExactly("effectiveOn");
        assertThat(proposal.open().getFirst().why()).contains("2024-08-09");
        Evidence box = proposal.evidence().stream().filter(one -> one.rule().equals("exit-box")).findFirst().orElseThrow();
        assertThat(extract.text().substring(box.start(), box.end())).isEqualTo("checked");
    }

    @Test
    void other_forms_and_boxes_that_are_not_checked_propose_nothing() {
        List<Party> owner = List.of(new Party("Berg Alma", null));
        assertThat(FilingExtract.of(filing("4", false, owner))).isNull();
        assertThat(FilingExtract.of(filing("3/A", false, owner))).isNull();
        assertThat(FilingExtract.of(filing("144", true, owner))).isNull();
        assertThat(FilingExtract.of(filing("5/A", true, owner))).isNotNull();
    }

    @Test
    void where_no_owner_is_named_only_one_name_for_whom_all_signatures_were_made_will_do() {
        FilingExtract one = extract(filing("4", true, List.of(), "/s/ Carl Dahl, attorney-in-fact for Alma Berg"));
        assertThat(one.proposals().getFirst().grantorName()).isEqualTo("Alma Berg");
        assertThat(one.proposals().getFirst().evidence().getFirst().confidence()).isLessThan(0.9);
        assertThat(FilingExtract.of(filing("4", true, List.of(), "/s/ Carl Dahl, attorney-in-fact"))).isNull();
        assertThat(FilingExtract.of(filing("4", true, List.of(), "/s/ Carl Dahl, attorney-in-fact for Alma Berg",
                "/s/ Carl Dahl, attorney-in-fact for Eva Fors"))).isNull();
        assertThat(FilingExtract.of(filing("4", true, List.of()))).isNull();
    }

    @Test
    void an_amendment_adds_only_a_power_when_it_has_one_and_says_so() {
        assertThat(amendment("4/A", "EX-24", "This amendment is being filed solely to include the Power of Attorney as Exhibit 24.")
                .addsOnlyAPower()).isTrue();
        assertThat(
                amendment("3/A", "EX-24.1", "Amended for the sole purpose of attaching the Exhibit 24 power of attorney.").addsOnlyAPower())
                .isTrue();
        assertThat(amendment("4", "EX-24", "Filed solely to include the Power of Attorney.").addsOnlyAPower()).isFalse();
        assertThat(amendment("4/A", "EX-99", "Filed solely to include the Power of Attorney.").addsOnlyAPower()).isFalse();
        assertThat(amendment("4/A", "EX-24", "Corrects the price and attaches a power of attorney.").addsOnlyAPower()).isFalse();
        assertThat(amendment("4/A", "EX-24", null).addsOnlyAPower()).isFalse();
    }

    private static Filing amendment(String form, String exhibit, @Nullable String remarks) {
        return new Filing("0000000001-24-000001", form, LocalDate.of(2024, 8, 12), null, null, null, List.of(), remarks,
                List.of(new Filing.Exhibit(exhibit, null, null)), false, List.of());
    }

    @Test
    void remarks_that_deny_the_duty_leave_it_open() {
        Filing plain = filing("3", false, List.of(new Party("Berg Alma", null)), "/s/ Alma Berg");
        for (String remarks : List.of("The reporting person was not subject to Section 16; filed in error.",
                "This Form 3 was inadvertently filed.", "Ms. Berg is not an officer of the issuer.")) {
            FilingExtract extract = extract(with(plain, remarks));
            assertThat(extract.proposals().getFirst().open()).as(remarks).extracting(Open::field).containsExactly("regimes");
            assertThat(extract.proposals().getFirst().body()).doesNotContainKey("regimes");
            assertThat(extract.text()).contains(remarks);
        }
        assertThat(extract(with(plain, "Exhibit 24 - Power of Attorney. Ms. Berg was elected a director.")).proposals().getFirst().open())
                .isEmpty();
    }

    private static Filing with(Filing filing, String remarks) {
        return new Filing(filing.accession(), filing.form(), filing.filedOn(), filing.periodOfReport(), null, filing.issuer(),
                filing.owners(), remarks, List.of(), filing.noLongerSubject(), filing.signatures());
    }
}
