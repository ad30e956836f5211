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
    private static final Pattern SECTION_16A = Pattern
            .compile("(?i)(?:s(?:ec(?:tion)?)?\\.? ?)?16 ?\\(?a\\)?(?: (?:forms?|filings?|reports?))?");
    /** "Form 4s". */
    private static final Pattern SEVERAL = Pattern.compile("(?i)(3|4|5|144|id|13d|13g)'?s");
    /** A section of the law, such as 16(b), is no form. */
    private static final Pattern SECTION = Pattern.compile("(?i)16 ?\\(?[b-z]\\)?");
    private static final Pattern SECTION_13 = Pattern
            .compile("(?i)(?:all )?(?:sec(?:tion|\\.)?|\u00a7) ?13(?:\\([dg]\\))?(?: (?:forms?|filings?|schedules?|reports?))?");
    private static final Pattern RULE_144 = Pattern.compile("(?i)rule 144(?: (?:forms?|notices?))?");
    private static final Pattern BOTH_SCHEDULES = Pattern
            .compile("(?i)(?:schedules? |sc )?13 ?-?d ?(?:/|&|and|or) ?(?:schedule |sc )?(?:13 ?-?)?g");
    private static final Pattern BETWEEN = Pattern.compile("(?i)\\s*(?:[;,&\\n]|\\band\\b|\\bor\\b|/(?![Aa]\\b))\\s*");
    private static final Pattern WORD = Pattern
            .compile("(?i)^(?:sec |edgar )?(?:forms?(?:\\(s\\))?|schedules?|nos?\\.?|filing of)(?: nos?\\.?)?[ :]+");
    private static final Pattern RANGE = Pattern.compile("(?i)3 ?(?:-|\u2013|to|through) ?5");
    /** Numbers with nothing but spaces between them. */
    private static final Pattern SPACED = Pattern.compile("(?<=^|\\s)(3|4|5|144)\\s+(?=(?:3|4|5|144)(?:$|\\s))");
    /** What is no name of a form: words that take something away, or put it off. */
    private static final Pattern LESS = Pattern.compile(
            "(?i)\\b(?:except|but|not|no|only|without|excluding|excl|pending|through|until|other than|unless|if|tbd|revoked|expired|limited)\\b");
    private static final Pattern DIGITS = Pattern.compile("[\\d-]+");
    private static final Pattern NUMBERED = Pattern
            .compile("(?:(?:DEF|DEFA|DEFM|PRE|PREM|SC|NT|POS) )?[A-Z0-9]{1,7}(?:-[A-Z0-9]{1,5}){0,2}");
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
        String text = SPACED.matcher(BOTH_SCHEDULES.matcher(cell.strip()).replaceAll("SCHEDULE 13D, SCHEDULE 13G")).replaceAll("$1, ");
        if (LESS.matcher(RANGE.matcher(text).replaceAll("3, 4, 5")).find()) {
            return new Found(Set.of(), "says more than which forms, \u201c" + shown(cell) + "\u201d; name those that it covers");
        }
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
        Matcher several = SEVERAL.matcher(name);
        name = several.matches() ? several.group(1) : name;
        if (SECTION_16.matcher(name).matches() || SECTION_16A.matcher(name).matches() || RANGE.matcher(name).matches()) {
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
                if (!form.oneOfTheSeven() && !form.equals(Form.ALL) && !otherForm(form.name())) {
                    return "\u201c" + name + "\u201d is no form; write them as 3, 4, 5, 144, ID, 13D, 13G";
                }
                forms.add(form);
            } catch (IllegalArgumentException e) {
                return "\u201c" + shown(name) + "\u201d is no form; write them as 3, 4, 5, 144, ID, 13D, 13G";
            }
        }
        return null;
    }

    /** Whether it is made as EDGAR makes names of forms: short, with a digit, and not a bare number such as 16 or 345. */
    private static boolean otherForm(String name) {
        return NUMBERED.matcher(name).matches() && !SECTION.matcher(name).matches() && name.matches(".*\\d.*")
                && !DIGITS.matcher(name).matches();
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + " \u2026" : text;
    }
}
