package org.authorityledger.authority.acts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/** Collects the parts of an act. The first is always its grantor, the second the instrument it is about. */
final class Parts {

    private final Wording wording;
    private final List<Part> parts = new ArrayList<>();

    Parts(LegalAct act, Wording wording) {
        this.wording = wording;
        parts.add(new Part("Grantor", wording.grantor(act), new Part.Reference.OfGrantor(act.grantorId())));
        PoaId poaId = act.poaId();
        if (poaId != null) {
            parts.add(new Part("Power of attorney", poaId.value(), new Part.Reference.OfInstrument(act.grantorId(), poaId)));
        }
    }

    List<Part> list() {
        return List.copyOf(parts);
    }

    /** Leaves out what the act does not say. */
    Parts text(String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            parts.add(new Part(label, value, null));
        }
        return this;
    }

    Parts day(String label, @Nullable LocalDate day) {
        return text(label, day == null ? null : wording.day(day));
    }

    Parts attorney(String label, AttorneyId attorneyId) {
        return attorney(label, attorneyId, wording.attorney(attorneyId));
    }

    Parts attorney(String label, AttorneyId attorneyId, String name) {
        parts.add(new Part(label, name, new Part.Reference.OfAttorney(attorneyId)));
        return this;
    }

    Parts record(String label, RecordId recordId) {
        parts.add(new Part(label, recordId.toString(), new Part.Reference.OfRecord(recordId)));
        return this;
    }

    Parts company(IssuerId issuerId, String name) {
        parts.add(issuerId.equals(IssuerId.ANY)
                ? new Part("Company", "Every company", null)
                : new Part("Company", name, new Part.Reference.OfIssuer(issuerId)));
        return this;
    }

    Parts terms(Terms terms) {
        company(terms.issuer().issuerId(), String.valueOf(terms.issuer().name()));
        for (Attorney attorney : terms.attorneys()) {
            String more = Stream.of(attorney.title(), attorney.employer(), attorney.office() ? "an office" : null,
                    attorney.endsWithEmployment() ? "while employed" : null).filter(Objects::nonNull).collect(Collectors.joining(", "));
            attorney("Appoints", attorney.attorneyId(), attorney.name() + (more.isEmpty() ? "" : " (" + more + ")"));
        }
        for (Power power : terms.powers()) {
            text("Clause " + power.clause(), clause(power));
        }
        text("Signing", terms.minimumSignatures() == 1 ? "Each alone" : "At least " + terms.minimumSignatures() + " together");
        day("Signed by the grantor on", terms.executedOn());
        day("In force from", terms.effectiveOn());
        day("Last day in force", terms.expiresOn());
        if (!terms.untilCeasedReporting().isEmpty()) {
            text("Lasts until", "the grantor no longer has to report under " + Wording.regimes(terms.untilCeasedReporting()));
        }
        text("Substitution", terms.substitutionAllowed() ? "Allowed" : "Not allowed");
        text("Survives incapacity", terms.durable() ? "Yes" : "No");
        text("Revokes earlier ones", terms.supersedesPrior() ? "Yes, for the same company" : "No");
        Document document = terms.document();
        return document == null
                ? this
                : text("Document", (document.name() == null ? "" : document.name() + ", ") + "SHA-256 " + document.sha256());
    }

    /** What a clause lets its attorneys sign, in a line. */
    static String clause(Power power) {
        return Wording.forms(power.forms()) + (power.amendments() ? "" : ", no amendments")
                + (power.capacities().isEmpty()
                        ? ""
                        : ", as "
                                + power.capacities().stream().map(capacity -> Wording.capacity(capacity).toLowerCase(java.util.Locale.ROOT))
                                        .collect(Collectors.joining(" or ")))
                + (power.text() == null ? "" : ": “" + power.text() + "”");
    }
}
