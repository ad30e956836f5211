package org.authorityledger.inbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.http.Problem;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Documents, proposals and decisions as the API writes them. */
final class ProposalFields {

    static final List<String> COLUMNS = List.of("proposalId", "documentId", "number", "kind", "state", "grantorName", "appointedByName",
            "open", "readAt", "decidedAt", "decidedBy", "reason", "recordId");

    private ProposalFields() {}

    /** A row of the inbox. */
    static Map<String, Object> row(KeptProposal proposal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("proposalId", proposal.proposalId());
        fields.put("documentId", proposal.sha256());
        fields.put("number", proposal.number());
        fields.put("kind", proposal.kind());
        fields.put("state", proposal.state());
        put("grantorName", proposal.grantorName(), fields);
        put("appointedByName", proposal.appointedByName(), fields);
        fields.put("open", proposal.open().stream().map(one -> one.field()).distinct().toList());
        fields.put("readAt", proposal.readAt());
        decision(proposal, fields);
        return fields;
    }

    private static void decision(KeptProposal proposal, Map<String, Object> fields) {
        KeptProposal.Decision decision = proposal.decision();
        if (decision != null) {
            fields.put("decidedAt", decision.at());
            fields.put("decidedBy", decision.by());
            put("reason", decision.reason(), fields);
            put("recordId", decision.recordId(), fields);
        }
    }

    /** A proposal with all that it says. */
    static Map<String, Object> whole(Inbox.Shown shown) {
        KeptProposal proposal = shown.proposal();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("proposalId", proposal.proposalId());
        fields.put("documentId", proposal.sha256());
        fields.put("number", proposal.number());
        fields.put("part", proposal.part());
        fields.put("kind", proposal.kind());
        fields.put("command", Acceptance.command(proposal.kind()));
        fields.put("state", proposal.state());
        fields.put("body", shown.settled().body());
        put("grantorName", proposal.grantorName(), fields);
        put("appointedByName", proposal.appointedByName(), fields);
        fields.put("evidence", proposal.evidence());
        fields.put("open", shown.settled().open());
        fields.put("candidates", shown.settled().candidates().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> Map.of("field", entry.getKey(), "candidates", entry.getValue())).toList());
        fields.put("newIds", shown.settled().fresh());
        fields.put("readAt", proposal.readAt());
        decision(proposal, fields);
        return fields;
    }

    /** A document, with its parts and what it proposes. */
    static Map<String, Object> document(KeptDocument document, List<Inbox.Shown> proposals, boolean withText) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("documentId", document.sha256());
        fields.put("sha256", document.sha256());
        fields.put("size", document.size());
        put("name", document.name(), fields);
        fields.put("keptAt", document.keptAt());
        fields.put("keptBy", document.keptBy());
        DocumentPart main = document.main();
        if (withText && main != null) {
            put("text", main.text(), fields);
        }
        fields.put("parts", document.parts().stream().map(ProposalFields::part).toList());
        fields.put("proposals", proposals.stream().map(ProposalFields::whole).toList());
        if (proposals.isEmpty()) {
            fields.put("noProposal", document.noProposal());
        }
        return fields;
    }

    private static Map<String, Object> part(DocumentPart part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("part", part.part());
        put("type", part.type(), fields);
        put("fileName", part.fileName(), fields);
        put("description", part.description(), fields);
        fields.put("characters", part.text() == null ? 0 : part.text().length());
        put("notRead", part.notRead(), fields);
        put("noProposal", part.noProposal(), fields);
        return fields;
    }

    /** The answer to a command that was recorded, as its own path gives it. */
    static Map<String, Object> recorded(StoredEvent event) {
        LedgerRecord record = event.record();
        PoaId poaId = record.act().poaId();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("recordId", event.recordId());
        fields.put("recordedAt", event.recordedAt());
        fields.put("position", event.position());
        fields.put("grantorId", event.grantorId());
        fields.put("type", event.type());
        fields.put("version", event.sequence().version());
        put("poaId", poaId, fields);
        return fields;
    }

    /** What became of one of several proposals. */
    static Map<String, Object> outcome(Inbox.Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("proposalId", outcome.proposal().proposalId());
        fields.put("documentId", outcome.proposal().sha256());
        fields.put("number", outcome.proposal().number());
        Problem.Report problem = outcome.problem();
        if (problem != null) {
            fields.put("state", KeptProposal.State.PENDING);
            fields.put("code", problem.code());
            fields.put("detail", problem.detail());
            fields.put("errors", problem.errors());
        } else if (outcome.record() != null) {
            fields.put("state", KeptProposal.State.ACCEPTED);
            fields.putAll(recorded(outcome.record()));
        } else {
            fields.put("state", KeptProposal.State.REJECTED);
        }
        return fields;
    }

    private static void put(String name, @Nullable Object value, Map<String, Object> fields) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
