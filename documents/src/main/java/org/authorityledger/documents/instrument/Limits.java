package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Form;

/**
 * Words by which a paper withholds a part of what it grants, or grants it only in some cases. The reader understands that they do, and seldom
 * how far; so a form that they name is not granted by them, and the field that they concern stays open.
 *
 * @param kind how they limit the power
 * @param words the words
 * @param start where they begin in the line
 * @param end where the sentence or the part of it ends in which they stand
 */
record Limits(Kind kind, String words, int start, int end) {

    /** How words limit a power. */
    enum Kind {
        DENIAL("powers", "it says what the attorneys may not do: "), EXCEPTION("powers", "it makes an exception: "), LIMIT("powers",
                "it sets a limit: "), TURN("attorneys", "someone may act in the place of another, or only in some cases: "), REPLACES_SOME(
                        "supersedesPrior", "not all earlier instruments are superseded: ");

        final String field;
        final String why;

        Kind(String field, String why) {
            this.field = field;
            this.why = why;
        }
    }

    private static final String ACTS = "(?:sign|execut|fil(?=e|ing)|submit|prepar|deliver|complet|exercis|delegat)\\w*|act\\b";
    private static final String GIVES = "(?:authori[sz]|empower|permit|allow|entitl|extend|includ|cover|grant|confer|encompass|appoint"
            + "|constitut|designat)\\w*"
            + "|appl(?:y|ies|icable)|give[ns]?";
    private static final String NOT_OBLIGED = "(?! (?:be )?(?:limited|required|obligated|obliged|liable|responsible|affected|able)\\b"
            + "| have (?:an?y? )?(?:obligation|duty|responsibility|liability))";
    private static final Pattern DENIES = Pattern.compile("(?i)"
            // does not extend to Form 4, shall not be construed to authorize
            + "\\b(?:does|do|did|shall|will|may|must|is|are) ?(?:not|n't)" + NOT_OBLIGED + "(?: \\w+){0,4}? (?:" + GIVES + ")\\b"
            // may not sign Form 144, cannot be filed
            + "|\\b(?:(?:may|shall|must|can|will|should|is to|are to) (?:not|never|neither)|cannot|can't)" + NOT_OBLIGED
            + "(?: \\w+){0,3}? (?:" + ACTS + ")\\b"
            // shall have no authority, without the power to sign
            + "|\\b(?:no|lacks?|without the|without any)(?: \\w+){0,2}? (?:authority|power|permission)\\b(?! (?:\\w+ )?of (?:re-?)?substitution)"
            // neither attorney-in-fact is authorized, none of them may sign
            + "|\\b(?:no|none of|neither)(?: \\w+){0,3}? (?:attorneys?(?:[- ]in[- ]fact)?|agents?|them)\\b[^.;]{0,40}?\\b(?:may|can|shall|will|is"
            + "|are)(?: be| have)?(?: any)? (?:" + ACTS + "|authori[sz]\\w+|empowered|permitted|entitled|power)\\b"
            // nothing herein authorizes
            + "|\\bnothing\\b[^.;]{0,80}?\\b(?:" + GIVES + ")\\b"
            + "|\\bnot (?:\\w+ ){0,2}?(?:authori[sz]ed|empowered|permitted|entitled|allowed)\\b"
            + "|\\b(?:prohibited|barred|precluded|excluded|forbidden) (?:from|to)\\b|\\bwithheld\\b|\\brefrain\\w* from\\b"
            + "|(?<!did )(?<!does )(?<!do )\\bnot (?:sign|execute|file|submit|prepare)\\b"
            + "|\\b(?:not|never) to (?:" + ACTS
            + ")\\b|\\b(?:not|never|nor|no) (?:the |an? |any )?(?:forms?|schedules?) (?=1|3|4|5|D|G|ID|No)"
            // I reserve to myself the signing of Form 144
            + "|\\breserv\\w+ (?:to (?:my|him|her|it)self|to the undersigned|the (?:\\w+ )?(?:right|power|authority))\\b(?! to (?:revoke|terminate"
            + "|amend))");
    private static final Pattern EXCEPTS = Pattern.compile(
            "(?i)\\b(?:but not(?! (?:limited|by way|necessarily|be limited|the (?:obligation|duty|requirement)|obligated|required|obliged))"
                    + "|other than|except(?:ing|ed)?(?! as (?:otherwise |may be )?(?:provided|required|set forth|expressly|permitted))"
                    + "|exclud(?:ing|es?|ed(?! from))"
                    + "|exclusive of|save(?! harmless)|with the exception of|not including|apart from|aside from)\\b");
    private static final Pattern LIMITS = Pattern.compile("(?i)"
            + "(?<!not )(?<!not be )(?<!nor )(?<!without being )\\b(?:limited|restricted|confined) (?:solely |only |exclusively )?to\\b"
            + "|\\bonly\\b(?! (?:one|1)\\b)|\\b(?:nothing|no one|none) but\\b|\\bexclusively\\b"
            + "|(?<!acting )(?<!signing )\\bsolely\\b(?! for the purposes? of)"
            + "|\\bprovided,? (?:however,? )?that\\b|\\bon (?:the )?condition that\\b|\\b(?:conditioned|contingent|conditional) (?:up)?on\\b"
            + "|\\bsubject to (?:the )?(?:\\w+ )?(?:conditions?|limitations?|restrictions?|limits?)\\b"
            + "|\\b(?:not|without) (?:to )?exceed(?:ing)?\\b|\\$ ?\\d|\\bto the extent (?:that )?(?:it|they|such)\\b"
            + "|\\bunless\\b(?! (?:earlier|sooner|otherwise|previously))"
            + "|\\b(?:" + ACTS + ")(?: \\w+){0,4} (?:if|when|whenever|while)\\b(?! (?:personally|required|due|necessary|any\\b|appropriate"
            + "|applicable|desirable))"
            + "|^\\W*(?:if|when|whenever|during|while|in case|in the event)\\b[^.;]{0,150}\\b(?:may|appoints?|authori[sz]es?|shall act)\\b"
            + "|\\b(?:without|with|subject to|upon|after|obtain\\w*|requires?)\\b(?! further)[^.;]{0,40}?\\b(?:consent|approval|permission)\\b");
    private static final Pattern TURNS = Pattern.compile(
            "(?i)\\bas (?:an? |the |my |his |her |its |first |second )*(?:successor|alternate|contingent|back-?up|standby|replacement)\\b"
                    + "|\\b(?:successor|alternate|back-?up|replacement) (?:attorneys?|agents?)\\b"
                    + "|\\b(?:if|in the event|in case|when(?:ever)?|unless|while|upon)\\b[^.;]{0,80}?"
                    + "\\b(?:unavailable|unable|unwilling|absent|absence"
                    + "|unavailability|on (?:vacation|leave)|declines?|dies|refuses?)\\b|\\bin (?:the|his|her|their) (?:absence|unavailability)\\b");
    /** Of the liability of those appointed, of the law that governs, of the notary: what is excepted there is no part of the power. */
    private static final Pattern OTHER_MATTER = Pattern.compile(
            "(?i)indemnif|harmless|\\bliab|governed by|conflicts? of laws?|the validity of|\\bnotary|personally appeared|subscribed and sworn"
                    + "|perjury|this certificate|\\bno (?:obligation|duty)\\b");
    /** Of how the power ends, which other rules read. */
    private static final Pattern OF_THE_END = Pattern.compile(
            "(?i)revo[ck]\\w*|terminat\\w*|until|expir\\w*|no longer|ceas\\w*|(?:remains?|shall be|is)? in (?:full )?(?:force|effect)");
    private static final Pattern REPLACES = Pattern.compile("(?i)\\b(?:supersed|revok|replac|cancel|rescind)(?:es?|ing|s)\\b");
    private static final Pattern AMENDMENTS = Pattern.compile("(?i) (?:for )?(?:any )?amendments?");
    private static final Pattern GRANTING = Pattern
            .compile("(?i)appoint|authori[sz]|constitut|designat|\\bmay\\b|\\bto (?:sign|execute|file)\\b");
    /** More than these are in no power of attorney. */
    static final int MOST = 200;
    private static final int REACH = 40;
    private static final int SHOWN = 160;

    /** All limits in the line, in its order, and hardly more than {@link #MOST}. */
    static List<Limits> in(String line) {
        List<Limits> limits = new ArrayList<>();
        for (Sentences.Part part : Sentences.parts(line)) {
            if (limits.size() > MOST) {
                break;
            }
            denials(part, limits);
            exceptions(part, limits);
            limits(part, limits);
            Matcher turn = TURNS.matcher(part.words());
            if (turn.find() && !OTHER_MATTER.matcher(part.words()).find()) {
                limits.add(of(Kind.TURN, part, 0));
            }
        }
        return limits;
    }

    private static void denials(Sentences.Part part, List<Limits> limits) {
        Matcher denies = DENIES.matcher(part.words());
        if (denies.find() && !part.words().matches("(?i).*\\b(?:governed by|conflicts? of laws?)\\b.*")) {
            boolean grants = GRANTING.matcher(part.words().substring(0, denies.start())).find();
            limits.add(of(Kind.DENIAL, part, grants ? denies.start() : 0));
        }
    }

    private static void exceptions(Sentences.Part part, List<Limits> limits) {
        Matcher excepts = EXCEPTS.matcher(part.words());
        boolean otherMatter = OTHER_MATTER.matcher(part.words()).find();
        while (excepts.find() && limits.size() <= MOST) {
            String before = part.words().substring(0, excepts.start());
            String after = part.words().substring(excepts.end(), Math.min(part.words().length(), excepts.end() + REACH));
            boolean understood = AMENDMENTS.matcher(after).lookingAt();
            boolean other = otherMatter && FormNames.in(after, 0, after.length()).isEmpty();
            if (!understood && !other) {
                limits.add(of(REPLACES.matcher(before).find() ? Kind.REPLACES_SOME : Kind.EXCEPTION, part, excepts.start()));
            }
        }
    }

    private static void limits(Sentences.Part part, List<Limits> limits) {
        Matcher sets = LIMITS.matcher(part.words());
        while (sets.find()) {
            boolean ofTheEnd = OF_THE_END.matcher(part.words()).region(Math.max(0, sets.start() - REACH),
                    Math.min(part.words().length(), sets.end() + REACH)).find();
            if (!ofTheEnd && !OTHER_MATTER.matcher(part.words()).find()) {
                limits.add(of(Kind.LIMIT, part, 0));
                return;
            }
        }
    }

    private static Limits of(Kind kind, Sentences.Part part, int at) {
        String words = part.words().substring(at).strip();
        return new Limits(kind, words.length() > SHOWN ? words.substring(0, SHOWN) : words, part.start() + at, part.end());
    }

    /** Whether words that stand here are denied or excepted, and so grant nothing. */
    boolean takes(Found<?> mention) {
        return switch (kind) {
            case DENIAL -> mention.start() >= start && mention.start() < end;
            case EXCEPTION -> mention.start() >= start && mention.start() < Math.min(end, start + REACH);
            default -> false;
        };
    }

    /** The forms that an exception names: no other words of the same clause grant them. */
    static TreeSet<Form> excepted(List<Limits> limits, List<Found<TreeSet<Form>>> mentions) {
        TreeSet<Form> forms = new TreeSet<>();
        limits.stream().filter(limit -> limit.kind == Kind.EXCEPTION).forEach(
                limit -> mentions.stream().filter(limit::takes).forEach(mention -> forms.addAll(mention.value())));
        return forms;
    }

    /** What stays open for it. */
    Open open() {
        return new Open(kind.field, kind.why + words);
    }
}
