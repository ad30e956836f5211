package org.authorityledger.documents.instrument;

/**
 * What the text does not say, or not clearly, and a person must decide.
 *
 * @param field the path of the field in the body
 * @param why what the text says instead, or that it is silent
 */
public record Open(String field, String why) {}
