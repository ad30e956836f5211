package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the paper was signed. */
final class Execution {

    private static final Pattern WITNESS = Pattern.compile(
            "(?i)\\bin witness (?:where ?of|thereof)|\\b(?:executed|signed|given|dated"
                    + "|made)(?: by the undersigned)?(?: at [\\w ,]{2,40})?,? ?(?:effective )?(?:as of|on|this|as at|and effective)\\b");
    private static final Pattern DATED = Pattern.compile("(?i)\\bdate[d]?(?: signed)?(?: as of| this| effective)? ?[:.]? ?$");
    private static final Pattern BLANK = Pattern.compile("(?i)\\b(?:this|as of|on|dated:?) ?(?:the )?_|day of ?_|_ ?day of");
    private static final Pattern OTHER = Pattern.compile(
            "(?i)\\b(?:power of attorney|powers of attorney|statement|agreement|authorization|plan|trust|(?:previously|earlier"
                    + "|prior)[^.]{0,60}) (?:\\(\\w+\\) )?(?:was |were )?(?:dated|executed|signed)(?: (?:as of|by \\w+ on|on))?(?: the)? ?$"
                    + "|\\b(?:act of|until|through|expires? on|terminates? on|before|after) $|\\bu/a/?d\\.? ?$|commission expires:? ?$"
                    + "|expires:? $");

    private static final Pattern UNREADABLE = Pattern.compile("(?i)\\b(?:day of|dated?:?|as of) (?!_)[^._]{0,30}\\b(?:19|20)\\d\\d\\b");

    private Execution() {}

    /** The day of the grantor's signature; null where the paper has none. */
    static @Nullable Found<LocalDate> executedOn(String line, int signed, Draft draft) {
        List<Found<LocalDate>> all = Dates.in(line);
        Found<LocalDate> witness = null;
        Found<LocalDate> dated = null;
        Found<LocalDate> top = null;
        Found<LocalDate> near = null;
        for (Found<LocalDate> date : all) {
            String before = line.substring(Math.max(0, date.start() - 170), date.start());
            if (OTHER.matcher(before).find() || notary(line, date)) {
                continue;
            }
            Matcher w = WITNESS.matcher(before);
            int last = -1;
            while (w.find()) {
                last = w.end();
            }
            if (DATED.matcher(before).find() && witness == null && dated == null) {
                dated = new Found<>(date.value(), date.start(), date.end(), 0.95, "dated");
            } else if (last >= 0 && before.indexOf(". ", last) < 0 && witness == null) {
                witness = new Found<>(date.value(), date.start(), date.end(), 0.95, "executed-as-of");
            } else if (date.start() < Math.min(line.length(), 260) && top == null && before.strip().matches("(?s)[^.;]{0,160}")
                    && headline(line, date)) {
                top = new Found<>(date.value(), date.start(), date.end(), 0.85, "date-of-the-letter");
            } else if (signed >= 0 && Math.abs(date.start() - signed) < 160 && near == null && date.start() > signed - 60) {
                near = new Found<>(date.value(), date.start(), date.end(), 0.75, "date-beside-the-signature");
            }
        }
        Found<LocalDate> best = witness != null ? witness : dated != null ? dated : near != null ? near : top;
        for (Found<LocalDate> other : java.util.Arrays.asList(witness, dated, near)) {
            if (best != null && other != null && !other.value().equals(best.value())) {
                draft.open("executedOn", "the paper has two dates: " + best.value() + " and " + other.value());
            }
        }
        return best;
    }

    private static boolean notary(String line, Found<LocalDate> date) {
        String before = line.substring(Math.max(0, date.start() - 120), date.start());
        return Pattern.compile("(?i)sworn|subscribed|before me|acknowledged|notary|personally appeared").matcher(before).find();
    }

    private static boolean headline(String line, Found<LocalDate> date) {
        String before = line.substring(0, date.start());
        String after = line.substring(date.end(), Math.min(line.length(), date.end() + 40));
        return !before.matches("(?is).*\\b(?:hereby|undersigned|that|until)\\b.*") && !after.isBlank();
    }

    /** Whether blanks were left for the date. */
    static boolean blank(String line) {
        return BLANK.matcher(line).find();
    }

    /** Whether there is a date that no rule could read. */
    static boolean unreadable(String line) {
        return UNREADABLE.matcher(line).find();
    }
}
