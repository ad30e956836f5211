package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether those appointed may sign alone, or how many of them must sign together. */
final class Signing {

    private static final int AFTER = 260;
    private static final Pattern TWO = Pattern.compile(
            "(?i)\\b(?:any|at least) (two|three|four)(?: \\(\\d\\))?(?: or more)? of (?:them|whom|the foregoing|the following|such)|\\b(?:any"
                    + "|at least) (two|three|four)(?: \\(\\d\\))? (?:acting|signing) (?:jointly|together)");
    private static final Pattern SINGLY = Pattern.compile(
            "(?i)(?<!not )\\b(?:signing|acting|act|sign) (?:\\w+ )?(?:singly|alone|individually|severally|separately|solely|independently)"
                    + "|\\b(?:or|and) (?:any|either|each)(?: one)?(?: or more)? of them|\\bany (?:one"
                    + "|1)(?: \\(1\\))?(?: or more)? of (?:them|the)|\\bwithout the others?\\b|\\beither of them|\\bjointly (?:and|or"
                    + "|and/or) (?:severally|individually|singly)"
                    + "|\\bseverally\\b|\\bindividually\\b|\\bsingly\\b|\\beach (?:of whom )?(?:with|having) full power"
                    + "|\\beach of whom (?:may|is authorized to|shall have)|\\beach with (?:the )?(?:full )?(?:power|authority)");
    private static final Pattern JOINTLY = Pattern.compile(
            "(?i)\\b(?:signing|acting) (?:jointly|together)|\\bjointly(?!,? (?:and|or|and/or) (?:severally|individually|singly))"
                    + "|\\bboth of them (?:together|jointly)");
    private static final Pattern LEAD = Pattern.compile("(?i)\\b(?:each|either|any one|any|one or more) of $|\\beach $");

    private Signing() {}

    /** How many of them must sign together; null where the paper does not say. */
    static @Nullable Found<Integer> minimum(String line, int from, int to, int appointed) {
        int end = Math.min(line.length(), to + AFTER);
        Matcher stop = Pattern.compile("(?i)\\bto (?:execute|sign|file|prepare|act)\\b|[.;:](?= )").matcher(line);
        if (stop.find(to)) {
            end = Math.min(end, stop.start());
        }
        int start = Math.max(0, from - 40);
        Matcher two = TWO.matcher(line).region(start, end);
        if (two.find()) {
            int count = Dates.count(two.group(1) == null ? two.group(2) : two.group(1));
            boolean together = JOINTLY.matcher(line.substring(two.start(), end)).find()
                    || !SINGLY.matcher(line.substring(two.end(), end)).find();
            return together && count <= appointed ? Found.sure(count, two.start(), two.end(), "so-many-of-them") : null;
        }
        Matcher jointly = JOINTLY.matcher(line).region(start, end);
        if (jointly.find()) {
            return appointed < 2 ? null : Found.likely(appointed, jointly.start(), jointly.end(), "all-jointly");
        }
        Matcher singly = SINGLY.matcher(line).region(start, end);
        if (singly.find()) {
            return Found.sure(1, singly.start(), singly.end(), "signing-singly");
        }
        if (appointed < 2) {
            return null;
        }
        Matcher between = Pattern.compile("(?i)\\band/or\\b|,? or (?=\\p{Lu})").matcher(line).region(from, to);
        if (between.find()) {
            return Found.sure(1, between.start(), between.end(), "one-or-the-other");
        }
        Matcher lead = LEAD.matcher(line.substring(start, from));
        return lead.find() ? Found.sure(1, start + lead.start(), start + lead.end(), "each-of") : null;
    }
}
