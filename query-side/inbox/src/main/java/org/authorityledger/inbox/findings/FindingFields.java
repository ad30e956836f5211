package org.authorityledger.inbox.findings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;

/** Filings and findings as the API writes them. */
final class FindingFields {

    static final List<String> COLUMNS = List.of("accession", "filingId", "form", "filedOn", "issuerCik", "issuerName", "issuerId", "number",
            "signature",
            "kind", "signer", "signerId", "signerIds", "capacity", "onBehalfOf", "grantorId", "signedOn", "finding", "reason", "why",
            "candidates",
            "remarks", "poaId", "clauses", "recordId", "hindsight", "findingAsKnownThen", "reasonThen", "knownThen", "remedy", "check");

    private FindingFields() {}

    /** A row of the findings. */
    static Map<String, Object> row(Finding finding) {
        Filing filing = finding.signature().filing().filing();
        Map<String, Object> fields = new LinkedHashMap<>();
        put("accession", filing.accession(), fields);
        fields.put("filingId", finding.signature().filing().filingId());
        fields.put("form", filing.form());
        put("filedOn", filing.filedOn(), fields);
        Party issuer = filing.issuer();
        if (issuer != null) {
            put("issuerCik", issuer.cik(), fields);
            fields.put("issuerName", issuer.name());
        }
        put("issuerId", finding.issuerId(), fields);
        signature(finding, fields);
        found(finding, fields);
        return fields;
    }

    private static void signature(Finding finding, Map<String, Object> fields) {
        FiledSignature signature = finding.signature().signature();
        fields.put("number", finding.signature().number());
        fields.put("signature", signature.text());
        fields.put("kind", signature.reading().kind());
        fields.put("signer", String.join(" | ", signature.reading().signers()));
        if (finding.signerIds().size() == 1) {
            fields.put("signerId", finding.signerIds().getFirst());
        }
        fields.put("signerIds", finding.signerIds());
        put("capacity", signature.reading().capacity() == null ? signature.title() : signature.reading().capacity(), fields);
        put("onBehalfOf", finding.grantorName(), fields);
        put("grantorId", finding.grantorId(), fields);
        put("signedOn", signature.signedOn(), fields);
    }

    private static void found(Finding finding, Map<String, Object> fields) {
        fields.put("finding", finding.finding());
        Finding.Judgment now = finding.now();
        put("reason", finding.reason(), fields);
        fields.put("why", finding.why());
        fields.put("candidates", finding.candidates());
        fields.put("remarks", now == null ? List.of() : now.remarks().stream().map(remark -> remark.code()).distinct().toList());
        if (now != null) {
            put("poaId", now.poaId(), fields);
            if (!now.clauses().isEmpty()) {
                fields.put("clauses", now.clauses());
            }
            put("recordId", now.recordId(), fields);
        }
        Finding.Judgment then = finding.then();
        if (then != null) {
            fields.put("hindsight", Objects.requireNonNull(finding.hindsight()));
            fields.put("reasonThen", then.reason());
        }
        fields.put("findingAsKnownThen", finding.findingThen());
        fields.put("knownThen", finding.knownThen());
        Remedy remedy = finding.remedy();
        put("remedy", remedy == null ? null : remedy.kind(), fields);
        String query = finding.query();
        put("check", query == null ? null : "/api/authority/check" + query, fields);
    }

    /** A filing with its signatures. */
    static Map<String, Object> filing(KeptFiling kept, List<Finding> findings, Moment moment, Position position) {
        Filing filing = kept.filing();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("filingId", kept.filingId());
        put("accession", filing.accession(), fields);
        fields.put("form", filing.form());
        put("filedOn", filing.filedOn(), fields);
        put("periodOfReport", filing.periodOfReport(), fields);
        put("originalFiledOn", filing.originalFiledOn(), fields);
        put("issuer", filing.issuer(), fields);
        fields.put("owners", filing.owners());
        put("remarks", filing.remarks(), fields);
        fields.put("exhibits", filing.exhibits());
        fields.put("noLongerSubject", filing.noLongerSubject());
        fields.put("keptAt", kept.keptAt());
        fields.put("keptBy", kept.keptBy());
        List<Map<String, Object>> signatures = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> one = new LinkedHashMap<>();
            signature(finding, one);
            put("issuerId", finding.issuerId(), one);
            found(finding, one);
            signatures.add(one);
        }
        fields.put("findings", signatures);
        fields.put("knownAt", moment.knownAt());
        fields.put("position", position);
        return fields;
    }

    private static void put(String name, @Nullable Object value, Map<String, Object> fields) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
