package org.authorityledger.documents.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.signature.Piece.Kind;

/** Cuts the words of a signature into pieces: marks, words of authority, names, titles. */
final class SignatureWords {

    private static final int LONGEST = 2000;
    private static final String START = "(?<![\\p{L}\\p{N}])";

    private record Rule(Kind kind, Pattern pattern) {}

    private static Rule rule(Kind kind, String pattern) {
        return new Rule(kind, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }

    private static final String ARTICLES = "(?:(?:an?|the|his|her|their|its|my|that|certain|such|valid|duly|lawful|true|limited|special|durable"
            + "|general|attached|authorized|executed|signed|appointed|recorded|as) ){0,6}";
    private static final String UNDER = "(?:(?:under (?:the )?authority (?:of|granted by)|by and through|by virtue of|by way of|by means of|(?:and )?pursuant (?:to|of)|pursuant|under"
            + "|by:?|via|with|w/|through|thru|per|using|acting|signing|signed|executed|in accordance with|on|as|through his|having) ?){0,5}";
    private static final String ATTORNEY = "(?:at{1,3}[a-z]{0,3}n[a-z]{0,4}y?'?s?|at{1,2}ore?ys?|at{1,2}[oy]\\.?|attny\\.?)";
    private static final String IN_FACT = "[ \\-./]*(?:in|ln|on|of|if|an|n|i|is|it|and|-)?[ \\-./]*(?:f(?:act?|acto|at|ct|cat|ac|act)s?|(?<=in[ \\-])act)(?![a-z])";
    private static final String POWER = "(?:p ?[./]? ?o ?[./]? ?a(?![a-z])\\.?(?:'?s)?|p\\.? ?of ?a(?![a-z])\\.?|pow[a-z]{0,5}[ \\-]{1,3}(?:of|o|or|to|f|fo|-){0,2}[ \\-]{0,3}at[a-z]{1,9}(?![a-z])\\.?)";
    private static final String DATE = "(?:\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{4}-\\d\\d-\\d\\d|[a-z]{3,9}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}"
            + "|\\d{1,2}(?:st|nd|rd|th)? (?:day of )?[a-z]{3,9}\\.?,? \\d{4})";
    /** What is said of the paper after it was named: its date, and where it was filed. */
    private static final String PAPER_TAIL = "(?:[ ,;(\\-]*(?:(?:dated|dtd|effective|executed|signed|granted|filed|submitted)(?: (?:as of|on|the)){0,2}:? "
            + DATE + "|" + DATE + "|previously filed|already filed|filed previously|on file|filed herewith|filed|attached hereto|attached"
            + "|incorporated by reference|included)(?: (?:with|herewith|as|an?|exhibit|to|the|this|form|sec|u\\.?s\\.?|securities|and|exchange"
            + "|commission|hereto|in|by|on|of|previously|filing|issuer|company|schedule|13[dg]|3|4|5|24(?:\\.\\d)?|" + DATE
            + ")(?![a-z])\\.?){0,20}[).]{0,3}){0,4}";

    private static final List<Rule> RULES = List.of(
            rule(Kind.SIGNED,
                    "(?<!\\p{L})/{1,2} ?\\\\?s\\\\? ?/{1,2}(?:s(?= \\p{Lu}))?:?|" + START + "s ?//?(?=[ \\p{Lu}])|(?<!\\p{L})/s(?=[ .:])"
                            + "|\\\\{1,2}s\\\\{1,2}|[(\\[]s[)\\]]|" + START
                            + "/?(?:electronically signed|signature|signed)(?: by)?[:/]|/es/|/sig/"),
            rule(Kind.INDIVIDUALLY,
                    START + "(?<!not )(?:and )?(?:individually|on (?:his|her) own behalf|for (?:himself|herself|myself|self)"
                            + "|in (?:his|her) individual capacity|as an individual)(?![a-z])"),
            rule(Kind.OTHER, START + "not (?:individually|in (?:his|her|its|an) individual capacity),?(?: but)?(?: solely)?"),
            rule(Kind.ATTORNEY, START + UNDER + ARTICLES + "(?:agent (?:and|&) )?(?:" + ATTORNEY + IN_FACT
                    + "|a\\.i\\.f\\b\\.?|a-i-f\\b|attorney[ -]fact)"
                    + "(?:[ -]*pursuant)?(?: and agent)?(?:,? (?:thereunto )?duly authorized)?(?: to (?:execute|sign|file) (?:this|the)? ?"
                    + "(?:form|filing)? ?\\d?)?" + PAPER_TAIL),
            rule(Kind.POWER, START + "(?:duly authorized )?" + UNDER + ARTICLES + POWER + "(?: pursuant(?! to))?" + PAPER_TAIL),
            rule(Kind.POWER,
                    START + UNDER + ARTICLES + "(?:confirming statement|powers? attorney|authori[sz]ation|letter of authori[sz]ation"
                            + "|(?:signing )?authority(?= on file|\\)|$))(?: (?:on file|attached|previously filed))?" + PAPER_TAIL),
            rule(Kind.OTHER, START + "pursuant to authority granted by"),
            rule(Kind.ATTORNEY, START + "(?:as )?(?-i:A\\.?I\\.?F)\\.?(?= ?(?:$|[,)](?! ?(?:llc|l\\.|lp|inc))|for |of ))"),
            rule(Kind.ATTORNEY, START + "(?:" + UNDER + ARTICLES + ")?(?:(?:authorized|designated) )?agents?(?=[ ,:]*(?:for|of|$|\\)))"),
            rule(Kind.ATTORNEY, START + "(?:as|by|his|her) " + ARTICLES + "(?:attorney|atty\\.?)(?=[ ,:]*(?:for|of|$|\\)))"),
            rule(Kind.OTHER,
                    START + "(?:to|will|shall|must) be (?:filed|provided|submitted|supplied|furnished|attached|signed|executed|obtained"
                            + "|delivered|included|added)(?![a-z])[^,;()]*"),
            rule(Kind.OTHER, START + "(?:a copy of which|copy of which|which (?:is|was|has)|as (?:previously )?filed|previously filed"
                    + "|filed (?:with|as|on|herewith)|on file(?: with)?|attached (?:hereto|as)|dated(?= (?:as of )?\\p{L}* ?\\d))[^()]*"),
            rule(Kind.OTHER, START + "(?:f/?k/?a|n/?k/?a|a/?k/?a|formerly)(?![a-z])[^,;()]*"),
            rule(Kind.OTHER, START + "(?:power|attorney) of\\b"),
            rule(Kind.FOR, START
                    + "(?:by )?(?:(?:signed|executed|signing|filed|acting|and) )?(?:for,? (?:and|&) (?:on|in) behalf of:?|(?:for|on|in|as) ?"
                    + "(?:the )?behalf (?:of|for)(?: of)?:?|o/?b/?o(?![a-z]):?|for(?![a-z]):?|(?-i:for(?=\\p{Lu}\\p{Ll})))"),
            rule(Kind.NAME_LABEL, START + "(?:print(?:ed)? )?names?(?: of [a-z]+| in print)? ?:"),
            rule(Kind.AS, START + "(?:titles?|capacity|position) ?:|" + START + "its ?:"),
            rule(Kind.BY, START
                    + "(?:and )?(?:by and through|(?:(?:signed|executed|filed) )?by)(?![a-z]) ?[:;,]?(?: its| his| her)?(?! own)(?! \\d)"
                    // "Per" is a given name too.
                    + "|" + START + "(?-i:per(?= \\p{Lu})|(?<=[,;(] ?)(?:Per|PER)(?= \\p{Lu}[\\p{L}.'-]* \\p{Lu}))"),
            rule(Kind.AS, START
                    + "(?:solely |acting |signing |and ){0,3}(?:in (?:his|her|its|their|the) capacit(?:y|ies) )?as(?! of\\b(?! \\p{Lu}))(?:(?: an?| the| its| their"
                    + "| our)(?![a-z]))?(?![a-z])|" + START + "its(?= )|" + START + "in (?:his|her|its|their|the) capacity"),
            rule(Kind.AND, "&(?= ?/s/)|" + START + "and(?= ?(?:/s/|by:?(?![a-z])))"),
            rule(Kind.BREAK, "[()\\[\\];|]|-(?=power|attorn|poa)|/{1,2}(?= ?\\p{L}{2}|$| )|-{1,2}(?= )|(?<= )-{1,2}|--|,|:|\\*+|_+"),
            rule(Kind.OTHER, START + "(?:under|with|via|through|pursuant to) [^,;()]*?(?= for |[,;()]|$)"));

    private static final String CLAIM = "(?:" + ATTORNEY + IN_FACT + "|attorney[ -]fact|a\\.?i\\.?f\\b|" + POWER
            + "|(?:attorney|atty|agent)(?![a-z]))";
    /** "not as attorney-in-fact", "former attorney-in-fact", "attorney-in-fact (resigned)", "not for Nora Field". */
    private static final Pattern DENIED = Pattern.compile("(?i)" + START
            + "(?:not|never|no(?: longer)?|neither|nor|without|former(?:ly)?|prior"
            + "|previous(?:ly)?|ex|past|was|once|one-?time|erstwhile|retired"
            + "|non|revoked|expired|terminated|lapsed|withdrawn|void|invalid|purported|alleged|unauthori[sz]ed|would-be)[ -]+(?:(?:as|in (?:his|her|the) capacity as|acting|signing|signed|under"
            + "|by|pursuant to|with|being|longer|an?|any|the|his|her|their|its|valid|lawful|true|duly|authorized)[ -]+){0,6}" + CLAIM
            + "|" + START + CLAIM + "[ ,;:(\\-]{1,3}(?:(?:since|now|has|was|is|been|has been) ){0,2}(?:resigned|revoked|expired|terminated"
            + "|withdrawn|lapsed|removed|no longer|until)(?![a-z])"
            + "|" + START + CLAIM + "[ ,;:(\\-]{1,3}(?:(?:is|was|has|are|been|has been) ){0,2}(?:missing|pending|unavailable"
            + "|to be (?:executed|signed|granted|obtained)|not (?:yet |been |currently ){0,2}(?:available|attached|filed|on file|included"
            + "|enclosed|executed|signed|received|obtained|granted|valid|effective|in (?:effect|force)|found|provided))(?![a-z])"
            + "|" + START
            + "signatures? (?:(?:is|was|has been|hereby) ){0,2}(?:invalid|missing|omitted|pending|refused|revoked|not valid)(?![a-z])"
            + "|" + START
            + "(?:withdrawn|rescinded|retracted|voided|unsigned|not signed|forged|signed in error|(?:refused|declined) to sign)"
            + "(?![a-z])"
            + "|" + START
            + "not (?:acting |signing |signed )?(?:for|on behalf of)(?! (?:himself|herself|itself|themselves|self|his own|her own|its own))"
            + "(?![a-z])");

    private static final Pattern DEATH = Pattern.compile("[ ,;:(\\[\\-]{0,3}" + START
            + "(?i:deceased|decedent|dec'd)(?![\\p{L}])[)\\]]?|" + START + "(?i:the late) (?=\\p{Lu})");

    private static final Pattern BEGINNING = Pattern
            .compile("(?i)(?:s(?:[ /]|ig|olely)|i(?:ndiv|n |ts)|an?(?:d)? |not |names? ?|print|by|pursuant|under"
                    + "|via|with|w/|thr|per|using|acting|execut|electr|as|the |his|her|their|my|that|certain|such|valid|duly|lawful|true|limited|special"
                    + "|durable|general|attach|author|appoint|record|at|a[.-]?i|p[ ./]|po|p\\.|confirm|letter|agent|design|copy|which|previous|filed|on"
                    + "|dated|for|to be|will be|shall be|must be|[fna]/?k/?a|o[/b]|titles? ?:|cap|position|having)");
    private static final Pattern UNDER_PAPER = Pattern.compile("(?i)(?:duly authorized )?(?:under|pursuant)");
    private static final String GRANTED = "[ ,:;\\-]*(?:from|of|to(?! be(?![a-z]))|fpr|fro|(?:given|granted|executed|signed|issued) by";
    private static final Pattern GRANTOR_AFTER = Pattern.compile("(?i)" + GRANTED + ")(?![a-z]):?(?= ?\\p{L})");
    private static final Pattern GRANTOR_AFTER_PAPER = Pattern.compile("(?i)" + GRANTED + "|by)(?![a-z]):?(?= ?\\p{L})");

    private static final Pattern OFFICE_THEN_ENTITY = Pattern.compile("((?i:managing member|sole member|managing director|managing partner"
            + "|manager|president|director|member|trustee|co-trustee|general partner|ceo|cfo|secretary|chief (?:executive|financial) officer)),? "
            + "(\\p{Lu}.*(?i:" + PartyNames.ENTITY_SUFFIX + "|trust))");
    private static final Pattern LEADING_TITLE = Pattern
            .compile("(?i)(?:(?:authori[sz]ed (?:signatory|person|signer|officer|representative)|general partner"
                    + "|managing (?:member|partner|director|general partner)|sole (?:member|director)|investment (?:manager|adviser|advisor)|manager|trustee|co-trustee"
                    + "|guardian|conservator|executor|executrix|custodian|receiver"
                    + "|president|secretary|director|chief (?:executive|financial|operating) officer|general counsel|member|partner),? )");
    private static final Pattern BRACKET_IN_NAME = Pattern
            .compile("\\(([\\p{L}\\p{N}.&' \"-]{1,25})\\)(?=,? (?i:" + PartyNames.ENTITY_SUFFIX
                    + ")| (?!(?:By|Name|Title|For|As|POA|Attorney|Power|Its|On|Under)\\b)\\p{Lu}\\p{L})");
    private static final Pattern BRACKET_OF_AUTHORITY = Pattern.compile("(?i)attorn|power|p\\.?o\\.?a|fact|behalf|agent|dated|\\bby\\b");
    private static final Pattern TITLE_OF = Pattern.compile("(?i)^(.{2,90}?) (?:of|for|at|to|fbo|f/b/o) (?:the )?(\\p{Lu}.*|\\d.*)$");
    private static final Pattern AND_BETWEEN = Pattern.compile("(?i)\\s+(?:and|&)\\s+|(?<=\\p{L}) ?& ?(?=\\p{L})");
    private static final Pattern NAMED_ENTITY = Pattern
            .compile("(?i).*\\b(?:trust|fund|foundation|partners|partnership|capital|holdings?|ventures|bank"
                    + "|company|group|associates|advisors|advisers|estate|plan|investors|management)\\b(?: [ivx\\d]+| \\(.*\\))?");
    private static final Pattern CAMEL = Pattern.compile("\\p{Ll}{1,4}\\p{Lu}");
    private static final Pattern SUFFIX_AND = Pattern.compile("(?i)^(.{3,90}? " + PartyNames.ENTITY_SUFFIX + ") and (?=\\p{L})(.*)$");
    private static final Pattern EDGES = Pattern.compile("^[.,:'\\s]+|(?:[,:\\s]| and(?=\\W*$)| &(?=\\W*$)){1,9}$");
    private static final Pattern LEADING = Pattern
            .compile("^(?:(?:and|&|a|an|of|that|to|both|each of|it|is) (?=\\p{Lu}|the ))?(?:the (?=\\p{Lu}))?"
                    + "(?:(?:his|her|their) (?=guardian|conservator|executor|executrix|custodian|receiver))?");
    private static final Pattern TRAILING = Pattern.compile("[\\s.]+$");
    private static final Pattern NOTHING = Pattern.compile("(?i)and|&|or|the|a|of|" + DATE);
    private static final Pattern ENDS_IN_SUFFIX = Pattern.compile("(?i).* " + PartyNames.ENTITY_SUFFIX + "(?: \\(.*\\))?");
    private static final Pattern PERSON_OF = Pattern.compile("^(.{5,50}?) of (\\p{Lu}.*)$");
    private static final Pattern ENDS_IN_AND = Pattern.compile("(?i)^(.+?) and$");
    private static final Pattern ENTITY_OF = Pattern.compile("(?i)(?:bank|trust|estate|university|city|state|board|fund) of ");
    private static final Pattern DATED = Pattern.compile("(?i)dated");
    private static final Pattern ENTITY_TAIL = Pattern
            .compile("(?i)(?:(?:family|living|revocable|irrevocable|charitable|residuary|marital|exempt"
                    + "|exemption) )*(?:trust|foundation|fund|estate)\\b");
    private static final Pattern BEGINS_AS_TITLE = Pattern
            .compile("(?i)(?:managing|chief|vice|senior|executive|authori[sz]ed|assistant|general"
                    + "|deputy|corporate) \\p{L}+.*");
    private static final Pattern OFFICE_OF_EVERYONE = Pattern
            .compile("(?i)(.+) of (?:the )?((?:reporting|filing) (?:persons?|owners?)|filers?)");
    private static final Pattern FOR_ANOTHER = Pattern
            .compile("(?i)\\b(?:representative|signatory|signer|person|designee|proxy|guardian|conservator|executor|executrix)\\b");
    /** "Anna Person" and "Person, Anna" are people. */
    private static final Pattern PERSON_AS_NAME = Pattern
            .compile("(?:Person|PERSON),?(?: \\p{Lu}[\\p{L}'.-]*){1,2}|(?:\\p{Lu}[\\p{L}'.-]* ){1,2}(?:Person|PERSON)");
    private static final Pattern DOUBLED = Pattern.compile("(\\S+ .*\\S) \\1");
    private static final Pattern ENDS_IN_DAY = Pattern.compile("(?i)\\b(?:dated|dtd) \\p{L}{3,9}\\.? \\d{1,2}$");
    private static final Pattern TRUST = Pattern.compile("(?i)\\btrust\\b[^()]*$");
    private static final Pattern SPACES = Pattern.compile("[\\p{Cc}\\p{Z}]+");
    private static final Pattern APOSTROPHES = Pattern.compile("[‘’‛`´]");
    private static final Pattern QUOTES = Pattern.compile("[“”]|''");
    private static final Pattern DASHES = Pattern.compile("[‐‑‒–—―]");
    private static final Pattern STRAY_DOT = Pattern.compile("(?<= \\p{Lu}) \\.(?=[\\p{Lu} ])");
    /** EDGAR's mark of a state, such as {@code /DE/}. */
    private static final Pattern STATE = Pattern.compile(" /\\p{Lu}{2,3}/(?= |,|$)");
    private static final Pattern FOOTNOTE = Pattern.compile("\\(\\d{1,2}\\)|\\[\\d{1,2}\\]|\\*+|†+|_{2,}");
    private static final Pattern ABBREVIATED = Pattern.compile("(?i).*[ ,.](?:" + PartyNames.PERSON_SUFFIX + "|" + PartyNames.ENTITY_SUFFIX
            + "|\\p{L}|Sec|Gov)\\.");
    private static final Pattern CONFORMED = Pattern.compile("^/ ?(?!s ?/)(\\p{Lu}[^/]{3,60}) ?/{1,2}(?=$|[ ,])");

    private SignatureWords() {}

    /** The words with plain spaces, quotes and dashes, and without the marks of footnotes. */
    static String clean(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        String spaced = SPACES.matcher(cut).replaceAll(" ");
        String quoted = QUOTES.matcher(APOSTROPHES.matcher(spaced).replaceAll("'")).replaceAll("\"");
        String dotted = STRAY_DOT.matcher(DASHES.matcher(quoted).replaceAll("-")).replaceAll(". ");
        String plain = STATE.matcher(dotted).replaceAll(" ").replace("&amp;", "&").replace("&#38;", "&").replace("\"\"", "\"");
        plain = plain.chars().filter(c -> c == '"').count() % 2 == 1 ? plain.replace("\"", " ") : plain;
        String bare = FOOTNOTE.matcher(plain).replaceAll(" ");
        bare = SPACES.matcher(bare).replaceAll(" ").strip();
        return CONFORMED.matcher(bare).replaceFirst("/s/ $1");
    }

    /** Whether the words deny the power that they name or the signature itself, or say that it is over or is not there. */
    static boolean denied(String clean) {
        return DENIED.matcher(clean).find();
    }

    /** Whether the words say that someone is dead. */
    static boolean dead(String clean) {
        return DEATH.matcher(clean).find();
    }

    /** The words without those, which name no one. */
    static String withoutDeath(String clean) {
        return DEATH.matcher(clean).replaceAll("");
    }

    static List<Piece> pieces(String clean) {
        List<Piece> marks = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < clean.length()) {
            Rule found = null;
            int end = at;
            int bracket = clean.charAt(at) == '(' ? bracketWithinName(clean, at, from) : 0;
            if (bracket > 0) {
                at = bracket;
                continue;
            }
            if (mayBegin(clean, at)) {
                for (Rule rule : RULES) {
                    Matcher matcher = rule.pattern.matcher(clean).region(at, clean.length()).useTransparentBounds(true)
                            .useAnchoringBounds(false);
                    if (matcher.lookingAt() && matcher.end() > at && !withinName(rule.kind, clean, from, at, matcher.end())) {
                        found = rule;
                        end = matcher.end();
                        break;
                    }
                }
            }
            if (found == null) {
                at++;
                continue;
            }
            words(clean.substring(from, at), marks);
            marks.add(new Piece(found.kind, clean.substring(at, end).strip()));
            Matcher grantor = grantorAfter(marks.getLast()).matcher(clean).region(end, clean.length());
            if ((found.kind == Kind.ATTORNEY || found.kind == Kind.POWER) && grantor.lookingAt()) {
                end = grantor.end();
                marks.add(new Piece(Kind.FOR, grantor.group().strip()));
            }
            from = end;
            at = end;
        }
        words(clean.substring(from), marks);
        return named(joined(marks));
    }

    /** "SVF (Cayman) Limited" and "Li (Albert) Tang" have brackets within a name. Where such a bracket ends, or 0. */
    private static int bracketWithinName(String text, int at, int from) {
        Matcher matcher = BRACKET_IN_NAME.matcher(text).region(at, text.length());
        return at > from && !text.substring(from, at).isBlank() && matcher.lookingAt() && !PartyNames.titleWord(matcher.group(1))
                && !BRACKET_OF_AUTHORITY.matcher(matcher.group(1)).find() ? matcher.end() : 0;
    }

    /** Most words begin no mark. One look at the beginning spares them the rules. */
    private static boolean mayBegin(String text, int at) {
        char c = text.charAt(at);
        if (c == ' ' || Character.isLetterOrDigit(c) && at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
            return false;
        }
        return !Character.isLetter(c) || BEGINNING.matcher(text).region(at, text.length()).lookingAt();
    }

    /** "power of attorney from", "attorney-in-fact of", "under a power of attorney by": the grantor follows. */
    private static Pattern grantorAfter(Piece authority) {
        return UNDER_PAPER.matcher(authority.text()).lookingAt() ? GRANTOR_AFTER_PAPER : GRANTOR_AFTER;
    }

    /** "Fund for Science" and "Trust f/b/o Ann" are names of entities. */
    private static boolean withinName(Kind kind, String text, int from, int at, int end) {
        if (kind == Kind.OTHER) {
            return DATED.matcher(text.substring(at, end)).lookingAt() && TRUST.matcher(text.substring(from, at)).find();
        }
        if (kind != Kind.FOR || text.substring(at, end).endsWith(":")) {
            return false;
        }
        String before = text.substring(from, at).strip();
        String mark = text.substring(at, end).strip().toLowerCase(Locale.ROOT);
        return mark.equals("for") && (before
                .matches("(?i).*\\b(?:trust|fund|foundation|center|centre|institute|society|plan|partners|association"
                        + "|officer|president|counsel|vice president|general partner)")
                || text.substring(end).matches("(?i) ?(?:the )?benefit of.*"));
    }

    private static void words(String words, List<Piece> into) {
        String bare = EDGES.matcher(words.strip()).replaceAll("");
        if (!bare.isEmpty()) {
            into.add(new Piece(Kind.NAME, bare));
        }
    }

    /** Puts together what a comma cut: "Roe, Jr.", "Alder Mills, Inc.", "Roe, Jane". */
    private static List<Piece> joined(List<Piece> cut) {
        List<Piece> pieces = new ArrayList<>();
        int leading = entityBeforeBy(cut);
        if (leading > 0) {
            StringBuilder whole = new StringBuilder();
            cut.subList(0, leading).forEach(piece -> whole.append(piece.text()).append(piece.is(Kind.BREAK) ? " " : ""));
            pieces.add(new Piece(Kind.NAME, whole.toString()));
        }
        for (int i = leading; i < cut.size(); i++) {
            Piece piece = cut.get(i);
            boolean comma = piece.is(Kind.BREAK) && piece.text().equals(",");
            if (comma && !pieces.isEmpty() && pieces.getLast().is(Kind.NAME) && i + 1 < cut.size() && cut.get(i + 1).is(Kind.NAME)) {
                String before = pieces.getLast().text();
                String next = cut.get(i + 1).text();
                String suffix = leadingSuffix(next);
                boolean mark = i == 1 || !cut.get(i - 2).is(Kind.BREAK);
                if (!suffix.isEmpty()) {
                    String rest = next.substring(suffix.length()).strip();
                    boolean surname = before.indexOf(' ') < 0 && rest.matches("\\p{Lu}[\\p{L}'.-]*(?: \\p{Lu}[\\p{L}'.-]*)?")
                            && !PartyNames.title(rest);
                    pieces.set(pieces.size() - 1, new Piece(Kind.NAME, before + ", " + (surname ? next : suffix)));
                    if (ENTITY_TAIL.matcher(rest).lookingAt()) {
                        pieces.set(pieces.size() - 1, new Piece(Kind.NAME, before + ", " + next));
                    } else if (!rest.isEmpty() && !surname) {
                        pieces.add(new Piece(Kind.BREAK, ","));
                        pieces.add(new Piece(Kind.NAME, rest));
                    }
                    i++;
                    continue;
                }
                if (ENDS_IN_DAY.matcher(before).find() && next.matches("\\d{4}\\b.*")) {
                    pieces.set(pieces.size() - 1, new Piece(Kind.NAME, before + ", " + next));
                    i++;
                    continue;
                }
                if (PartyNames.givenName(next) && next.indexOf(' ') < 0 && before.indexOf(' ') > 0 && !PartyNames.hasGivenName(before)
                        && PartyNames.person(before) && !PartyNames.entity(before)) {
                    pieces.set(pieces.size() - 1, new Piece(Kind.NAME, before + ", " + next));
                    i++;
                    continue;
                }
                int firm = firmOfPartners(cut, i);
                if (firm > 0 && (firm > i + 2 || !PartyNames.surelyPerson(before))) {
                    StringBuilder whole = new StringBuilder(before);
                    for (; i < firm; i += 2) {
                        whole.append(", ").append(cut.get(i + 1).text());
                    }
                    pieces.set(pieces.size() - 1, new Piece(Kind.NAME, whole.toString()));
                    i--;
                    continue;
                }
                boolean lastOfGrantor = i >= 2 && cut.get(i - 2).is(Kind.FOR) && i + 2 == cut.size();
                if (mark && surnameFirst(before, next) || lastOfGrantor && twoSurnames(before, next)) {
                    pieces.set(pieces.size() - 1, new Piece(Kind.NAME, before + ", " + next));
                    i++;
                    continue;
                }
            }
            boolean within = piece.is(Kind.BREAK) && (piece.text().startsWith("-") || piece.text().equals("/"));
            if (within && !pieces.isEmpty() && pieces.getLast().is(Kind.NAME) && i + 1 < cut.size() && cut.get(i + 1).is(Kind.NAME)
                    && (PartyNames.entity(pieces.getLast().text()) || piece.text().equals("/") && PartyNames.entity(cut.get(i + 1).text())
                            && !PartyNames.surelyPerson(pieces.getLast().text()))
                    && !PartyNames.title(cut.get(i + 1).text())) {
                String between = piece.text().equals("/") ? "/" : " - ";
                pieces.set(pieces.size() - 1, new Piece(Kind.NAME, pieces.getLast().text() + between + cut.get(++i).text()));
                continue;
            }
            pieces.add(piece);
        }
        return pieces;
    }

    private static final Pattern LEADING_SUFFIX = Pattern.compile("(?i)(?:" + PartyNames.PERSON_SUFFIX + "|" + PartyNames.ENTITY_SUFFIX
            + ")(?:[ ,]+(?:" + PartyNames.PERSON_SUFFIX + "|" + PartyNames.ENTITY_SUFFIX + "))*(?= |$)");

    private static String leadingSuffix(String words) {
        Matcher matcher = LEADING_SUFFIX.matcher(words);
        return matcher.lookingAt() ? matcher.group() : "";
    }

    /** "Mill, Timber & Paper Joint Board, Workers United By:" is one name: no part is a person's, none ends as an entity's does, one has its word. */
    private static int entityBeforeBy(List<Piece> cut) {
        boolean entity = false;
        int at = 0;
        for (; at < cut.size() && cut.get(at).is(Kind.NAME); at += 2) {
            String name = cut.get(at).text();
            if (PartyNames.surelyPerson(name) || ENDS_IN_SUFFIX.matcher(name).matches() || PartyNames.entitySuffix(name)
                    || PartyNames.titleOnly(name)) {
                return 0;
            }
            entity |= PartyNames.entity(name);
            if (at + 1 >= cut.size() || !cut.get(at + 1).text().equals(",")) {
                return at >= 2 && entity && at + 1 < cut.size() && cut.get(at + 1).is(Kind.BY) ? at + 1 : 0;
            }
        }
        return 0;
    }

    /** "Alder, Birch, Cedar & Dogwood LLP" is one name. Where it ends, counted from the comma, or 0. */
    private static int firmOfPartners(List<Piece> cut, int comma) {
        for (int at = comma; at + 1 < cut.size() && cut.get(at).text().equals(",") && cut.get(at + 1).is(Kind.NAME); at += 2) {
            String name = cut.get(at + 1).text();
            if (name.contains("&") && ENDS_IN_SUFFIX.matcher(name).matches()) {
                return at + 2;
            }
            if (name.indexOf(' ') >= 0 || PartyNames.title(name)) {
                return 0;
            }
        }
        return 0;
    }

    private static boolean twoSurnames(String before, String next) {
        return before.matches("\\p{Lu}[\\p{L}'-]+ \\p{Lu}[\\p{L}'-]+") && next.matches("\\p{Lu}[\\p{L}'-]+(?: \\p{Lu}\\.?)?")
                && !PartyNames.title(next)
                && !PartyNames.entity(before) && !PartyNames.surelyPerson(before.replaceFirst("^\\S+", "Xx " + before.split(" ")[1]));
    }

    private static boolean surnameFirst(String before, String next) {
        return before.matches("\\p{Lu}[\\p{L}'-]+(?: (?:Jr|Sr|III|II|IV)\\.?)?|(?:van|von|de|Van|Von|De|St\\.?) \\p{Lu}[\\p{L}'-]+")
                && next.matches("\\p{Lu}[\\p{L}'.-]*(?: \\p{Lu}[\\p{L}'.-]*){0,2}") && !PartyNames.title(next)
                && !PartyNames.entity(before);
    }

    /** Says of each stretch of words what it names. */
    private static List<Piece> named(List<Piece> joined) {
        List<Piece> pieces = new ArrayList<>();
        for (Piece piece : joined) {
            if (piece.is(Kind.NAME)) {
                name(piece.text(), pieces);
            } else {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static void name(String raw, List<Piece> into) {
        String words = LEADING.matcher(raw).replaceFirst("").strip();
        Matcher doubled = DOUBLED.matcher(words);
        words = doubled.matches() ? doubled.group(1) : words;
        words = ABBREVIATED.matcher(words).matches() ? words : TRAILING.matcher(words).replaceFirst("");
        if (words.isEmpty() || NOTHING.matcher(words).matches()) {
            into.add(new Piece(words.equalsIgnoreCase("and") || words.equals("&") ? Kind.AND : Kind.OTHER, raw));
            return;
        }
        if (PartyNames.everyone(words)) {
            into.add(new Piece(Kind.EVERYONE, words));
            return;
        }
        if (PartyNames.elsewhere(words)) {
            into.add(new Piece(Kind.OTHER, words));
            return;
        }
        Matcher reporting = OFFICE_OF_EVERYONE.matcher(words);
        if (reporting.matches() && PartyNames.titleOnly(reporting.group(1))) {
            into.add(new Piece(Kind.TITLE, reporting.group(1)));
            into.add(new Piece(Kind.AS, "of"));
            into.add(new Piece(Kind.EVERYONE, reporting.group(2)));
            return;
        }
        if (words.equalsIgnoreCase("gp")) {
            into.add(new Piece(Kind.TITLE, words));
            return;
        }
        if (PERSON_AS_NAME.matcher(words).matches() && (PartyNames.hasGivenName(words) || !into.isEmpty() && into.getLast().is(Kind.FOR))
                && !PartyNames.titleOnly(words)) {
            into.add(new Piece(Kind.PERSON, words));
            return;
        }
        if (namedLikeATitle(words, into)) {
            into.add(new Piece(Kind.PERSON, words));
            return;
        }
        if (titleOf(words, into)) {
            return;
        }
        Matcher office = OFFICE_THEN_ENTITY.matcher(words);
        if (office.matches() && into.stream().anyMatch(Piece::party)) {
            into.add(new Piece(Kind.TITLE, office.group(1)));
            into.add(new Piece(Kind.AS, "of"));
            organisation(office.group(2), into);
            return;
        }
        int name = nameAfterTitle(words);
        if (name > 0) {
            into.add(new Piece(Kind.TITLE, words.substring(0, name).strip()));
            String rest = words.substring(name).strip();
            into.add(new Piece(PartyNames.hasGivenName(rest) && !PartyNames.entity(rest) ? Kind.PERSON : Kind.ENTITY, rest));
            return;
        }
        int title = titleBegins(words);
        if (title == 0) {
            into.add(new Piece(Kind.TITLE, words));
        } else if (title > 0) {
            name(words.substring(0, title).strip(), into);
            name(words.substring(title).strip(), into);
        } else if (!into.isEmpty() && afterTitle(into) && !ENDS_IN_SUFFIX.matcher(words).matches() && !NAMED_ENTITY.matcher(words).matches()
                && !PartyNames.surelyPerson(words)) {
            into.add(new Piece(Kind.TITLE, words));
        } else if (BEGINS_AS_TITLE.matcher(words).matches() && !ENDS_IN_SUFFIX.matcher(words).matches()
                && into.stream().anyMatch(piece -> piece.is(Kind.PERSON))
                && into.getLast().text().equals(",")) {
            into.add(new Piece(Kind.TITLE, words));
        } else if (several(words, into)) {
            return;
        } else if (PartyNames.surelyPerson(words) && !PartyNames.entity(words)) {
            into.add(new Piece(Kind.PERSON, words));
        } else if (PartyNames.entity(words) && (Character.isUpperCase(words.charAt(0)) || CAMEL.matcher(words).lookingAt())
                || Character.isDigit(words.charAt(0)) && PartyNames.entity(words)) {
            person(words, into);
        } else if (PartyNames.namesNoParty(words)) {
            into.add(new Piece(Kind.OTHER, words));
        } else if (Character.isUpperCase(words.charAt(0)) || PartyNames.person(words)) {
            into.add(new Piece(Kind.NAME, words));
        } else {
            into.add(new Piece(Kind.OTHER, words));
        }
    }

    /** "Gerald Partner" and "Ann B. Manager" are people, unless someone else was named right before: "Jane Roe, Art Director". */
    private static boolean namedLikeATitle(String words, List<Piece> before) {
        if (!PartyNames.surnameLikeATitle(words)) {
            return false;
        }
        int size = before.size();
        boolean comma = size >= 2 && before.get(size - 1).text().equals(",");
        return size == 0 || !(comma ? before.get(size - 2) : before.get(size - 1)).party();
    }

    /** What follows a title after a comma is a part of it: "Managing Director, Compliance". */
    private static boolean afterTitle(List<Piece> pieces) {
        int size = pieces.size();
        return size >= 2 && pieces.get(size - 1).text().equals(",") && pieces.get(size - 2).is(Kind.TITLE)
                && pieces.stream().anyMatch(piece -> piece.is(Kind.PERSON) || piece.is(Kind.NAME));
    }

    /** "Jane A. Roe of Alder Mills, Inc." names a person and then an entity. */
    private static void person(String words, List<Piece> into) {
        Matcher of = PERSON_OF.matcher(words);
        if (of.matches() && PartyNames.surelyPerson(of.group(1)) && !PartyNames.entity(of.group(1)) && !of.group(2).startsWith("Trust")) {
            into.add(new Piece(Kind.PERSON, of.group(1)));
            into.add(new Piece(Kind.AS, "of"));
            organisation(of.group(2), into);
            return;
        }
        into.add(new Piece(Kind.ENTITY, words));
    }

    /** "President of Alder Mills, Inc.", unless it is an entity by that name. */
    private static boolean titleOf(String words, List<Piece> into) {
        Matcher of = TITLE_OF.matcher(words);
        if (!of.matches() || !PartyNames.titleOnly(of.group(1)) || (!PartyNames.everyone(of.group(2)) && PartyNames.titleOnly(of.group(2)))
                || surelyEntityFirst(words)) {
            return false;
        }
        into.add(new Piece(Kind.TITLE, of.group(1)));
        into.add(new Piece(Kind.AS, "of"));
        organisation(of.group(2), into);
        return true;
    }

    private static void organisation(String words, List<Piece> into) {
        if (PartyNames.everyone(words)) {
            into.add(new Piece(Kind.EVERYONE, words));
            return;
        }
        if (titleOf(words, into)) {
            return;
        }
        Matcher two = SUFFIX_AND.matcher(words);
        if (two.matches()) {
            organisation(two.group(1), into);
            into.add(new Piece(Kind.AND, "and"));
            organisation(two.group(2), into);
            return;
        }
        Matcher and = ENDS_IN_AND.matcher(words);
        String named = and.matches() ? and.group(1) : words;
        Piece office = into.size() < 2 ? new Piece(Kind.OTHER, "") : into.get(into.size() - 2);
        if (office.is(Kind.TITLE) && FOR_ANOTHER.matcher(office.text()).find() && PartyNames.hasGivenName(named) && PartyNames.person(named)
                && !PartyNames.entity(named)) {
            into.add(new Piece(Kind.FOR, "of"));
            into.add(new Piece(Kind.PERSON, named));
            return;
        }
        into.add(new Piece(Kind.ENTITY, named));
    }

    private static boolean surelyEntityFirst(String words) {
        return ENTITY_OF.matcher(words).lookingAt();
    }

    /** Several persons in a row, such as "Ann Roe and Paul Poe"; an entity's name may have an "and" within. */
    private static boolean several(String words, List<Piece> into) {
        Matcher suffix = SUFFIX_AND.matcher(words);
        if (suffix.matches()) {
            name(suffix.group(1), into);
            into.add(new Piece(Kind.AND, "and"));
            name(suffix.group(2), into);
            return true;
        }
        String[] parts = AND_BETWEEN.split(words);
        if (parts.length < 2) {
            return false;
        }
        boolean persons = true;
        boolean entities = true;
        for (String part : parts) {
            persons &= PartyNames.person(part) && !PartyNames.entity(part);
            entities &= ENDS_IN_SUFFIX.matcher(part).matches();
        }
        boolean mixed = parts.length == 2 && words.contains(" and ") && PartyNames.hasGivenName(parts[0]) && PartyNames.person(parts[0])
                && !PartyNames.entity(parts[0]) && PartyNames.entity(parts[1])
                && parts[1].matches("(?:[Tt]he )?\\p{Lu}\\S* .+")
                && !parts[1].matches("(?i)(?:sons|co|company|associates|partners|family)\\b.*");
        if (!persons && !entities && !mixed) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                into.add(new Piece(Kind.AND, "and"));
            }
            name(parts[i].strip(), into);
        }
        return true;
    }

    /** "Authorized Signatory Jane A. Roe", "investment manager Alder Capital, L.P.": where the name begins, or 0. */
    private static int nameAfterTitle(String words) {
        Matcher matcher = LEADING_TITLE.matcher(words);
        if (!matcher.lookingAt()) {
            return 0;
        }
        String rest = words.substring(matcher.end());
        boolean lower = Character.isLowerCase(words.charAt(0));
        return rest.contains(" ") && !PartyNames.titleOnly(rest) && !PartyNames.title(rest.split(" ")[0])
                && (PartyNames.surelyPerson(rest) && !PartyNames.entity(rest) || lower && Character.isUpperCase(rest.charAt(0)))
                        ? matcher.end()
                        : 0;
    }

    /** Where a title begins in these words: 0 if they are a title, -1 if none does. */
    private static int titleBegins(String words) {
        if (!PartyNames.title(words)) {
            return -1;
        }
        if (PartyNames.titleOnly(words)) {
            return 0;
        }
        boolean suffixed = ENDS_IN_SUFFIX.matcher(words).matches();
        String[] parts = words.split(" ");
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            String before = words.substring(0, at).strip();
            String rest = words.substring(at).strip();
            if (i == 1 && !suffixed && PartyNames.titleOnly(rest) && PartyNames.title(rest) && !PartyNames.entity(before)) {
                return 0;
            }
            if (suffixed && !TITLE_OF.matcher(rest).matches()) {
                at += parts[i].length() + 1;
                continue;
            }
            if (i >= 1 && (PartyNames.titleOnly(rest) && PartyNames.titleWord(rest) || startsTitle(rest))
                    && (i >= 2 && PartyNames.person(before) || PartyNames.entity(before))
                    && !PartyNames.titleOnly(before)) {
                boolean partOfEntity = PartyNames.entity(words) && !PartyNames.titleOnly(rest) && !PartyNames.surelyPerson(before)
                        && !ENDS_IN_SUFFIX.matcher(before).matches();
                if (!partOfEntity) {
                    return at;
                }
            }
            at += parts[i].length() + 1;
        }
        if (PartyNames.entity(words) && ENDS_IN_SUFFIX.matcher(words).matches()) {
            return -1;
        }
        return startsTitle(words) ? 0 : -1;
    }

    private static final Pattern NO_TITLE_FIRST = Pattern
            .compile("(?i)the|an?|of|and|for|in|to|i|ii|iii|north|real|trust|global|first|investment"
                    + "|capital|strategic|international|equity|general");

    private static boolean startsTitle(String words) {
        String first = words.split(" ", 2)[0];
        return PartyNames.titleOnly(first) && !NO_TITLE_FIRST.matcher(first).matches();
    }
}
