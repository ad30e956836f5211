package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The net below the rules of {@link Ends}: words about how long the paper is good that none of them has read. A person who reads "void if I leave the
 * Board" sees an end; a reader that has no rule for it must not take the paper for one without an end.
 */
final class UnreadEnds {

    private static final String MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    private static final Pattern OF_THE_PAPER = Pattern.compile(
            "(?i)\\bthis\\b|\\b(?:the|such|said|his|her|their|any) (?:foregoing |limited |above )?(?:power|authority|authori[sz]ation|appointment"
                    + "|designation|instrument|letter|statement)\\b|\\bhere(?:by|of|under|in|to)\\b|\\bit\\b|\\b(?:appoint"
                    + "|authori[sz]e|designate)s?\\b"
                    + "|\\battorneys?-in-fact\\b|^\\W*(?:valid|good|effective|void|expir\\w+|sunset|terminat\\w+|term"
                    + "|duration|ends?|in (?:force|effect))\\b");
    /** Words of validity, which a connective turns into an end. */
    private static final Pattern OF_VALIDITY = Pattern.compile(
            "(?i)\\b(?:valid(?:ity)?|invalid|void|null|(?:in|of|no|full)(?: full| no| further)* (?:force|effect)|expir\\w+|terminat\\w+|laps\\w+"
                    + "|cease[sd]?|ends?|ended|continues?|remains?|lasts?|good (?:only |until|through|for)|inoperative|ineffective|extinguish\\w*"
                    + "|sunsets?|(?:automatically|thereupon) (?:revoked|cancell?ed)|dissol\\w+)\\b");
    /** Words that bound whatever they stand with. */
    private static final Pattern BOUNDS = Pattern.compile("(?i)(?:un)?till?");
    private static final Pattern TEMPORARY = Pattern.compile("(?i)\\b(?:temporar(?:y|ily)|interim|provisional(?:ly)?)\\b");
    private static final Pattern CONNECTIVE = Pattern.compile(
            "(?i)\\b(?:un)?till?\\b|\\b(?:up)?on(?= (?:the|a|an|any|my|his|her|its|termination|completion|expiration)\\b)|\\bupon\\b"
                    + "|\\bwhen(?:ever)?\\b|\\bif\\b|\\bunless\\b|\\b(?:so|as) long as\\b|\\bwhile\\b|\\bonce\\b|\\bin (?:the event|case)\\b"
                    + "|\\bat such time\\b|\\bat the (?:end|close|time|conclusion|expiration)\\b|\\b(?:after|before|prior to"
                    + "|following)\\b|\\bduring\\b"
                    + "|\\b(?:with|through) the\\b|\\bshould\\b");
    /** A limb that some other rule reads, or that says nothing of an end. */
    private static final Pattern UNDERSTOOD = Pattern.compile(
            "(?i)revo[ck]|withdraw|cancel|rescin|terminated by (?:me|the undersigned)|terminated in writing|incapaci|disab"
                    + "|further notice|incompeten|\\bdeath|deceas"
                    + "|\\bdie[sd]?\\b|personally present|\\bmay be (?:necessary|required|appropriate)|\\b(?:earlier"
                    + "|sooner) terminated|\\b(?:earlier|sooner) of\\W*$"
                    + "|^\\W*(?:such time(?: as)?|the (?:first|earli\\w+) (?:of|to occur of)[^\\w]*|earlier|sooner|and|or"
                    + "|as)?\\W*(?:\\(\\w+\\))?\\W*$"
                    + "|date (?:hereof|of this)|(?:first|above|below) (?:written|set forth)|prior (?:power|authori|appoint|act)"
                    + "|(?:the )?(?:date|earliest|earlier|time)\\W*$");
    private static final Pattern DUTY = Pattern
            .compile("(?i)\\b(?:no longer|not)(?: \\w+){0,2} (?:required|obligated|obliged|subject)\\b");
    private static final Pattern OF_SOMETHING_ELSE = Pattern.compile(
            "(?i)indemnif|\\bliab|commission expires|\\bnotary|governed by|effectiveness of any (?:act|filing)|\\bsuch (?:act"
                    + "|action)s? shall (?:be|remain)"
                    + "|\\brevocation\\b[^.;]{0,40}\\b(?:effective|takes? effect|valid)");
    /** "Was rescinded on May 1": the paper bears its own end. */
    private static final Pattern ENDED = Pattern
            .compile("(?i)\\b(?:was|were|has been|have been|stands?) (?:\\w+ )?(?:revoked|rescinded|withdrawn"
                    + "|terminated|cancell?ed|superseded|replaced|voided|annulled)\\b");
    private static final Pattern OF_EARLIER = Pattern.compile("(?i)\\b(?:prior|previous\\w*|earlier|former\\w*|other|until|unless|if)\\b");
    private static final String COUNT = "(?:\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
            + "|sixteen|eighteen|twenty|twenty-four|thirty|thirty-six|forty|forty-five|sixty|ninety|(?:one |a )?hundred(?: and \\w+)?|several)";
    private static final String UNIT = "(?:calendar |business |full |consecutive |trading )*(?:days?|weeks?|fortnights?"
            + "|months?|quarters?|years?)";
    /** "Valid for 90 days", "Term: twelve months", "for a trial period of 60 days". */
    private static final Pattern TIME = Pattern
            .compile("(?i)(?:\\b(?:for|term|period|duration|lasts?|within|after|until|of|during)\\b|\\bterm:)"
                    + "(?: (?:only|a|an|the|is|be|shall|of|trial|initial|limited|fixed|maximum|period|term|next|first|following)\\b|:)*[ :]+"
                    + COUNT
                    + "(?: \\(\\d+\\))?[- ]" + UNIT + "\\b");
    private static final Pattern OF_THE_DUTY = Pattern.compile(
            "(?i)\\b(?:fil(?:e|ed|ing)|report|due|notice|notify|deliver\\w*|provide|receipt|transactions?|delinquent|late)\\b"
                    + "|\\bdays? of (?:the|any|each)\\b");
    /** A day or a month that bounds the use of the paper. */
    private static final Pattern BOUNDED = Pattern.compile(
            "(?i)\\b(?:before|after|prior to|until|till?|through|thru|up to|by|beyond|past|not? later than|ending|ends?"
                    + "|expir\\w+|sunsets?|lasts?|from|to|between"
                    + "|since|good|valid|outside|of no (?:force|effect))(?: and including| or (?:on|after|before)|,| on| in"
                    + "| as of| the| end| close| of"
                    + "| business| about| :)*:? (?=" + MONTHS + "\\b\\.? (?:\\d|of)|\\d{1,2}[/-]\\d{1,2}[/-]\\d"
                    + "|\\d{4}-\\d\\d-|\\d{1,2}(?:st|nd|rd|th)? (?:day )?(?:of )?"
                    + MONTHS + "\\b|(?:19|20)\\d\\d\\b|(?:my|his|her|the) (?:next )?(?:birthday|annual|year))");
    private static final Pattern ON_OR_AFTER = Pattern.compile("(?i)\\bon (?:and|or) $");
    private static final Pattern OF_PAST_PAPERS = Pattern.compile(
            "(?i)(?<!\\bbe )\\b(?:dated|executed|signed|granted|given|made)\\b (?:on or )?(?:\\w+ ){0,2}$|\\bact of $"
                    + "|\\bsection[^.;]{0,12}$|commission expires?:? $");
    private static final int SHOWN = 160;

    private UnreadEnds() {}

    /**
     * Words of an end, a term or a condition that no rule has read; null where there are none.
     *
     * @param line the paper
     * @param from where its appointing words begin: what stands before them is no term
     * @param duty whether a rule has read that it lasts until a duty to report ends
     * @param read what rules have read of its beginning, its end and its date
     */
    static @Nullable String in(String line, int from, boolean duty, List<Found<?>> read) {
        for (Sentences.Part part : Sentences.parts(line)) {
            if (part.end() <= from || OF_SOMETHING_ELSE.matcher(part.words()).find()) {
                continue;
            }
            String words = masked(part, read);
            boolean ofThePaper = OF_THE_PAPER.matcher(words).find();
            String found = bounded(words, ofThePaper);
            found = found == null ? time(words) : found;
            found = found == null && ENDED.matcher(words).find() && !OF_EARLIER.matcher(words).find() ? words : found;
            found = found == null && ofThePaper && TEMPORARY.matcher(words).find() ? words : found;
            found = found == null && ofThePaper ? conditional(words, duty) : found;
            if (found != null) {
                return shown(found);
            }
        }
        return null;
    }

    /** The sentence, with blanks for what rules have read. */
    private static String masked(Sentences.Part part, List<Found<?>> read) {
        StringBuilder words = new StringBuilder(part.words());
        for (Found<?> found : read) {
            for (int i = Math.max(found.start(), part.start()); i < Math.min(found.end(), part.end()); i++) {
                words.setCharAt(i - part.start(), '\u0001');
            }
        }
        return words.toString();
    }

    private static @Nullable String bounded(String words, boolean ofThePaper) {
        Matcher bounded = BOUNDED.matcher(words);
        while (bounded.find()) {
            String before = words.substring(0, bounded.start());
            if (!OF_PAST_PAPERS.matcher(before + bounded.group()).find() && (ofThePaper || OF_VALIDITY.matcher(words).find())) {
                int start = ON_OR_AFTER.matcher(before).find() ? 0 : Math.max(0, bounded.start() - 60);
                return words.substring(start, Math.min(words.length(), bounded.end() + 30));
            }
        }
        return null;
    }

    private static @Nullable String time(String words) {
        Matcher time = TIME.matcher(words);
        while (time.find()) {
            String around = words.substring(Math.max(0, time.start() - 50), Math.min(words.length(), time.end() + 30));
            if (!OF_THE_DUTY.matcher(around).find()) {
                return around;
            }
        }
        return null;
    }

    /** "Valid until I resign", "void if ...", "ends upon ...": each limb of the condition must be one that a rule reads. */
    private static @Nullable String conditional(String words, boolean duty) {
        Matcher validity = OF_VALIDITY.matcher(words);
        boolean valid = validity.find();
        int from = valid ? validity.start() : 0;
        Matcher connective = CONNECTIVE.matcher(words);
        while (connective.find()) {
            int next = next(words, connective.end());
            String limb = words.substring(connective.end(), next);
            boolean read = limb.indexOf('\u0001') >= 0 || UNDERSTOOD.matcher(limb).find() || duty && DUTY.matcher(limb).find();
            boolean bounds = valid ? near(words, from, connective.start()) : BOUNDS.matcher(connective.group()).matches();
            if (!read && bounds) {
                return words.substring(Math.min(from, connective.start()), next);
            }
        }
        return null;
    }

    private static int next(String words, int from) {
        Matcher next = CONNECTIVE.matcher(words);
        return next.find(from) ? next.start() : words.length();
    }

    private static boolean near(String words, int validity, int connective) {
        return validity < connective
                || Pattern.compile("(?i)^\\W*(?:if|when|once|unless|should|in the event|upon)\\b").matcher(words).find();
    }

    private static String shown(String words) {
        String bare = words.replace('\u0001', ' ').strip().replaceAll(" {2,}", " ");
        return bare.length() > SHOWN ? bare.substring(0, SHOWN) : bare;
    }
}
