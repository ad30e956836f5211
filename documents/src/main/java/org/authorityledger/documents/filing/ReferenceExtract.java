package org.authorityledger.documents.filing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.authorityledger.documents.filing.ExtractText.Stretch;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.documents.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * What a form says, in its remarks or beside a signature, of a power of attorney that an earlier filing has. Where the accession number of that
 * filing is named, the proposal is that it has the instrument. Else it is that this form refers to one that has it, which is all that is certain: an
 * earlier filing of which only the form and the day are named stands in the note. Which instrument is meant stays open here: the issuer and what
 * is said of the earlier filing go along, to find it among those that are known.
 */
public final class ReferenceExtract {

    private static final String REFERENCE = "reference-to-an-earlier-exhibit";
    private static final int MOST = 100;

    private final Filing filing;
    private final ExtractText text = new ExtractText();
    private final @Nullable Stretch accessionAt;
    private final @Nullable Stretch filedAt;
    private final Stretch formAt;
    private final @Nullable Stretch issuerAt;
    private final List<Stretch> ownersAt = new ArrayList<>();
    /** By whose power it is: one proposal for each. */
    private final Map<String, Proposal> proposals = new LinkedHashMap<>();

    private ReferenceExtract(Filing filing) {
        this.filing = filing;
        formAt = text.line("Form", filing.form());
        accessionAt = filing.accession() == null ? null : text.line("Accession number", filing.accession());
        filedAt = filing.filedOn() == null ? null : text.line("Filed on", filing.filedOn());
        Party issuer = filing.issuer();
        issuerAt = issuer == null ? null : text.line("Issuer", issuer.name());
        for (Party owner : filing.owners()) {
            ownersAt.add(text.line("Reporting owner", owner.name()));
            text.line("Owner's CIK", owner.cik());
        }
        for (FiledSignature signature : filing.signatures()) {
            String words = ExtractText.plain(signature.text());
            Stretch at = null;
            for (ExhibitReference one : ExhibitReference.in(words)) {
                at = at == null ? text.line("Signature", signature.text()) : at;
                if (!one.filedAfter(filing.filedOn())) {
                    signed(one, signature.reading(), at);
                }
            }
        }
        String remarks = filing.remarks() == null ? "" : ExtractText.plain(filing.remarks());
        Stretch at = null;
        for (ExhibitReference one : ExhibitReference.in(remarks)) {
            at = at == null ? text.line("Remarks", remarks) : at;
            if (!one.filedAfter(filing.filedOn())) {
                remarked(one, remarks.substring(one.start(), one.end()), at);
            }
        }
    }

    /** The extract of a form that refers to a power of attorney in an earlier filing; null: it refers to none. */
    public static @Nullable FilingExtract of(Filing filing) {
        ReferenceExtract extract = new ReferenceExtract(filing);
        return extract.proposals.isEmpty()
                ? null
                : new FilingExtract("Form " + filing.form().strip() + (filing.accession() == null ? "" : ", " + filing.accession())
                        + ": a power of attorney on file", extract.text.toString(), List.copyOf(extract.proposals.values()));
    }

    /** A signature is made for those whom it names, or for the only one who reports. */
    private void signed(ExhibitReference reference, Signature reading, Stretch signatureAt) {
        List<String> names = reading.kind() == Signature.Kind.UNCLEAR ? List.of() : reading.forWhom();
        if (filing.owners().size() == 1) {
            add(filing.owners().getFirst(), ownersAt.getFirst(), reference, signatureAt, reading.powerDatedOn());
        } else if (names.isEmpty()) {
            add(null, signatureAt, reference, signatureAt, reading.powerDatedOn());
        } else {
            names.forEach(name -> add(new Party(name, null), signatureAt, reference, signatureAt, reading.powerDatedOn()));
        }
    }

    /** Remarks are about the only one who reports, or the only one whose surname stands in the sentence. */
    private void remarked(ExhibitReference reference, String sentence, Stretch remarksAt) {
        List<Integer> named = new ArrayList<>();
        for (int i = 0; i < filing.owners().size(); i++) {
            String name = filing.owners().get(i).name().strip();
            String surname = name.split("[\\s,]+", -1)[0];
            if (filing.owners().size() == 1 || surname.length() > 1 && !PartyNames.entity(name)
                    && sentence.matches("(?is).*\\b" + Pattern.quote(surname) + "\\b.*")) {
                named.add(i);
            }
        }
        List<Party> signedFor = filing.owners().isEmpty() ? FilingExtract.signedFor(filing) : List.of();
        if (signedFor.size() == 1) {
            add(signedFor.getFirst(), text.line("Signature", filing.signatures().getFirst().text()), reference, remarksAt, null);
        } else if (named.size() == 1) {
            add(filing.owners().get(named.getFirst()), ownersAt.get(named.getFirst()), reference, remarksAt, null);
        } else {
            add(null, remarksAt, reference, remarksAt, null);
        }
    }

    private void add(@Nullable Party grantor, Stretch grantorAt, ExhibitReference reference, Stretch line, @Nullable LocalDate powerDated) {
        Stretch at = new Stretch(line.start() + reference.start(), line.start() + reference.end());
        Proposal one = proposal(grantor, grantorAt, reference, at, reference.dated() == null ? powerDated : reference.dated());
        String whose = grantor == null ? "" : grantor.name();
        Proposal before = proposals.get(whose);
        if (before == null ? proposals.size() < MOST : one.open().size() < before.open().size()) {
            proposals.put(whose, one);
        }
    }

    private Proposal proposal(@Nullable Party grantor, Stretch grantorAt, ExhibitReference reference, Stretch at,
            @Nullable LocalDate dated) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<Evidence> evidence = new ArrayList<>();
        List<Open> open = new ArrayList<>();
        if (grantor == null) {
            open.add(new Open("grantorName", "the form does not say whose power of attorney it is"));
        } else {
            body.put("grantor", party(grantor));
            boolean owner = filing.owners().contains(grantor);
            evidence.add(grantorAt.as("grantor", owner ? ExtractText.CLEAR : ExtractText.LIKELY, owner ? "reporting-owner" : "signed-for"));
        }
        Party issuer = filing.issuer();
        if (issuer != null && issuerAt != null) {
            // It tells which of the grantor's instruments is meant.
            body.put("issuer", party(issuer));
            evidence.add(issuerAt.as("issuer", ExtractText.CLEAR, "issuer"));
        }
        open.add(new Open("poaId", dated == null
                ? "the form does not say which instrument it is" + (reference.where().isEmpty() ? "" : "; it is in: " + reference.where())
                : "the instrument dated " + dated));
        if (reference.accession() != null && !reference.accession().equals(filing.accession())) {
            earlier(reference, at, body, evidence, open);
        } else {
            byReference(reference, at, body, evidence, open);
        }
        return new Proposal(Proposal.Kind.CONFIRMATION, body, grantor == null ? null : grantor.name(), null, evidence, open);
    }

    private static Map<String, Object> party(Party one) {
        Map<String, Object> party = new LinkedHashMap<>();
        party.put("name", one.name());
        if (one.cik() != null) {
            party.put("cik", one.cik());
        }
        return party;
    }

    /** The filing that is named by its accession number has it. */
    private static void earlier(ExhibitReference reference, Stretch at, Map<String, Object> body, List<Evidence> evidence,
            List<Open> open) {
        body.put("accession", Objects.requireNonNull(reference.accession()));
        evidence.add(at.as("accession", ExtractText.CLEAR, REFERENCE));
        if (reference.form() != null) {
            body.put("form", reference.form());
            evidence.add(at.as("form", ExtractText.LIKELY, REFERENCE));
        } else {
            open.add(new Open("form", "the text does not say which form has it"));
        }
        if (reference.exhibit() != null) {
            body.put("exhibit", reference.exhibit());
            evidence.add(at.as("exhibit", ExtractText.LIKELY, REFERENCE));
        }
        if (reference.filedOn() != null) {
            body.put("filedOn", reference.filedOn().toString());
            evidence.add(at.as("filedOn", ExtractText.CLEAR, REFERENCE));
        } else {
            open.add(new Open("filedOn", "the text does not say when that was filed"));
        }
    }

    /** This form refers to one that has it. */
    private void byReference(ExhibitReference reference, Stretch at, Map<String, Object> body, List<Evidence> evidence, List<Open> open) {
        if (filing.accession() != null && accessionAt != null) {
            body.put("accession", filing.accession());
            evidence.add(accessionAt.as("accession", ExtractText.CLEAR, "accession-number"));
        } else {
            open.add(new Open("accession", "the form came without its submission, which has the number"));
        }
        body.put("form", filing.form().strip());
        evidence.add(formAt.as("form", ExtractText.CLEAR, "form"));
        if (filing.filedOn() != null && filedAt != null) {
            body.put("filedOn", filing.filedOn().toString());
            evidence.add(filedAt.as("filedOn", ExtractText.CLEAR, "filed-on"));
        } else {
            open.add(new Open("filedOn", "the form does not say when it was filed"));
        }
        body.put("byReference", true);
        evidence.add(at.as("byReference", ExtractText.LIKELY, REFERENCE));
        if (!reference.where().isEmpty()) {
            body.put("note", "It refers to: " + reference.where());
            evidence.add(at.as("note", ExtractText.LIKELY, REFERENCE));
        }
    }
}
