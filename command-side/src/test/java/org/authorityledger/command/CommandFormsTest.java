package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.ActForms;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PostMapping;

/** The form of each act and the command it becomes are the same thing, described in two modules: here they are held equal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandFormsTest {

    private static final List<Method> PATHS = Arrays.stream(CommandController.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(CommandController.Records.class)).toList();

    private static Class<? extends Record> command(Method method) {
        return method.getAnnotation(CommandController.Records.class).value();
    }

    @Test
    void every_path_is_the_one_its_form_names_and_every_form_has_its_path() {
        Map<String, String> served = PATHS.stream().collect(Collectors.toMap(method -> command(method).getSimpleName(),
                method -> "/api" + method.getAnnotation(PostMapping.class).value()[0]));
        assertThat(served).isEqualTo(ActForms.ALL.stream().collect(Collectors.toMap(ActForm::command, ActForm::path)));
    }

    @Test
    void every_command_of_an_import_has_a_form() {
        assertThat(ActForms.ALL).extracting(ActForm::command)
                .containsAll(Arrays.stream(Command.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
    }

    @Test
    void a_form_fills_in_fields_that_its_command_has_and_all_that_it_requires() {
        for (Method method : PATHS) {
            ActForm form = ActForms.ofCommand(command(method).getSimpleName()).orElseThrow();
            Map<String, Boolean> components = new TreeMap<>();
            collect(command(method), "", true, components);
            Set<String> filled = filled(form);

            assertThat(components.keySet()).as(form.command()).containsAll(filled);

            Set<String> required = components.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            required.removeIf(path -> form.path().contains("{" + path + "}"));
            // A signing rule is typed in as a whole.
            required.removeIf(path -> path.contains("signing."));
            assertThat(filled).as(form.command()).containsAll(required);
        }
    }

    /** The paths that a form fills in, with the objects that they are within. */
    private static Set<String> filled(ActForm form) {
        Set<String> filled = new HashSet<>();
        form.described().forEach(described -> {
            String path = described.path();
            filled.add(path);
            switch (described.field()) {
                case Field.Person person -> filled.add(path.substring(0, path.length() - person.path().length()) + person.idPath());
                case Field.DayForEachAttorney day -> filled.addAll(List.of(path + "[].attorneyId", path + "[]." + day.dayPath()));
                default -> {
                    // It fills in its own path alone.
                }
            }
        });
        for (String path : List.copyOf(filled)) {
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                filled.add(path.substring(0, dot).replaceAll("\\[]$", ""));
            }
        }
        return filled;
    }

    /** The paths of a record, each with whether it must be given. */
    private static void collect(Class<?> type, String before, boolean withinRequired, Map<String, Boolean> components) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Terms.class) {
                collect(Terms.class, before, withinRequired, components);
                continue;
            }
            AnnotatedType annotated = component.getAnnotatedType();
            boolean several = Collection.class.isAssignableFrom(component.getType());
            boolean required = withinRequired && !several && component.getType() != boolean.class
                    && !annotated.isAnnotationPresent(Nullable.class);
            components.put(before + component.getName(), required);
            Class<?> within = several ? element(annotated) : component.getType();
            if (within.isRecord() && within.getRecordComponents().length > 1) {
                collect(within, before + component.getName() + (several ? "[]." : "."), required || several, components);
            }
        }
    }

    private static Class<?> element(AnnotatedType collection) {
        AnnotatedType element = ((AnnotatedParameterizedType) collection).getAnnotatedActualTypeArguments()[0];
        return element.getType() instanceof ParameterizedType ? Object.class : (Class<?>) element.getType();
    }
}
