package org.authorityledger.documents.instrument;

/**
 * What a rule found, and where in the line of words.
 *
 * @param value what it says
 * @param start its first character in {@link org.authorityledger.documents.text.Words#line}
 * @param end where it ends there
 * @param confidence how sure the rule is, from 0 to 1
 * @param rule the name of the rule
 */
record Found<T>(T value, int start, int end, double confidence, String rule) {

    static <T> Found<T> sure(T value, int start, int end, String rule) {
        return new Found<>(value, start, end, 0.95, rule);
    }

    static <T> Found<T> likely(T value, int start, int end, String rule) {
        return new Found<>(value, start, end, 0.75, rule);
    }
}
