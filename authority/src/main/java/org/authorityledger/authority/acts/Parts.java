package org.authorityledger.authority.acts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Notice;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SigningRule;
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

    /** The rider that is corrected; null: the grant is. */
    Parts rider(@Nullable RecordId amendment) {
        return amendment == null ? this : record("Rider", amendment);
    }

    Parts terms(Terms terms) {
        terms.issuers().forEach(issuer -> company(issuer.issuerId(), String.valueOf(issuer.name())));
        for (Attorney attorney : terms.attorneys()) {
            String more = Stream.of(attorney.title(), attorney.employer(), attorney.office() ? "an office" : null,
                    attorney.endsWithEmployment() ? "while employed" : null).filter(Objects::nonNull).collect(Collectors.joining(", "));
            attorney("Appoints", attorney.attorneyId(), attorney.name() + (more.isEmpty() ? "" : " (" + more + ")"));
        }
        for (Power power : terms.powers()) {
            text("Clause " + power.clause(), clause(power)
                    + (power.attorneys().isEmpty() ? "" : "; only " + wording.attorneys(power.attorneys()))
                    + (power.signing() == null ? "" : "; " + signing(power.signing()).toLowerCase(Locale.ROOT)));
        }
        text("Signing", signing(terms.signing()));
        day("Signed by the grantor on", terms.executedOn());
        day("In force from", terms.effectiveOn());
        day("Last day in force", terms.expiresOn());
        if (!terms.untilCeasedReporting().isEmpty()) {
            text("Lasts until", "the grantor no longer has to report under " + Wording.regimes(terms.untilCeasedReporting()));
        }
        text("Substitution", switch (terms.substitution()) {
            case NONE -> "Not allowed";
            case ALLOWED -> "Allowed";
            case WITH_RESUBSTITUTION -> "Allowed, also by substitutes";
        });
        text("Survives incapacity", terms.durable() == null ? "Not stated" : terms.durable() ? "Yes" : "No");
        text("Governing law", terms.governingLaw());
        text("Revokes earlier ones", terms.supersedesPrior()
                ? "Yes, for the same company"
                : terms.supersedes().isEmpty() ? "No" : Wording.list(terms.supersedes().stream().map(PoaId::value).toList()));
        text("A revocation works", switch (terms.revocationTakesEffect()) {
            case ON_DELIVERY_TO_ATTORNEY -> "when delivered to the attorney";
            case ON_DELIVERY_TO_ISSUER -> "when delivered to the company";
            case ON_SIGNING -> "when signed";
        });
        if (!terms.onBehalfOf().none()) {
            text("Also for what the grantor signs for", terms.onBehalfOf().any()
                    ? "every entity"
                    : Wording.list(terms.onBehalfOf().entities().stream().map(wording::party).toList()));
        }
        text("Date of signature", terms.undated() ? "Uncertain: the paper is undated" : null);
        text("Terms", terms.termsSeen() ? null : "Known only from another paper");
        return document(terms.document());
    }

    private Parts document(@Nullable Document document) {
        return document == null
                ? this
                : text("Document", (document.name() == null ? "" : document.name() + ", ") + "SHA-256 " + document.sha256());
    }

    /** What any act can carry. */
    Parts evidence(LegalAct act) {
        return text("Reason", act.reason()).document(act.document()).text("Note", act.note());
    }

    /** To whom a revocation was delivered. */
    Parts recipient(@Nullable AttorneyId attorneyId) {
        return attorneyId == null ? text("Delivered to", "The company") : attorney("Attorney", attorneyId);
    }

    /** Who is known to have learned of it, and when. */
    Parts notices(List<Notice> notices) {
        notices.forEach(notice -> attorney("Notice to", notice.attorneyId(),
                wording.attorney(notice.attorneyId()) + " on " + wording.day(notice.on())));
        return this;
    }

    Parts signatory(String label, Signatory signatory) {
        parts.add(new Part(label, signatory.name(), new Part.Reference.OfAttorney(AttorneyId.of(signatory.partyId().value()))));
        return this;
    }

    private String signing(SigningRule rule) {
        if (rule.groups().isEmpty()) {
            return rule.minimum() == 1 ? "Each alone" : "At least " + rule.minimum() + " together";
        }
        return "Together: " + rule.groups().stream().map(group -> "at least " + group.minimum() + " of " + wording.attorneys(group.of()))
                .collect(Collectors.joining("; "));
    }

    /** What a clause lets its attorneys sign, in a line. */
    static String clause(Power power) {
        return (power.accessory() ? "What clause " + Wording.list(power.accessoryTo()) + " covers" : Wording.forms(power.forms()))
                + (power.amendments() ? "" : ", no amendments")
                + (power.capacities().isEmpty()
                        ? ""
                        : ", as "
                                + power.capacities().stream().map(capacity -> Wording.capacity(capacity).toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(" or ")))
                + (power.text() == null ? "" : ": “" + power.text() + "”");
    }
}
