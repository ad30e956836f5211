package org.authorityledger.documents.sheet;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Form;
import org.jspecify.annotations.Nullable;

/** The forms of a cell, as trackers name them: {@code 3, 4, 5}, {@code Forms 3/4/5 and 144}, {@code Section 16}, {@code 13D/G}, {@code All}. */
public final class SheetForms {

    private static final Pattern ALL = Pattern.compile("(?i)(?:all|any|every)(?: sec)?(?: (?:forms?|filings?))?");
    private static final Pattern SECTION_16 = Pattern
            .compile("(?i)(?:all )?(?:sec(?:tion|\\.)?|s\\.|\u00a7) ?16(?:\\(a\\))?(?: (?:forms?|filings?|reports?))?");
    private static final Pattern SECTION_13 = Pattern
            .compile("(?i)(?:all )?(?:sec(?:tion|\\.)?|\u00a7) ?13(?:\\([dg]\\))?(?: (?:forms?|filings?|schedules?|reports?))?");
    private static final Pattern RULE_144 = Pattern.compile("(?i)rule 144(?: (?:forms?|notices?))?");
    private static final Pattern BOTH_SCHEDULES = Pattern
            .compile("(?i)(?:schedules? |sc )?13 ?-?d ?(?:/|&|and|or) ?(?:schedule |sc )?(?:13 ?-?)?g");
    private static final Pattern BETWEEN = Pattern.compile("(?i)\\s*(?:[;,&\\n]|\\band\\b|\\bor\\b|/(?![Aa]\\b))\\s*");
    private static final Pattern WORD = Pattern
            .compile("(?i)^(?:sec |edgar )?(?:forms?(?:\\(s\\))?|schedules?|nos?\\.?|filing of)(?: nos?\\.?)?[ :]+");
    private static final Pattern RANGE = Pattern.compile("(?i)3 ?(?:-|\u2013|to|through) ?5");
    private static final Pattern AMENDMENT = Pattern.compile("(?i)(?:and |& |, )?(?:any |all )?amendments?(?: thereto)?|.*/A");

    private SheetForms() {}

    /**
     * What was found.
     *
     * @param fault why the cell cannot be read, to follow the name of the column; null: it can
     */
    public record Found(Set<Form> forms, @Nullable String fault) {}

    /** The forms of a cell. */
    public static Found of(String cell) {
        String text = BOTH_SCHEDULES.matcher(cell.strip()).replaceAll("SCHEDULE 13D, SCHEDULE 13G");
        TreeSet<Form> forms = new TreeSet<>();
        if (ALL.matcher(text).matches()) {
            forms.add(Form.ALL);
            return new Found(forms, null);
        }
        for (String part : BETWEEN.split(text)) {
            String fault = take(part.strip(), forms);
            if (fault != null) {
                return new Found(Set.of(), fault);
            }
        }
        return forms.isEmpty() ? new Found(Set.of(), "names no form") : new Found(forms, null);
    }

    private static @Nullable String take(String part, Set<Form> forms) {
        Matcher word = WORD.matcher(part + " ");
        String name = word.find() ? part.substring(Math.min(word.end(), part.length())).strip() : part;
        if (name.isEmpty() || AMENDMENT.matcher(name).matches() && !name.endsWith("/A") && !name.endsWith("/a")) {
            return null;
        }
        if (SECTION_16.matcher(name).matches() || RANGE.matcher(name).matches()) {
            forms.addAll(Set.of(Form.FORM_3, Form.FORM_4, Form.FORM_5));
        } else if (SECTION_13.matcher(name).matches()) {
            forms.addAll(Set.of(Form.SCHEDULE_13D, Form.SCHEDULE_13G));
        } else if (RULE_144.matcher(name).matches()) {
            forms.add(Form.FORM_144);
        } else if (name.matches("(?i).*/A")) {
            return "names an amendment, \u201c" + name + "\u201d; name the form: a power covers its amendments";
        } else {
            try {
                Form form = Form.of(name);
                if (!form.oneOfTheSeven() && !name.matches(".*\\d.*") && !form.equals(Form.ALL)) {
                    return "\u201c" + name + "\u201d is no form; write them as 3, 4, 5, 144, ID, 13D, 13G";
                }
                forms.add(form);
            } catch (IllegalArgumentException e) {
                return "\u201c" + (name.length() > 60 ? name.substring(0, 60) + " \u2026" : name)
                        + "\u201d is no form; write them as 3, 4, 5, 144, ID, 13D, 13G";
            }
        }
        return null;
    }
}
