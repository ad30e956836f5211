package org.authorityledger.documents.filing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.authorityledger.documents.filing.ExtractText.Stretch;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * What a form itself says of the duty to report: that it began (a Form 3) or ended (the exit box of a Form 4 or 5). Rows of tables have no text of
 * their own, so what the form says is written out, and the evidence refers to that.
 *
 * @param name of the form, such as {@code Form 4, 0001127602-25-001055}
 * @param text what the form says, a line for each field
 * @param proposals one for each who reports
 */
public record FilingExtract(String name, String text, List<Proposal> proposals) {

    private static final Set<String> FIRST = Set.of("3");
    private static final Set<String> WITH_EXIT_BOX = Set.of("4", "4/A", "5", "5/A");
    /** What remarks say against the duty that the form itself states. */
    private static final Pattern DENIES = Pattern.compile("(?is)\\b(?:(?:is|was|were|am|are|been|being) (?:not|never) (?:\\w+ ){0,3}"
            + "(?:subject|required|an? (?:insider|officer|director|reporting|section 16|ten percent|10%))"
            + "|(?:filed|made|submitted|checked|reported) (?:\\w+ )?(?:in error|by mistake|erroneously|inadvertently|prematurely)"
            + "|(?:erroneously|inadvertently|mistakenly|voluntarily|prematurely) (?:filed|made|submitted|checked|reported)"
            + "|should not have been (?:filed|made|submitted|checked)|not required to (?:file|report)|disregard(?:ed)?|withdraw[sn]?"
            + "|remains? subject|continues? to be subject|still subject)\\b");
    private static final int MOST_OWNERS = 100;

    public FilingExtract {
        proposals = List.copyOf(proposals);
    }

    /** The extract of a form that says something of the duty to report; null: it says nothing of it, or not who reports, or to which issuer. */
    public static @Nullable FilingExtract of(Filing filing) {
        String form = filing.form().toUpperCase(Locale.ROOT).strip();
        boolean began = FIRST.contains(form);
        boolean ended = WITH_EXIT_BOX.contains(form) && filing.noLongerSubject();
        Writing writing = new Writing(filing);
        return (began || ended) && !writing.owners.isEmpty() && filing.issuer() != null
                ? new FilingExtract(writing.name, writing.text.toString(), writing.proposals(began))
                : null;
    }

    /** Where the form does not say who reports, the one for whom all its signatures were made. */
    static List<Party> signedFor(Filing filing) {
        Set<String> names = new java.util.LinkedHashSet<>();
        for (FiledSignature signature : filing.signatures()) {
            switch (signature.reading().kind()) {
                case SELF -> names.addAll(signature.reading().signers());
                case AGENT, ENTITY -> names.addAll(signature.reading().forWhom());
                case UNCLEAR -> names.add("");
            }
        }
        return names.size() == 1 && !names.contains("") ? List.of(new Party(names.iterator().next(), null)) : List.of();
    }

    /** The text as it is written, with the places of what the proposals say. */
    private static final class Writing {
        private final Filing filing;
        private final String name;
        private final ExtractText text = new ExtractText();
        private final List<Party> owners;
        private final boolean named;
        private final List<Stretch> ownersAt = new ArrayList<>();
        private final @Nullable Stretch periodAt;
        private final @Nullable Stretch issuerAt;
        private final Stretch boxAt;

        Writing(Filing filing) {
            this.filing = filing;
            name = "Form " + filing.form().strip() + (filing.accession() == null ? "" : ", " + filing.accession());
            named = !filing.owners().isEmpty();
            owners = named ? filing.owners().subList(0, Math.min(MOST_OWNERS, filing.owners().size())) : signedFor(filing);
            Stretch formAt = text.line("Form", filing.form());
            text.line("Accession number", filing.accession());
            text.line("Filed on", filing.filedOn());
            periodAt = filing.periodOfReport() == null ? null : text.line("Period of report", filing.periodOfReport());
            Party issuer = filing.issuer();
            issuerAt = issuer == null ? null : text.line("Issuer", issuer.name());
            text.line("Issuer's CIK", issuer == null ? null : issuer.cik());
            for (Party owner : named ? owners : List.<Party>of()) {
                ownersAt.add(text.line("Reporting owner", owner.name()));
                text.line("Owner's CIK", owner.cik());
            }
            boxAt = filing.noLongerSubject() ? text.line("No longer subject to Section 16", "checked") : formAt;
            if (denied()) {
                text.line("Remarks", filing.remarks());
            }
            for (FiledSignature signature : filing.signatures()) {
                Stretch at = text.line("Signature", signature.text());
                if (!named && ownersAt.isEmpty()) {
                    ownersAt.add(at);
                }
            }
        }

        private boolean denied() {
            return filing.remarks() != null && DENIES.matcher(filing.remarks()).find();
        }

        List<Proposal> proposals(boolean began) {
            List<Proposal> proposals = new ArrayList<>();
            for (int i = 0; i < owners.size(); i++) {
                proposals.add(proposal(owners.get(i), ownersAt.get(i), began));
            }
            return proposals;
        }

        private Proposal proposal(Party owner, Stretch ownerAt, boolean began) {
            Map<String, Object> body = new LinkedHashMap<>();
            List<Evidence> evidence = new ArrayList<>();
            List<Open> open = new ArrayList<>();
            String rule = began ? "form-3" : "exit-box";
            body.put("grantor", party(owner));
            evidence.add(ownerAt.as("grantor", named ? ExtractText.CLEAR : ExtractText.LIKELY, named ? "reporting-owner" : "signed-for"));
            Party issuer = filing.issuer();
            if (issuer != null && issuerAt != null) {
                body.put("issuer", party(issuer));
                evidence.add(issuerAt.as("issuer", ExtractText.CLEAR, "issuer"));
            }
            if (denied()) {
                open.add(new Open("regimes", "the remarks of the form say otherwise, or that it was filed in error"));
            } else {
                body.put("regimes", List.of("SECTION_16"));
                evidence.add(boxAt.as("regimes", ExtractText.CLEAR, rule));
            }
            if (began && periodAt != null) {
                // The day of the event that requires the statement.
                body.put("effectiveOn", String.valueOf(filing.periodOfReport()));
                evidence.add(periodAt.as("effectiveOn", ExtractText.CLEAR, "event-date"));
            } else {
                open.add(new Open("effectiveOn", began
                        ? "the form does not say since when"
                        : "the form does not say since when" + (filing.periodOfReport() == null
                                ? ""
                                : "; its period of report is " + filing.periodOfReport())));
            }
            body.put("basis", began ? name + ": the first statement" : name + ": the box \"no longer subject to Section 16\" is checked");
            evidence.add(boxAt.as("basis", ExtractText.CLEAR, rule));
            return new Proposal(began ? Proposal.Kind.BEGINNING : Proposal.Kind.CESSATION, body, owner.name(), null, evidence, open);
        }

        private static Map<String, Object> party(Party party) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", party.name());
            if (party.cik() != null) {
                fields.put("cik", party.cik());
            }
            return fields;
        }
    }
}
