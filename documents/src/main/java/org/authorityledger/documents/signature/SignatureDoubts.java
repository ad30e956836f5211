package org.authorityledger.documents.signature;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.documents.signature.Parties.Party;
import org.authorityledger.documents.signature.SignatureReader.Draft;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a signature from being what its names make of it: a line that is blank, the hand of another, a power or an office that is over, another
 * part than the one that is asked about. Each has a name, which becomes the rule of a signature that is unclear.
 */
final class SignatureDoubts {

    private static final String START = "(?<![\\p{L}\\p{N}])";
    private static final String END = "(?![\\p{L}\\p{N}])";
    private static final Pattern BLANK = Pattern.compile("_{3,}|\\.{5,}|-{5,}|\\[\\s*\\]|\\(\\s{2,}\\)");
    private static final Pattern MARK = Pattern.compile("(?i)/ ?s ?/|\\\\s\\\\|\\bs/|/es/|/sig/|\\bsigned:");
    private static final Pattern IN_A_NOTE = Pattern.compile("[*\u2020\u2021]\\s*$");
    private static final Pattern MARK_FIRST = Pattern.compile("(?i)[\\s,;:.-]*(?:by:? *)?(?:/ ?s ?/|\\\\s\\\\|s/|/es/|/sig/)");
    private static final Pattern LABEL_FIRST = Pattern.compile("(?i)^(?:(?:by|names?|printed name|signature):|by(?= ))\\s*");
    private static final Pattern NOT_SIGNED = Pattern.compile("(?i)" + START + "(?:(?:is |was |were |being )?(?:not|never)(?: yet)? "
            + "(?:present|available|signing|signed|executed|in attendance)|did not sign|unavailable|absent|awaiting signature"
            + "|signatures? (?:is |are )?(?:to come|to follow|to be (?:added|supplied|provided|obtained)|forthcoming|awaited|outstanding)"
            + "|to be signed|declined|refused)" + END);
    private static final String POWER = "(?:powers?(?: of attorney)?|authority|authori[sz]ations?|appointment|agency|proxy|p\\.?o\\.?a\\.?|mandate)";
    private static final Pattern DENIED = Pattern.compile("(?i)" + START + "(?:" + POWER
            + "[ ,:(\\[-]{1,3}(?:(?:now|since|has|had|have|was|is|are|been|hereby|then|already|being) ){0,3}(?:revoked|terminated|expired"
            + "|withdrawn|lapsed|ended|ceased|suspended|cancel+ed|rescinded|void(?:ed)?|disputed|contested|no longer|not (?:yet )?(?:confirmed"
            + "|proven|verified|given|granted|valid|effective|in (?:force|effect)|on file|found)|unconfirmed|unverified|limited to)"
            + "|(?:without|with no|no|lack(?:s|ing)|exceeding|beyond|in excess of|outside)(?: (?:any|due|proper|valid|written|prior|the|his|her"
            + "|express|actual))* (?:authority|authori[sz]ation|mandate)"
            + "|(?:resigned|removed|dismissed|discharged|retired|withdrawn|suspended)(?: (?:as|from being))? (?:an? |the |his |her )?"
            + "(?:attorney|agent|aif|a-i-f|proxy)"
            + "|(?:subject to|pending|conditional (?:up)?on|awaiting|contingent (?:up)?on|unless and until)(?: (?:the|his|her|later|subsequent|board"
            + "|grantor's|court))* (?:ratification|approval|confirmation|acceptance|consent|authori[sz]ation|receipt|execution|review)"
            + "|(?:revocation|termination) of(?: (?:the|his|her))? " + POWER + ")" + END);
    private static final String RELATIVE = "(?:husband|wife|spouse|son|daughter|father|mother|brother|sister|partner|friend|neighbor|nurse"
            + "|assistant(?! (?:general|corporate|secretary|treasurer|vice|controller|counsel))|secretary|lawyer|counsel|broker|accountant|clerk|aide"
            + "|paralegal|staff|office|delegate|designee|proxy)";
    private static final Pattern ANOTHER_HAND = Pattern.compile("(?i)" + START
            + "(?:(?:by|per|via|through) (?:an? |his |her |its |my )?prox(?:y|ies)"
            + "|p\\. ?p\\.|p/p|per pro(?:c(?:uration)?)?\\b"
            + "|in (?:his|her|their|the) absence|(?:with|by) (?:(?:his|her|the|express|verbal|oral|prior|telephonic|full) ){0,3}(?:permission|consent)"
            + "|(?:as|when) (?:instructed|directed|requested)|(?:at|on|per|upon) (?:(?:his|her|the|verbal|oral) ){0,3}(?:direction|request"
            + "|instructions?)|(?:by|over|via) (?:the )?(?:tele)?phone|telephonic(?:ally)?|verbal(?:ly)?|oral(?:ly)?|by e-?mail"
            + "|(?:by|through|via) (?:his|her|their|my|the|an?)? ?" + RELATIVE
            + "|(?:signed|executed|entered|typed|submitted|completed|affixed|initial+ed)(?: electronically| on (?:his|her) behalf)? (?:by|through)"
            + " (?:an? |the |his |her |my )?" + RELATIVE + "|dictated(?: but)?|(?:his|her) mark|rubber[- ]stamp(?:ed)?|guided hand)" + END);
    private static final Pattern VIA_SOMEONE = Pattern
            .compile("(?i)" + START + "(?:docusign(?:ed)?|adobe sign|e-?sign(?:ed)?|electronically(?: signed)?)"
                    + " (?:by|through|via) (?:\\p{L}+\\.? )*\\p{L}+");
    /** What stands in a signature in person, and names no other. */
    private static final Pattern SAYS_NOTHING = Pattern
            .compile("(?i)(?:(?:and|the|an?|each|every|all|other|individual(?:ly)?|personally|himself"
                    + "|herself|themselves|itself|self|myself|not individually,?|but|solely|as|on|of|behalf|own|reporting|persons?|owners?|filers?|hereunder"
                    + "|herein|named|above|below|(?:via )?docusign(?:ed)?|electronically|signed|signature|dated?|natural|director|officer|seal|/c"
                    + "|[\\d/.,+:() -]+)[ ,.]*)+|(?:f/?k/?a|n/?k/?a|a/?k/?a|formerly)(?![\\p{L}]).*|" + "(?:dated|filed|on file).*");
    private static final Pattern OWN_BEHALF = Pattern
            .compile("(?i)(?:for|behalf of)[ :]*(?:himself|herself|myself|self|each|all|the (?:other )?"
                    + "(?:reporting|filing))|own behalf");
    private static final Pattern INITIALS = Pattern.compile(
            "(?<=\\p{Ll}[.\")]?)[ /,;(\\[-]+((?:\\p{Lu}{2,3})|\\p{Lu}\\.\\p{Lu}\\.(?:\\p{Lu}\\.)?|(?<=[/(\\[,;-] ?)\\p{Ll}{2,3})[)\\]]?\\s*$");
    private static final Pattern NO_INITIALS = Pattern
            .compile("(?i)(?:ii|iii|iv|vi|jr|sr|md|do|jd|phd|cpa|cfa|mba|dds|dmd|dvm|pe|esq|rn|llm|ceo"
                    + "|cfo|coo|cto|cmo|cio|cso|cao|clo|cro|cco|cdo|evp|svp|vp|avp|fvp|gc|dr|kbe|obe|cbe|qc|kc|usn|usa|ret|poa|aif|lp|llc|inc|co|ltd|plc"
                    + "|nv|bv|sa|ag|gp|cpo|gcb|frs|fca|aca|llb|ba|ms|ma|bs|mph|rph|np|pa)");
    private static final String OVER = "(?:former(?:ly)?|ex|past|retired|resigned|outgoing|prior|erstwhile|previous(?:ly)?|removed|suspended|one-?time"
            + "|terminated|purported|alleged|would-be|proposed|designate|elect)";
    private static final Pattern OFFICE_OVER = Pattern.compile("(?i)" + START + OVER
            + "[ -]+(?:(?:sole|co|the|an?|its|duly|authorized)[ -]+){0,3}"
            + "(?:managing|general|sole|authori[sz]ed|member|manager|partner|trustee|director|president|officer|signatory|signer|executor|executrix"
            + "|administrator|chief|ceo|cfo|secretary|treasurer|vice|principal|representative|chair)"
            + "|(?:member|manager|partner|trustee|director|president|officer|signatory|executor|executrix|secretary|treasurer)[ ,:(\\[-]{1,3}"
            + "(?:(?:has|was|since|now) ){0,2}(?:resigned|removed|retired|dismissed|terminated|suspended|elect|designate|no longer|until)"
            + END);
    private static final Pattern PERSONALLY = Pattern.compile("(?i)(?<!not )(?<!not in (?:his|her) )" + START + "(?:individually|personally"
            + "|in (?:(?:his|her|an?|their) )?(?:own )?(?:personal|individual|private) capacity|on (?:his|her) own behalf"
            + "|for (?:himself|herself)|as an individual)" + END);
    private static final Pattern AND = Pattern.compile("(?i)" + START + "(?:and|&|both|as well as)" + END);

    private SignatureDoubts() {}

    /**
     * The first doubt that applies; null where none does.
     *
     * @param text the words as filed
     * @param clean the same without marks of footnotes
     * @param draft what the words say, after the filing's owners were asked
     */
    static @Nullable String of(String text, String clean, List<Piece> pieces, Parties parties, Draft draft, List<String> owners) {
        if (unsigned(text) || NOT_SIGNED.matcher(clean).find()) {
            return "not-signed";
        }
        if (DENIED.matcher(clean).find()) {
            return "authority-denied";
        }
        if (ANOTHER_HAND.matcher(clean).find() || VIA_SOMEONE.matcher(clean).find()) {
            return "by-another-hand";
        }
        return switch (draft.kind) {
            case SELF -> self(text, clean, pieces, parties, draft, owners);
            case ENTITY -> entity(clean, parties);
            case AGENT -> agent(parties);
            case UNCLEAR -> null;
        };
    }

    /** A name beside a blank line did not sign, unless its mark stands there too: "/s/ Ann Roe ____ Ann Roe". */
    private static boolean unsigned(String text) {
        Matcher blank = BLANK.matcher(text);
        int from = 0;
        while (blank.find()) {
            String before = text.substring(from, blank.start());
            String rest = text.substring(blank.end());
            Matcher next = BLANK.matcher(rest);
            String after = next.find() ? rest.substring(0, next.start()) : rest;
            if (!MARK_FIRST.matcher(after).lookingAt() && !(MARK.matcher(before).find() && !namesAnother(before, after))) {
                return true;
            }
            from = blank.end();
        }
        return false;
    }

    private static boolean namesAnother(String before, String after) {
        String line = LABEL_FIRST.matcher(after.strip()).replaceFirst("");
        String name = line.split("[,;:()\\[\\]/]", 2)[0].strip();
        return PartyNames.person(name) && !PartyNames.titleOnly(name) && !name.toLowerCase(Locale.ROOT).contains("attorney")
                && !PartyNames.plainWords(before).containsAll(PartyNames.plainWords(name));
    }

    private static @Nullable String self(String text, String clean, List<Piece> pieces, Parties parties, Draft draft,
            List<String> owners) {
        boolean mark = MARK.matcher(text).find();
        if (!mark && IN_A_NOTE.matcher(text).find()) {
            return "signed-in-a-note";
        }
        boolean words = pieces.stream().anyMatch(piece -> piece.is(Piece.Kind.OTHER) && !SAYS_NOTHING.matcher(piece.text()).matches()
                || piece.is(Piece.Kind.FOR) && !OWN_BEHALF.matcher(clean).find());
        boolean undecided = parties.all.stream().anyMatch(party -> party.kind == Piece.Kind.NAME && !draft.signers.contains(party)
                && !PartyNames.title(party.name) && !SAYS_NOTHING.matcher(party.name).matches() && !ownInitials(party.name, draft)
                && !(party.bracket && PartyNames.givenName(party.name)))
                && !OWN_BEHALF.matcher(clean).find();
        boolean another = !owners.isEmpty() && draft.signers.stream()
                .anyMatch(signer -> owners.stream().allMatch(owner -> OwnName.of(owner, signer.name) == OwnName.NO));
        boolean bracket = draft.signers.size() > 1 && draft.signers.stream().anyMatch(party -> party.bracket || party.by)
                && owners.isEmpty();
        if (words || undecided || another || bracket || initialsOfAnother(clean, draft, owners)) {
            return "by-another-hand";
        }
        boolean part = draft.signers.stream().flatMap(signer -> signer.titles.stream()).anyMatch(
                title -> PartyNames.partForPerson(title) || PartyNames.trustee(title) || PartyNames.firmTitle(title));
        boolean ofAnother = !parties.entities().isEmpty() || owners.stream().anyMatch(PartyNames::entity);
        if (part && ofAnother && !PERSONALLY.matcher(clean).find() && !OWN_BEHALF.matcher(clean).find()) {
            return "in-another-part";
        }
        return draft.signers.stream().anyMatch(signer -> oneOfSeveral(signer, owners)) ? "name-of-several-owners" : null;
    }

    /** "/s/ M. Roe" where Mary Roe and Mark Roe report. */
    private static boolean oneOfSeveral(Party signer, List<String> owners) {
        List<String> distinct = owners.stream().distinct().toList();
        long yes = distinct.stream().filter(owner -> OwnName.of(owner, signer.name) == OwnName.YES).count();
        return yes > 1 || yes == 0 && distinct.stream().filter(owner -> OwnName.of(owner, signer.name) == OwnName.ADDS).count() > 1;
    }

    /** "/s/ Ann Roe KP", "/s/ Ann Roe/kp": the one who wrote it left their initials. */
    private static boolean initialsOfAnother(String clean, Draft draft, List<String> owners) {
        Matcher matcher = INITIALS.matcher(clean);
        if (!matcher.find()) {
            return false;
        }
        String initials = matcher.group(1);
        String rest = clean.substring(0, matcher.start());
        // "Ann ROE" has her surname in capitals.
        boolean name = PartyNames.person(MARK.matcher(rest).replaceAll(" ").strip())
                && owners.stream().noneMatch(owner -> PartyNames.plainWords(owner).contains(initials.toLowerCase(Locale.ROOT)));
        return name && !NO_INITIALS.matcher(initials.replace(".", "")).matches() && !ownInitials(initials, draft);
    }

    /** Whether these are the initials of one who signed, all or the first ones, or the first and the last. */
    private static boolean ownInitials(String initials, Draft draft) {
        String plain = String.join("", PartyNames.plainWords(initials));
        return !plain.isEmpty() && draft.signers.stream()
                .map(signer -> PartyNames.plainWords(signer.name).stream().filter(word -> !word.equalsIgnoreCase(initials))
                        .map(word -> word.substring(0, 1)).collect(Collectors.joining()))
                .anyMatch(theirs -> theirs.startsWith(plain) || theirs.length() > 1
                        && plain.equals("" + theirs.charAt(0) + theirs.charAt(theirs.length() - 1)));
    }

    private static @Nullable String entity(String clean, Parties parties) {
        if (OFFICE_OVER.matcher(clean).find()) {
            return "office-is-over";
        }
        boolean personally = parties.individually || PERSONALLY.matcher(clean).find();
        return personally && !AND.matcher(clean).find() ? "signed-in-person" : null;
    }

    /** Who gave a power for herself gave none as a trustee. */
    private static @Nullable String agent(Parties parties) {
        boolean otherPart = parties.all.stream().filter(party -> party.forWhom && !party.entity()).flatMap(party -> party.titles.stream())
                .anyMatch(title -> PartyNames.partForPerson(title) || PartyNames.trustee(title));
        return otherPart ? "for-another-part" : null;
    }
}
