package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.authorityledger.documents.text.Words;
import org.jspecify.annotations.Nullable;

/** A proposal in the making. */
final class Draft {

    final Map<String, Object> body = new LinkedHashMap<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final Words words;

    Draft(Words words) {
        this.words = words;
    }

    /** One that goes on from here by itself. */
    Draft copy() {
        Draft copy = new Draft(words);
        copy.body.putAll(body);
        copy.evidence.addAll(evidence);
        copy.open.addAll(open);
        return copy;
    }

    void put(String field, @Nullable Found<?> found) {
        if (found != null) {
            put(field, json(found.value()), found);
        }
    }

    void put(String field, Object value, Found<?> found) {
        body.put(field, value);
        saw(field, found);
    }

    void saw(String field, Found<?> found) {
        evidence.add(new Evidence(field, words.start(found.start()), words.end(found.end()), found.confidence(), found.rule()));
    }

    void open(String field, String why) {
        Open one = new Open(field, why);
        if (!open.contains(one)) {
            open.add(one);
        }
    }

    /** The fields that are open, one by one. */
    Stream<String> openFields() {
        return open.stream().map(Open::field);
    }

    Proposal proposal(Proposal.Kind kind, @Nullable String grantorName, @Nullable String appointedByName) {
        return new Proposal(kind, new LinkedHashMap<>(body), grantorName, appointedByName, evidence, open);
    }

    private static Object json(Object value) {
        return value instanceof java.time.LocalDate || value instanceof Enum<?> ? value.toString() : value;
    }
}
