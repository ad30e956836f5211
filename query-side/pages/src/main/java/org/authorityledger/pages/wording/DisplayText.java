package org.authorityledger.pages.wording;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Explanation;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Role;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Dates;
import org.jspecify.annotations.Nullable;

/** How pages write dates, times and the terms of the field, in US English. Templates know it as {@code words}. */
public final class DisplayText {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM\u00a0d,\u00a0uuuu", Locale.US);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("MMM\u00a0d,\u00a0uuuu", Locale.US);

    private static final DateTimeFormatter SHORT_MOMENT = DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss\u00a0a", Locale.US);

    private final ZoneId zone;
    private final DateTimeFormatter moment;

    public DisplayText(ZoneId zone) {
        this.zone = zone;
        this.moment = DateTimeFormatter.ofPattern("MMMM d, uuuu, h:mm:ss\u00a0a\u00a0z", Locale.US).withZone(zone);
    }

    /** A name within a longer text. */
    public String name(@Nullable String name) {
        return name == null ? "" : NameMarkup.isolated(name);
    }

    /** A day, such as March 1, 2004, with spaces that do not break. */
    public String day(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    /** A day in a field, such as March 1, 2004, with the spaces that people type. */
    public String written(@Nullable LocalDate day) {
        return day(day).replace('\u00a0', ' ');
    }

    /** A day where there is little room, such as Mar 1, 2004. */
    public String shortDay(@Nullable LocalDate day) {
        return day == null ? "" : SHORT_DAY.format(day);
    }

    /** The last day of what ends on a day: people say "through February 9, 2005" of what has ended on February 10. */
    public String lastDay(@Nullable LocalDate end) {
        return end == null ? "" : day(end.minusDays(1));
    }

    /** The same where there is little room. */
    public String shortLastDay(@Nullable LocalDate end) {
        return end == null ? "" : shortDay(end.minusDays(1));
    }

    /** A moment in the ledger's zone, to the second. */
    public String moment(@Nullable Instant instant) {
        return instant == null ? "" : moment.format(instant);
    }

    /** A moment where there is little room, in the ledger's zone. */
    public String shortMoment(@Nullable Instant instant) {
        return instant == null ? "" : SHORT_MOMENT.withZone(zone).format(instant);
    }

    /** The day of a moment in the ledger's zone. */
    public LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** A moment as the API writes it, to the microsecond. */
    public String exact(@Nullable Instant instant) {
        return instant == null ? "" : Dates.format(instant);
    }

    /** The ledger's zone, in words. */
    public String zone() {
        String id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    /** The ledger's zone, as programs name it. */
    public String zoneId() {
        return zone.getId();
    }

    /** A form, such as Form 4. */
    public String form(Form form) {
        return form.title();
    }

    /** A form with or without its suffix for amendments. */
    public String form(FormAsked form) {
        return form.title();
    }

    /** Several forms, in short: 3, 4, 5, 13D. */
    public String forms(Collection<Form> forms) {
        return forms.stream().map(form -> form.title().replace("Form ", "").replace("Schedule ", "")).collect(Collectors.joining(", "));
    }

    /** Why an authority ends, in a word or two. */
    public String cause(EndCause cause) {
        return switch (cause) {
            case EXPIRED -> "Expired";
            case REVOKED -> "Revoked";
            case CEASED_REPORTING -> "Lapsed: no longer reporting";
            case RESIGNED -> "Resigned";
            case EMPLOYMENT_ENDED -> "Employment ended";
            case ATTORNEY_DIED -> "Attorney died";
            case ATTORNEY_INCAPACITATED -> "Attorney incapacitated";
            case SUPERSEDED -> "Superseded";
            case GRANTOR_DIED -> "Grantor died";
            case GRANTOR_INCAPACITATED -> "Grantor incapacitated";
            case GRANTOR_DISSOLVED -> "Grantor dissolved";
            case AMENDED -> "Amended by a rider";
            case PRINCIPAL_ATTORNEY_ENDED -> "Attorney’s own authority ended";
            case LEFT_OFFICE -> "Left the office";
        };
    }

    /** Two letters for what ends an authority, beside its color in charts. */
    public String code(EndCause cause) {
        return switch (cause) {
            case EXPIRED -> "Ex";
            case REVOKED -> "Rv";
            case CEASED_REPORTING -> "La";
            case RESIGNED -> "Rs";
            case EMPLOYMENT_ENDED -> "Em";
            case ATTORNEY_DIED -> "Ad";
            case ATTORNEY_INCAPACITATED -> "Ai";
            case SUPERSEDED -> "Su";
            case GRANTOR_DIED -> "Di";
            case GRANTOR_INCAPACITATED -> "In";
            case GRANTOR_DISSOLVED -> "Ds";
            case AMENDED -> "Am";
            case PRINCIPAL_ATTORNEY_ENDED -> "At";
            case LEFT_OFFICE -> "Of";
        };
    }

    /** Why an authority does, or does not, cover a signature. */
    public String reason(Reason reason) {
        EndCause ended = reason.ended();
        if (ended != null) {
            return cause(ended);
        }
        return switch (reason) {
            case IN_FORCE -> "In force";
            case SELF_SIGNED -> "Signs in person";
            case NO_POWER_OF_ATTORNEY -> "Not appointed";
            case ISSUER_NOT_COVERED -> "Different issuer";
            case FORM_NOT_COVERED -> "Form not covered";
            case AMENDMENT_NOT_COVERED -> "Amendments not covered";
            case CAPACITY_NOT_COVERED -> "Capacity not covered";
            case NOT_YET_EFFECTIVE -> "Not yet effective";
            case JOINT_SIGNATURE_REQUIRED -> "Joint signature required";
            case NO_SIGNATORY -> "No signatory signs";
            case SIGNED_BY_SIGNATORY -> "Signed by signatory";
            default -> reason.name();
        };
    }

    /** In which role someone may sign. */
    public String role(Role role) {
        return switch (role) {
            case NAMED -> "Named";
            case SUBSTITUTE -> "Substitute";
            case CO_AGENT -> "Co-agent";
            case OFFICEHOLDER -> "Officeholder";
        };
    }

    /** In which standing someone signs for an entity, within a sentence. */
    public static String signatory(SignatoryCapacity capacity) {
        return switch (capacity) {
            case EXECUTIVE_OFFICER -> "executive officer";
            case GENERAL_PARTNER -> "general partner";
            case MANAGING_MEMBER -> "managing member";
            case TRUSTEE -> "trustee";
            case OTHER -> "signatory";
        };
    }

    /** A form where there is little room, such as 13D. */
    public String shortForm(Form form) {
        return form.title().replace("Form ", "").replace("Schedule ", "");
    }

    /** What an instrument says of an attorney beside the name. */
    public String about(Attorney attorney) {
        return Stream.of(attorney.office() ? "an office" : null, attorney.kind() == PartyKind.ENTITY ? "an entity" : null,
                attorney.title() == null ? null : name(attorney.title()), attorney.employer() == null ? null : name(attorney.employer()),
                attorney.endsWithEmployment() ? "authority ends with employment" : null).filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    /** From when a revocation works. */
    public String takesEffect(RevocationTakesEffect when) {
        return switch (when) {
            case ON_DELIVERY_TO_ATTORNEY -> "for each attorney, when delivered to them";
            case ON_DELIVERY_TO_ISSUER -> "when delivered to the company";
            case ON_SIGNING -> "when signed";
        };
    }

    /** How many must sign together, or who with whom, by the names that the terms give. */
    public String signing(SigningRule rule, Terms terms) {
        if (rule.groups().isEmpty()) {
            return rule.singly() ? "each singly" : "at least " + rule.minimum() + " jointly";
        }
        return Explanation.groups(rule, id -> attorney(AttorneyId.of(id), terms)) + ", jointly";
    }

    /** Several attorneys, by the names that the terms give. */
    public String attorneys(Collection<AttorneyId> attorneys, Terms terms) {
        return Wording.list(attorneys.stream().map(one -> attorney(one, terms)).toList());
    }

    private String attorney(AttorneyId attorneyId, Terms terms) {
        Attorney named = terms.attorney(attorneyId);
        return named == null ? attorneyId.value() : name(named.name());
    }

    /** An obligation to report, such as Section 16. */
    public String regime(Regime regime) {
        return Wording.regime(regime);
    }

    /** In which capacity the grantor reports. */
    public String capacity(Capacity capacity) {
        return Wording.capacity(capacity);
    }

    /** A legal act, such as {@code Power of attorney granted} for {@code PowerOfAttorneyGranted}. */
    public String act(String type) {
        String spaced = type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
