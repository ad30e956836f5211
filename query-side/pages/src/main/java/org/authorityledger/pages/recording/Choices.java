package org.authorityledger.pages.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Power;
import org.authorityledger.events.Recipient;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.RevokedBy;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a form have to choose from, as it stands in the ledger itself.
 *
 * @param known all that is recorded of the grantor; {@link GrantorRecords#NONE} where the form is about no grantor yet
 * @param instrument the instrument that the form is about, if it is about one
 */
record Choices(GrantorRecords known, @Nullable Instrument instrument, Names names, ActText acts, DisplayText words) {

    static final String EVERY_COMPANY = IssuerId.ANY.value();
    private static final int MOST_RECORDS = 200;

    /** Something to choose. */
    record Choice(String value, String label) {}

    List<Choice> of(Field.Choices what) {
        return switch (what) {
            case ATTORNEYS_OF_INSTRUMENT -> instrument == null
                    ? List.of()
                    : instrument.everyone().stream().map(id -> new Choice(id.value(), attorney(id))).toList();
            case OFFICES -> appointments(Attorney::office);
            case ATTORNEYS_OF_GRANTOR -> {
                Set<AttorneyId> ids = new LinkedHashSet<>();
                known.unretracted().instruments().forEach(one -> ids.addAll(one.everyone()));
                known.unretracted().signatories().forEach(one -> ids.add(AttorneyId.of(one.act().signatory().partyId().value())));
                yield ids.stream().map(id -> new Choice(id.value(), attorney(id))).toList();
            }
            case REVOCATIONS -> ofInstrument(Instrument::revocations).stream().map(one -> new Choice(id(one.record()),
                    "Signed on " + words.day(one.act().signedOn()) + (one.act().attorneys().isEmpty()
                            ? ", for everyone"
                            : ", for " + Wording.list(one.act().attorneys().stream().map(this::attorney).toList()))))
                    .toList();
            case SUBSTITUTIONS -> ofInstrument(Instrument::substitutions).stream().map(one -> {
                SubstituteAppointed act = (SubstituteAppointed) one.record().act();
                return new Choice(id(one.record()), act.substitute().name() + " in the place of " + attorney(act.attorneyId()) + ", from "
                        + words.day(act.effectiveOn()));
            }).toList();
            case RECORDS -> known.records().reversed().stream()
                    .filter(record -> !(record.act() instanceof RecordRetracted) && !known.unretracted().retracted(record.recordId()))
                    .limit(MOST_RECORDS)
                    .map(record -> new Choice(id(record), "#" + record.position() + " " + acts.sentence(record.act(), names))).toList();
            case COMPANIES -> companies();
            case FORMS -> Stream.concat(Form.seven().stream(), Stream.of(Form.ALL)).map(Choices::form).toList();
            case FORMS_OF_INSTRUMENT -> ofInstrument(Choices::powers).stream().flatMap(power -> power.forms().stream())
                    .flatMap(form -> form.equals(Form.ALL) ? Form.seven().stream() : Stream.of(form)).distinct().sorted()
                    .map(Choices::form).toList();
            case REGIMES -> Arrays.stream(Regime.values()).map(regime -> new Choice(regime.name(), duty(regime))).toList();
            case AMENDMENTS -> ofInstrument(Instrument::amendments).stream().map(one -> new Choice(id(one.record()),
                    "Signed on " + words.day(one.terms().executedOn()) + ", from " + words.day(one.terms().effectiveOn()))).toList();
            case SIGNATORIES -> known.unretracted().signatories().stream().map(one -> new Choice(id(one.record()),
                    one.act().signatory().name() + ", " + words(one.act().capacity()) + ", from " + words.day(one.act().from()))).toList();
            case SIGNATORY_CAPACITIES -> named(SignatoryCapacity.values());
            case KINDS -> named(PartyKind.values());
            case REVOKED_BY -> named(RevokedBy.values());
            case YES_OR_NO -> List.of(new Choice("true", "Yes"), new Choice("false", "No"));
            case SUBSTITUTION_POWERS -> List.of(new Choice(SubstitutionPower.NONE.name(), "No"),
                    new Choice(SubstitutionPower.ALLOWED.name(), "Yes"),
                    new Choice(SubstitutionPower.WITH_RESUBSTITUTION.name(), "Yes, and their substitutes too"));
            case REVOCATION_EFFECTS -> List.of(
                    new Choice(RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY.name(), "When it is delivered to the attorney"),
                    new Choice(RevocationTakesEffect.ON_DELIVERY_TO_ISSUER.name(), "When it is delivered to the company"),
                    new Choice(RevocationTakesEffect.ON_SIGNING.name(), "When it is signed"));
            case RECIPIENTS -> List.of(new Choice(Recipient.ISSUER.name(), "The company"));
            case APPOINTED_AS -> List.of(new Choice(SubstituteAppointed.As.SUBSTITUTE.name(), "Substitute, in their place"),
                    new Choice(SubstituteAppointed.As.CO_AGENT.name(), "Co-agent, beside them in the grantor’s name"));
            case CAPACITIES -> Arrays.stream(Capacity.values()).map(capacity -> new Choice(capacity.name(), Wording.capacity(capacity)))
                    .toList();
        };
    }

    /** The one there is to choose; null: there are several, or none. */
    @Nullable
    String only(Field.Choices what) {
        List<Choice> all = of(what).stream().filter(one -> !one.value().equals(EVERY_COMPANY)).toList();
        return all.size() == 1 ? all.getFirst().value() : null;
    }

    private List<Choice> appointments(Predicate<Attorney> wanted) {
        return ofInstrument(one -> one.allTerms().stream().flatMap(terms -> terms.attorneys().stream()).toList()).stream().filter(wanted)
                .map(attorney -> new Choice(attorney.attorneyId().value(), attorney.name())).distinct().toList();
    }

    private <T> List<T> ofInstrument(Function<Instrument, List<T>> of) {
        return instrument == null ? List.of() : of.apply(instrument);
    }

    private static List<Power> powers(Instrument instrument) {
        return instrument.allTerms().stream().flatMap(terms -> terms.powers().stream()).toList();
    }

    private List<Choice> companies() {
        Set<String> ids = new LinkedHashSet<>();
        known.unretracted().instruments().forEach(
                one -> one.allTerms().forEach(terms -> terms.issuers().forEach(issuer -> ids.add(issuer.issuerId().value()))));
        ids.remove(EVERY_COMPANY);
        List<Choice> companies = new ArrayList<>(
                ids.stream().map(id -> new Choice(id, names.of(Naming.Part.ISSUER, id))).toList());
        companies.add(new Choice(EVERY_COMPANY, "Every company"));
        return companies;
    }

    private String attorney(AttorneyId id) {
        return names.of(Naming.Part.ATTORNEY, id.value());
    }

    private static String id(LedgerRecord record) {
        return record.recordId().toString();
    }

    private static List<Choice> named(Enum<?>... values) {
        return Arrays.stream(values).map(value -> new Choice(value.name(), words(value))).toList();
    }

    /** Such as {@code Managing member}. */
    private static String words(Enum<?> value) {
        String words = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Choice form(Form form) {
        return new Choice(form.name(), form.title());
    }

    private static String duty(Regime regime) {
        return switch (regime) {
            case SECTION_16 -> "Section 16 (Forms 3, 4, 5)";
            case SECTION_13 -> "Section 13 (Schedules 13D, 13G)";
            case RULE_144 -> "Rule 144 (Form 144)";
        };
    }
}
