package org.authorityledger.inbox.edgar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.authorityledger.inbox.edgar.EdgarFetch.Progress;
import org.jspecify.annotations.Nullable;

/** Fetches as the API writes them. */
final class FetchFields {

    static final List<String> COLUMNS = List.of("fetchId", "cik", "name", "since", "state", "listed", "found", "leftOutCount", "known",
            "toGet",
            "filed", "failed", "trouble", "nextTry", "reason", "detail", "requestedAt", "requestedBy", "scheduled", "startedAt", "endedAt",
            "endedBy");
    static final List<String> FILING = List.of("accession", "cik", "form", "filedOn", "state", "batchId", "attempts", "error", "nextTry");

    private FetchFields() {}

    /** How far a fetch came. */
    static Map<String, Object> row(EdgarFetch fetch) {
        Progress progress = fetch.progress();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("fetchId", fetch.fetchId());
        fields.put("cik", fetch.cik().value());
        put("name", fetch.name(), fields);
        put("since", fetch.since(), fields);
        fields.put("state", fetch.state());
        fields.put("listed", progress.listed());
        fields.put("found", progress.found());
        fields.put("leftOutCount", progress.leftOutCount());
        fields.put("known", progress.known());
        fields.put("toGet", progress.toGet());
        fields.put("filed", progress.filed());
        fields.put("failed", progress.failed());
        put("trouble", fetch.trouble(), fields);
        put("nextTry", fetch.nextTry(), fields);
        put("reason", fetch.reason(), fields);
        put("detail", fetch.detail(), fields);
        fields.put("requestedAt", fetch.requestedAt());
        fields.put("requestedBy", fetch.requestedBy());
        fields.put("scheduled", fetch.scheduled());
        put("startedAt", fetch.startedAt(), fields);
        put("endedAt", fetch.endedAt(), fields);
        put("endedBy", fetch.endedBy(), fields);
        return fields;
    }

    /** The same with what is left out, by form, and with what failed. */
    static Map<String, Object> whole(EdgarFetch fetch, List<FetchedFiling> failures) {
        Map<String, Object> fields = row(fetch);
        fields.put("leftOut", new TreeMap<>(fetch.progress().leftOut()));
        fields.put("failures", failures.stream().map(FetchFields::filing).toList());
        return fields;
    }

    static Map<String, Object> filing(FetchedFiling filing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("accession", filing.accession());
        fields.put("cik", filing.cik().value());
        fields.put("form", filing.form());
        fields.put("filedOn", filing.filedOn());
        fields.put("state", filing.state());
        put("batchId", filing.batchId(), fields);
        fields.put("attempts", filing.attempts());
        put("error", filing.error(), fields);
        put("nextTry", filing.nextTry(), fields);
        return fields;
    }

    private static void put(String name, @Nullable Object value, Map<String, Object> fields) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
