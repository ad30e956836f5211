package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.beans.PropertyEditorSupport;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Reads parameters and paths strictly: numbers, UUIDs, words of a list, and several texts. These are editors, since Spring falls back to lenient
 * editors of its own where a converter refuses: they take hexadecimal numbers, digits of any script, spaces and control characters around a value,
 * and one text with commas for several.
 */
@ControllerAdvice
class StrictParameters {

    @InitBinder
    void register(WebDataBinder binder, HttpServletRequest request) {
        register(binder);
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler) {
            Arrays.stream(handler.getMethodParameters()).map(MethodParameter::getParameterType).filter(Class::isEnum)
                    .forEach(words -> registerWords(binder, words));
        }
    }

    static void register(WebDataBinder binder) {
        binder.registerCustomEditor(Integer.class, editor(Numbers::smallParameter));
        binder.registerCustomEditor(Long.class, editor(Numbers::parameter));
        binder.registerCustomEditor(long.class, editor(Numbers::parse));
        binder.registerCustomEditor(Position.class, Numbers.editor(Position::of));
        binder.registerCustomEditor(Version.class, Numbers.editor(Version::of));
        binder.registerCustomEditor(Boolean.class, editor(text -> text.isEmpty() ? null : truth(text)));
        binder.registerCustomEditor(boolean.class, editor(StrictParameters::truth));
        binder.registerCustomEditor(String[].class, editor(text -> text.isEmpty() ? new String[0] : new String[]{ text}));
        binder.registerCustomEditor(UUID.class, editor(text -> RecordId.of(text).value()));
    }

    static void registerWords(WebDataBinder binder, Class<?> words) {
        binder.registerCustomEditor(words, editor(text -> text.isEmpty() ? null : word(text, words.getEnumConstants())));
    }

    private static Object word(String text, Object[] words) {
        for (Object word : words) {
            if (((Enum<?>) word).name().equals(text)) {
                return word;
            }
        }
        throw new IllegalArgumentException("must be one of " + Arrays.stream(words).map(word -> ((Enum<?>) word).name()).toList());
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static PropertyEditorSupport editor(Function<String, @Nullable Object> reading) {
        return new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(reading.apply(text));
            }
        };
    }
}
