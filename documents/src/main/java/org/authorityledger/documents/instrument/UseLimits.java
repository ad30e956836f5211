package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.events.Form;

/** Limits to the use of a power that are no denial and no exception, each with the field that it leaves open. {@link Limits} has those. */
final class UseLimits {

    private record Rule(String field, String why, Pattern words) {}

    private static final String FORM = "\\b(?:forms?|schedules?)(?: nos?\\.?)? [\\w,/ ()]{1,40}?";
    private static final String KINDS = "(?:gifts?|(?:equity |stock |option |share |restricted )*(?:awards?|grants?|units"
            + "|options?)|exercises?|vesting"
            + "|withholding|dividends?|donations?|inheritances?|my (?:purchase|sale|acquisition)|the (?:purchase|sale"
            + "|acquisition|exercise|gift|grant))";
    private static final String EACH = "(?:any |the |my |all |such |only |her |his |these |an? |undersigned's |receipt of |making of )*";

    private static final List<Rule> RULES = List.of(
            new Rule("effectiveOn", "it may not be in use yet: ", Pattern.compile("(?i)\\bescrow\\w*|\\b(?:not"
                    + "|never) (?:to )?be (?:released|delivered|dated)\\b"
                    + "|\\b(?:pending|until) (?:its |the )?(?:release|delivery of this)\\b"
                    + "|(?<!revocation )\\b(?:shall|does|do|will|may|has|have|is|are) (?:not|never)(?: yet)? (?:take|taken"
                    + "|become|be|have|in)?(?: any| of any| full)? ?"
                    + "(?:effect|effective|operative|force)\\b(?! until)")),
            new Rule("powers", "the grantor may sign some of them in person: ", Pattern.compile(
                    "(?i)\\bsign(?:ed|s)?\\b[^.;]{0,30}\\b(?:personally|in person|myself|himself|herself)\\b|\\b(?:personally"
                            + "|myself|himself|herself)\\b"
                            + "[^.;]{0,12}\\b(?:sign|execute|file)s?\\b|\\bmust be (?:signed|executed|filed) by (?:the undersigned|me|myself)\\b"
                            + "|\\b(?:undersigned|I) (?:alone |only )?(?:will|shall|must) (?:alone |only |always )?(?:sign|execute)\\b")),
            new Rule("powers", "those appointed must do something before they sign: ", Pattern.compile(
                    "(?i)(?<!undersigned )(?<!\\bI )(?<!company )\\b(?:must|shall|will|(?:is|are) (?:required )?to|has to"
                            + "|have to)(?: (?:first|also|always|previously|promptly))* "
                            + "(?:consult|confer|check|clear|obtain|seek|ask|notify|inform|submit to|advise|call)\\b"
                            + "|\\b(?:after|upon|before|without) (?:first |prior )?(?:consult\\w*|conferr\\w*|discuss\\w*"
                            + "|notif\\w*|inform\\w*)")),
            new Rule("powers", "it sets an amount: ", Pattern.compile(
                    "(?i)\\b(?:more|greater|fewer|less|larger|smaller) than (?:\\w+ )?(?:\\$ ?)?(?:\\d[\\d,.]*"
                            + "|\\w+ (?:hundred|thousand|million))(?: \\w+){0,2} (?:shares?"
                            + "|units|options|dollars)\\b|\\b(?:up to|over|above|under|below|in excess of|at most"
                            + "|a maximum of|exceeding) (?:\\$ ?)?\\d[\\d,]*"
                            + "(?: \\w+){0,2} (?:shares?|units|options|dollars)\\b")),
            new Rule("powers", "it may be for some transactions only: ", Pattern.compile("(?i)" + FORM
                    + " ?(?:reporting|reflecting|covering|disclosing|that reports?|to report|relat\\w+ to|in connection with"
                    + "|for|regarding|concerning) " + EACH + KINDS + "\\b")),
            new Rule("powers", "it may be for one filing only: ", Pattern.compile(
                    "(?i)\\b(?:this|the (?:attached|enclosed|accompanying|annexed|within|foregoing)|attached"
                            + "|enclosed) (?:form (?:3|4|5|144)|(?:statement on )?schedule 13)")),
            new Rule("powers", "it names a condition beside the forms: ", Pattern.compile(
                    "(?i)\\((?:but |and |or )?(?:only )?(?:in the event|if|when|provided|in case|should|where|upon|after|unless|subject to)\\b"
                            + "(?! (?:applicable|required|any|necessary|appropriate|needed|so required|permitted)\\b)[^)]{0,120}\\)")),
            new Rule("attorneys", "someone may act on a condition: ", Pattern.compile(
                    "(?i)\\b(?:so|as) long as (?!\\w+ (?:is|am|are) (?:no longer|required|subject))(?:she|he|they|each|either"
                            + "|such person|such \\w+(?:-in-fact)?)"
                            + " (?:is|are|remains?|holds?|serves?|continues?|stays?)\\b(?! (?:an? )?employ)(?! (?:required|subject))"
                            + "|\\bwhile (?:she|he|they) (?:is|are|remains?|holds?|serves?)\\b|\\bduring (?:her|his"
                            + "|their) (?:tenure|service|term)\\b")));
    private static final Pattern OTHER_MATTER = Pattern.compile(
            "(?i)indemnif|harmless|\\bliab|governed by|\\bnotary|personally (?:appeared|present|known)|perjury"
                    + "|\\bno (?:obligation|duty)\\b|\\brevo[ck]\\w+");
    private static final Pattern AMENDED_ONLY = Pattern.compile("(?i)\\b(144|13[DG]|[345])/A\\b");
    private static final Pattern AMENDMENTS_TO = Pattern
            .compile("(?i)\\bamendments? (?:to|of|on)(?: (?:any|all|each|such|the|my|this|of|a))* $");
    private static final Pattern FOR_ONE = Pattern.compile(
            "(?i)\\b(?:solely|only|limited|appointed|authori[sz]ed|designated|empowered|may (?:not )?(?:act|sign|file"
                    + "|execute)|must|shall (?:not )?(?:act|sign|file))\\b");
    private static final int SHOWN = 160;

    private UseLimits() {}

    /**
     * What they leave open.
     *
     * @param line the paper
     * @param appointment whom it appoints; where it names one of several apart, that one may have less
     */
    static List<Open> in(String line, Appointment appointment) {
        List<Open> open = new ArrayList<>();
        for (Sentences.Part part : Sentences.parts(line)) {
            for (Rule rule : RULES) {
                if (rule.words.matcher(part.words()).find() && !OTHER_MATTER.matcher(part.words()).find()) {
                    open.add(new Open(rule.field, rule.why + shown(part.words())));
                }
            }
            if (part.start() > appointment.end() && ofSome(part.words(), appointment)) {
                open.add(new Open("attorneys", "of some of them it says: " + shown(part.words())));
            }
        }
        amendmentsOnly(line, open);
        return open;
    }

    private static boolean ofSome(String words, Appointment appointment) {
        String lower = words.toLowerCase(Locale.ROOT);
        long named = appointment.appointed().stream().filter(one -> lower.contains(one.name().value().toLowerCase(Locale.ROOT))).count();
        return named > 0 && named < appointment.appointed().size() && FOR_ONE.matcher(words).find();
    }

    /** "Form 4/A", or "amendments to Form 4", where the form itself is named nowhere. */
    private static void amendmentsOnly(String line, List<Open> open) {
        List<Found<TreeSet<Form>>> mentions = FormNames.in(line, 0, line.length());
        String named = mentions.stream().map(mention -> line.substring(mention.start(), mention.end())).collect(Collectors.joining(" | "));
        Matcher amended = AMENDED_ONLY.matcher(named);
        while (amended.find()) {
            if (!Pattern.compile("(?i)(?<![\\w/-])" + amended.group(1) + "(?![\\w/]|-\\d)").matcher(named).find()) {
                open.add(new Open("powers", "it names amendments, and not the form itself: " + amended.group()));
            }
        }
        boolean all = !mentions.isEmpty() && mentions.stream()
                .allMatch(mention -> AMENDMENTS_TO.matcher(line.substring(Math.max(0, mention.start() - 40), mention.start())).find());
        if (all) {
            open.add(new Open("powers", "it names amendments, and not the forms themselves"));
        }
    }

    private static String shown(String words) {
        String bare = words.strip();
        return bare.length() > SHOWN ? bare.substring(0, SHOWN) : bare;
    }
}
