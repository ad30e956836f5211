package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads who signs for an entity without a power of attorney. */
final class EntitySignatories {

    private static final int MOST_SHOWN = 100;

    private final JdbcClient jdbc;
    private final Register register;

    EntitySignatories(JdbcClient jdbc, Register register) {
        this.jdbc = jdbc;
        this.register = register;
    }

    /**
     * The signatories of an entity.
     *
     * @param rows those in force first, then by the day they begin
     * @param minimum how many of them must sign together
     * @param inForce how many are in force on the day
     * @param more how many more there are than are shown
     * @param incapacities the days on which one of them becomes incapacitated
     */
    record Signers(List<SignerRow> rows, int minimum, long inForce, int more, List<LocalDate> incapacities) {

        /** The days on which one of them begins, ends, or becomes incapacitated. */
        Stream<LocalDate> days() {
            return Stream
                    .concat(rows.stream().flatMap(row -> Stream.of(row.officer().from(), row.officer().until())), incapacities.stream())
                    .filter(Objects::nonNull);
        }
    }

    /**
     * One signatory, with the name to show.
     *
     * @param incapacity since when, up to the day, they are incapacitated: who represents them may still sign; null: they are not
     */
    record SignerRow(SigningOfficer officer, String name, boolean inForce, @Nullable Ending incapacity) {

        public String path() {
            return Links.attorney(AttorneyId.of(officer.signatory().value()));
        }

        public String capacity() {
            return DisplayText.signatory(officer.capacity());
        }
    }

    /** None for a person, who has no signatories. */
    Signers of(GrantorId grantorId, AsOf asOf) {
        PartyFacts facts = jdbc.sql("""
                select v.facts from register.party_facts_version v
                where v.grantor_id = :grantor and v.known_from <= :knownAt and v.known_until > :knownAt
                """).param("grantor", grantorId.value()).param("knownAt", QuestionClock.utc(asOf.knownAt())).query(String.class).optional()
                .map(FactsJson::facts).orElse(PartyFacts.NONE);
        // One that ended on its first day or before never was.
        List<SigningOfficer> officers = facts.signatoriesListed().stream()
                .filter(one -> one.until() == null || one.until().isAfter(one.from()))
                .sorted(Comparator.comparing((SigningOfficer one) -> !one.inForceOn(asOf.on())).thenComparing(SigningOfficer::from))
                .toList();
        List<SigningOfficer> shown = officers.stream().limit(MOST_SHOWN).toList();
        PartyNames names = PartyNames.of(register, shown.stream().map(one -> one.signatory().value()).distinct().toList());
        return new Signers(
                shown.stream().map(one -> new SignerRow(one, NameMarkup.isolated(names.signatory(one.signatory().value())),
                        one.inForceOn(asOf.on()), by(asOf.on(), facts.incapacity(one.signatory())))).toList(),
                facts.minimumSignatories(), officers.stream().filter(one -> one.inForceOn(asOf.on())).count(),
                officers.size() - shown.size(),
                shown.stream().map(one -> facts.incapacity(one.signatory())).filter(Objects::nonNull).map(Ending::on).toList());
    }

    private static @Nullable Ending by(LocalDate day, @Nullable Ending incapacity) {
        return incapacity == null || incapacity.on().isAfter(day) ? null : incapacity;
    }
}
