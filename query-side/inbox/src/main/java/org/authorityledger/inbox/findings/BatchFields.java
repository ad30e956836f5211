package org.authorityledger.inbox.findings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.documents.filing.FilingProblem;
import org.jspecify.annotations.Nullable;

/** Files of filings as the API writes them. */
final class BatchFields {

    static final List<String> COLUMNS = List.of("batchId", "state", "name", "sha256", "size", "filings", "signatures", "newFilings",
            "newSignatures", "problemCount", "reason", "detail", "receivedAt", "receivedBy", "startedAt", "endedAt");

    private BatchFields() {}

    /** How far a file has been read. */
    static Map<String, Object> row(FilingBatch batch) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("batchId", batch.batchId());
        fields.put("state", batch.state());
        fields.put("name", batch.name());
        fields.put("sha256", batch.sha256());
        fields.put("size", batch.size());
        fields.put("filings", batch.progress().filings());
        fields.put("signatures", batch.progress().signatures());
        fields.put("newFilings", batch.progress().newFilings());
        fields.put("newSignatures", batch.progress().newSignatures());
        fields.put("problemCount", batch.progress().problems());
        put("reason", batch.reason(), fields);
        put("detail", batch.failure(), fields);
        fields.put("receivedAt", batch.receivedAt());
        fields.put("receivedBy", batch.receivedBy());
        put("startedAt", batch.startedAt(), fields);
        put("endedAt", batch.endedAt(), fields);
        return fields;
    }

    /** The same with what could not be read. */
    static Map<String, Object> whole(FilingBatch batch, List<FilingBatch.Named> problems) {
        Map<String, Object> fields = row(batch);
        fields.put("problems", problems.stream().map(one -> problem(one.problem())).toList());
        return fields;
    }

    /** What could not be read, or is doubtful. */
    static Map<String, Object> problem(FilingProblem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("where", problem.where());
        fields.put("problem", problem.what());
        return fields;
    }

    private static void put(String name, @Nullable Object value, Map<String, Object> fields) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
