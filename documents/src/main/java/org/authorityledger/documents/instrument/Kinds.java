package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of paper it is, from its title and its operative words. */
final class Kinds {

    private static final int TITLE = 400;
    private static final Pattern REVOKES = Pattern.compile(
            "(?i)\\b(?:hereby|does|do|is|are|be)(?: hereby)?,? (?:\\w+ (?:and|,) )?(?:\\w+,? )?(?:revoke[sd]?|rescind(?:s|ed)?|cancel(?:s"
                    + "|led)?|terminate[sd]?|withdraw(?:s|n)?)\\b|\\bI (?:revoke|rescind|withdraw|cancel|terminate)\\b"
                    + "|\\bundersigned (?:revokes|rescinds|withdraws|cancels|terminates)\\b");
    private static final Pattern REVOCATION_TITLE = Pattern.compile(
            "(?i)\\b(?:revocation|termination|cancellation|rescission|withdrawal) of (?:\\w+ ){0,3}(?:power|powers|authori[sz]ation"
                    + "|designation|confirming)");
    private static final Pattern SUBSTITUTION_TITLE = Pattern.compile(
            "(?i)\\bsubstitut(?:e|ion)(?: of)?(?: limited)? (?:power|attorney)|\\bpower of attorney substitution|\\bsub-?delegation"
                    + "|\\bdelegation of (?:authority|power)|appointment of substitute|designation of substitute");
    private static final Pattern SUBSTITUTES = Pattern.compile(
            "(?i)(?:appoint|designat|constitut|nam)\\w*\\b[^.;]{0,260}\\b(?:as (?:my|his|her|a|the|its) (?:true and lawful )?substitutes?"
                    + "|substitute (?:or substitutes )?attorneys?|as substitutes?\\b|in (?:my|his|her) place and stead as attorney)");
    private static final Pattern AMENDS = Pattern.compile(
            "(?i)\\b(?:hereby|is|are)(?: hereby)? (?:\\w+ (?:and )?)?(?:amend(?:s|ed)?|modif(?:y|ies|ied)|supplement(?:s|ed)?)\\b");
    private static final Pattern AMENDMENT_TITLE = Pattern.compile(
            "(?i)\\b(?:amendment(?: no\\.? ?\\d+)? to|rider to|supplement to|addendum to) (?:\\w+ ){0,3}(?:power|confirming|authori[sz]ation)");
    private static final Pattern REGISTRATION = Pattern
            .compile("(?i)\\bregistration statements?\\b|\\bpost-effective amendments?|\\bform (?:S|F|N)-?\\d");
    private static final Pattern ANNUAL = Pattern.compile("(?i)\\bannual report|\\bform 10-?K|\\bform 10-?Q|\\bform 20-?F|\\bform 11-?K");
    private static final Pattern RESOLVED = Pattern
            .compile("\\bRESOLVED\\b|(?i:\\bbe it resolved\\b|\\bunanimous written consent\\b|\\bminutes of\\b)");
    private static final Pattern POWER = Pattern.compile(
            "(?i)\\bpowers? of att?orney|\\battorneys?[- ]in[- ]fact|\\bconfirming statement|\\bauthori[sz](?:e|es|ed)\\b|\\bon my behalf");

    private static final Pattern SUBSTITUTING = Pattern.compile("(?i)substitut|delegat");
    private static final Pattern AMENDS_A_POWER = Pattern
            .compile("(?i)amend(?:s|ed)?[^.]{0,60}power of attorney|power of attorney[^.]{0,80}(?:is|are) hereby amended");
    private static final Pattern DENIED = Pattern.compile("(?i)\\b(?:not|never|neither|nor)\\b");
    private static final Pattern POWER_REVOKED = Pattern
            .compile("(?i)\\b(?:powers?|authority|authori[sz]ations?|designations?|appointments?|attorneys?|statements?|instruments?)\\b");
    private static final Pattern NO_TITLE = Pattern.compile("(?i)\\b(?:no|not|non|without|against|denial of)[ -](?:\\w+ ){0,2}$");
    private static final Pattern PAST = Pattern.compile("(?i)\\w+(?:ed|ing)\\b");
    private static final Pattern PARTLY = Pattern.compile(
            "(?i)\\b(?:by (?:adding|deleting|removing|replacing|inserting|substituting|striking|changing|including)|(?:is|are|be) (?:hereby "
                    + ")?(?:added|deleted"
                    + "|removed|replaced|inserted)|to (?:add|remove|replace|delete)|additional attorneys?|as an addition|in addition to the "
                    + "(?:attorney|person"
                    + "|agent)s?)\\b[^.;]{0,80}");
    private static final Pattern REVOKES_THIS = Pattern.compile(
            "(?i)\\b(?:hereby|I|undersigned) (?:hereby )?(?:revoke|rescind|cancel|withdraw|terminate)s? (?:the |all of the )?(?:foregoing|above"
                    + "|aforesaid|said|this)"
                    + " (?:\\w+ ){0,2}(?:powers?|authority|authori[sz]ation|appointment|designation|instrument)\\b");
    private static final Pattern DECLINES = Pattern.compile(
            "(?i)\\b(?:I|undersigned)(?:, [^.;]{1,80},)? (?:do |does )?(?:hereby )?(?:resigns?|declines?|renounces?"
                    + "|disclaims?)\\b[^.;]{0,80}\\b(?:attorney"
                    + "|agent|appointment|power|authority|designation)");
    private static final Pattern DECLINES_TITLE = Pattern
            .compile("\\b(?:RESIGNATION|DECLINATION|RENUNCIATION|Resignation|Declination|Renunciation)\\b");

    private Kinds() {}

    /** A paper that only revokes; one that appoints someone in the present tense too is a grant. */
    static boolean revocation(String line, @Nullable Appointment appointment) {
        if (appointment != null && !PAST.matcher(line).region(appointment.start(), line.length()).lookingAt()) {
            return false;
        }
        List<Sentences.Part> parts = Sentences.parts(line);
        Matcher revokes = REVOKES.matcher(line);
        boolean first = false;
        while (!first && revokes.find()) {
            boolean denied = DENIED.matcher(revokes.group()).find() || Ends.denied(line, revokes.start())
                    || line.startsWith(" nothing", revokes.end());
            first = !denied && POWER_REVOKED.matcher(Sentences.around(parts, revokes.start()).words()).find()
                    && (appointment == null || revokes.start() < appointment.start());
        }
        Matcher title = REVOCATION_TITLE.matcher(head(line));
        return first || NoLonger.in(line) != null || title.find() && !NO_TITLE.matcher(line.substring(0, title.start())).find();
    }

    /** Words by which an amendment changes a part of the terms and leaves the rest as it is; null where there are none. */
    static @Nullable String amendsPartly(String line) {
        Matcher partly = PARTLY.matcher(line);
        return partly.find() ? partly.group() : null;
    }

    /** Words that revoke the paper in which they stand, or the one above it; null where there are none. */
    static @Nullable String revokesThis(String line) {
        Matcher revokes = REVOKES_THIS.matcher(line);
        return revokes.find() && !Ends.denied(line, revokes.start()) ? revokes.group() : null;
    }

    /** A paper of the one appointed, who declines or resigns. */
    static boolean declination(String line) {
        return DECLINES.matcher(line).find() || DECLINES_TITLE.matcher(head(line)).find();
    }

    /** Whether it speaks of registration statements or reports of a company. */
    static boolean ofCompanies(String line) {
        return REGISTRATION.matcher(line).find() || ANNUAL.matcher(line).find();
    }

    static boolean substitution(String line) {
        return SUBSTITUTION_TITLE.matcher(head(line)).find() && SUBSTITUTING.matcher(line).find()
                || SUBSTITUTES.matcher(line).find();
    }

    static boolean amendment(String line) {
        return AMENDMENT_TITLE.matcher(head(line)).find() || AMENDS.matcher(line).find()
                && AMENDS_A_POWER.matcher(line).find();
    }

    /** Why a text in which no form of insiders is named gives no proposal. */
    static @Nullable String otherPaper(String line) {
        if (RESOLVED.matcher(line).find()) {
            return "a resolution of a board gives no power of a reporting person";
        }
        if (REGISTRATION.matcher(line).find()) {
            return "a power to sign registration statements, not the forms of a reporting person";
        }
        if (ANNUAL.matcher(line).find()) {
            return "a power to sign reports of a company, not the forms of a reporting person";
        }
        return POWER.matcher(line).find() ? null : "the text gives no one a power";
    }

    static boolean resolution(String line) {
        return RESOLVED.matcher(line).find();
    }

    private static String head(String line) {
        return line.substring(0, Math.min(TITLE, line.length()));
    }
}
