package org.authorityledger.documents.text;

/**
 * One word, number or mark of a text.
 *
 * @param word how it stands there, with plain quotes and hyphens
 * @param start where its first character stands in the text that is shown
 * @param end where it ends there
 */
public record Token(String word, int start, int end) {}
