package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that ask for more than one signature, outside the list of those appointed or in it, and that {@link Signing} does not read. */
final class SigningTogether {

    private static final Pattern ASKS = Pattern.compile("(?i)\\bmajority\\b|\\btwo[- ]thirds\\b|\\bquorum\\b|\\bunanim\\w+"
            + "|\\b(?:counter|co)-?sign\\w*|\\bcounter-?signatures?\\b"
            + "|\\b(?:both|all|two|three|several)(?: of (?:them|the \\w+(?:-in-fact)?))?(?: attorneys?(?:-in-fact)?"
            + "| agents?)? (?:must|shall|are (?:required|to)|have to|need to)"
            + "(?: \\w+){0,2} (?:sign|execute|act|join|concur|agree)\\b"
            + "|\\b(?:two|three|both|second|joint|dual|additional) signatures?\\b|\\bsignatures? of (?:both|all|two|three|each)\\b"
            + "|\\bsignature\\b[^.;]{0,40}\\b(?:accompanied|supplemented|confirmed|followed|joined)\\b"
            + "|\\b(?:must|shall|is to|are to|has to|have to) (?:also |first |further )*be (?:also )?(?:signed|executed"
            + "|co-?signed|initialed|initialled|approved"
            + "|reviewed) (?:also |in addition |first )?by (?!the undersigned\\b|me\\b|myself\\b|(?:any|either|an?|such|one"
            + "|each) (?:one )?(?:of|attorney|agent|such))"
            + "|\\b(?:jointly|together|in concert|in tandem) with (?=(?-i:\\p{Lu}))"
            + "|\\b(?:join|concur)\\w* in (?:each|every|any|the|all)\\b");
    private static final Pattern OTHER_MATTER = Pattern.compile("(?i)\\brevo[ck]|voting|majority of (?:the )?(?:shares"
            + "|outstanding|votes|stock)|majority[- ]owned"
            + "|\\bamended only\\b|\\bnotary|acknowledg|\\bcounterparts?\\b");

    private SigningTogether() {}

    /**
     * The words; null where there are none.
     *
     * @param read what the rules have read of it; null: nothing
     */
    static @Nullable String in(String line, @Nullable Found<Integer> read) {
        for (Sentences.Part part : Sentences.parts(line)) {
            Matcher asks = ASKS.matcher(part.words());
            while (asks.find() && !OTHER_MATTER.matcher(part.words()).find()) {
                int at = part.start() + asks.start();
                boolean understood = read != null && read.value() > 1 && at < read.end() + 40 && at > read.start() - 40;
                if (!understood) {
                    int from = Math.max(0, asks.start() - 40);
                    return part.words().substring(from, Math.min(part.words().length(), asks.end() + 60)).strip();
                }
            }
        }
        return null;
    }
}
