package org.authorityledger.pages.inbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.events.Form;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.Candidate;
import org.authorityledger.inbox.Inbox;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A proposal as a person sees it, and what they say about it. */
final class ProposalForm {

    /** Before the path of an open field: what was typed, chosen among candidates, or left as it is. */
    static final String SAY = "say:";
    static final String CHOOSE = "choose:";
    static final String LEAVE = "leave:";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    /** Who, for whom and where, before all else. */
    private static final List<String> FIRST = List.of("grantor", "grantorId", "poaId", "issuer", "issuers", "attorneyId", "substitute",
            "signatory", "attorneys", "powers");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double CLEAR = 0.9;
    private static final int LONGEST_QUOTE = 80;

    private ProposalForm() {}

    /**
     * A field that was read.
     *
     * @param evidence which piece of evidence says so; null: none, it follows from the ledger or from the filing
     * @param quote the words in the text, cut if they are many
     */
    record Row(String label, String value, @Nullable Integer evidence, @Nullable String quote, String sure) {}

    /**
     * A field that a person must decide.
     *
     * @param now what the proposal has there; empty: nothing
     * @param typed what was typed before, if it was refused
     */
    record OpenField(String path, String label, String why, List<Candidate> candidates, String now, String typed, String chosen,
            boolean left,
            @Nullable String fault) {

        /** For the ids of its inputs. */
        public String id() {
            return path.replaceAll("[^A-Za-z0-9]+", "-");
        }
    }

    /** What was read, field by field. */
    static List<Row> rows(Inbox.Shown shown, @Nullable String text, FieldNames names, Function<Form, String> forms) {
        List<Row> rows = new ArrayList<>();
        shown.settled().body().properties().stream().sorted(Comparator.comparingInt(field -> place(field.getKey())))
                .forEach(field -> add(field.getKey(), field.getValue(), shown, text, names, forms, rows));
        return rows;
    }

    private static int place(String field) {
        int place = FIRST.indexOf(field);
        return place < 0 ? FIRST.size() : place;
    }

    private static void add(String path, JsonNode value, Inbox.Shown shown, @Nullable String text, FieldNames names,
            Function<Form, String> forms, List<Row> rows) {
        if (value.isObject()) {
            value.properties().stream().sorted(Comparator.comparing(field -> !field.getKey().equals("name")))
                    .forEach(field -> add(path + "." + field.getKey(), field.getValue(), shown, text, names, forms, rows));
            return;
        }
        if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainer)) {
            for (int i = 0; i < value.size(); i++) {
                add(path + "[" + i + "]", value.get(i), shown, text, names, forms, rows);
            }
            return;
        }
        Integer evidence = evidence(path, shown.proposal().evidence());
        Evidence found = evidence == null ? null : shown.proposal().evidence().get(evidence);
        boolean isNew = shown.settled().fresh().contains(path);
        String words = value.isArray()
                ? String.join(", ", value.valueStream().map(one -> words(path, one, forms)).toList())
                : words(path, value, forms);
        rows.add(new Row(names.label(path), words, evidence, found == null ? null : quote(found, text),
                isNew ? "new" : found == null || path.endsWith("Id") ? "" : found.confidence() >= CLEAR ? "clear" : "likely"));
    }

    private static String words(String path, JsonNode value, Function<Form, String> forms) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        String text = value.asString("");
        return path.endsWith(".forms") || path.equals("forms") || path.equals("form") ? forms.apply(Form.of(text)) : text;
    }

    /** The evidence of a field, or of what it is a part of. */
    private static @Nullable Integer evidence(String path, List<Evidence> evidence) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(Math.max(at.lastIndexOf('.'), at.lastIndexOf('[')), 0))) {
            for (int n = 0; n < evidence.size(); n++) {
                if (evidence.get(n).field().equals(at)) {
                    return n;
                }
            }
        }
        return null;
    }

    private static @Nullable String quote(Evidence found, @Nullable String text) {
        if (text == null || found.end() > text.length()) {
            return null;
        }
        String words = text.substring(found.start(), found.end()).strip().replaceAll("\\s+", " ");
        return words.length() > LONGEST_QUOTE ? words.substring(0, LONGEST_QUOTE) + "…" : words;
    }

    /**
     * The open fields.
     *
     * @param sent what a person sent, by name of its input; nothing the first time
     * @param problem why it was refused; null: it was not
     */
    static List<OpenField> open(Inbox.Shown shown, FieldNames names, Map<String, String> sent, Problem.@Nullable Report problem) {
        Map<String, String> why = new HashMap<>();
        List<String> paths = new ArrayList<>();
        for (Open one : shown.settled().open()) {
            String path = path(one);
            why.merge(path, one.why(), (a, b) -> a + "; " + b);
            if (!paths.contains(path)) {
                paths.add(path);
            }
        }
        return paths.stream()
                .map(path -> new OpenField(path, names.label(path), String.valueOf(why.get(path)),
                        shown.settled().candidates().getOrDefault(path, List.of()), now(shown.settled().body(), path),
                        sent.getOrDefault(SAY + path, ""), sent.getOrDefault(CHOOSE + path, ""), sent.containsKey(LEAVE + path),
                        fault(path, problem)))
                .toList();
    }

    private static String path(Open open) {
        return open.field().equals("grantorName") ? "grantorId" : open.field();
    }

    private static @Nullable String fault(String path, Problem.@Nullable Report problem) {
        return problem == null
                ? null
                : problem.errors().stream().filter(one -> one.path().equals(path) || one.path().startsWith(path + ".")).findFirst()
                        .map(one -> problem.code().equals("OPEN_FIELDS") ? "Decide this first." : one.message()).orElse(null);
    }

    private static String now(ObjectNode body, String path) {
        JsonNode value = at(body, path);
        return value == null || value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString();
    }

    private static @Nullable JsonNode at(ObjectNode body, String path) {
        JsonNode value = body.at("/" + path.replaceAll("\\[(\\d+)]", "/$1").replace('.', '/'));
        return value.isMissingNode() ? null : value;
    }

    /**
     * What a person says of each open field, by path.
     *
     * @param company makes a company of its name
     */
    static ObjectNode given(Inbox.Shown shown, Map<String, String> sent, Function<String, ObjectNode> company) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        for (Open one : shown.settled().open()) {
            String path = path(one);
            String typed = sent.getOrDefault(SAY + path, "").strip();
            String chosen = sent.getOrDefault(CHOOSE + path, "").strip();
            if (!typed.isEmpty()) {
                given.set(path, value(path, typed, company));
            } else if (!chosen.isEmpty()) {
                given.put(path, chosen);
            } else if (sent.containsKey(LEAVE + path)) {
                JsonNode now = at(shown.settled().body(), path);
                given.set(path, now == null ? JsonNodeFactory.instance.nullNode() : now);
            }
        }
        return given;
    }

    private static JsonNode value(String path, String typed, Function<String, ObjectNode> company) {
        if (typed.startsWith("{") || typed.startsWith("[")) {
            return json(path, typed);
        }
        if (path.equals("issuer") && !typed.equals("ANY")) {
            return company.apply(typed);
        }
        if (NUMBER.matcher(typed).matches()) {
            return JsonNodeFactory.instance.numberNode(Integer.parseInt(typed));
        }
        return typed.equals("true") || typed.equals("false")
                ? JsonNodeFactory.instance.booleanNode(typed.equals("true"))
                : JsonNodeFactory.instance.stringNode(typed);
    }

    private static JsonNode json(String path, String typed) {
        try {
            return JSON.readTree(typed);
        } catch (JacksonException e) {
            throw Problem.malformed(path, "is not well-formed JSON");
        }
    }
}
