package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.Words;
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
                    + "|\\bpowers? of attorney (?:of|by|from|granted by|given by|executed by) (?-i:\\p{Lu})[^;]{0,60}? dated(?: as of)? $"
                    + "|\\b(?:act of|until|through|expires? on|terminates? on|before|after) $|\\bu/a/?d\\.? ?$|commission expires:? ?$"
                    + "|expires:? $");

    /** The paper itself, or the act of signing it. */
    private static final Pattern OF_THIS = Pattern.compile(
            "(?i)\\bin witness|\\bhere(?:unto|to|by|of)\\b|\\bthis (?:\\w+ ){0,2}(?:power|letter|instrument|document"
                    + "|statement|authori[sz]ation|designation)"
                    + "|\\bundersigned\\b|(?:^|[.:;] |\\b(?:and|is|was|are) )\\W*(?:executed|signed|given|dated|made)\\b[^.;]{0,60}$");
    /** Between the words of signing and the date: the date is of something else. */
    private static final Pattern OTHER_MATTER = Pattern.compile(
            "(?i)\\b(?:which|whose|who|replac\\w+|born|held|approv\\w+|adopt\\w+|polic(?:y|ies)|agreement|meeting|filed"
                    + "|receiv\\w+|print\\w+|mine of"
                    + "|transactions?|purchase\\w*|sales?|sold|acquired)\\b");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<![.])[.] ");
    private static final Pattern UNREADABLE = Pattern.compile("(?i)\\b\\d{1,2}\\.\\d{1,2}\\.(?:(?:19|20)\\d\\d|\\d\\d)\\b"
            + "|\\b(?:day of|dated?:?|as of) (?!_)[^._]{0,30}\\b(?:19|20)\\d\\d\\b");

    private static final int BESIDE = 40;

    private Execution() {}

    /** The day of the grantor's signature; null where the paper has none. */
    static @Nullable Found<LocalDate> executedOn(Words words, int signed, Draft draft) {
        String line = words.line();
        OwnDate own = new OwnDate(words);
        Found<LocalDate> witness = null;
        Found<LocalDate> top = null;
        Found<LocalDate> doubtful = null;
        List<Found<LocalDate>> dated = new ArrayList<>();
        List<Found<LocalDate>> beside = new ArrayList<>();
        for (Found<LocalDate> date : Dates.in(line)) {
            String before = line.substring(Math.max(0, date.start() - 170), date.start());
            if (OTHER.matcher(before).find() || notary(line, date)) {
                continue;
            }
            boolean alone = own.alone(date);
            boolean near = signed >= 0 && Math.abs(date.start() - signed) < 160 && date.start() > signed - 60;
            boolean heading = date.start() < Math.min(line.length(), 260) && before.strip().matches("(?s)[^.;]{0,160}")
                    && headline(line, date);
            if (witness == null && witnessed(before)) {
                witness = new Found<>(date.value(), date.start(), date.end(), 0.95, "executed-as-of");
            } else if (DATED.matcher(before).find() && (alone || OF_THIS.matcher(own.before(date)).find())) {
                dated.add(new Found<>(date.value(), date.start(), date.end(), 0.95, "dated"));
            } else if (alone && heading && top == null && date.end() < Math.max(signed, 1)) {
                top = new Found<>(date.value(), date.start(), date.end(), 0.85, "date-of-the-letter");
            } else if (alone && signed >= 0 && (near || date.start() > signed)) {
                beside.add(new Found<>(date.value(), date.start(), date.end(), 0.75, "date-beside-the-signature"));
            } else if (doubtful == null && (near || heading || DATED.matcher(before).find()) && !witnessed(before)) {
                doubtful = date;
            }
        }
        List<Found<LocalDate>> all = new ArrayList<>(dated);
        all.addAll(beside);
        all.sort(java.util.Comparator.comparingInt(Found::start));
        Found<LocalDate> mine = own.severalSign() ? own.ofSignature(all, signed) : null;
        Found<LocalDate> stated = mine != null ? mine : first(dated, all, own, signed);
        Found<LocalDate> near = mine != null
                ? null
                : first(beside.stream().filter(date -> Math.abs(date.start() - signed) < 160 && date.start() > signed - 60).toList(), all,
                        own,
                        signed);
        Found<LocalDate> best = witness != null ? witness : stated != null ? stated : near != null ? near : top;
        for (Found<LocalDate> other : java.util.Arrays.asList(witness, stated, near)) {
            if (best != null && other != null && !other.value().equals(best.value())) {
                draft.open("executedOn", "the paper has two dates: " + best.value() + " and " + other.value());
            }
        }
        if (mine == null && best != null) {
            dated.stream().filter(date -> !own.ofAnother(date, all, signed)).filter(date -> !date.value().equals(best.value()))
                    .forEach(date -> draft.open("executedOn", "the paper has two dates: " + best.value() + " and " + date.value()));
        }
        String between = best == null || doubtful == null || doubtful.start() < best.end()
                ? null
                : line.substring(best.end(), doubtful.start());
        if (best != null && doubtful != null && between != null && between.length() < BESIDE && !between.contains("effective")) {
            draft.open("executedOn", "beside its date is another: " + line.substring(best.start(), doubtful.end()));
        }
        if (best == null && doubtful != null) {
            String shown = line.substring(Math.max(0, doubtful.start() - 60), doubtful.end());
            draft.open("executedOn", "a date that may be of something else: " + shown.substring(shown.indexOf(' ') + 1));
        } else if (best == null && !all.isEmpty()) {
            draft.open("executedOn", "others who signed wrote a date, and this one did not");
        }
        return best;
    }

    private static @Nullable Found<LocalDate> first(List<Found<LocalDate>> dates, List<Found<LocalDate>> all, OwnDate own, int signed) {
        return dates.stream().filter(date -> !own.ofAnother(date, all, signed)).findFirst().orElse(null);
    }

    /** "IN WITNESS WHEREOF ... executed as of", or "signed this" of the paper itself, with nothing of another matter between. */
    private static boolean witnessed(String before) {
        Matcher w = WITNESS.matcher(before);
        int start = -1;
        int last = -1;
        while (w.find()) {
            start = w.start();
            last = w.end();
        }
        if (last < 0 || SENTENCE_END.matcher(before).region(last, before.length()).find()
                || OTHER_MATTER.matcher(before.substring(last)).find()) {
            return false;
        }
        String lead = before.substring(before.lastIndexOf(". ", start) + 1, last);
        return OF_THIS.matcher(lead).find() || lead.strip().length() == last - start;
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
