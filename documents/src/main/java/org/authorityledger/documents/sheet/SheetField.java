package org.authorityledger.documents.sheet;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column of a tracker may hold, and the headings under which people keep it. */
public enum SheetField {
    GRANTOR_CIK("grantorCik", "Grantor\u2019s CIK", false, null), ISSUER_CIK("issuerCik", "Company\u2019s CIK", false,
            Headings.ISSUER_CIK), DELIVERED("deliveredOn", "Revocation delivered on", false, Headings.DELIVERED), REVOKED("revokedOn",
                    "Revoked on", false, Headings.REVOKED), EXPIRES("expiresOn", "Last day in force", false, Headings.EXPIRES), EFFECTIVE(
                            "effectiveOn", "First day in force", false,
                            Headings.EFFECTIVE), SIGNED("executedOn", "Signed on", false, Headings.SIGNED), ATTORNEYS("attorneys",
                                    "Attorneys-in-fact", true, Headings.ATTORNEYS), FORMS("forms", "Forms", true, Headings.FORMS), POA_ID(
                                            "poaId", "Instrument\u2019s id", false, Headings.POA_ID), MINIMUM("minimumSignatures",
                                                    "How many must sign together", false, Headings.MINIMUM), NOTE("note", "Note", true,
                                                            Headings.NOTE), FIRST_NAME("grantorFirstName", "Grantor\u2019s first name",
                                                                    false, Headings.FIRST_NAME), LAST_NAME("grantorLastName",
                                                                            "Grantor\u2019s last name", false, Headings.LAST_NAME), ISSUER(
                                                                                    "issuer", "Company", false, Headings.ISSUER), GRANTOR(
                                                                                            "grantor", "Grantor", false, Headings.GRANTOR);

    /** The headings under which people keep each, as words in lower case. */
    private static final class Headings {
        static final String ISSUER_CIK = "(?=.*\\bcik\\b)(?=.*\\b(?:issuer|company|registrant)\\b).*";
        static final String DELIVERED = "(?:revocation |revoked |termination )?(?:notice )?(?:delivered|delivery)(?: (?:on|date|of revocation"
                + "|to attorneys?.*))?|date (?:of )?(?:delivered|delivery)(?: of revocation)?|revocation (?:notice )?(?:sent"
                + "|served|received)(?: on| date)?";
        static final String REVOKED = "(?:date )?(?:of )?(?:revoked|revocation|terminated|cancelled|canceled|rescinded)(?: (?:on|date))?"
                + "|revocation date|termination date|date of (?:revocation|termination)";
        static final String EXPIRES = ".*\\b(?:expires?|expiry|expiration|expired)\\b.*|valid (?:until|through|thru|to)|until|through|thru|ends?"
                + "|end date|term|term end|good through|last day(?: in force)?|(?:in force|effective) (?:until|through|to)"
                + "|duration";
        static final String EFFECTIVE = "(?:date )?effective(?: (?:on|date|from|as of))?|date effective|start(?: date)?|valid from|in force (?:from"
                + "|since)|first day(?: in force)?|from";
        static final String SIGNED = "(?:date )?(?:signed|executed|granted)(?: (?:on|date))?|dated|date of (?:the )?(?:poa|power(?: of attorney)?"
                + "|instrument|grant|signature|signing|execution)|date (?:poa|power of attorney) (?:signed|executed)|(?:poa"
                + "|power of attorney|instrument|grant|signature|signing|execution|sign|document|doc) date|date|(?:poa"
                + "|power of attorney) (?:signed|executed|dated)(?: on)?";
        static final String ATTORNEYS = "(?:names? of )?(?:the )?(?:attorneys?(?: s)?(?: in fact)?|agents?(?: s)?|aifs?|appointees?|appointed|holders?"
                + "|poa holders?|poa (?:to|given to)|power of attorney (?:holders?|to|given to)|signers?|signatories"
                + "|authorized (?:signers?|signatories|signatory|persons?|representatives?)|delegates?|proxies"
                + "|who may sign)(?: names?)?(?: \\d{1,2})?";
        static final String FORMS = "(?:sec |edgar |covered |authorized )?forms?(?: s)?(?: (?:covered|types?|authorized|granted|included))?"
                + "|form types?|filings?(?: (?:covered|types?|authorized))?|covers|scope|powers?";
        static final String POA_ID = "(?:poa|power of attorney|instrument|document|doc|tracker) (?:id|no|number|nr|ref|reference)|reference(?: (?:no"
                + "|number|id))?|ref(?: (?:no|number|id))?|id";
        static final String MINIMUM = "(?:minimum |min )?signatures?(?: (?:required|needed))|minimum signatures?|min signatures?|required signatures?"
                + "|(?:number of )?signers required|how many must sign(?: together)?";
        static final String NOTE = "notes?|comments?|remarks?";
        static final String FIRST_NAME = "(?:first|given)(?: names?)?|first name .*";
        static final String LAST_NAME = "(?:last|family)(?: names?)?|surname|last name .*";
        static final String ISSUER = "(?:names? of )?(?:the )?(?:subject )?(?:compan(?:y|ies)|issuers?|registrants?|corporation)(?: s)?(?: names?)?";
        static final String GRANTOR = "(?:names? of )?(?:the )?(?:grantors?|insiders?|reporting (?:persons?|owners?)|section 16 (?:officers?|persons?"
                + "|insiders?|filers?|directors?|individuals?)|(?:section )?16 (?:officer|filer|person|insider)|officers? (?:or "
                + "|and )?directors?|directors? (?:or |and )?officers?|officers?|directors?|d o|executives?|filers?|principals?"
                + "|individuals?|persons?|full|filing persons?)(?: s)?(?: names?)?(?: .{0,40})?|name|who";
    }

    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** What else a tracker says about people and papers. It is not read. */
    private static final Pattern ELSE = Pattern.compile(
            ".*\\b(?:title|titles|email|e mail|phone|telephone|address|status|department|employer|ticker|symbol|ccc|password|location|link|url|file|filed|filing date|why|row|by|type|position|role)\\b.*");
    private static final Pattern GRANTORS_CIK = Pattern.compile("(?!.*\\b(?:attorney|agent)\\b).*\\bcik\\b.*");

    private final String key;
    private final String label;
    private final boolean several;
    private final @Nullable Pattern headings;

    SheetField(String key, String label, boolean several, @Nullable String headings) {
        this.key = key;
        this.label = label;
        this.several = several;
        this.headings = headings == null ? null : Pattern.compile(headings);
    }

    /** By this name a mapping calls it. */
    public String key() {
        return key;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    /** Whether several columns may hold it. */
    public boolean several() {
        return several;
    }

    /** The field with this key; null: no field has it. */
    public static @Nullable SheetField of(String key) {
        for (SheetField field : values()) {
            if (field.key.equals(key)) {
                return field;
            }
        }
        return null;
    }

    /** What a column of this heading seems to hold; null: nothing that is read. */
    public static @Nullable SheetField guess(String heading) {
        String words = NOT_WORDS.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        if (words.isEmpty() || words.length() > 60) {
            return null;
        }
        for (SheetField field : values()) {
            boolean fits = field == GRANTOR_CIK
                    ? GRANTORS_CIK.matcher(words).matches() && !ISSUER_CIK.fits(words)
                    : field.fits(words);
            if (fits && (field == FORMS || field == GRANTOR_CIK || field == ISSUER_CIK || !ELSE.matcher(words).matches())) {
                return field;
            }
        }
        return null;
    }

    private boolean fits(String words) {
        return headings != null && headings.matcher(words).matches();
    }
}
