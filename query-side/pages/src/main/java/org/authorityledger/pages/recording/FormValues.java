package org.authorityledger.pages.recording;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.Field;
import tools.jackson.databind.JsonNode;

/**
 * What a form is filled in with, by the names of its inputs: the paths of its fields in the command, such as {@code attorneys[0].name}. The
 * members of a repeated group are numbered from 0 without gaps.
 */
final class FormValues {

    private static final String TICKED = "true";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private final ActForm form;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private FormValues(ActForm form) {
        this.form = form;
    }

    /** A form as it is first shown: ticked is what usually holds, and each repeated group has one member. */
    static FormValues blank(ActForm form) {
        FormValues blank = new FormValues(form);
        form.fields().forEach(field -> blank.begin(field, ""));
        blank.letter();
        return blank;
    }

    /** A form filled in with terms as the ledger keeps them. */
    static FormValues recorded(ActForm form, JsonNode terms) {
        FormValues recorded = new FormValues(form);
        terms.properties().forEach(field -> recorded.flatten(field.getKey(), field.getValue()));
        return recorded;
    }

    /** A form as it was sent. */
    static FormValues submitted(ActForm form, Map<String, String[]> parameters) {
        FormValues submitted = new FormValues(form);
        Map<String, Map<String, String>> numbers = new LinkedHashMap<>();
        form.described().filter(described -> described.field() instanceof Field.Repeated).forEach(described -> {
            Pattern member = member(described.path());
            TreeSet<Integer> sent = new TreeSet<>();
            parameters.keySet().stream().map(member::matcher).filter(Matcher::matches)
                    .forEach(found -> sent.add(Integer.parseInt(found.group(1))));
            Map<String, String> renumbered = new LinkedHashMap<>();
            sent.forEach(number -> renumbered.put(described.path() + "[" + number + "]", described.path() + "[" + renumbered.size() + "]"));
            numbers.put(described.path(), renumbered);
        });
        parameters.forEach((name, texts) -> {
            String group = name.replaceFirst("\\[.*", "");
            String member = name.replaceFirst("\\].*", "]");
            String renumbered = numbers.getOrDefault(group, Map.of()).get(member);
            submitted.values.put(renumbered == null ? name : renumbered + name.substring(member.length()), List.of(texts));
        });
        submitted.letter();
        return submitted;
    }

    /** Gives members without a letter the letter of their place. */
    private void letter() {
        each((field, before) -> {
            if (field instanceof Field.Entry entry && entry.type() == Field.Type.LETTER && text(before + entry.path()).isEmpty()) {
                int place = Integer.parseInt(before.replaceAll("\\D", ""));
                put(before + entry.path(), place < LETTERS.length() ? LETTERS.substring(place, place + 1) : "");
            }
        });
    }

    private static Pattern member(String group) {
        return Pattern.compile(Pattern.quote(group) + "\\[(\\d{1,4})]\\..*");
    }

    /** What was typed in, without the spaces around it. */
    String text(String name) {
        List<String> texts = values.getOrDefault(name, List.of());
        return texts.isEmpty() ? "" : texts.getFirst().strip();
    }

    /** What was ticked. */
    List<String> ticked(String name) {
        return values.getOrDefault(name, List.of()).stream().filter(value -> !value.isBlank()).toList();
    }

    /** What was ticked, and what was typed in with commas between. */
    List<String> names(String name) {
        return ticked(name).stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip).filter(one -> !one.isEmpty())
                .distinct().toList();
    }

    boolean isTicked(String name) {
        return ticked(name).contains(TICKED);
    }

    void put(String name, String value) {
        values.put(name, List.of(value));
    }

    /** How many members a repeated group has. */
    int members(String group) {
        Pattern member = member(group);
        return values.keySet().stream().map(member::matcher).filter(Matcher::matches)
                .mapToInt(found -> Integer.parseInt(found.group(1)) + 1).max().orElse(0);
    }

    /** Adds a member to a repeated group, and gives its place. */
    int add(Field.Repeated group) {
        int added = members(group.path());
        group.members().forEach(field -> begin(field, group.path() + "[" + added + "]."));
        letter();
        return added;
    }

    /** Leaves out one member of a repeated group. */
    FormValues without(String member) {
        Map<String, String[]> kept = new LinkedHashMap<>();
        values.forEach((name, texts) -> {
            if (!name.startsWith(member + ".")) {
                kept.put(name, texts.toArray(String[]::new));
            }
        });
        return submitted(form, kept);
    }

    private void begin(Field field, String before) {
        String name = before + field.path();
        switch (field) {
            case Field.Repeated group when group.required() -> add(group);
            case Field.Flag flag -> values.put(name, flag.usually() ? List.of(TICKED) : List.of());
            case Field.Entry entry -> put(name, entry.type() == Field.Type.COUNT
                    || (entry.type() == Field.Type.SIGNING_RULE && before.isEmpty()) ? "1" : "");
            case Field.Person person -> put(name, "");
            default -> {
                // It begins empty.
            }
        }
        if (!(field instanceof Field.Repeated)) {
            field.members().forEach(member -> begin(member, before));
        }
    }

    private Set<String> rules() {
        return form.described().filter(one -> one.field() instanceof Field.Entry entry && entry.type() == Field.Type.SIGNING_RULE)
                .map(Field.Described::path).collect(Collectors.toSet());
    }

    private void flatten(String name, JsonNode node) {
        if (rules().contains(name.replaceAll("\\[\\d+]", "[]"))) {
            put(name, SigningText.of(node));
        } else if (node.isObject()) {
            node.properties().forEach(field -> flatten(name + "." + field.getKey(), field.getValue()));
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
            for (int i = 0; i < node.size(); i++) {
                flatten(name + "[" + i + "]", node.get(i));
            }
        } else if (node.isArray()) {
            values.put(name, node.valueStream().map(JsonNode::asString).toList());
        } else if (!node.isNull()) {
            put(name, node.asString());
        }
    }

    /** Goes through the fields that are filled in, each with what stands before its path in the name of its input. */
    void each(BiConsumer<Field, String> visit) {
        form.fields().forEach(field -> each(field, "", visit));
    }

    private void each(Field field, String before, BiConsumer<Field, String> visit) {
        visit.accept(field, before);
        switch (field) {
            case Field.Repeated group when every(group) -> {
                // The fields of its members do not count.
            }
            case Field.Repeated group -> {
                for (int i = 0; i < members(group.path()); i++) {
                    String member = before + group.path() + "[" + i + "].";
                    group.members().forEach(one -> each(one, member, visit));
                }
            }
            default -> field.members().forEach(one -> each(one, before, visit));
        }
    }

    /** Whether all that there are were chosen in the place of members. */
    boolean every(Field.Repeated group) {
        return !group.every().isEmpty() && text(group.path()).equals(Choices.EVERY_COMPANY);
    }
}
