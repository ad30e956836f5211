package org.authorityledger.pages.recording;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.acts.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command that a form becomes.
 *
 * @param inputs by the path of a field in the command, the name of the input that filled it in; in the order of the form
 * @param missing the inputs that are required and empty, in the order of the form
 */
record CommandText(Map<String, Object> fields, Map<String, String> inputs, List<String> missing) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Reads a form.
     *
     * @param given the fields that the form does not ask for: the command's name and what it is about
     */
    static CommandText of(FormValues values, Map<String, String> given) {
        CommandText command = new CommandText(new LinkedHashMap<>(given), new LinkedHashMap<>(), new ArrayList<>());
        values.each((field, before) -> command.read(field, before, values));
        return command;
    }

    /** As a line of an import. */
    String json() {
        return JSON.writeValueAsString(fields);
    }

    /** The same command, with other values for some fields. */
    String jsonWith(Map<String, String> others) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(others);
        return JSON.writeValueAsString(all);
    }

    /** Tells one command from another. */
    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The input to blame for what is wrong at a path of the command: the one of that path, else one within it or around it; null: none. */
    @Nullable
    String input(String path) {
        for (String at = path; !at.isEmpty(); at = at.replaceFirst("(\\.[^.\\[\\]]+|\\[[^\\]]*])$|^[^.\\[\\]]+$", "")) {
            String exact = inputs.get(at);
            if (exact != null) {
                return exact;
            }
            for (Map.Entry<String, String> one : inputs.entrySet()) {
                if (one.getKey().startsWith(at + ".") || one.getKey().startsWith(at + "[")) {
                    return one.getValue();
                }
            }
        }
        return null;
    }

    private void read(Field field, String before, FormValues values) {
        String name = before + field.path();
        switch (field) {
            case Field.Entry entry -> {
                String text = values.text(name);
                fill(name, name, text.isEmpty() ? null : switch (entry.type()) {
                    case NUMBER, COUNT -> number(text);
                    case NAMES -> values.names(name);
                    case NAMES_OR_ANY -> text.equals(Choices.EVERY_COMPANY) ? (Object) text : values.names(name);
                    case SIGNING_RULE -> SigningText.rule(text);
                    default -> text;
                });
                require(entry.required() && text.isEmpty(), name);
            }
            case Field.Flag flag -> fill(name, name, values.isTicked(name) == flag.usually() ? null : (Object) values.isTicked(name));
            case Field.Person person -> {
                String id = before + person.idPath();
                fill(name, name, values.text(name).isEmpty() ? null : values.text(name));
                fill(id, id, values.text(id).isEmpty() ? null : values.text(id));
                require(values.text(name).isEmpty(), name);
            }
            case Field.OneOf one -> {
                fill(name, name, values.text(name).isEmpty() ? null : values.text(name));
                require(values.text(name).isEmpty(), name);
            }
            case Field.OneIfAny one -> {
                String text = values.text(name);
                fill(name, name, text.isEmpty() ? null : one.choices() == Field.Choices.YES_OR_NO ? (Object) Boolean.valueOf(text) : text);
            }
            case Field.SomeOf some -> {
                // Forms can be typed in beside those that are ticked.
                List<String> ticked = some.choices() == Field.Choices.FORMS ? values.names(name) : values.ticked(name);
                fill(name, name, ticked.isEmpty() ? null : ticked);
                require(some.required() && ticked.isEmpty(), name);
            }
            case Field.DayForEachAttorney day -> deliveries(day, values);
            // Its members fill it in, unless all that there are were chosen.
            case Field.Repeated group -> fill(name, name, values.every(group) ? List.of(Choices.EVERY_COMPANY) : null);
            case Field.Section section -> {
            }
            case Field.Ticks ticks -> {
            }
            case Field.Folded folded -> {
            }
        }
    }

    private static Object number(String text) {
        return text.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(text) : text;
    }

    /** Those that have a day; the others are left out, and so the numbers differ. */
    private void deliveries(Field.DayForEachAttorney field, FormValues values) {
        int filled = 0;
        for (int i = 0; i < values.members(field.path()); i++) {
            String input = field.path() + "[" + i + "].";
            String day = values.text(input + field.dayPath());
            if (!day.isEmpty()) {
                String path = field.path() + "[" + filled++ + "].";
                fill(path + field.dayPath(), input + field.dayPath(), day);
                fill(path + "attorneyId", input + field.dayPath(), values.text(input + "attorneyId"));
            }
        }
    }

    private void require(boolean missed, String name) {
        if (missed) {
            missing.add(name);
        }
    }

    private void fill(String path, String input, @Nullable Object value) {
        inputs.put(path, input);
        if (value != null) {
            put(path, value);
        }
    }

    @SuppressWarnings("unchecked")
    private void put(String path, Object value) {
        Map<String, Object> at = fields;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            int bracket = steps[i].indexOf('[');
            if (bracket < 0) {
                at = (Map<String, Object>) at.computeIfAbsent(steps[i], step -> new LinkedHashMap<String, Object>());
            } else {
                List<Object> members = (List<Object>) at.computeIfAbsent(steps[i].substring(0, bracket), step -> new ArrayList<>());
                int place = Integer.parseInt(steps[i].substring(bracket + 1, steps[i].length() - 1));
                while (members.size() <= place) {
                    members.add(new LinkedHashMap<String, Object>());
                }
                at = (Map<String, Object>) members.get(place);
            }
        }
        at.put(steps[steps.length - 1], value);
    }
}
