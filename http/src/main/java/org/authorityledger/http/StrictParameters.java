package org.authorityledger.http;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import java.util.function.Function;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads numbers and UUIDs in parameters and paths strictly. These are editors, since Spring falls back to lenient editors of its own where a
 * converter refuses: they take hexadecimal numbers, digits of any script, and spaces.
 */
@ControllerAdvice
class StrictParameters {

    @InitBinder
    void register(WebDataBinder binder) {
        binder.registerCustomEditor(Integer.class, editor(Numbers::smallParameter));
        binder.registerCustomEditor(Long.class, editor(Numbers::parameter));
        binder.registerCustomEditor(UUID.class, editor(text -> RecordId.of(text).value()));
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
