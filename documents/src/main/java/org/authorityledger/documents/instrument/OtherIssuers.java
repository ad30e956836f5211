package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether words around the name of a company say that the power is not for it. */
final class OtherIssuers {

    private static final Pattern DENIED_BEFORE = Pattern.compile(
            "(?i)(?:\\b(?:not|never|nor|cannot|neither|nothing)|n't) (?:\\w+ ){0,4}?(?:extend|cover|appl|relat|includ|concern|pertain|authori"
                    + "|empower|permit"
                    + "|allow|entitl|sign|execut|fil(?:e|ing)|act|embrac|encompass|reach|affect|with respect|as to|for\\b)\\w*\\b[^;]{0,160}$"
                    + "|\\bno (?:\\w+ )?(?:authority|power|right)\\b[^;]{0,160}$"
                    + "|\\b(?:exclud(?:ing|es?)|except(?:ing)?(?: for)?|other than|but not|exclusive of|apart from|save for)\\b(?! (?:limited|as "
                    + "otherwise))"
                    + "[^;]{0,80}$");
    private static final Pattern DENIED_AFTER = Pattern.compile(
            "(?i)^[^.;]{0,40}?\\b(?:to|for|of|as to|by|with respect to|regarding) which\\b[^.;]{0,60}\\b(?:not|no|never)\\b"
                    + "|^[^.;]{0,60}?\\b(?:is|are|be) (?:\\w+ )?(?:not (?:\\w+ )?(?:covered|included|subject|within|meant|part)|excluded"
                    + "|excepted)\\b");

    /** What is denied are forms, or the words that deny stand before those that grant: the company is that of the others. */
    private static final Pattern OF_FORMS = Pattern.compile(
            "(?i)\\b(?:forms?|schedules?|amendments?|substitut\\w+|obligat\\w+|liab\\w+|revo[ck]\\w*|hereby|appoints?|presents|compensat\\w+)\\b");

    private OtherIssuers() {}

    /** Whether the power is not for the company that is named here. */
    static boolean excludes(List<Sentences.Part> parts, String line, Found<String> company) {
        Sentences.Part part = Sentences.around(parts, company.start());
        String words = line.substring(Math.min(part.start(), company.start()), company.start());
        Matcher denied = DENIED_BEFORE.matcher(words);
        boolean before = denied.find() && !OF_FORMS.matcher(denied.group()).find();
        return before || DENIED_AFTER.matcher(line.substring(company.end(), Math.max(company.end(), part.end()))).find();
    }
}
