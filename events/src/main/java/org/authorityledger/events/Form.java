package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An SEC form or schedule that an attorney-in-fact may sign for a grantor. */
public enum Form {
    /** Initial statement of beneficial ownership (Rule 16a-3(a)). */
    FORM_3("Form 3"),
    /** Statement of changes in beneficial ownership (Rule 16a-3(g)). */
    FORM_4("Form 4"),
    /** Annual statement of changes in beneficial ownership (Rule 16a-3(f)). */
    FORM_5("Form 5"),
    /** Notice of proposed sale of securities (Rule 144(h)). */
    FORM_144("Form 144"),
    /** Application for EDGAR access (Regulation S-T, Rule 10). */
    FORM_ID("Form ID"),
    /** Beneficial ownership report (Rule 13d-1(a)). */
    SCHEDULE_13D("Schedule 13D"),
    /** Short-form beneficial ownership report (Rule 13d-1(b), (c), (d)). */
    SCHEDULE_13G("Schedule 13G");

    private static final Map<String, Form> NAMES = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Form::name, form -> form));

    private final String title;

    Form(String title) {
        this.title = title;
    }

    /** The name as the market writes it, such as {@code Schedule 13D}. */
    public String title() {
        return title;
    }

    /**
     * Reads this ledger's names ({@code FORM_4}) and EDGAR's own ({@code 4}, {@code SC 13D}, {@code SCHEDULE 13G}), in any case.
     *
     * @throws IllegalArgumentException when no form has this name, or the name asks for an amendment ({@code 4/A})
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Form of(String name) {
        // History is read by the million, and written in the ledger's own names alone.
        Form own = NAMES.get(name);
        return own != null ? own : spelled(name);
    }

    private static Form spelled(String name) {
        return switch (name.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s_-]+", " ")) {
            case "3", "FORM 3" -> FORM_3;
            case "4", "FORM 4" -> FORM_4;
            case "5", "FORM 5" -> FORM_5;
            case "144", "FORM 144" -> FORM_144;
            case "ID", "FORM ID" -> FORM_ID;
            case "13D", "SC 13D", "SC13D", "SCHEDULE 13D" -> SCHEDULE_13D;
            case "13G", "SC 13G", "SC13G", "SCHEDULE 13G" -> SCHEDULE_13G;
            default -> throw new IllegalArgumentException("unknown form; use one of 3, 4, 5, 144, ID, SCHEDULE 13D, SCHEDULE 13G");
        };
    }
}
