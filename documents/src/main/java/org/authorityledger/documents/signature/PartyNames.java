package org.authorityledger.documents.signature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a name in a signature looks like: of a person, of an entity, or a title; and whether two spellings may be of one person. */
public final class PartyNames {

    private static final String DEGREE = "Esq|Esquire|CPA|CFA|M\\.? ?D|D\\.? ?O|Ph\\.? ?D|D\\. ?Phil|J\\.? ?D"
            + "|LL\\.?M|MBA|P\\.?E|R\\.?N|D\\.?V\\.?M|D\\.?D\\.?S|M\\.? ?Sc|Dr|C\\.P\\.A|FACC|FACS|PharmD|Pharm\\. ?D|M\\.?B\\.?A";
    /** What follows a person's name after a comma. */
    static final String PERSON_SUFFIX = "(?:Jr|Sr|I{1,3}|IV|V|VI|2nd|3rd|" + DEGREE + ")\\b\\.?";
    /** What follows an entity's name after a comma. */
    static final String ENTITY_SUFFIX = "(?:National Association|Inc|Incorporated|Corp|Corporation|Company|Co|Ltd|Limited|L\\.? ?L\\.? ?C|L\\.? ?L\\.? ?P|L\\.? ?P|L\\.C"
            + "|L\\.?L\\.?L\\.?P|(?-i:N\\.? ?A|S\\.? ?A|AG|SE|AS|AB|KK|N\\.?V|P\\.?C|B\\.?V)|PLLC|plc|S\\.?A\\.?S|GmbH|S\\.?C\\.?A|S\\.? ?[aà]\\.? ?r\\.? ?l|SARL|S\\.?p\\.?A"
            + "|S\\.?C\\.?Sp|SICAV|RAIF|SCSp|SPC|PJSC|ULC|Pty|Pte|K\\.K|ASA|A/S|Oy|B\\.?S\\.?C|S\\.A\\.B\\. de C\\.V)\\b\\.?";

    private static final Pattern PERSON_SUFFIX_ONLY = Pattern.compile("(?i)" + PERSON_SUFFIX + "(?:[ ,]+" + PERSON_SUFFIX + ")*");
    /** After a comma, or where the letters can be no name. */
    private static final Pattern DEGREES = Pattern
            .compile("(?i)(?:,[ ,]*(?:" + DEGREE + ")\\b\\.?|(?-i: (?:M\\.? ?D|Ph\\.? ?D|CPA|CFA|MBA|Esq)\\b\\.?(?= *(?:,|$))))+");
    private static final Pattern ENTITY_SUFFIX_ONLY = Pattern.compile("(?i)(?:" + ENTITY_SUFFIX + "[ ,]*){1,3}(?:\\([\\w. ]+\\))?");
    private static final Pattern ENDS_IN_PERSON_SUFFIX = Pattern.compile("(?i).*[ ,]" + PERSON_SUFFIX + "$");
    private static final Pattern ENDS_IN_ENTITY_SUFFIX = Pattern.compile("(?i).*[ ,]" + ENTITY_SUFFIX + "(?: \\(.*\\))?$");
    private static final Pattern ENTITY_WORD = Pattern.compile(
            "(?i)(?<![\\p{L}])(?:inc|incorporated|corp|corporation|company|companies|llc|l\\.l\\.c|llp|lp|l\\.p|lllp|ltd|limited|trusts?|funds?"
                    + "|partners|partnership|n\\.a|bank|bancorp|bancshares|group|holdings?|holdco|foundation|plc|gmbh|s\\.a|sarl|ventures?|capital"
                    + "|investments?|investors?|associates|advisors|advisers|enterprises|management|equity|assets?|master|feeder|offshore|onshore"
                    + "|overseas|international|global|securities|opportunit(?:y|ies)|sponsor|acquisition|industries|properties|realty|estate"
                    + "|insurance|assurance|financial|pension|plan|union|workers|teamsters|retirement|medical|benefits?|welfare|university|college"
                    + "|institute|endowment|charitable|charities|church|society|association|authority|board|government|ministry|state|city|county"
                    + "|gp|spv|aggregator|co-invest(?:ors?|ment)?|bidco|topco|intermediate|subsidiary|subsidiaries|affiliates|technolog(?:y|ies)"
                    + "|pharmaceuticals?|therapeutics|energy|resources|systems|solutions|services|laboratories|motors?|electric|strategic"
                    + "|family office|offices|fiduciary|custodian|grat|revocable|irrevocable|nominees|trading|consulting|networks?|media"
                    + "|entertainment|interests|ranch|farms|lines|logistics|shipping|airlines|railway|oil|gas|petroleum|mining|minerals|credit"
                    + "|growth|value|income|infrastructure|healthcare|biotech|bioscience|life sciences|asset|treasury|sovereign|wealth"
                    + "|federation|alliance|league|council|committee|commission|department|network|club|rail|pbc|pjsc|spc|ulc)(?![\\p{L}])");
    private static final Pattern NUMBERED = Pattern.compile("\\p{Lu}.*\\d|\\d.*\\p{Lu}| f/?b/?o ");
    private static final Pattern TITLE_WORD = Pattern.compile(
            "(?i)(?<![\\p{L}-])(?:officers?|president|secretary|treasurer|counsels?|directors?|managers?|controller|comptroller|"
                    + "partner|chair(?:man|woman|person)?|paralegals?|administrators?|analysts?|specialists?|(?-i:CEO|CFO|COO|CLO|CAO|CCO|"
                    + "CTO|CIO|CPO|CHRO|CBO|CSO|CMO)|trustees?|co-trustees?|employees?|associate|member|supervisor|coordinator|accountant|"
                    + "evp|svp|vp|avp|assistant|lawyers?|signatory|signer|signor|signatories|representative|delegate|founder|co-founder|"
                    + "principal|executor|executrix|guardian|conservator|custodian|proxy|attorney|owner|adviser|advisor|deputy|head of|"
                    + "legal department|finance department|person|designee|nominee|personal representative|in-house|fiduciary|"
                    + "general partner|sole member|co-ceo|liquidator|receiver|administratrix|beneficiary|chief|(?-i:GC|LD)|staff|lead|"
                    + "corporate sec)(?![\\p{L}])");
    /** A given name, perhaps initials, and a surname that is a title as well; a third name would be the surname, and the title one. */
    private static final Pattern SURNAME_LIKE_A_TITLE = Pattern.compile("(\\p{Lu}[\\p{L}'-]+)(?: \\p{Lu}\\.?){0,2} "
            + "(?i:officer|president|secretary|treasurer|counsel|director|manager|controller|partner|chair|administrator|specialist|trustee"
            + "|associate|member|supervisor|lawyer|signer|delegate|founder|principal|executor|guardian|conservator|custodian|proxy|attorney"
            + "|owner|advisor|deputy|receiver|chief|staff|lead|head|employee|assistant|representative)");
    private static final Pattern TITLE_FILL = Pattern
            .compile("(?i)(?:chief|vice|senior|sr|jr|executive|deputy|general|legal|compliance|finance"
                    + "|human|resources|people|operations?|corporate|interim|acting|former|stock|plan|securities|administration|affairs|global|tax"
                    + "|accounting|investor|relations|internal|audit|equity|compensation|benefits|governance|services|business|development|law"
                    + "|financial|reporting|administrative|shareholder|strategy|strategic|regulatory|department|division|and|of|the|&|sec|head|chair"
                    + "|managing|co|its|an?|authorized|duly|sole|group|north|america|international|commercial|technology|information|operating"
                    + "|medical|scientific|revenue|marketing|product|risk|credit|investment|executive|first|second|board|company|global|data"
                    + "|transformation|digital|brand|customer|supply|chain|americas|europe|asia|region|regional|national|external|public|policy"
                    + "|for|in|to|section|non-executive|lead|independent|special|limited|i|ii|iii|treasury|paralegal|associate|assistant|employee"
                    + "|personal|in-house|ld|staff|trust|wealth|portfolio|real|estate|research|talent|culture|innovation|quality|planning|controlling|management|committee|gen|gp|mm|class|[a-d])[.,]?");
    private static final Pattern FIRM_TITLE = Pattern
            .compile("(?i)(?<![\\p{L}-])(?:managing members?|general partner|managing partner|sole member"
                    + "|members?|managers?|trustees?|co-trustees?|authorized (?:signatory|signatories|signer|signor|person|representative|officer)"
                    + "|signatory|sole shareholder|sole director|representative director|manager|partner|executor|executrix|guardian|conservator"
                    + "|personal representative|custodian)(?![\\p{L}])");
    /** As what one signs for a person without a power of attorney. A plan's administrator is an employee. */
    private static final Pattern PART_FOR_PERSON = Pattern.compile("(?i)(?<![\\p{L}])(?:guardians?|conservators?|conservatrix|executors?"
            + "|executrix|administratrix|custodians?|receivers?|personal representatives?)(?![\\p{L}])"
            + "|^(?:the |an? |co-|duly |appointed |court-appointed ){0,3}administrators?(?: of (?:the )?estate)?$");
    private static final Pattern TRUSTEE = Pattern.compile("(?i)(?<![\\p{L}])(?:co-)?trustees?(?![\\p{L}])");
    private static final Pattern NOT_A_FIRM_TITLE = Pattern
            .compile(
                    "(?i)(?:general|senior|legal|stock|plan|compliance|finance|reporting|accounting|office|equity|program|project|product|tax"
                            + "|human resources|benefits|hr|account|paralegal|administration|services) managers?|board member|family member|member of the board");
    private static final Pattern NO_PARTY_WORD = Pattern
            .compile(
                    "(?i)(?<![\\p{L}])(?:signatures?|exhibits?|see|attached|remarks|footnotes?|page|reporting persons?|form|forms|section|sec"
                            + "|commission|filed|filing|hereto|hereby|previously|above|below|copy|undersigned|pursuant|authori[sz]ation|authority|dated?"
                            + "|herewith|instrument|document|agreement|department|division|electronically|duly|not applicable|none|n/a)(?![\\p{L}])");
    private static final Pattern ELSEWHERE = Pattern
            .compile("(?i)(?:please |refer to )?(?:see\\b|signatures? (?:page|included|attached|on|in|appears?)|exhibit \\d)"
                    + ".*|.*\\b(?:signature on file|signed on original)\\b.*");
    private static final Pattern EVERYONE = Pattern
            .compile(
                    "(?i)(?:(?:each|all|every|any|both|of|the|other|and|above|foregoing|named|such) ){0,6}(?:reporting (?:persons?|owners?)|filers?"
                            + "|filing persons?|undersigned|reporters)(?: (?:named|listed|above|hereto|herein|hereof|other than.*)){0,3}");
    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{M}\\d]+");
    private static final Pattern CAPITAL = Pattern
            .compile("(?:[\"'(]{0,2}\\p{Lu}[\\p{L}\\p{M}'.`\"()\\-]*|\\d(?:st|nd|rd|th)|[\"'(]\\p{L}+[\"')])\\.?");
    private static final Pattern SURNAME_PARTICLE = Pattern
            .compile(
                    "(?i)(?:de|del|della|dela|der|den|di|da|do|dos|du|la|le|les|van|von|vom|zu|zur|ter|ten|bin|bint|al|el|y|e|af|av|ibn|ben|st\\.?|of|aka)");
    private static final Pattern LOWER_NAME = Pattern.compile("\\p{L}[\\p{L}'.-]*");
    private static final Pattern SPACES = Pattern.compile("[\\s/]+");
    private static final Pattern PUNCTUATION = Pattern.compile("[(),.;:]+");
    private static final Pattern COMMAS = Pattern.compile("[\\s,]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\d]+");
    private static final Pattern NOT_COMPARED = Pattern.compile("jr|sr|ii|iii|iv|esq|cpa|md|phd|mr|ms|mrs|dr|the");
    private static final Pattern INITIAL = Pattern.compile("\\p{Lu}\\.?(?:\\p{Lu}\\.?)?");
    private static final Pattern HONORIFIC = Pattern.compile("(?i)^(?:mr|mrs|ms|dr|hon|prof|sir|messrs)\\b\\.? +");
    /** Short forms of given names, each with the name that it stands for. */
    private static final Map<String, String> FULL_NAMES = shortForms(
            "bill william will william bob robert rob robert dick richard rick richard"
                    + " rich richard jim james jimmy james jamie james mike michael mick michael tom thomas tommy thomas dan daniel danny daniel dave david"
                    + " steve steven stephen steven joe joseph joey joseph chris christopher matt matthew tony anthony andy andrew drew andrew ben"
                    + " benjamin ed edward ted edward eddie edward greg gregory gregg gregory jeff jeffrey jeffery jeffrey geoff geoffrey ken kenneth larry"
                    + " lawrence nick nicholas pat patrick pete peter phil philip phillip philip ron ronald ray raymond sam samuel tim timothy walt walter"
                    + " jerry gerald chuck charles charlie charles don donald doug douglas fred frederick hank henry harry henry jack john jon jonathan"
                    + " josh joshua kate katherine kathy katherine katie katherine cathy catherine liz elizabeth beth elizabeth betsy elizabeth sue susan"
                    + " debbie deborah deb deborah debra deborah jen jennifer jenny jennifer jess jessica peggy margaret meg margaret maggie margaret patty"
                    + " patricia trish patricia becky rebecca cindy cynthia barb barbara vicki victoria vicky victoria alex alexander zach zachary art"
                    + " arthur al albert bernie bernard cliff clifford gene eugene herb herbert len leonard lou louis marty martin mitch mitchell nate"
                    + " nathan norm norman russ russell stan stanley vince vincent wes wesley abe abraham brad bradley dom dominic max maxwell");
    private static final Set<String> GIVEN = givenNames();

    private PartyNames() {}

    /** Whether this is only what follows a person's name after a comma, such as {@code Jr.}. */
    public static boolean personSuffix(String words) {
        return PERSON_SUFFIX_ONLY.matcher(words).matches();
    }

    /** Whether this is only what follows an entity's name after a comma, such as {@code Inc.}. */
    public static boolean entitySuffix(String words) {
        return ENTITY_SUFFIX_ONLY.matcher(words).matches();
    }

    /** Whether this names an entity by a word that no person's name has. */
    public static boolean entity(String words) {
        return words.length() > 1 && (ENTITY_WORD.matcher(words).find() || ENDS_IN_ENTITY_SUFFIX.matcher(words).matches()
                || NUMBERED.matcher(words).find());
    }

    /** Whether this is a title, or begins as one. */
    public static boolean title(String words) {
        if (titleWord(words)) {
            return true;
        }
        for (String word : SPACES.split(words.strip())) {
            if (!TITLE_FILL.matcher(word).matches()) {
                return false;
            }
        }
        return !words.isBlank();
    }

    /** Whether a word stands in this that only titles have. */
    static boolean titleWord(String words) {
        return TITLE_WORD.matcher(words).find();
    }

    /** Whether every word of this may stand in a title. */
    static boolean titleOnly(String words) {
        for (String word : SPACES.split(words.strip())) {
            String bare = PUNCTUATION.matcher(word).replaceAll("");
            if (!bare.isEmpty() && !TITLE_FILL.matcher(bare).matches() && !TITLE_WORD.matcher(bare).matches()) {
                return false;
            }
        }
        return !words.isBlank();
    }

    /** Whether this is a person's name whose surname is a title as well, such as {@code Gerald Partner}. */
    static boolean surnameLikeATitle(String words) {
        Matcher matcher = SURNAME_LIKE_A_TITLE.matcher(words);
        return matcher.matches() && givenName(matcher.group(1)) && !TITLE_FILL.matcher(matcher.group(1)).matches();
    }

    /** Whether one with this title signs for an entity, as a managing member or a trustee does, and an officer need not. */
    static boolean firmTitle(String words) {
        return FIRM_TITLE.matcher(NOT_A_FIRM_TITLE.matcher(words).replaceAll("")).find();
    }

    /** Whether one with this title signs for a person by law or by a court's order, as a guardian or an executor does. */
    static boolean partForPerson(String title) {
        return PART_FOR_PERSON.matcher(title).find();
    }

    static boolean trustee(String title) {
        return TRUSTEE.matcher(title).find();
    }

    static boolean namesNoParty(String words) {
        return NO_PARTY_WORD.matcher(words).find();
    }

    /** "See Exhibit 99.1": the signatures stand elsewhere. */
    static boolean elsewhere(String words) {
        return ELSEWHERE.matcher(words).matches();
    }

    static boolean everyone(String words) {
        return EVERYONE.matcher(words).matches();
    }

    /** Whether these words have the form of a person's name. */
    static boolean person(String words) {
        String bare = HONORIFIC.matcher(words).replaceFirst("");
        String[] parts = COMMAS.split(bare);
        if (parts.length < 2 || parts.length > 8) {
            return false;
        }
        int capitals = 0;
        for (String part : parts) {
            if (CAPITAL.matcher(part).matches()) {
                capitals++;
            } else if (!SURNAME_PARTICLE.matcher(part).matches() && !LOWER_NAME.matcher(part).matches()) {
                return false;
            }
        }
        return capitals * 2 >= parts.length && capitals > 0;
    }

    /** Whether a person's name is so plain that it can be no entity's: a given name, an initial or a suffix is in it. */
    static boolean surelyPerson(String words) {
        String bare = HONORIFIC.matcher(words).replaceFirst("");
        if (!person(bare)) {
            return false;
        }
        if (ENDS_IN_PERSON_SUFFIX.matcher(bare).matches() || bare.length() < words.length()) {
            return true;
        }
        String[] parts = COMMAS.split(bare);
        for (int i = 0; i < parts.length; i++) {
            if (INITIAL.matcher(parts[i]).matches() || GIVEN.contains(plain(parts[i]).replace(" ", "")) && i < 3) {
                return true;
            }
        }
        return false;
    }

    static boolean hasGivenName(String words) {
        return COMMAS.splitAsStream(words).anyMatch(PartyNames::givenName);
    }

    static boolean givenName(String word) {
        return GIVEN.contains(plain(word).replace(" ", ""));
    }

    /** Whether two spellings are of one name: the words of the shorter stand in the longer, initials for names, in any order. */
    static boolean same(String one, String two) {
        List<String> a = words(one);
        List<String> b = words(two);
        List<String> few = a.size() <= b.size() ? a : b;
        List<String> many = new ArrayList<>(a.size() <= b.size() ? b : a);
        boolean whole = false;
        for (String word : few) {
            String match = many.stream().filter(word::equals).findFirst()
                    .orElseGet(() -> many.stream().filter(other -> initial(word, other) || nickname(word, other)).findFirst().orElse(""));
            if (match.isEmpty() || !many.remove(match)) {
                return false;
            }
            whole |= match.equals(word) && word.length() > 1;
        }
        return whole && few.size() >= Math.min(2, many.size() + few.size());
    }

    /** Whether two names of persons share a word of more than two letters, so that they may be of one person or of one family. */
    static boolean related(String one, String other) {
        List<String> b = words(other);
        return words(one).stream().anyMatch(word -> word.length() > 2 && b.contains(word));
    }

    /**
     * Whether two names, of persons or of entities, may be of one party: they are two spellings of one, or share a word that is not merely of a kind
     * of entity.
     */
    public static boolean mayBeOne(String one, String other) {
        return plain(one).equals(plain(other)) || same(one, other) || related(own(one), own(other));
    }

    private static String own(String name) {
        return ENTITY_WORD.matcher(name).replaceAll(" ").replaceAll("(?i)\\b(?:and|the|of|for|co)\\b", " ");
    }

    /** The name without what says what someone is, such as {@code Dr.} before it and {@code , M.D.} after it. */
    static String withoutDegrees(String name) {
        return DEGREES.matcher(HONORIFIC.matcher(name.strip()).replaceFirst("")).replaceAll("");
    }

    /** The words as they are compared. */
    static List<String> plainWords(String name) {
        return WORD.splitAsStream(plain(name)).filter(word -> !word.isEmpty()).toList();
    }

    static boolean nickname(String one, String other) {
        return Objects.equals(FULL_NAMES.getOrDefault(one, one), FULL_NAMES.getOrDefault(other, other));
    }

    private static boolean initial(String one, String other) {
        return one.length() == 1 && other.startsWith(one) || other.length() == 1 && one.startsWith(other);
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : WORD.split(plain(name))) {
            if (!word.isEmpty() && !NOT_COMPARED.matcher(word).matches()) {
                words.add(word);
            }
        }
        return words;
    }

    private static String plain(String words) {
        String letters = Normalizer.isNormalized(words, Normalizer.Form.NFD)
                ? words
                : MARKS.matcher(Normalizer.normalize(words, Normalizer.Form.NFD)).replaceAll("");
        return NOT_WORD.matcher(letters.toLowerCase(Locale.ROOT).replace("'", "")).replaceAll(" ").strip();
    }

    private static Map<String, String> shortForms(String pairs) {
        String[] words = SPACES.split(pairs);
        Map<String, String> forms = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            forms.put(words[i], words[i + 1]);
        }
        return Map.copyOf(forms);
    }

    private static Set<String> givenNames() {
        try (InputStream in = Objects.requireNonNull(PartyNames.class.getResourceAsStream("given-names.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().map(PartyNames::plain).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
