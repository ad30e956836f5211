package org.authorityledger.documents.instrument;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a name looks like: of a person, of an entity, or a title that is no name. */
final class Names {

    static final String SUFFIX = "(?:Jr|Sr|II|III|IV|V|M\\.?D|Ph\\.?D|CPA|C\\.P\\.A|Esq|Esquire|J\\.?D|P\\.?A|CFA)\\b\\.?";
    static final String ENTITY_SUFFIX = "(?:Inc|Incorporated|Corp|Corporation|Company|Co|INC|INCORPORATED|CORP|CORPORATION|COMPANY|CO|LTD"
            + "|LIMITED|L\\.?L\\.?C|L\\.?L\\.?P|L\\.?P|L\\.?L\\.?L\\.?P|Ltd|Limited|N\\.A"
            + "|P\\.?C|plc|PLC|S\\.A|N\\.V|AG|SE|GmbH|B\\.V|S\\.C\\.A|S\\.[aà] r\\.l)\\b\\.?";
    static final String PERSON = "(?:(?:Mr|Mrs|Ms|Dr|Hon|MR|MRS|MS|DR)\\.? )?\\p{Lu}[\\p{L}'.-]*(?: (?:\"[\\p{L}.]+\"|\\([\\p{L}.]+\\)|de"
            + "|del|della|der|den|di|du|la|le|van|von|ter|bin|al"
            + "|\\p{Lu}[\\p{L}'.-]*)){1,5}(?:,? " + SUFFIX + ")?";
    static final String COMPANY = "(?:The )?\\p{Lu}[\\p{L}\\p{N}'.&!-]*(?:,? (?:&|and|of|the|for|de|\\p{Lu}[\\p{L}\\p{N}'.&!-]*|\\d+)){0,10}?,? "
            + ENTITY_SUFFIX
            + "(?:,? " + ENTITY_SUFFIX + "){0,2}";

    private static final Pattern ENTITY = Pattern.compile(
            "(?i)\\b(?:inc|incorporated|corp|corporation|company|llc|l\\.l\\.c|llp|l\\.l\\.p|lp|l\\.p|lllp|ltd|limited|trust|fund|funds"
                    + "|partners|partnership|n\\.a|p\\.c|bank|group|holdings?|foundation|plc|s\\.a|gmbh|ventures|capital|investments?"
                    + "|associates|advisors|enterprises)(?![\\w])");
    private static final Pattern STRONG_TITLE = Pattern
            .compile("(?i)\\b(?:officers?|president|secretary|treasurer|counsels?|directors?|managers?|controller|comptroller"
                    + "|partner|chairman|chairwoman|chairperson|paralegals?|administrators?|analysts?|specialists?|ceo|cfo|coo|clo|cao|gc"
                    + "|trustees?|attorneys?|employees?"
                    + "|associates?|member|lead|supervisor|coordinator|accountant|evp|svp|vp|assistant|lawyers?|signatory|staff)\\b");
    private static final Pattern WEAK_TITLE = Pattern
            .compile("(?i)(?:chief|vice|senior|executive|deputy|general|legal|compliance|finance|human|resources|operations|corporate|"
                    + "stock|plan|securities|administration|affairs|global|tax|accounting|investor|relations|internal|audit|equity"
                    + "|compensation|benefits|governance|services|business|development|law|financial|reporting|administrative"
                    + "|shareholder|strategy|regulatory|department|division|and|of|&|sec|head|chair)");
    private static final Set<String> NO_NAME = Set.of("power", "attorney", "attorneys", "company", "securities", "exchange", "commission",
            "forms", "form",
            "section", "the", "undersigned", "date", "dated", "name", "title", "signature", "print", "printed", "by", "its", "exhibit",
            "act", "state",
            "county", "notary", "witness", "schedule", "schedules", "sec", "any", "such", "each", "reporting", "person", "insider", "in",
            "know", "all",
            "this", "page", "sworn", "subscribed", "sincerely", "very", "truly", "yours", "limited", "agent", "signed", "address",
            "capacity", "for", "to",
            "grantor", "principal", "director", "officer", "individually", "filing", "issuer", "re", "dear", "corporation", "affiliates",
            "subsidiaries");

    private Names() {}

    /** Whether this is a person's name and nothing else. */
    static boolean person(String words) {
        String bare = words.strip();
        return Pattern.matches(PERSON, bare) && !entity(bare) && !title(bare) && noStopWord(bare) && bare.length() <= 80;
    }

    /** Whether this names an entity. */
    static boolean entity(String words) {
        return !words.isBlank() && Character.isUpperCase(words.strip().charAt(0)) && ENTITY.matcher(words).find() && words.length() <= 160;
    }

    /** Whether this is a title or a part of one. */
    static boolean title(String words) {
        if (STRONG_TITLE.matcher(words).find()) {
            return true;
        }
        for (String word : words.strip().split("[\\s/]+")) {
            if (!WEAK_TITLE.matcher(word).matches()) {
                return false;
            }
        }
        return !words.isBlank();
    }

    private static boolean noStopWord(String words) {
        for (String word : words.toLowerCase(Locale.ROOT).split("[^\\p{L}']+")) {
            if (NO_NAME.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** The longest name of a person that begins here and stops at the end of the line of the text at the latest; its length, or 0. */
    static int personAt(String line, int from, int to) {
        Matcher matcher = Pattern.compile(PERSON).matcher(line).region(from, to);
        if (!matcher.lookingAt()) {
            return 0;
        }
        String words = matcher.group();
        while (!words.isEmpty()) {
            if (person(words)) {
                return doubled(words);
            }
            int cut = words.lastIndexOf(' ');
            words = cut < 0 ? "" : words.substring(0, cut).replaceFirst(",$", "");
        }
        return 0;
    }

    /** "Jane A. Roe Jane A. Roe" is one name, printed under its signature. */
    private static int doubled(String words) {
        for (int at = words.indexOf(' '); at > 0; at = words.indexOf(' ', at + 1)) {
            String first = words.substring(0, at);
            String rest = words.substring(at + 1);
            if (first.contains(" ")
                    && (rest.equalsIgnoreCase(first) || first.toLowerCase(Locale.ROOT).startsWith(rest.toLowerCase(Locale.ROOT) + " "))) {
                return at;
            }
            String firstWord = first.contains(" ") ? first.substring(0, first.indexOf(' ')) : "";
            if (!firstWord.isEmpty() && rest.toLowerCase(Locale.ROOT).startsWith(firstWord.toLowerCase(Locale.ROOT) + " ")
                    && first.contains(" ")) {
                return at;
            }
        }
        return words.length();
    }

    /** Whether two spellings may be of one person: the same last name, and first names that do not contradict. */
    static boolean alike(String one, String other) {
        Set<String> a = words(one);
        Set<String> b = words(other);
        if (a.isEmpty() || b.isEmpty()) {
            return false;
        }
        long shared = a.stream().filter(b::contains).count();
        return shared >= Math.min(2, Math.min(a.size(), b.size()));
    }

    private static Set<String> words(String name) {
        Set<String> words = new LinkedHashSet<>();
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
        for (String word : plain.split("[^a-z0-9]+")) {
            if (word.length() > 1 && !word.matches("jr|sr|ii|iii|iv|inc|llc|lp|mr|ms|mrs|dr|the")) {
                words.add(word);
            }
        }
        return words;
    }

    /** A handle for a party within one proposal, made from its name. It says nothing about who the party is. */
    static String handle(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = plain.length() > 60 ? plain.substring(0, 60).replaceAll("-+$", "") : plain;
        return cut.isEmpty() ? "party" : cut;
    }

    static @Nullable String clean(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String clean = name.strip().replaceAll("^(?:Mr|Mrs|Ms|Dr|MR|MRS|MS|DR)\\.? (?=\\p{Lu})", "")
                .replaceAll(",? (?:Esq|Esquire|CPA|C\\.P\\.A)\\b\\.?$", "")
                .replaceAll("[,;:]+$", "");
        return clean.isEmpty() ? null : clean;
    }
}
