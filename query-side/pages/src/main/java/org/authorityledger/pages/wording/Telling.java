package org.authorityledger.pages.wording;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;

/** Tells legal acts in plain words: each in a few of them, in one sentence, day by day, and each of its parts by name. */
public final class Telling {

    /** What the part is called that leads to the instrument. */
    public static final String INSTRUMENT = "Power of attorney";
    private static final int SHORT = 160;

    private final DisplayText words;

    Telling(DisplayText words) {
        this.words = words;
    }

    /**
     * One thing an act says.
     *
     * @param link where more is told of it; null: nowhere
     */
    public record Part(String label, String value, @Nullable String link) {

        static Part of(String label, String value) {
            return new Part(label, value, null);
        }
    }

    /** A day on which an act happened or takes effect, and what happened then. */
    public record Happening(LocalDate day, String words) {}

    /** The last recorded names of everyone whom a telling asks for, looked up at once: it is told twice, first to hear whom it asks for. */
    public static Names names(Register register, Function<Names, ?> telling) {
        Map<PartyKind, Set<String>> asked = new LinkedHashMap<>();
        Object unused = telling.apply((part, id) -> {
            asked.computeIfAbsent(PartyKind.valueOf(part.name()), kind -> new HashSet<>()).add(id);
            return id;
        });
        Map<PartyKind, Map<String, String>> names = asked.isEmpty() ? Map.of() : register.names(asked);
        return (part, id) -> names.getOrDefault(PartyKind.valueOf(part.name()), Map.of()).getOrDefault(id, id);
    }

    /** Tells something with the last recorded names of everyone it asks for. */
    public static <T> T told(Register register, Function<Names, T> telling) {
        return telling.apply(names(register, telling));
    }

    /** An act in a few words, where its grantor is told beside it. */
    public String briefly(LegalAct act, Names names) {
        return switch (act) {
            case PowerOfAttorneyGranted granted -> "Granted " + granted.poaId() + " to " + appointed(granted.terms());
            case PowerOfAttorneyCorrected corrected -> "Corrected " + corrected.poaId() + ": " + brief(corrected.reason());
            case PowerOfAttorneyRevoked revoked -> "Signed a revocation of " + revoked.poaId() + (revoked.attorneys().isEmpty()
                    ? ""
                    : " for " + list(revoked.attorneys().stream().map(id -> attorney(id, names)).toList()))
                    + (revoked.deliveries().isEmpty()
                            ? ""
                            : ", delivered to " + list(revoked.deliveries().stream()
                                    .map(delivery -> attorney(delivery.attorneyId(), names)).toList()));
            case RevocationDelivered delivered -> delivered(delivered.poaId(), delivered.attorneyId(), names);
            case GrantorCeasedReporting ceased -> "No longer required to report" + under(ceased.regimes()) + at(ceased.issuerId(), names);
            case GrantorResumedReporting resumed -> "Required to report again" + under(resumed.regimes()) + at(resumed.issuerId(), names);
            case SubstituteAppointed appointed -> attorney(appointed.attorneyId(), names) + " appointed " + appointed.substitute().name()
                    + " as substitute under " + appointed.poaId();
            case SubstitutionRevoked revoked -> "A substitution under " + revoked.poaId() + " was taken back";
            case AttorneyResigned resigned -> attorney(resigned.attorneyId(), names) + " resigned under " + resigned.poaId();
            case AttorneyEmploymentEnded ended -> "Employment of " + attorney(ended.attorneyId(), names) + " ended";
            case GrantorDied died -> "The grantor died";
            case GrantorIncapacitated incapacitated -> "The grantor lost capacity";
            case IncumbencyRecorded incumbency -> incumbency.holder().name() + " holds " + attorney(incumbency.officeId(), names);
            case RecordRetracted retracted -> "A record was retracted: " + brief(retracted.reason());
        };
    }

    private static String delivered(PoaId poaId, AttorneyId attorneyId, Names names) {
        return "Revocation of " + poaId + " delivered to " + attorney(attorneyId, names);
    }

    /** Every duty is as none named. */
    private static String under(Set<Regime> regimes) {
        return regimes.size() == Regime.values().length ? "" : " under " + regimes(regimes);
    }

    /** The days of an act. What only puts the record right has none. */
    public List<Happening> happenings(LegalAct act, Names names) {
        String told = briefly(act, names);
        return switch (act) {
            case PowerOfAttorneyGranted granted -> granted.terms().executedOn().equals(granted.terms().effectiveOn())
                    ? List.of(new Happening(granted.terms().executedOn(), told))
                    : List.of(new Happening(granted.terms().executedOn(), told + " (signed)"),
                            new Happening(granted.terms().effectiveOn(), told + " (takes effect)"));
            case PowerOfAttorneyCorrected corrected -> List.of();
            case PowerOfAttorneyRevoked revoked -> {
                List<Happening> days = new ArrayList<>(List.of(new Happening(revoked.signedOn(), told)));
                revoked.deliveries().forEach(delivery -> days.add(new Happening(delivery.deliveredOn(),
                        delivered(revoked.poaId(), delivery.attorneyId(), names))));
                yield days;
            }
            case RevocationDelivered delivered -> List.of(new Happening(delivered.deliveredOn(), told));
            case GrantorCeasedReporting ceased -> List.of(new Happening(ceased.effectiveOn(), told));
            case GrantorResumedReporting resumed -> List.of(new Happening(resumed.effectiveOn(), told));
            case SubstituteAppointed appointed -> List.of(new Happening(appointed.effectiveOn(), told));
            case SubstitutionRevoked revoked -> List.of(new Happening(revoked.effectiveOn(), told));
            case AttorneyResigned resigned -> List.of(new Happening(resigned.effectiveOn(), told));
            case AttorneyEmploymentEnded ended -> List.of(new Happening(ended.effectiveOn(), told));
            case GrantorDied died -> List.of(new Happening(died.on(), told));
            case GrantorIncapacitated incapacitated -> List.of(new Happening(incapacitated.on(), told));
            case IncumbencyRecorded incumbency -> List.of(new Happening(incumbency.from(), told));
            case RecordRetracted retracted -> List.of();
        };
    }

    /** An act in one sentence. */
    public String sentence(LegalAct act, Names names) {
        String grantor = names.of(Naming.Part.GRANTOR, act.grantorId().value());
        return switch (act) {
            case PowerOfAttorneyGranted granted -> granted.grantor().name() + " appointed " + appointed(granted.terms()) + " to sign "
                    + forms(granted.terms()) + at(granted.terms()) + ", from " + words.day(granted.terms().effectiveOn())
                    + (granted.terms().expiresOn() == null ? "" : " to " + words.day(granted.terms().expiresOn())) + ".";
            case PowerOfAttorneyCorrected corrected -> "What was recorded of power of attorney " + corrected.poaId() + " of " + grantor
                    + " was put right: " + brief(corrected.reason());
            case PowerOfAttorneyRevoked revoked -> revoked(revoked, grantor, names);
            case RevocationDelivered delivered ->
                "The revocation of power of attorney " + delivered.poaId() + " of " + grantor + " reached "
                        + attorney(delivered.attorneyId(), names) + " on " + words.day(delivered.deliveredOn()) + ".";
            case GrantorCeasedReporting ceased -> grantor + " is no longer required to report under " + regimes(ceased.regimes())
                    + at(ceased.issuerId(), names) + ", from " + words.day(ceased.effectiveOn()) + ".";
            case GrantorResumedReporting resumed -> grantor + " is required again to report under " + regimes(resumed.regimes())
                    + at(resumed.issuerId(), names) + ", from " + words.day(resumed.effectiveOn()) + ".";
            case SubstituteAppointed appointed -> attorney(appointed.attorneyId(), names) + " put " + appointed.substitute().name()
                    + " in their place under power of attorney " + appointed.poaId() + " of " + grantor
                    + (appointed.forms().isEmpty() ? "" : ", for " + forms(appointed.forms())) + ", from "
                    + words.day(appointed.effectiveOn()) + ".";
            case SubstitutionRevoked revoked -> "A substitution under power of attorney " + revoked.poaId() + " of " + grantor
                    + " was taken back, from " + words.day(revoked.effectiveOn()) + ".";
            case AttorneyResigned resigned -> attorney(resigned.attorneyId(), names) + " resigned under power of attorney "
                    + resigned.poaId() + " of " + grantor + ", from " + words.day(resigned.effectiveOn()) + ".";
            case AttorneyEmploymentEnded ended -> "The employment of " + attorney(ended.attorneyId(), names) + ", attorney of " + grantor
                    + ", ended: " + words.day(ended.effectiveOn()) + " is the first day without it.";
            case GrantorDied died -> grantor + " died on " + words.day(died.on()) + ".";
            case GrantorIncapacitated incapacitated -> grantor + " lost capacity on " + words.day(incapacitated.on()) + ".";
            case IncumbencyRecorded incumbency -> incumbency.holder().name() + " holds the office " + attorney(incumbency.officeId(), names)
                    + " under power of attorney " + incumbency.poaId() + " of " + grantor + " from " + words.day(incumbency.from())
                    + (incumbency.until() == null ? "" : " until " + words.day(incumbency.until())) + ".";
            case RecordRetracted retracted -> "A record of " + grantor + " was taken back as made in error: " + brief(retracted.reason());
        };
    }

    private String revoked(PowerOfAttorneyRevoked revoked, String grantor, Names names) {
        String whom = revoked.attorneys().isEmpty()
                ? ""
                : " for " + list(revoked.attorneys().stream().map(id -> attorney(id, names)).toList());
        String reached = revoked.deliveries().isEmpty()
                ? "; it is not known to have reached anyone yet"
                : ", which reached " + list(revoked.deliveries().stream()
                        .map(delivery -> attorney(delivery.attorneyId(), names) + " on " + words.day(delivery.deliveredOn())).toList());
        return grantor + " revoked power of attorney " + revoked.poaId() + whom + " by a writing of " + words.day(revoked.signedOn())
                + reached
                + ".";
    }

    /** Whether a part says anything. */
    private static void add(List<Part> parts, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            parts.add(Part.of(label, value));
        }
    }

    /** All that an act says, part by part. */
    public List<Part> parts(LegalAct act, Names names) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("Grantor", names.of(Naming.Part.GRANTOR, act.grantorId().value()), grantorPath(act.grantorId().value())));
        switch (act) {
            case PowerOfAttorneyGranted granted -> {
                instrument(granted.poaId(), act, parts);
                terms(granted.terms(), parts);
                add(parts, "Note", granted.note());
            }
            case PowerOfAttorneyCorrected corrected -> {
                instrument(corrected.poaId(), act, parts);
                add(parts, "Why it was wrong", corrected.reason());
                terms(corrected.terms(), parts);
                add(parts, "Note", corrected.note());
            }
            case PowerOfAttorneyRevoked revoked -> {
                instrument(revoked.poaId(), act, parts);
                add(parts, "Signed on", words.day(revoked.signedOn()));
                add(parts, "Whom it revokes", revoked.attorneys().isEmpty()
                        ? "Everyone the instrument names"
                        : list(revoked.attorneys().stream().map(id -> attorney(id, names)).toList()));
                add(parts, "Delivered", revoked.deliveries().isEmpty()
                        ? "To nobody that is known"
                        : list(revoked.deliveries().stream()
                                .map(delivery -> attorney(delivery.attorneyId(), names) + " on " + words.day(delivery.deliveredOn()))
                                .toList()));
                add(parts, "Note", revoked.note());
            }
            case RevocationDelivered delivered -> {
                instrument(delivered.poaId(), act, parts);
                other("Revocation", delivered.revocation(), parts);
                person("Attorney", delivered.attorneyId(), names, parts);
                add(parts, "Delivered on", words.day(delivered.deliveredOn()));
            }
            case GrantorCeasedReporting ceased ->
                duty(ceased.issuerId(), ceased.regimes(), ceased.effectiveOn(), ceased.basis(), names, parts);
            case GrantorResumedReporting resumed ->
                duty(resumed.issuerId(), resumed.regimes(), resumed.effectiveOn(), resumed.basis(), names, parts);
            case SubstituteAppointed appointed -> {
                instrument(appointed.poaId(), act, parts);
                person("In the place of", appointed.attorneyId(), names, parts);
                parts.add(new Part("Substitute", appointed.substitute().name(), attorneyPath(appointed.substitute().attorneyId())));
                add(parts, "For", appointed.forms().isEmpty() ? "All forms the attorney has" : forms(appointed.forms()));
                add(parts, "From", words.day(appointed.effectiveOn()));
            }
            case SubstitutionRevoked revoked -> {
                instrument(revoked.poaId(), act, parts);
                other("Substitution", revoked.substitution(), parts);
                add(parts, "First day without it", words.day(revoked.effectiveOn()));
            }
            case AttorneyResigned resigned -> {
                instrument(resigned.poaId(), act, parts);
                person("Attorney", resigned.attorneyId(), names, parts);
                add(parts, "First day without authority", words.day(resigned.effectiveOn()));
            }
            case AttorneyEmploymentEnded ended -> {
                person("Attorney", ended.attorneyId(), names, parts);
                add(parts, "First day no longer employed", words.day(ended.effectiveOn()));
            }
            case GrantorDied died -> add(parts, "Died on", words.day(died.on()));
            case GrantorIncapacitated incapacitated -> add(parts, "Lost capacity on", words.day(incapacitated.on()));
            case IncumbencyRecorded incumbency -> {
                instrument(incumbency.poaId(), act, parts);
                person("Office", incumbency.officeId(), names, parts);
                parts.add(new Part("Holder", incumbency.holder().name(), attorneyPath(incumbency.holder().attorneyId())));
                add(parts, "First day in office", words.day(incumbency.from()));
                add(parts, "First day out of office", words.day(incumbency.until()));
            }
            case RecordRetracted retracted -> {
                other("Record taken back", retracted.recordId(), parts);
                add(parts, "Why it was an error", retracted.reason());
            }
        }
        return parts;
    }

    private void duty(IssuerId issuerId, Set<Regime> regimes, LocalDate on, @Nullable String basis, Names names, List<Part> parts) {
        parts.add(issuerId.equals(IssuerId.ANY)
                ? Part.of("Company", "Every one")
                : new Part("Company", names.of(Naming.Part.ISSUER, issuerId.value()), "/issuers/" + encode(issuerId.value())));
        add(parts, "Under", regimes(regimes));
        add(parts, "From", words.day(on));
        add(parts, "How this is known", basis);
    }

    private void terms(Terms terms, List<Part> parts) {
        parts.add(terms.issuer().issuerId().equals(IssuerId.ANY)
                ? Part.of("Company", "Every one")
                : new Part("Company", String.valueOf(terms.issuer().name()), "/issuers/" + encode(terms.issuer().issuerId().value())));
        for (Attorney attorney : terms.attorneys()) {
            String more = java.util.stream.Stream.of(attorney.title(), attorney.employer(), attorney.office() ? "an office" : null,
                    attorney.endsWithEmployment() ? "while employed" : null).filter(java.util.Objects::nonNull)
                    .collect(Collectors.joining(", "));
            parts.add(
                    new Part("Appoints", attorney.name() + (more.isEmpty() ? "" : " (" + more + ")"), attorneyPath(attorney.attorneyId())));
        }
        for (Power power : terms.powers()) {
            add(parts, "Clause " + power.clause(), power(power));
        }
        add(parts, "Signing", terms.minimumSignatures() == 1 ? "Each alone" : "At least " + terms.minimumSignatures() + " together");
        add(parts, "Signed by the grantor on", words.day(terms.executedOn()));
        add(parts, "In force from", words.day(terms.effectiveOn()));
        add(parts, "Last day in force", words.day(terms.expiresOn()));
        if (!terms.untilCeasedReporting().isEmpty()) {
            add(parts, "Lasts until", "the grantor need no longer report under " + regimes(terms.untilCeasedReporting()));
        }
        add(parts, "Substitution", terms.substitutionAllowed() ? "Allowed" : "Not allowed");
        add(parts, "Survives incapacity", terms.durable() ? "Yes" : "No");
        add(parts, "Revokes earlier ones", terms.supersedesPrior() ? "Yes, for the same company" : "No");
        if (terms.document() != null) {
            add(parts, "Document",
                    (terms.document().name() == null ? "" : terms.document().name() + ", ") + "SHA-256 " + terms.document().sha256());
        }
    }

    /** What a clause lets its attorneys sign, in a line. */
    String power(Power power) {
        return forms(power.forms()) + (power.amendments() ? "" : ", no amendments")
                + (power.capacities().isEmpty()
                        ? ""
                        : ", as " + power.capacities().stream().map(words::capacity).map(String::toLowerCase)
                                .collect(Collectors.joining(" or ")))
                + (power.text() == null ? "" : ": “" + power.text() + "”");
    }

    private void instrument(PoaId poaId, LegalAct act, List<Part> parts) {
        parts.add(new Part(INSTRUMENT, poaId.value(), instrumentPath(act.grantorId().value(), poaId.value())));
    }

    private static void other(String label, RecordId recordId, List<Part> parts) {
        parts.add(new Part(label, recordId.toString(), "/ledger/" + recordId));
    }

    private static void person(String label, AttorneyId attorneyId, Names names, List<Part> parts) {
        parts.add(new Part(label, attorney(attorneyId, names), attorneyPath(attorneyId)));
    }

    private static String attorney(AttorneyId attorneyId, Names names) {
        return names.of(Naming.Part.ATTORNEY, attorneyId.value());
    }

    private static String appointed(Terms terms) {
        return list(terms.attorneys().stream()
                .map(attorney -> attorney.office() ? "the holders of the office " + attorney.name() : attorney.name())
                .toList());
    }

    private static String forms(Terms terms) {
        return forms(Arrays.stream(Form.values()).filter(form -> terms.powers().stream().anyMatch(power -> power.forms().contains(form)))
                .toList());
    }

    private static String forms(Collection<Form> forms) {
        return list(forms.stream().map(Form::title).toList());
    }

    private static String at(Terms terms) {
        return terms.issuer().issuerId().equals(IssuerId.ANY) ? " at any company" : " at " + terms.issuer().name();
    }

    private static String at(IssuerId issuerId, Names names) {
        return issuerId.equals(IssuerId.ANY) ? " at any company" : " at " + names.of(Naming.Part.ISSUER, issuerId.value());
    }

    /** Obligations to report, as the field calls them. */
    static String regimes(Collection<Regime> regimes) {
        return list(regimes.stream().map(Telling::regime).toList());
    }

    /** One of them. */
    static String regime(Regime regime) {
        return switch (regime) {
            case SECTION_16 -> "Section 16";
            case SECTION_13 -> "Section 13";
            case RULE_144 -> "Rule 144";
        };
    }

    /** Several, as in a sentence: A, B and C. */
    public static String list(List<String> some) {
        return some.size() < 2
                ? String.join("", some)
                : String.join(", ", some.subList(0, some.size() - 1)) + " and " + some.getLast();
    }

    private static String brief(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT).strip() + " …";
    }

    public static String grantorPath(String grantorId) {
        return "/grantors/" + encode(grantorId);
    }

    public static String instrumentPath(String grantorId, String poaId) {
        return grantorPath(grantorId) + "/powers-of-attorney/" + encode(poaId);
    }

    public static String attorneyPath(AttorneyId attorneyId) {
        return "/attorneys/" + encode(attorneyId.value());
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
