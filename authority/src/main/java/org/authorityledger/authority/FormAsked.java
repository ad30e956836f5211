package org.authorityledger.authority;

import org.authorityledger.events.Form;

/**
 * The form a question is about.
 *
 * @param amendment whether an amendment of it is to be signed ({@code 4/A})
 */
public record FormAsked(Form form, boolean amendment) {

    private static final String AMENDMENT = "/A";

    /**
     * Reads a form's name as {@link Form#of} does, with or without the suffix {@code /A}.
     *
     * @throws IllegalArgumentException when no form has this name, or it names every form
     */
    public static FormAsked of(String name) {
        String stripped = name.strip();
        boolean amendment = stripped.length() > AMENDMENT.length()
                && stripped.regionMatches(true, stripped.length() - AMENDMENT.length(), AMENDMENT, 0, AMENDMENT.length());
        Form form = Form.of(amendment ? stripped.substring(0, stripped.length() - AMENDMENT.length()) : stripped);
        if (form.equals(Form.ALL)) {
            throw new IllegalArgumentException("ask for one form at a time; ALL is what a power of attorney can give");
        }
        return new FormAsked(form, amendment);
    }

    /** As the market writes it, such as {@code Form 4/A}. */
    public String title() {
        return amendment ? form.title() + AMENDMENT : form.title();
    }

    @Override
    public String toString() {
        return amendment ? form.name() + AMENDMENT : form.name();
    }
}
