package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An SEC form or schedule that can be signed for a grantor: one of the seven that this ledger is about, or any other form type of EDGAR.
 *
 * @param name this ledger's name of one of the seven, such as {@code FORM_4}; else EDGAR's own in its one spelling, such as {@code 13F-HR}
 */
public record Form(@JsonValue String name) implements Comparable<Form> {

    /** Initial statement of beneficial ownership (Rule 16a-3(a)). */
    public static final Form FORM_3 = new Form("FORM_3");
    /** Statement of changes in beneficial ownership (Rule 16a-3(g)). */
    public static final Form FORM_4 = new Form("FORM_4");
    /** Annual statement of changes in beneficial ownership (Rule 16a-3(f)). */
    public static final Form FORM_5 = new Form("FORM_5");
    /** Notice of proposed sale of securities (Rule 144(h)). */
    public static final Form FORM_144 = new Form("FORM_144");
    /** Application for EDGAR access (Regulation S-T, Rule 10). */
    public static final Form FORM_ID = new Form("FORM_ID");
    /** Beneficial ownership report (Rule 13d-1(a)). */
    public static final Form SCHEDULE_13D = new Form("SCHEDULE_13D");
    /** Short-form beneficial ownership report (Rule 13d-1(b), (c), (d)). */
    public static final Form SCHEDULE_13G = new Form("SCHEDULE_13G");
    /** Every form there is: what a power can list, and no one can ask for. */
    public static final Form ALL = new Form("ALL");

    private static final List<Form> SEVEN = List.of(FORM_3, FORM_4, FORM_5, FORM_144, FORM_ID, SCHEDULE_13D, SCHEDULE_13G);
    private static final Map<String, Form> NAMES = SEVEN.stream().collect(Collectors.toUnmodifiableMap(Form::name, Function.identity()));
    private static final Pattern OTHER = Pattern.compile("[A-Z0-9]([A-Z0-9 -]{0,18}[A-Z0-9])?");
    private static final Pattern WORDS = Pattern.compile("[A-Z0-9]+([\\s_-]+[A-Z0-9]+)*");
    /** Words that name no form, and one of the seven with the mark of an amendment that lost its slash. */
    private static final Pattern NONE = Pattern.compile("FORM|SCHEDULE|SC|ANY|(FORM ?)?(3|4|5|144|ID)-?A|(SC |SCHEDULE)?13[DG]-?A");
    /** EDGAR's own spelling of what is filed most, beside the seven. Any other form has the spelling in which it is given. */
    private static final List<String> OFTEN_FILED = List.of("8-K", "10-K", "10-KT", "10-Q", "10-QT", "10-D", "11-K", "18-K", "20-F", "40-F",
            "6-K", "13F-HR", "13F-NT", "N-PX", "N-CSR", "N-CSRS", "N-CEN", "NPORT-P", "N-1A", "N-2", "N-14", "S-1", "S-3", "S-3ASR", "S-4",
            "S-6", "S-8", "S-11", "F-1", "F-3", "F-3ASR", "F-4", "F-6", "F-10", "DEF 14A", "DEF 14C", "PRE 14A", "PRE 14C", "SC TO-I",
            "SC TO-T", "SC TO-C", "SC 14D9", "SC 14F1", "SC 13E3", "POS AM", "NT 10-K", "NT 10-Q", "15-12B", "15-12G", "15-15D", "25-NSE",
            "8-A12B", "8-A12G", "1-A", "1-K", "1-SA", "1-U", "T-1", "T-3", "TA-1", "TA-2", "X-17A-5", "SBSE-A");
    private static final Map<String, Form> SPELLINGS = spellings();

    /** The seven forms that this ledger is about, in the order of the rules. */
    public static List<Form> seven() {
        return SEVEN;
    }

    /** Whether it is one of the seven. */
    public boolean oneOfTheSeven() {
        return NAMES.containsKey(name);
    }

    /** The obligation under which it is filed; null where it has none of the three. */
    public @Nullable Regime regime() {
        return switch (name) {
            case "FORM_3", "FORM_4", "FORM_5" -> Regime.SECTION_16;
            case "SCHEDULE_13D", "SCHEDULE_13G" -> Regime.SECTION_13;
            case "FORM_144" -> Regime.RULE_144;
            default -> null;
        };
    }

    /** The name as the market writes it, such as {@code Schedule 13D} or {@code Form 13F-HR}. */
    public String title() {
        if (equals(ALL)) {
            return "every form";
        }
        if (oneOfTheSeven()) {
            return name.startsWith("FORM_")
                    ? "Form " + name.substring("FORM_".length())
                    : "Schedule " + name.substring("SCHEDULE_".length());
        }
        return name.startsWith("SC ") ? "Schedule " + name.substring("SC ".length()) : "Form " + name;
    }

    /**
     * Reads this ledger's names ({@code FORM_4}) and EDGAR's own ({@code 4}, {@code SC 13D}, {@code SCHEDULE 13G}, {@code 13F-HR}), in any
     * case, with or without spaces, hyphens and the word "form", and {@code ALL}.
     *
     * @throws IllegalArgumentException when it cannot be the name of a form, or asks for an amendment ({@code 4/A})
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Form of(String name) {
        // History is read by the million, and written in the ledger's own names alone.
        Form own = NAMES.get(name);
        return own != null ? own : spelled(name);
    }

    private static Form spelled(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        Form known = WORDS.matcher(upper).matches() ? SPELLINGS.get(letters(upper.replaceFirst("^FORM(?=.)", ""))) : null;
        return known == null ? other(upper) : known;
    }

    private static String letters(String name) {
        return name.replaceAll("[\\s_-]+", "");
    }

    private static Map<String, Form> spellings() {
        Map<String, Form> spellings = new HashMap<>();
        OFTEN_FILED.forEach(name -> spellings.put(letters(name), new Form(name)));
        SEVEN.forEach(form -> {
            String bare = form.name.substring(form.name.indexOf('_') + 1);
            spellings.put(bare, form);
            if (form.name.startsWith("SCHEDULE_")) {
                List.of("SC", "SCHED", "SCHEDULE").forEach(word -> spellings.put(word + bare, form));
            }
        });
        spellings.put(ALL.name, ALL);
        return spellings;
    }

    /** One spelling for each: without the word "form", one space between words, none around hyphens. */
    private static Form other(String upper) {
        String bare = upper.replaceFirst("^FORM[\\s_]+", "").replaceFirst("^(SCHEDULE|SC)[\\s_]+", "SC ").replaceAll("\\s+", " ")
                .replaceAll(" ?- ?", "-");
        if (!OTHER.matcher(bare).matches() || NONE.matcher(bare).matches()) {
            throw new IllegalArgumentException("no form has this name; write it as EDGAR does, such as 4, 144, SCHEDULE 13D or 13F-HR, "
                    + "or ALL where a power covers every form");
        }
        return new Form(bare);
    }

    /** The seven first, in the order of the rules; then all others by name, and {@link #ALL} at the end. */
    @Override
    public int compareTo(Form other) {
        int order = Integer.compare(rank(), other.rank());
        return order != 0 ? order : name.compareTo(other.name);
    }

    private int rank() {
        int place = SEVEN.indexOf(this);
        return place >= 0 ? place : equals(ALL) ? Integer.MAX_VALUE : SEVEN.size();
    }

    @Override
    public String toString() {
        return name;
    }
}
