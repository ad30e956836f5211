package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.SubstitutionPower;
import org.jspecify.annotations.Nullable;

/** Whether the attorneys may appoint others. What is withheld is not given; a paper that says both leaves it open. */
record Substitutes(@Nullable Found<SubstitutionPower> power, boolean both) {

    private static final Pattern SUBSTITUTION = Pattern.compile(
            "(?i)\\b(with(?:out)?|no|full|any|the)?(?: full| any| the)?(?: and [a-z]+)?(?: powers?| right| authority)(?: and [a-z]+)? (?:of"
                    + "|for) (?:substitution|substituting)(?: ?,? ?(?:and|or|&|and/or|/) ?(re ?-? ?substitution|revocation))?");
    private static final Pattern TO_SUBSTITUTE = Pattern
            .compile("(?i)\\bpower (?:and authority )?to (?:appoint|designate|name) (?:a |one or more |any )?substitutes?\\b");
    private static final Pattern WITHHELD_BEFORE = Pattern.compile(
            "(?i)(?:\\b(?:not|never|nor|nothing|neither)\\b[^.;,]{0,40}|\\b(?:withh[eo]ld|den(?:y|ie)|refus|exclud|prohibit|declin|negat|disclaim"
                    + "|reserv)\\w*\\b[^.;,]{0,40}|\\b(?:without|no|lacks?|excluding|except(?:ing)?)(?: (?:the|any|a|such|full|further)){0,2} ?)$");
    private static final Pattern WITHHELD_AFTER = Pattern.compile(
            "(?i)^[^.;,]{0,40}\\b(?:is|are|shall be|be|has been) (?:\\w+ )?(?:withheld|denied|excluded|reserved|prohibited|refused|disclaimed"
                    + "|(?:not|never) (?:\\w+ )?(?:granted|given|conferred|included|permitted|allowed))\\b|^ (?:not|is not|are not)\\b");
    private static final int REACH = 80;

    static Substitutes in(String line) {
        Found<SubstitutionPower> given = null;
        Found<SubstitutionPower> none = null;
        Matcher says = SUBSTITUTION.matcher(line);
        while (says.find()) {
            boolean withheld = says.group(1) != null && says.group(1).matches("(?i)without|no") || withheld(line, says);
            boolean again = says.group(2) != null && says.group(2).matches("(?i)re ?-? ?substitution");
            SubstitutionPower power = again ? SubstitutionPower.WITH_RESUBSTITUTION : SubstitutionPower.ALLOWED;
            if (withheld) {
                none = none == null ? Found.sure(SubstitutionPower.NONE, says.start(), says.end(), "power-of-substitution") : none;
            } else if (given == null) {
                given = Found.sure(power, says.start(), says.end(), "power-of-substitution");
            }
        }
        Matcher appoint = TO_SUBSTITUTE.matcher(line);
        if (given == null && none == null && appoint.find()) {
            given = Found.likely(SubstitutionPower.ALLOWED, appoint.start(), appoint.end(), "power-to-appoint-substitutes");
            if (withheld(line, appoint)) {
                none = Found.likely(SubstitutionPower.NONE, appoint.start(), appoint.end(), "power-to-appoint-substitutes");
                given = null;
            }
        }
        boolean both = given != null && none != null;
        return new Substitutes(both ? null : none == null ? given : none, both);
    }

    private static boolean withheld(String line, Matcher says) {
        return WITHHELD_BEFORE.matcher(line.substring(Math.max(0, says.start() - REACH), says.start())).find()
                || WITHHELD_AFTER.matcher(line.substring(says.end(), Math.min(line.length(), says.end() + REACH))).find();
    }
}
