package org.authorityledger.documents.instrument;

/**
 * Where a field of a proposal was read.
 *
 * @param field the path of the field in the body, such as {@code attorneys[0].title}
 * @param start its first character in the text of the document
 * @param end where it ends there
 * @param confidence how sure the reader is, from 0 to 1
 * @param rule the name of the rule that read it
 */
public record Evidence(String field, int start, int end, double confidence, String rule) {}
