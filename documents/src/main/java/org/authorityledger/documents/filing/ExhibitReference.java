package org.authorityledger.documents.filing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.Dates;
import org.authorityledger.events.Accession;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that says of a power of attorney that an earlier filing has it, such as "incorporated by reference to Exhibit 24 to the Form 3 filed on
 * August 10, 2015".
 *
 * @param start where the sentence begins in the words that were read
 * @param end where it ends
 * @param accession the accession number of the earlier filing, where named
 * @param form its form, such as {@code 3}, where named
 * @param exhibit the number of its exhibit, where named
 * @param filedOn the day on which it was filed, where named
 * @param dated the date of the power of attorney itself, where named
 */
record ExhibitReference(int start, int end, @Nullable String accession, @Nullable String form, @Nullable String exhibit,
        @Nullable LocalDate filedOn, @Nullable LocalDate dated) {

    private static final int LONGEST = 1_000;
    /** A full stop or semicolon that ends a sentence, and not one of Mr., Ex., No., U.S. or an initial. */
    private static final Pattern SENTENCE_END = Pattern.compile(
            "(?<!\\b(?:Mr|Mrs|Ms|Messrs|Dr|Ex|Exh|[Nn]os?|Inc|Corp|Co|Ltd|Jr|Sr|St|\\p{Lu}))[.;](?:[)\"*]{0,3})(?= +[\\p{Lu}\\d(*\"]|$)");
    private static final Pattern POWER = Pattern.compile(
            "(?i)\\bpowers? of attorney\\b|\\bPOAs?\\b|\\bconfirming statements?\\b|\\bauthori[sz]ation(?: and designation)? letters?\\b");
    private static final String COMMISSION = "(?:U\\.?S\\.? )?(?:SEC\\b|Securities (?:and|&) Exchange Commission|Commission\\b)";
    private static final Pattern EARLIER = Pattern.compile("(?i)\\bincorporat\\w* (?:herein |hereby |here )?by (?:this )?reference"
            + "|\\b(?:previously|heretofore|earlier) (?:been )?filed\\b|\\bfiled (?:previously|earlier)\\b|\\bon file with (?:the )?"
            + COMMISSION);
    /** Filed with, as or on something that is named. */
    private static final Pattern FILED = Pattern.compile("(?i)\\bfiled\\b");
    private static final Pattern NOT_EARLIER = Pattern
            .compile("(?i)\\b(?:filed|attached|included) (?:herewith|hereto|with this)|\\battached\\b"
                    + "|\\bexhibit (?:hereto|to this)\\b|\\b(?:to|will|shall|must) be filed\\b|\\bnot (?:been |yet |previously )*filed\\b"
                    + "|\\b(?:solely|only) to\\b|\\b(?:inadvertently|omitted|amend(?:ed|s|ing)|correct\\w*|replac\\w+|supersed\\w+|revok\\w+)\\b");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\d-])\\d{10}-\\d{2}-\\d{6}(?![\\d-])");
    private static final Pattern FORM = Pattern.compile("(?i)\\bForms? (144|[345])\\b(/A)?|\\bSchedule (13[DG])(/A)?");
    private static final Pattern EXHIBIT = Pattern.compile("(?i)\\b(?:Exhibit|Exh?\\.)(?: No\\.?)? ?(\\d{1,3}(?:\\.\\d{1,3})?)");
    /** Directly before a date, it says that the date is that of the power. */
    private static final Pattern POWER_DATED = Pattern.compile(
            "(?i)(?:powers? of attorney|\\bPOAs?|confirming statements?|letters?)\\b(?:(?!\\b(?:filed|Forms?|Exhibit|Schedule)\\b)[^.;]){0,60}?,? ?\\b(?:dated|executed|signed)(?: as of| on)? $");
    /** Directly before a date, it says that the date is that of filing. */
    private static final Pattern FILED_ON = Pattern
            .compile("(?i)\\bfiled(?: |\\b(?:(?!\\b(?:dated|executed|signed)\\b)[^;]){0,200}?\\b(?:on|of)(?: or about)? )$");

    /** All such sentences, in their order. */
    static List<ExhibitReference> in(String words) {
        List<ExhibitReference> found = new ArrayList<>();
        if (!POWER.matcher(words).find()) {
            return found;
        }
        Matcher end = SENTENCE_END.matcher(words);
        int from = 0;
        while (from < words.length()) {
            int to = end.find(from) ? end.end() : words.length();
            while (from < to && words.charAt(from) == ' ') {
                from++;
            }
            ExhibitReference one = to - from > LONGEST ? null : sentence(words, from, to);
            if (one != null) {
                found.add(one);
            }
            from = Math.max(to, from + 1);
        }
        return found;
    }

    private static @Nullable ExhibitReference sentence(String words, int from, int to) {
        String sentence = words.substring(from, to);
        if (!POWER.matcher(sentence).find() || NOT_EARLIER.matcher(sentence).find()) {
            return null;
        }
        LocalDate filedOn = null;
        LocalDate dated = null;
        for (Dates.Placed date : Dates.placed(sentence)) {
            String before = sentence.substring(0, date.start());
            if (POWER_DATED.matcher(before).find()) {
                dated = dated == null ? date.day() : dated;
            } else if (FILED_ON.matcher(before).find()) {
                filedOn = filedOn == null ? date.day() : filedOn;
            }
        }
        Matcher number = NUMBER.matcher(sentence);
        String accession = number.find() && Accession.is(number.group()) ? number.group() : null;
        boolean earlier = EARLIER.matcher(sentence).find()
                || FILED.matcher(sentence).find() && (filedOn != null || accession != null);
        return earlier
                ? new ExhibitReference(from, to, accession, form(sentence), last(EXHIBIT, sentence), filedOn, dated)
                : null;
    }

    private static @Nullable String form(String sentence) {
        Matcher matcher = FORM.matcher(sentence);
        if (!matcher.find()) {
            return null;
        }
        String form = matcher.group(1) != null ? matcher.group(1) : "SCHEDULE " + matcher.group(3);
        return (form + (matcher.group(2) != null || matcher.group(4) != null ? "/A" : "")).toUpperCase(Locale.ROOT);
    }

    /** The exhibit of this filing stands before that of the earlier one. */
    private static @Nullable String last(Pattern pattern, String sentence) {
        Matcher matcher = pattern.matcher(sentence);
        String last = null;
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return last;
    }

    /** Whether it names a day of filing that is after another. */
    boolean filedAfter(@Nullable LocalDate day) {
        return filedOn != null && day != null && filedOn.isAfter(day);
    }

    /** What it says of the earlier filing, to tell a person where to look; empty: nothing. */
    String where() {
        List<String> said = new ArrayList<>();
        if (exhibit != null) {
            said.add("Exhibit " + exhibit);
        }
        if (form != null) {
            said.add("Form " + form);
        }
        if (filedOn != null) {
            said.add("filed on " + filedOn);
        }
        if (accession != null) {
            said.add(accession);
        }
        return String.join(", ", said);
    }
}
