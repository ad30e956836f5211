package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the sentences of a line end. The point of an initial or of a title of a person ends one only before a word that begins sentences. That of a
 * company's name ends one before any capital: a sentence cut too soon leaves something open, one cut too late would grant what it does not.
 */
final class Sentences {

    private static final Pattern POINT = Pattern.compile("[.][)\"]?(?= +[\"(\\[]?(\\p{Lu}[\\p{L}]*))");
    private static final Pattern ABBREVIATION = Pattern
            .compile("(?:\\b\\p{L}|\\b(?:Jr|Sr|Esq|No|Nos|Mr|Mrs|Ms|Dr|Hon|Sch|St|Sec))$");
    private static final Pattern BEGINS = Pattern.compile(
            "(?i)the|this|these|that|such|each|any|all|no|none|neither|nothing|in|it|if|i|my|as|he|she|they|and|for|upon|when|dated|signed"
                    + "|executed|notwithstanding|unless|except|only");

    private Sentences() {}

    /** A sentence, or the part of one between semicolons, and where it stands. */
    record Part(int start, int end, String words) {}

    /** Where the sentence that goes on at this place ends; the end of the line where no point ends it. */
    static int end(String line, int from) {
        Matcher point = POINT.matcher(line);
        int at = from;
        while (at <= line.length() && point.find(at)) {
            boolean abbreviated = ABBREVIATION.matcher(line.substring(Math.max(0, point.start() - 12), point.start())).find();
            if (!abbreviated || BEGINS.matcher(point.group(1)).matches()) {
                return point.end();
            }
            at = point.end();
        }
        return line.length();
    }

    /** The one of all parts of a line in which this place is. */
    static Part around(List<Part> parts, int at) {
        return parts.stream().filter(part -> at < part.end()).findFirst().orElseGet(parts::getLast);
    }

    /** All sentences, cut at their semicolons too. */
    static List<Part> parts(String line) {
        List<Part> parts = new ArrayList<>();
        int start = 0;
        while (start < line.length()) {
            int end = end(line, start);
            int from = start;
            for (int semicolon = line.indexOf(';', from); semicolon >= 0 && semicolon < end; semicolon = line.indexOf(';', from)) {
                parts.add(new Part(from, semicolon, line.substring(from, semicolon)));
                from = semicolon + 1;
            }
            parts.add(new Part(from, end, line.substring(from, end)));
            start = end;
        }
        return parts;
    }
}
