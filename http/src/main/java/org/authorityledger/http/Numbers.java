package org.authorityledger.http;

import java.beans.PropertyEditor;
import java.beans.PropertyEditorSupport;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as the contract writes them: ASCII digits, with a minus sign before them if need be; nothing hexadecimal, octal or rounded. */
public final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");

    private Numbers() {}

    /**
     * Reads a number of at most 64 bits.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static long parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("a number is written in the digits 0 to 9");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the number is too large", e);
        }
    }

    /** A parameter: a position, a place or a count, so never less than 0. One that is empty counts as not given. */
    static @Nullable Long parameter(String text) {
        if (text.isEmpty()) {
            return null;
        }
        long number = parse(text);
        if (number < 0) {
            throw new IllegalArgumentException("must not be negative");
        }
        return number;
    }

    /** Reads a parameter whose type is a number with a meaning, such as a position, exactly as a number; one that is empty counts as not given. */
    public static PropertyEditor editor(LongFunction<Object> type) {
        return new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                Long number = parameter(text);
                setValue(number == null ? null : type.apply(number));
            }
        };
    }

    /** A parameter of at most 32 bits; one that is empty counts as not given. */
    static @Nullable Integer smallParameter(String text) {
        Long number = parameter(text);
        if (number == null) {
            return null;
        }
        if (number != number.intValue()) {
            throw new IllegalArgumentException("the number is too large");
        }
        return number.intValue();
    }
}
