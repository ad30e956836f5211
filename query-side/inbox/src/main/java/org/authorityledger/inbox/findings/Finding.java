package org.authorityledger.inbox.findings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Remark;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.inbox.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a signature was covered that day, for one of those for whom it was made.
 *
 * @param place which of those for whom it was made, from 0
 * @param grantorName their name as the form spells it; null where it is not said
 * @param grantorId null: the ledger knows none, or several, of this name
 * @param issuerId likewise
 * @param signerIds those of the signers whom the ledger knows
 * @param form the form as it is asked about; null where no form has its name
 * @param finding as known now
 * @param why what is doubtful, or why no answer can be given
 * @param candidates whom a name may mean, where several are meant
 * @param now the answer as known now; null where none was asked for
 * @param then the answer as known when it was filed; null likewise
 * @param knownThen the moment that is meant by then
 * @param remedy what a person did about it; null: nothing that stands
 */
public record Finding(KeptSignature signature, int place, @Nullable String grantorName, @Nullable GrantorId grantorId,
        @Nullable IssuerId issuerId, List<AttorneyId> signerIds, @Nullable FormAsked form, Kind finding, List<Why> why,
        List<Candidate> candidates, @Nullable Judgment now, @Nullable Judgment then, Instant knownThen, @Nullable Remedy remedy) {

    /** What a finding says. */
    public enum Kind {
        /** Signed under an instrument that was in force and covered the form. */
        COVERED,
        /** Signed by another than the grantor, and no instrument covers it. The reason says why. */
        NOT_COVERED,
        /** Signed by the one who reports. */
        SELF_SIGNED,
        /** Signed for an entity by its signatories, or those who represent them. */
        SIGNED_BY_SIGNATORY,
        /** The filing or the ledger does not say enough. */
        CANNOT_TELL
    }

    /** What is doubtful about a signature, or why no one can say whether it was covered. */
    public enum Why {
        /** The words do not say who signed in which part. */
        SIGNATURE_UNCLEAR,
        /** The signature names no one who signed. */
        SIGNER_NOT_SAID,
        /** Neither the signature nor the filing says for whom it was made. */
        GRANTOR_NOT_SAID,
        /** The one for whom the signature was made is not one of those who report in the filing. */
        GRANTOR_DOES_NOT_REPORT,
        /** The filing names no issuer. */
        ISSUER_NOT_SAID,
        /** The header of the submission contradicts the form in it: another form, issuer, or others who report. */
        FILING_CONTRADICTS_ITSELF,
        /** One file has the filing more than once, and not the same. */
        FILED_TWICE,
        /** The signature has no date. */
        NO_DATE,
        /** The signature is dated with a day that the calendar does not have. */
        IMPOSSIBLE_DATE,
        /** The signature is dated after the day of filing, or more than a year before it. */
        DATE_FAR_FROM_FILING,
        /** The signature is dated after today. */
        DATE_IN_THE_FUTURE,
        /** No form of EDGAR has this name. */
        FORM_UNKNOWN,
        /** The signature names more people than can be asked about at once. */
        TOO_MANY_NAMES,
        /** The ledger knows no one of the grantor's number and name. */
        GRANTOR_NOT_IN_LEDGER,
        /** The CIK that the filing gives is that of someone of another name in the ledger. */
        NUMBER_OF_ANOTHER,
        /** The ledger knows several by the grantor's name, or several who report may be meant by it. */
        SEVERAL_GRANTORS,
        /** The ledger knows no one by the name of someone who signed. */
        SIGNER_NOT_IN_LEDGER,
        /** The ledger knows several by the name of someone who signed. */
        SEVERAL_SIGNERS,
        /** The ledger knows no issuer of this number and name. */
        ISSUER_NOT_IN_LEDGER,
        /** The ledger knows several issuers by this name. */
        SEVERAL_ISSUERS,
        /**
         * An instrument under another id of the grantor's has ended for these signers while the one that decides was in force: both may be one paper.
         */
        ENDED_UNDER_ANOTHER_ID,
        /** The parties lead to too many others for an answer. */
        CHAIN_TOO_LARGE
    }

    /** How the answer as known when it was filed compares with the one as known now. */
    public enum Hindsight {
        /** It looked then as it does now. */
        SAME,
        /** It looked good then and does not now. */
        LOST,
        /** It did not look good then and does now. */
        GAINED
    }

    /**
     * What the check answers.
     *
     * @param poaId the instrument that decides, where one does
     * @param recordId the record that gave the authority that decides
     * @param clauses those of the instrument that cover the form
     * @param since the first day of the authority that decides, where one does
     * @param ended what ended it, where that is the reason
     */
    public record Judgment(boolean authorized, Reason reason, @Nullable PoaId poaId, @Nullable RecordId recordId, List<String> clauses,
            List<Remark> remarks, @Nullable LocalDate since, @Nullable Ending ended) {

        /** Whether this authority was revoked or resigned while the other one was in force. */
        boolean endedDuring(Judgment other) {
            return ended != null && (reason == Reason.REVOKED || reason == Reason.RESIGNED) && other.since != null
                    && other.since.isBefore(ended.on());
        }

        /** Whether it is better than another: a yes, or a reason further on. */
        boolean better(Judgment other) {
            return authorized == other.authorized ? reason.compareTo(other.reason) > 0 : authorized;
        }

        /** What it finds. */
        Kind kind() {
            return switch (reason) {
                case SELF_SIGNED -> Kind.SELF_SIGNED;
                case SIGNED_BY_SIGNATORY -> Kind.SIGNED_BY_SIGNATORY;
                default -> authorized ? Kind.COVERED : Kind.NOT_COVERED;
            };
        }
    }

    /** Whether something was done about a finding. */
    public enum Remedied {
        /** No remedy stands. */
        NONE,
        /** See {@link Remedy.Kind#RATIFIED}. */
        RATIFIED,
        /** See {@link Remedy.Kind#DISMISSED}. */
        DISMISSED
    }

    /** What was done about it. */
    public Remedied remedied() {
        return remedy == null ? Remedied.NONE : Remedied.valueOf(remedy.kind().name());
    }

    /** The same with its remedy. */
    Finding with(@Nullable Remedy remedy) {
        return new Finding(signature, place, grantorName, grantorId, issuerId, signerIds, form, finding, why, candidates, now, then,
                knownThen, remedy);
    }

    /** The finding as known then. Where no check can be asked, what stands in the way did so then. */
    public Kind findingThen() {
        return then == null ? finding : kind(then, why);
    }

    /** What an answer finds: a power for all issuers covers an unknown one too; that no power covers it, no one can say. */
    static Kind kind(Judgment answer, List<Why> why) {
        if (answer.authorized() && why.contains(Why.ENDED_UNDER_ANOTHER_ID)) {
            return Kind.CANNOT_TELL;
        }
        return answer.authorized() || !why.contains(Why.ISSUER_NOT_IN_LEDGER) ? answer.kind() : Kind.CANNOT_TELL;
    }

    /** The reason as a code: that of the check, or why no one can tell; null where a signature in person needs none. */
    public @Nullable String reason() {
        if (finding == Kind.CANNOT_TELL && !why.isEmpty()) {
            return (why.contains(Why.ENDED_UNDER_ANOTHER_ID) ? Why.ENDED_UNDER_ANOTHER_ID : why.getFirst()).name();
        }
        return now == null ? null : now.reason().name();
    }

    /** How then compares with now; null where no check was asked. */
    public @Nullable Hindsight hindsight() {
        if (now == null || then == null) {
            return null;
        }
        return now.authorized() == then.authorized() ? Hindsight.SAME : now.authorized() ? Hindsight.GAINED : Hindsight.LOST;
    }

    /** The question that was asked, as the query of a check; null where the ledger does not know everyone in it. */
    public @Nullable String query() {
        if (now == null || grantorId == null || issuerId == null || form == null || signerIds.isEmpty()) {
            return null;
        }
        StringBuilder query = new StringBuilder("?grantor=").append(grantorId).append("&issuer=").append(issuerId).append("&form=")
                .append(URLEncoder.encode(form.toString(), StandardCharsets.UTF_8));
        signerIds.forEach(signer -> query.append("&signer=").append(signer));
        return query.append("&on=").append(signature.signature().signedOn()).toString();
    }
}
