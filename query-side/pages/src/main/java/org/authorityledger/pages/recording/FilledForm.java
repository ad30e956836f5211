package org.authorityledger.pages.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.Field;
import org.jspecify.annotations.Nullable;

/** A form as it is shown: its fields with what they are filled in with, what is wrong at which of them, and which has the focus. */
final class FilledForm {

    private final ActForm form;
    private final FormValues values;
    private final Choices choices;
    private final Map<String, String> faults = new LinkedHashMap<>();
    private Map<String, String> found = Map.of();
    private @Nullable String focus;
    private @Nullable String refusal;
    private @Nullable String refusedAs;

    FilledForm(ActForm form, FormValues values, Choices choices) {
        this.form = form;
        this.values = values;
        this.choices = choices;
    }

    /** What is known of the people and companies named, by input. */
    void found(Map<String, String> known) {
        this.found = known;
    }

    void focus(String input) {
        this.focus = input;
    }

    /** Lets the first field have the focus. */
    void focusFirst() {
        values.each((field, before) -> {
            if (focus == null && !(field instanceof Field.Section || field instanceof Field.Ticks || field instanceof Field.Folded
                    || field instanceof Field.Repeated)) {
                focus = before + field.path();
            }
        });
    }

    /** Puts what is required and empty at its inputs. */
    void missing(List<String> inputs) {
        inputs.forEach(input -> fault(input, "This is needed"));
    }

    /** Puts a refusal at the inputs it concerns; what concerns none stands above the button. */
    void refuse(PreviewResult.Rejected rejected, CommandText command) {
        refusedAs = rejected.code();
        List<String> elsewhere = new ArrayList<>();
        for (PreviewResult.Fault fault : rejected.faults()) {
            String input = command.input(fault.path());
            if (input == null) {
                elsewhere.add(fault.message());
            } else {
                fault(input, fault.message().equals("is required") ? "This is needed" : fault.message());
            }
        }
        if (faults.isEmpty() || !elsewhere.isEmpty()) {
            refusal = switch (rejected.code()) {
                case "PRECONDITION_FAILED" ->
                    "Something else was recorded for this grantor in the meantime. Review the consequences again, then record.";
                case "IDEMPOTENCY_KEY_REUSED" ->
                    "This form has already recorded something, perhaps in another tab. Load the page again to see it.";
                default -> elsewhere.isEmpty() ? rejected.detail() : sentence(String.join("; ", elsewhere));
            };
        }
    }

    /** Says something above the button. */
    void notice(String text) {
        refusal = text;
    }

    private void fault(String input, String message) {
        faults.merge(input, sentence(message), (one, more) -> one + " " + more);
        if (focus == null) {
            focus = input;
        }
    }

    private static String sentence(String text) {
        String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.matches("(?s).*[.?!]") ? begun : begun + ".";
    }

    public @Nullable String refusal() {
        return refusal;
    }

    /** The code of the refusal, wherever it stands; null: nothing was refused. */
    public @Nullable String refusedAs() {
        return refusedAs;
    }

    /** Whether the refusal has the focus: no field is at fault. */
    public boolean refusalFocused() {
        return refusal != null && focus == null;
    }

    public List<Shown> fields() {
        return shown(form.fields(), "");
    }

    private List<Shown> shown(List<Field> fields, String before) {
        return fields.stream().map(field -> new Shown(field, before)).toList();
    }

    /** One field as it is shown. */
    public final class Shown {

        private final Field field;
        private final String before;

        private Shown(Field field, String before) {
            this.field = field;
            this.before = before;
        }

        /** Which fragment of the template shows it. */
        public String kind() {
            return field instanceof Field.OneIfAny
                    ? "oneof"
                    : field instanceof Field.Entry entry && entry.type() == Field.Type.INSTRUMENT_ID
                            ? "newid"
                            : field.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }

        public String type() {
            return field instanceof Field.Entry entry ? entry.type().name().toLowerCase(Locale.ROOT) : "";
        }

        /** The kind of party that names are looked up among. */
        public String part() {
            return field instanceof Field.Person person ? person.part().name() : "";
        }

        public String name() {
            return before + field.path();
        }

        public String id() {
            return id(name());
        }

        private static String id(String name) {
            return name.replaceAll("[^A-Za-z0-9]+", "-");
        }

        public String label() {
            return field.label();
        }

        public String hint() {
            return field.hint();
        }

        public boolean required() {
            return field.required();
        }

        public String value() {
            boolean names = field instanceof Field.Entry entry
                    && (entry.type() == Field.Type.NAMES || entry.type() == Field.Type.NAMES_OR_ANY);
            String value = names ? String.join(", ", values.names(name())) : values.text(name());
            return value.isEmpty() && field instanceof Field.OneOf one
                    ? Objects.requireNonNullElse(choices.only(one.choices()), "")
                    : value;
        }

        public boolean ticked() {
            return values.isTicked(name());
        }

        public boolean ticked(String value) {
            return values.ticked(name()).contains(value);
        }

        /** What all there are are called together, where they can be chosen in the place of members. */
        public String every() {
            return field instanceof Field.Repeated group ? group.every() : "";
        }

        public boolean everyChosen() {
            return field instanceof Field.Repeated group && values.every(group);
        }

        /** Whether others can be typed in beside those to choose from. */
        public boolean typed() {
            return field instanceof Field.SomeOf some && some.choices() == Field.Choices.FORMS;
        }

        /** Those typed in. */
        public String others() {
            List<String> offered = choices().stream().map(Choices.Choice::value).toList();
            return values.names(name()).stream().filter(one -> !offered.contains(one)).collect(Collectors.joining(", "));
        }

        public List<Choices.Choice> choices() {
            return switch (field) {
                case Field.OneOf one -> choices.of(one.choices());
                case Field.OneIfAny one -> choices.of(one.choices());
                case Field.SomeOf some -> choices.of(some.choices());
                default -> List.of();
            };
        }

        /** The input of the id that belongs to a name; of an id, itself. */
        public String idName() {
            return field instanceof Field.Person person ? before + person.idPath() : name();
        }

        public String idId() {
            return id(idName());
        }

        public String idValue() {
            return values.text(idName());
        }

        public String settledName() {
            return idName() + ProposedIds.SETTLED;
        }

        public String settled() {
            return values.text(settledName());
        }

        public @Nullable String idFault() {
            return faults.get(idName());
        }

        public boolean idFocused() {
            return idName().equals(focus);
        }

        public String found() {
            return found.getOrDefault(name(), "");
        }

        public @Nullable String fault() {
            return faults.get(name());
        }

        public boolean focused() {
            return name().equals(focus);
        }

        /** The hint and the fault, as {@code aria-describedby} names them; null: neither. */
        public @Nullable String describedBy() {
            String hinted = hint().isEmpty() ? "" : id() + "-hint";
            String faulty = fault() == null ? "" : id() + "-fault";
            String both = (hinted + " " + faulty).strip();
            return both.isEmpty() ? null : both;
        }

        public List<Shown> members() {
            return shown(field.members(), before);
        }

        /** The members of a repeated group, each with its fields. */
        public List<Member> repeated() {
            return IntStream.range(0, values.members(name()))
                    .mapToObj(i -> new Member(name() + "[" + i + "]", shown(field.members(), name() + "[" + i + "]."))).toList();
        }

        /** A day for each attorney of the instrument. */
        public List<Day> days() {
            Field.DayForEachAttorney each = (Field.DayForEachAttorney) field;
            List<Choices.Choice> attorneys = choices.of(Field.Choices.ATTORNEYS_OF_INSTRUMENT);
            return IntStream.range(0, attorneys.size()).mapToObj(i -> {
                String member = name() + "[" + i + "].";
                return new Day(member + "attorneyId", attorneys.get(i).value(),
                        new Shown(new Field.Entry(each.dayPath(), attorneys.get(i).label(), "", Field.Type.DATE, false), member));
            }).toList();
        }

        /** A tick that is set as it usually is says nothing. */
        private boolean opened() {
            return field instanceof Field.Ticks && members().stream()
                    .anyMatch(tick -> tick.fault() != null || tick.ticked() != ((Field.Flag) tick.field).usually());
        }

        /** Whether something within it is filled in or wrong, so that it should be seen. */
        public boolean open() {
            return members().stream()
                    .anyMatch(one -> one.fault() != null || !one.value().isEmpty() || !values.ticked(one.name()).isEmpty() || one.opened());
        }
    }

    /** One member of a repeated group. */
    public record Member(String name, List<Shown> fields) {}

    /** The day for one attorney. */
    public record Day(String attorneyName, String attorneyId, Shown day) {}
}
