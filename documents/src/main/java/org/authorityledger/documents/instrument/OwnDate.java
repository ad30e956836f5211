package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * Which dates stand where a signer writes the day: alone in their line, or after the name, the title and "Dated". A birthday, a stamp, the date of a
 * policy or of a meeting stands in other words, and is no day of signing.
 */
final class OwnDate {

    private static final Pattern MARK = Pattern.compile("/ ?[sS] ?/");
    /** What may stand before the date in its line beside names and titles. */
    private static final Pattern WORDS_OF_DATE = Pattern.compile(
            "(?i)\\b(?:date[d]?(?: signed| of signature| of execution| of signing)?|signed|executed|signature|day of"
                    + "|effective|as of|on|this|the|day|of|by"
                    + "|name|title|its|(?:limited |durable |special )*power of attorney|confirming statement|at)\\b"
                    + "|/ ?[sS] ?/|[_:.,;()\\[\\]*|-]+|\\bx\\b");
    private static final Pattern PLACE = Pattern.compile("^(?:\\p{Lu}[\\p{L}.]+ ){0,2}\\p{Lu}[\\p{L}.]+, ?(?:\\p{Lu}[\\p{L}.]+,? )?$");
    private static final Pattern OF_SIGNING = Pattern.compile("(?i)^\\W*(?:date[d]?|signed|executed|date of (?:signature|execution))\\b");

    /** So much of a line before a sentence is a paragraph, and no line of its own. */
    private static final int LONG = 40;

    private final String line;
    private final Words words;
    private final List<Integer> marks = new ArrayList<>();
    private final TreeSet<Integer> sentences = new TreeSet<>();

    OwnDate(Words words) {
        this.words = words;
        this.line = words.line();
        Sentences.parts(line).forEach(part -> sentences.add(part.start()));
        Matcher mark = MARK.matcher(line);
        while (mark.find()) {
            marks.add(mark.start());
        }
    }

    /** Whether nothing stands before the date in its line but a name, a title, a place or words such as "Dated". */
    boolean alone(Found<LocalDate> date) {
        int from = Math.min(words.lineStart(date.start()), date.start());
        int sentence = sentence(date.start());
        String before = line.substring(sentence > from + LONG ? sentence : from, date.start());
        int mark = Math.max(before.lastIndexOf("/s/"), before.lastIndexOf("/S/"));
        before = mark < 0 ? before : before.substring(mark + 3);
        if (PLACE.matcher(before).matches() && !OF_SIGNING.matcher(before).find()) {
            return true;
        }
        String bare = WORDS_OF_DATE.matcher(before).replaceAll(" ").replaceAll("\\s+", " ").strip();
        int name = Names.personAt(bare, 0, bare.length());
        String rest = bare.substring(name).strip();
        return rest.isEmpty() || rest.length() < 80 && rest.equals(capitals(rest)) && Names.title(rest);
    }

    /** Only the words with a capital, and those between the words of a title. */
    private static String capitals(String words) {
        return words.replaceAll("(?<!\\S)(?!(?:and|of|the|for|&)(?!\\S))\\p{Ll}\\S*", "").replaceAll("\\s+", " ").strip();
    }

    /** The words of the sentence before the date. */
    String before(Found<LocalDate> date) {
        return line.substring(sentence(date.start()), date.start());
    }

    private int sentence(int at) {
        Integer start = sentences.floor(at);
        return start == null ? 0 : start;
    }

    boolean severalSign() {
        return marks.size() > 1;
    }

    /** The date that stands with one signature of several: after its mark and before the next. Null: none does. */
    @Nullable
    Found<LocalDate> ofSignature(List<Found<LocalDate>> dates, int signed) {
        int next = marks.stream().filter(mark -> mark > signed).findFirst().orElse(line.length());
        return dates.stream().filter(date -> date.start() > signed && date.start() < next).findFirst().orElse(null);
    }

    /** Whether the date stands with the signature of another: after the mark of one signature, and not after all. */
    boolean ofAnother(Found<LocalDate> date, List<Found<LocalDate>> dates, int signed) {
        if (signed < 0 || marks.size() < 2) {
            return false;
        }
        int mark = marks.stream().filter(one -> one < date.start()).reduce(-1, (a, b) -> b);
        boolean afterAll = mark == marks.getLast()
                && dates.stream().noneMatch(other -> other.start() > marks.getFirst() && other.start() < mark)
                && OF_SIGNING.matcher(line.substring(Math.max(words.lineStart(date.start()), 0), date.start())).find();
        return mark >= 0 && mark != signed && !afterAll;
    }
}
