package org.authorityledger.pages.frame;

/** An option of a list in a form. */
public record Choice(String value, String label, boolean chosen) {}
