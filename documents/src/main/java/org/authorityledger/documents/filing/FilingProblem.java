package org.authorityledger.documents.filing;

/**
 * What could not be read, or is doubtful.
 *
 * @param where the file and, in a table, the row, such as {@code OWNER_SIGNATURE.tsv row 17}; the header is row 1
 * @param what what is wrong, as a sentence
 */
public record FilingProblem(String where, String what) {}
