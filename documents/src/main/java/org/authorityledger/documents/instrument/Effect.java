package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From when the paper has effect, where it says so.
 *
 * @param day the day that it names for itself; null: none
 * @param doubt words of a beginning that is no day, or may be of something else; null: none
 */
record Effect(@Nullable Found<LocalDate> day, @Nullable String doubt) {

    private static final String BEGINS = "\\b(?:effective|takes? effect|taking effect|commenc\\w+|begin(?:s|ning)?|with effect|operative"
            + "|comes? into (?:force|effect))(?: only| solely)?";
    private static final Pattern BEFORE_A_DAY = Pattern.compile("(?i)" + BEGINS
            + "(?: (?:as of|as at|as from|on|from|upon|beginning|commencing))?(?: on)?(?: (?:and|or) after)?,? (?:the )?$");
    private static final Pattern FROM = Pattern.compile("(?i)\\bfrom(?: and including)? $");
    private static final Pattern TO = Pattern.compile("(?i),? (?:up )?(?:to|through|until|till)\\b");
    private static final Pattern AT_AN_EVENT = Pattern.compile("(?i)" + BEGINS
            + ",? (?:(?:and|or) )?(?:as of|as from|upon|on|at|from|when|if|after|once|following|in the event|in case"
            + "|(?<=\\bnot .{0,30})until|unless"
            + "|immediately (?:upon|after|following|prior)|for so long)\\b(?: and after| or after)?(?! ?(?:this\\b|_"
            + "|(?:the )?_|(?:the |its |my )?"
            + "(?:date (?:hereof|first|set|of (?:this|its|execution|signing|signature|my)|below|above|written|shown|indicated"
            + "|signed|executed|it is"
            + "|on which it)|execution|signing|signature|day and year|\\d)))[^.;]{0,120}");
    private static final Pattern SPRINGS = Pattern.compile("(?i)\\bspringing\\b"
            + "|(?<!affected )\\b(?:upon|in the event of|in case of|if|when|during)\\b[^.;]{0,50}?\\b(?:incapacit|disab|incompeten)\\w+");
    /** That it outlives an incapacity, or ends with it: no beginning. */
    private static final Pattern OUTLIVES = Pattern
            .compile("(?i)not |surviv|terminat|continu|notwithstanding|laps|revo[ck]|remain|ceas|durable|regardless|expir|end");
    private static final Pattern OF_THIS = Pattern.compile(
            "(?i)\\bthis\\b|\\bhereby\\b|\\bhereof\\b|appoints?\\b|constitutes?\\b|authori[sz]es?\\b|\\bthe (?:foregoing )?(?:power|authority"
                    + "|authori[sz]ation|appointment|designation)\\b|\\bit\\b|in witness|\\b(?:executed|signed|dated|granted|made)\\b");
    private static final Pattern OF_ANOTHER = Pattern.compile(
            "(?i)\\b(?:was|were|had|became|remained|which)\\b|\\b(?:resign|retire|elect|hire|join|promot|acqui|merge|amend"
                    + "|adopt|registration|plan\\b"
                    + "|agreement|employment|transaction|trade|purchase|sale|merger)\\w*|\\b(?:revo[ck]|terminat|expir|ceas)\\w+");
    private static final int SHOWN = 160;

    static Effect in(String line) {
        List<Found<LocalDate>> days = new ArrayList<>();
        List<Sentences.Part> parts = Sentences.parts(line);
        String doubt = event(parts);
        for (Found<LocalDate> date : Dates.in(line)) {
            Sentences.Part sentence = Sentences.around(parts, date.start());
            String before = line.substring(sentence.start(), date.start());
            boolean range = FROM.matcher(before).find() && TO.matcher(line).region(date.end(), sentence.end()).lookingAt();
            if (!range && !BEFORE_A_DAY.matcher(before).find()) {
                continue;
            }
            if (OF_THIS.matcher(sentence.words()).find() && !OF_ANOTHER.matcher(before).find()) {
                days.add(Found.sure(date.value(), date.start(), date.end(), "effective-as-of"));
            } else {
                doubt = shown(sentence.words());
            }
        }
        if (days.stream().map(Found::value).distinct().count() > 1) {
            return new Effect(null, "it names several days from which it is effective");
        }
        return new Effect(days.isEmpty() ? null : days.getFirst(),
                doubt == null ? null : "the text may name another beginning: " + doubt);
    }

    /** Words of a beginning that is no day. */
    private static @Nullable String event(List<Sentences.Part> parts) {
        for (Sentences.Part part : parts) {
            Matcher event = AT_AN_EVENT.matcher(part.words());
            while (event.find()) {
                boolean ofThis = !OF_ANOTHER.matcher(part.words().substring(0, event.start())).find();
                List<Found<LocalDate>> days = Dates.in(part.words(), event.start(), event.end());
                boolean day = !days.isEmpty()
                        && BEFORE_A_DAY.matcher(part.words().substring(0, days.getFirst().start())).find();
                if (ofThis && !day) {
                    return shown(event.group());
                }
            }
            Matcher springs = SPRINGS.matcher(part.words());
            if (springs.find() && !OUTLIVES.matcher(part.words()).find()) {
                return shown(part.words());
            }
        }
        return null;
    }

    private static String shown(String words) {
        String bare = words.strip();
        return bare.length() > SHOWN ? bare.substring(0, SHOWN) : bare;
    }
}
