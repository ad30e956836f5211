package org.authorityledger.documents.sheet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/** From the cells of one row to what it says. */
final class SheetRowReader {

    private static final Pattern NOTHING = Pattern
            .compile("(?i)n/?a\\.?|none|no|not applicable|-+|\u2013|\u2014|tbd|\\?+|unknown|not known|undated");
    /** That there was no revocation. What is not known yet may have been one. */
    private static final Pattern NOT_REVOKED = Pattern
            .compile("(?i)n/?a\\.?|none|no|never|not (?:applicable|revoked|terminated)|-+|\u2013|\u2014");
    private static final Pattern NO_LAST_DAY = Pattern.compile(
            "(?i)(?:effective |valid |in force )?(?:until|till|unless)(?: earlier| sooner)? (?:revoked|revocation|terminated|termination|cancell?ed|further notice)(?: in writing| by (?:the )?(?:grantor|insider))?"
                    + "|n/?a\\.?|none|no(?: expiration| expiry| end| term| date|t stated)?(?: date)?|never|indefinite(?:ly)?|perpetual|open(?:-| )?(?:ended)?|continuing|ongoing|does not expire|-+|\u2013|\u2014");
    private static final Pattern UNTIL_CEASED = Pattern.compile(
            "(?i)(?:for )?(?:until|till|as long as|so long as|while)\\b.*\\b(?:no longer|ceases?|ceased|not|stops?|required|subject|remains?)\\b.*");
    private static final Pattern EMPLOYED = Pattern
            .compile("(?i).*\\b(?:employ(?:ed|ment|ee)|leaves?|departure|retire(?:s|ment)?|termination of service)\\b.*");
    private static final Pattern DUTY = Pattern
            .compile("(?i).*\\b(?:report(?:s|ing)?|fil(?:e|es|ing)|forms?|section|sec\\.?|insider|subject to)\\b.*");
    private static final Pattern ANY_ISSUER = Pattern
            .compile("(?i)any|all|any (?:company|issuer|registrant)|all (?:companies|issuers|registrants)|every (?:company|issuer)");
    private static final Pattern CIK = Pattern.compile("(?i)(?:cik:? ?#?)?0*([1-9]\\d{0,9})(?:\\.0)?");
    private static final int MOST_SIGNATURES = 500;
    /** More is no name, date or form. Reading names takes longer than their length. */
    private static final int LONGEST = 2_000;
    private static final String TOO_LONG = "has too much text for this column";

    private final Map<Integer, SheetField> mapping;
    private final SheetDefaults defaults;
    private final List<SheetCell> cells;
    private final List<Open> open = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private SheetRowReader(Map<Integer, SheetField> mapping, SheetDefaults defaults, List<SheetCell> cells) {
        this.mapping = mapping;
        this.defaults = defaults;
        this.cells = cells;
    }

    static SheetRow read(Map<Integer, SheetField> mapping, SheetDefaults defaults, List<SheetCell> cells,
            List<Open> unread) {
        SheetRowReader reader = new SheetRowReader(mapping, defaults, cells);
        reader.open.addAll(unread);
        return reader.row();
    }

    private SheetRow row() {
        SheetRow.Party grantor = grantor();
        boolean any = ANY_ISSUER.matcher(text(SheetField.ISSUER)).matches();
        List<SheetRow.Party> issuers = any ? List.of() : issuers();
        if (!any && issuers.isEmpty() && !isOpen(SheetField.ISSUER)) {
            open(SheetField.ISSUER, "the row names no company");
        }
        List<SheetRow.Attorney> attorneys = attorneys();
        Set<Form> forms = forms();
        LocalDate executedOn = date(SheetField.SIGNED, false);
        if (executedOn == null && !isOpen(SheetField.SIGNED)) {
            open(SheetField.SIGNED, "the row does not say when it was signed");
        }
        TreeSet<Regime> regimes = new TreeSet<>();
        LocalDate expiresOn = expires(forms, regimes);
        LocalDate effectiveOn = date(SheetField.EFFECTIVE, false);
        if (effectiveOn != null && executedOn != null && effectiveOn.isBefore(executedOn)) {
            open(SheetField.EFFECTIVE, "is before the day on which it was signed");
        }
        LocalDate revokedOn = date(SheetField.REVOKED, true);
        LocalDate deliveredOn = date(SheetField.DELIVERED, true);
        if (deliveredOn != null && revokedOn == null && !isOpen(SheetField.REVOKED)) {
            open(SheetField.REVOKED, "the row says when a revocation was delivered, and not when it was signed");
        }
        String note = texts(SheetField.NOTE).collect(Collectors.joining("\n"));
        String poaId = text(SheetField.POA_ID);
        return new SheetRow(key(grantor, issuers, any, executedOn, poaId), poaId.isEmpty() ? null : poaId, grantor, issuers, any, attorneys,
                forms, minimum(), executedOn, effectiveOn, expiresOn, regimes, revokedOn, deliveredOn, note.isEmpty() ? null : note, open,
                remarks);
    }

    private static @Nullable String key(SheetRow.@Nullable Party grantor, List<SheetRow.Party> issuers, boolean any,
            @Nullable LocalDate executedOn, String poaId) {
        if (grantor == null) {
            return null;
        }
        String who = grantor.cik() == null ? SheetNames.key(grantor.name()) : grantor.cik();
        if (!poaId.isEmpty()) {
            return who + "\n" + poaId;
        }
        if (executedOn == null || issuers.isEmpty() && !any) {
            return null;
        }
        return who + "\n" + executedOn + "\n"
                + (any ? "ANY" : issuers.stream().map(one -> SheetNames.key(one.name())).sorted().collect(Collectors.joining("\n")));
    }

    private SheetRow.@Nullable Party grantor() {
        String name = text(SheetField.GRANTOR);
        String last = text(SheetField.LAST_NAME);
        String first = text(SheetField.FIRST_NAME);
        if (name.isEmpty() && !last.isEmpty() && !first.isEmpty()) {
            String fault = SheetNames.grantorFault(first + " " + last);
            if (fault != null) {
                open(SheetField.GRANTOR, fault);
                return null;
            }
            return new SheetRow.Party((first + " " + last).replaceAll("\\s+", " "), cik(SheetField.GRANTOR_CIK));
        }
        if (name.isEmpty()) {
            if (!isOpen(SheetField.GRANTOR) && !isOpen(SheetField.LAST_NAME)) {
                open(SheetField.GRANTOR, "the row does not say who granted it");
            }
            return null;
        }
        if (name.indexOf(';') >= 0 || name.indexOf('\n') >= 0) {
            open(SheetField.GRANTOR, "the cell names several; give each a row of their own");
            return null;
        }
        String fault = SheetNames.grantorFault(name);
        if (fault != null) {
            open(SheetField.GRANTOR, fault);
            return null;
        }
        SheetNames.Named named = SheetNames.one(name);
        if (named == null) {
            open(SheetField.GRANTOR, "\u201c" + name + "\u201d is no whole name");
            return null;
        }
        turned(name, named.name());
        return new SheetRow.Party(named.name(), cik(SheetField.GRANTOR_CIK));
    }

    private void turned(String cell, String name) {
        String first = name.substring(0, name.indexOf(' ') < 0 ? name.length() : name.indexOf(' '));
        if (cell.indexOf(',') > 0 && !cell.strip().startsWith(first)) {
            remarks.add("\u201c" + cell + "\u201d was read as " + name + ".");
        }
    }

    private List<SheetRow.Party> issuers() {
        List<String> names = SheetNames.companies(text(SheetField.ISSUER));
        String cik = cik(SheetField.ISSUER_CIK);
        if (names.isEmpty()) {
            String issuer = defaults.issuer();
            return issuer == null ? List.of() : List.of(new SheetRow.Party(issuer, cik == null ? defaults.issuerCik() : cik));
        }
        for (String name : names) {
            String fault = SheetNames.companyFault(name);
            if (fault != null) {
                open(SheetField.ISSUER, fault);
                return List.of();
            }
        }
        if (names.size() > 1 && cik != null) {
            open(SheetField.ISSUER_CIK, "is one number for several companies");
        }
        return names.stream().map(name -> new SheetRow.Party(name.replaceAll("\\s+", " "), names.size() == 1 ? cik : null)).toList();
    }

    private List<SheetRow.Attorney> attorneys() {
        List<SheetRow.Attorney> attorneys = new ArrayList<>();
        List<String> written = texts(SheetField.ATTORNEYS).toList();
        for (String cell : written) {
            SheetNames.Found found = SheetNames.several(cell);
            if (found.fault() != null) {
                open(SheetField.ATTORNEYS, found.fault());
                return List.of();
            }
            for (SheetNames.Named named : found.names()) {
                if (PartyNames.title(named.name())) {
                    open(SheetField.ATTORNEYS,
                            "names \u201c" + named.name() + "\u201d, which is an office and no person; name who holds it");
                    return List.of();
                }
                if (attorneys.stream().noneMatch(other -> SheetNames.key(other.name()).equals(SheetNames.key(named.name())))) {
                    attorneys.add(new SheetRow.Attorney(named.name(), named.title()));
                }
            }
        }
        if (attorneys.isEmpty() && !isOpen(SheetField.ATTORNEYS)) {
            open(SheetField.ATTORNEYS, "the row names no attorney");
        }
        return attorneys;
    }

    private Set<Form> forms() {
        TreeSet<Form> forms = new TreeSet<>();
        for (String cell : texts(SheetField.FORMS).toList()) {
            SheetForms.Found found = SheetForms.of(cell);
            if (found.fault() != null) {
                open(SheetField.FORMS, found.fault());
                return Set.of();
            }
            forms.addAll(found.forms());
        }
        if (forms.isEmpty() && !isOpen(SheetField.FORMS)) {
            forms.addAll(defaults.forms());
            if (forms.isEmpty()) {
                open(SheetField.FORMS, "the row names no form");
            }
        }
        return forms;
    }

    /** The last day; or the duties with whose end it lapses. */
    private @Nullable LocalDate expires(Set<Form> forms, Set<Regime> regimes) {
        SheetCell cell = cell(SheetField.EXPIRES);
        if (cell == null || cell.empty() || cell.fault() == null && cell.day() == null && NO_LAST_DAY.matcher(cell.text()).matches()) {
            return null;
        }
        if (cell.text().length() > LONGEST) {
            open(SheetField.EXPIRES, TOO_LONG);
            return null;
        }
        WrittenDate date = cell.date();
        if (date.day() != null || cell.fault() != null) {
            if (date.fault() != null) {
                open(SheetField.EXPIRES, date.fault());
            }
            return date.day();
        }
        String text = cell.text();
        boolean employed = EMPLOYED.matcher(text).matches();
        if (UNTIL_CEASED.matcher(text).matches() && DUTY.matcher(text).matches() && !employed) {
            ceased(text, forms, regimes);
        } else if (employed) {
            open(SheetField.EXPIRES, "depends on someone\u2019s employment; record this instrument by its form, which asks whose");
        } else {
            open(SheetField.EXPIRES, text.matches("(?i).*\\b(?:years?|months?|days?)\\b.*")
                    ? "is a length of time; give the last day"
                    : String.valueOf(date.fault()));
        }
        return null;
    }

    private void ceased(String text, Set<Form> forms, Set<Regime> regimes) {
        if (text.matches("(?is).*(?:section|sec\\.?|\u00a7) ?16.*")) {
            regimes.add(Regime.SECTION_16);
        }
        if (text.matches("(?is).*(?:section|sec\\.?|\u00a7) ?13.*")) {
            regimes.add(Regime.SECTION_13);
        }
        if (text.matches("(?is).*rule 144.*")) {
            regimes.add(Regime.RULE_144);
        }
        if (regimes.isEmpty()) {
            forms.stream().map(Form::regime).filter(java.util.Objects::nonNull).forEach(regimes::add);
        }
        if (regimes.isEmpty()) {
            open(SheetField.EXPIRES, "does not say which duty to report it depends on; name Section 16, Section 13 or Rule 144");
        } else {
            remarks.add("\u201c" + shown(text) + "\u201d was read as: until no longer required to report under "
                    + org.authorityledger.authority.acts.Wording.regimes(regimes) + ".");
        }
    }

    private @Nullable Integer minimum() {
        String text = text(SheetField.MINIMUM);
        if (text.isEmpty() || text.matches("(?i)singly|severally|individually|any(?: one)?|one")) {
            return null;
        }
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_SIGNATURES) {
            return Integer.parseInt(text) == 1 ? null : Integer.valueOf(text);
        }
        open(SheetField.MINIMUM, "is no number of attorneys");
        return null;
    }

    private @Nullable LocalDate date(SheetField field, boolean mayBeNothing) {
        SheetCell cell = cell(field);
        if (cell == null || cell.empty()) {
            return null;
        }
        if (mayBeNothing && cell.fault() == null && NOT_REVOKED.matcher(cell.text()).matches()) {
            return null;
        }
        WrittenDate date = cell.date();
        if (date.fault() != null) {
            open(field, date.fault());
        }
        return date.day();
    }

    private @Nullable String cik(SheetField field) {
        String text = text(field);
        if (text.isEmpty() || NOTHING.matcher(text).matches()) {
            return null;
        }
        java.util.regex.Matcher matcher = CIK.matcher(text);
        if (matcher.matches()) {
            return "0".repeat(10 - matcher.group(1).length()) + matcher.group(1);
        }
        open(field, "is no CIK: 1 to 10 digits");
        return null;
    }

    private @Nullable SheetCell cell(SheetField field) {
        for (Map.Entry<Integer, SheetField> column : mapping.entrySet()) {
            if (column.getValue() == field && column.getKey() < cells.size()) {
                return cells.get(column.getKey());
            }
        }
        return null;
    }

    private String text(SheetField field) {
        return texts(field).findFirst().orElse("");
    }

    /** What the cells of a field say; one that cannot be used is noted. */
    private java.util.stream.Stream<String> texts(SheetField field) {
        List<String> texts = new ArrayList<>();
        mapping.forEach((column, held) -> {
            if (held == field && column < cells.size()) {
                SheetCell cell = cells.get(column);
                if (cell.text().length() > LONGEST && field != SheetField.NOTE) {
                    if (!isOpen(field)) {
                        open(field, TOO_LONG);
                    }
                } else if (cell.fault() != null) {
                    if (!isOpen(field)) {
                        open(field, cell.fault());
                    }
                } else if (!cell.text().isEmpty()) {
                    texts.add(cell.text());
                }
            }
        });
        return texts.stream();
    }

    private boolean isOpen(SheetField field) {
        return open.stream().anyMatch(one -> one.field().equals(field.key()));
    }

    private void open(SheetField field, String why) {
        open.add(new Open(field.key(), why));
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + " \u2026" : text;
    }
}
