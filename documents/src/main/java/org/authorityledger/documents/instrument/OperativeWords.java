package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether words of appointment appoint now. A refusal, a plan, a question, a recital of an earlier paper or of what another did appoints no one; a
 * wish or a condition leaves it in doubt.
 */
final class OperativeWords {

    /** What the words do. */
    enum Standing {
        /** They appoint. */
        ACTS,
        /** They may appoint; a person decides. */
        DOUBTFUL,
        /** They appoint no one. */
        DOES_NOT
    }

    private static final String NO_NEW_SUBJECT = "(?: (?!hereby\\b|and\\b|but\\b|I\\b|undersigned\\b)[\\w']+)";
    private static final Pattern DENIED_NEAR = Pattern.compile(
            "(?i)(?:\\b(?:not|never|neither|nor|cannot|no longer|without|hardly|ceas\\w+|stop\\w*|refrain\\w* from|instead of|rather than)|n't)"
                    + NO_NEW_SUBJECT + "{0,4} (?:hereby )?$"
                    + "|\\b(?:never|nor|neither|at no time|in no case|under no circumstances?) (?:have|has|did|do|does|will|shall) (?:I|we"
                    + "|the undersigned)\\b[^,;.]*$|\\b(?:not|never|n't|no longer), [^,;.]{0,60}, $");
    private static final Pattern DENIED_BEFORE = Pattern
            .compile(
                    "(?i)\\b(?:(?:do|does|did|have|has|had|shall|will|would|can|could|may|must)(?: not| never|n't)|cannot|no "
                            + "longer)\\b[^.;:]{0,60}$");
    private static final Pattern HEREBY = Pattern.compile("(?i)\\b(?:hereby|by these presents)(?: does| do| also| further|,)* $");
    private static final Pattern INFINITIVE = Pattern.compile("(?i)\\bto(?: \\w+ly| hereby| so| also| further| now| ever)? $");
    private static final Pattern THIS_IS_TO = Pattern.compile(
            "(?i)\\bthis(?: \\w+){0,4}? (?:is|serves|shall serve|will serve|is (?:intended|meant)|is being (?:sent|given|written))(?: \\w+){0,4} to"
                    + "(?: hereby)? $");
    private static final Pattern WISHES = Pattern
            .compile("(?i)\\b(?:wish|desir|want|like|elect|choos|chos)\\w*(?: (?!to\\b)\\w+){0,2} to(?: hereby)? $");
    private static final Pattern MODAL = Pattern.compile(
            "(?i)\\b(?:will|shall|would|may|might|could|can|should|must|ought)(?:" + NO_NEW_SUBJECT + "{0,3} | hereby )$");
    private static final Pattern THIS_SHALL = Pattern.compile("(?i)\\bthis(?: \\w+){0,5}? (?:will|shall)(?: \\w+)? $");
    private static final Pattern SUBORDINATE = Pattern.compile(
            "(?i)\\b(?:if|whether|unless|until|when(?:ever)?|once|before|lest|so that|in case|in the event(?: that)?|provided that|as soon as|should)"
                    + "(?: (?!hereby\\b)[\\w']+){1,6} $");
    private static final Pattern CONDITION = Pattern.compile(
            "(?i)(?:^\\W*|[:,;(] |\\b(?:that|and|but) )(?:if|should|when(?:ever)?|once|unless|in case|in the event|provided that|assuming"
                    + "|as soon as|upon (?:my|his|her|their|becoming|the undersigned's))\\b");
    private static final Pattern CONDITION_AFTER = Pattern.compile("(?i)\\b(?:once|as soon as|if and when|assuming)\\b");
    private static final Pattern ASKS = Pattern
            .compile(
                    "(?i)(?:^\\W*|[.:!?] )(?:should|do|does|did|may|can|could|shall|will|would|whom?|why|when|is|are|am|have|has)\\b[^.;:]*$");
    private static final Pattern QUESTION_MARK = Pattern.compile("^[^;?]{0,300}\\?(?= |$|\")");
    private static final Pattern RECITAL = Pattern.compile("\\b(?:WHEREAS|Whereas)\\b(?!.*(?i:now,? therefore|therefore,|hereby))");
    private static final Pattern UNTRUE = Pattern.compile(
            "(?i)\\b(?:(?:den(?:y|ies|ied)|disput\\w+|untrue|not true|false|incorrect|not the case|no evidence|no record|doubts?|reject\\w*) that"
                    + "|(?:ask|request|suggest|propos|recommend|demand|urg|insist)\\w* (?:\\w+ ){0,2}(?:that|whether|if))\\b[^.;]{0,200}$");
    private static final Pattern CERTIFIES = Pattern
            .compile("(?i)\\b(?:certif(?:y|ies)|attests?) that (?!I\\b|(?:each of )?the undersigned\\b)[^.;]{0,200}$");
    private static final Pattern BY_WHICH = Pattern.compile("(?i)\\b(?:by|in|under|through|of) which\\b[^.;]{0,80}$");
    private static final Pattern IS = Pattern.compile("(?i)\\b(?:is|are|be)(?: hereby| each| also| duly){0,3} $");
    private static final Pattern HAS_BEEN = Pattern.compile("(?i)\\b(?:has|have) been(?: \\w+ly)? $");
    private static final Pattern HAS = Pattern.compile("(?i)\\b(?:has|have|having)(?: (?!been\\b)\\w+,?){0,3} $");
    private static final Pattern THIS_IS = Pattern.compile(
            "(?i)\\bthis (?:\\w+ ){0,3}(?:is|constitutes|serves as|evidences|(?:shall|will) (?:constitute|serve as|be))\\b");
    private static final Pattern OF_ANOTHER = Pattern
            .compile("(?i)\\b(?:declin|refus|revo[ck]|terminat|dated|previous|prior|earlier|former|foregoing|attached|not\\b|never)\\w*");

    private static final int REACH = 600;

    private OperativeWords() {}

    /**
     * What words of appointment do.
     *
     * @param start where the verb begins in the line, or, where the verb follows those whom it appoints, the first of them
     * @param verb the verbs, such as {@code constitutes and appoints}; empty where they follow
     */
    static Standing of(String line, int start, String verb) {
        int from = Math.max(0, start - REACH);
        List<Sentences.Part> parts = Sentences.parts(line.substring(from, start) + "|");
        String before = line.substring(from + parts.getLast().start(), start);
        String after = line.substring(start);
        String last = verb.strip().replaceAll("[:,]$", "").replaceFirst("(?i) as follows$", "").toLowerCase(Locale.ROOT);
        last = last.substring(last.lastIndexOf(' ') + 1);
        boolean hereby = HEREBY.matcher(before).find();
        if (UNTRUE.matcher(before).find() || ASKS.matcher(before).find() && QUESTION_MARK.matcher(after).find()) {
            return Standing.DOES_NOT;
        }
        if (DENIED_NEAR.matcher(before).find()) {
            return Standing.DOES_NOT;
        }
        if (RECITAL.matcher(before).find()) {
            return hereby ? Standing.DOUBTFUL : Standing.DOES_NOT;
        }
        if (CERTIFIES.matcher(before).find()) {
            return verb.isEmpty() ? Standing.DOUBTFUL : Standing.DOES_NOT;
        }
        Standing standing = verb.isEmpty() ? Standing.ACTS : ofVerb(before, last, hereby);
        if (standing != Standing.ACTS) {
            return standing;
        }
        boolean doubt = DENIED_BEFORE.matcher(before).find() || CONDITION.matcher(before).find() || conditionAfter(after);
        return doubt ? Standing.DOUBTFUL : Standing.ACTS;
    }

    private static Standing ofVerb(String before, String last, boolean hereby) {
        if (INFINITIVE.matcher(before).find()) {
            return THIS_IS_TO.matcher(before).find()
                    ? Standing.ACTS
                    : WISHES.matcher(before).find() ? Standing.DOUBTFUL : Standing.DOES_NOT;
        }
        if (MODAL.matcher(before).find()) {
            return THIS_SHALL.matcher(before).find() ? Standing.ACTS : Standing.DOES_NOT;
        }
        if (!hereby && SUBORDINATE.matcher(before).find()) {
            return Standing.DOES_NOT;
        }
        if (last.endsWith("ed")) {
            return past(before, hereby);
        }
        if (last.endsWith("ing") && !hereby) {
            return THIS_IS.matcher(before).find()
                    ? Standing.ACTS
                    : OF_ANOTHER.matcher(before).find() ? Standing.DOES_NOT : Standing.DOUBTFUL;
        }
        return !hereby && BY_WHICH.matcher(before).find() ? Standing.DOUBTFUL : Standing.ACTS;
    }

    /** "I have authorized", "are hereby appointed"; a plain past tells of another paper. */
    private static Standing past(String before, boolean hereby) {
        if (hereby || IS.matcher(before).find()) {
            return Standing.ACTS;
        }
        if (BY_WHICH.matcher(before).find()) {
            return Standing.DOES_NOT;
        }
        return HAS_BEEN.matcher(before).find() ? Standing.DOUBTFUL : HAS.matcher(before).find() ? Standing.ACTS : Standing.DOES_NOT;
    }

    private static boolean conditionAfter(String after) {
        Sentences.Part part = Sentences.parts(after.substring(0, Math.min(after.length(), 800))).getFirst();
        return CONDITION_AFTER.matcher(part.words()).find();
    }
}
