package org.authorityledger.pages.authorities;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Explanation;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Power;
import org.authorityledger.events.SigningRule;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;

/**
 * The authorities on a page, as known at its moment: those in force as a matrix by form, all of them as a timeline and as a table, page by
 * page.
 *
 * @param inForce how many are in force on the effective date
 * @param known how many are known
 * @param matrix those in force, as far as there is room
 * @param rows the page of all of them, by the day they begin
 * @param before how many rows come before this page
 * @param next the cursor of the next page; null: this is the last
 */
public record AuthorityListing(int inForce, int known, List<AuthorityRow> matrix, List<AuthorityRow> rows, int before,
        @Nullable String next,
        List<AuthorityVersion> versions,
        Names names) {

    /** The seven forms that have columns, in order. */
    static final List<Form> FORMS = Form.seven();
    private static final Pattern SHORT = Pattern.compile("\\d+ of \\d+|at least \\d+");
    private static final int PAGE = 30;
    private static final int KEY = 5;
    private static final Comparator<List<String>> ORDER = AuthorityListing::compare;
    private static final int MOST_IN_MATRIX = 30;

    /**
     * One authority with what is shown of it.
     *
     * @param appointments how many its instrument appoints, where they sign jointly; else 0
     * @param names of those whom a signing rule names
     */
    public record AuthorityRow(AuthorityVersion version, String attorney, String grantor, String issuer, @Nullable String inPlaceOf,
            boolean inForce,
            int appointments, Names names) {

        public Authority authority() {
            return version.authority();
        }

        public String grantorPath() {
            return Links.grantor(authority().grantorId());
        }

        public String attorneyPath() {
            return Links.attorney(authority().attorneyId());
        }

        public @Nullable String issuerPath() {
            return authority().issuerId().equals(IssuerId.ANY) ? null : Links.issuer(authority().issuerId());
        }

        public String instrumentPath() {
            return Links.instrument(authority().grantorId(), authority().poaId());
        }

        /** How many must sign a form together, and of how many, or who with whom; null: under one of the clauses each signs alone. */
        public @Nullable String jointly(Form form) {
            List<Power> covering = authority().powers().stream().filter(power -> power.lists(form)).toList();
            return covering.stream().anyMatch(power -> authority().signing(power).singly())
                    ? null
                    : covering.stream().map(this::jointly).distinct().collect(Collectors.joining("; or "));
        }

        /** The same where there is little room. */
        public @Nullable String brieflyJointly(Form form) {
            String jointly = jointly(form);
            return jointly == null || SHORT.matcher(jointly).matches() ? jointly : "jointly";
        }

        /** How one signs, by the clauses where they differ. */
        public String signing() {
            Map<String, List<String>> clauses = new LinkedHashMap<>();
            authority().powers().stream().filter(power -> !power.accessory()).forEach(power -> clauses
                    .computeIfAbsent(authority().signing(power).singly() ? "singly" : "jointly, " + jointly(power),
                            one -> new ArrayList<>())
                    .add("(" + power.clause() + ")"));
            return clauses.size() == 1
                    ? clauses.keySet().iterator().next()
                    : clauses.entrySet().stream().map(one -> String.join(", ", one.getValue()) + " " + one.getKey())
                            .collect(Collectors.joining("; "));
        }

        private String jointly(Power power) {
            SigningRule rule = authority().signing(power);
            if (!rule.groups().isEmpty()) {
                return Explanation.groups(rule, id -> names.of(Naming.Part.ATTORNEY, id));
            }
            int of = power.attorneys().isEmpty() ? appointments : power.attorneys().size();
            return of == 0 ? "at least " + rule.minimum() : rule.minimum() + " of " + of;
        }

        public boolean covers(Form form) {
            return authority().lists(form);
        }

        /** The question whether this attorney may sign a form. */
        public String checkPath(Form form) {
            return CheckPage.PATH + "?grantor=" + Links.encode(authority().grantorId().value()) + "&issuer="
                    + Links.encode(authority().issuerId().value()) + "&form=" + form.name() + "&signer="
                    + Links.encode(authority().attorneyId().value());
        }
    }

    static AuthorityListing of(Register register, InstrumentTexts instruments, List<AuthorityVersion> versions, AuthorityFilter filter,
            AsOf asOf, @Nullable String cursor) {
        List<AuthorityVersion> known = versions.stream().filter(version -> version.knownAt(asOf.knownAt()))
                .sorted(Comparator.comparing(version -> key(version.authority()), ORDER)).toList();
        Page asked = Page.of(PAGE, cursor, KEY, filter.toString()).keeping("", asOf.moment());
        List<AuthorityVersion> left = asked.first()
                ? known
                : known.stream().dropWhile(version -> ORDER.compare(key(version.authority()), asked.after()) <= 0).toList();
        List<AuthorityVersion> page = asked.cut(left);
        int before = known.size() - left.size();
        List<AuthorityVersion> inForce = known.stream().filter(version -> version.authority().inForceOn(asOf.on())).toList();
        List<AuthorityVersion> matrix = inForce.stream().limit(MOST_IN_MATRIX).toList();
        Names names = NameMarkup.isolating(NamesOnRecord.of(register,
                java.util.stream.Stream.concat(page.stream(), matrix.stream()).map(AuthorityVersion::authority).toList()));
        Map<InstrumentTexts.InstrumentKey, Integer> appointments = instruments.appointments(
                matrix.stream().map(AuthorityVersion::authority)
                        .filter(authority -> !authority.signing().singly()
                                || authority.powers().stream().anyMatch(power -> !authority.signing(power).singly()))
                        .toList(),
                asOf.moment());
        Function<AuthorityVersion, AuthorityRow> row = version -> row(version, names, appointments, asOf);
        return new AuthorityListing(inForce.size(), known.size(), matrix.stream().map(row).toList(), page.stream().map(row).toList(),
                before,
                asked.next(left, version -> key(version.authority())), versions, names);
    }

    /** Where an authority stands in the table. */
    private static List<String> key(Authority authority) {
        return List.of(authority.from().toString(), authority.grantorId().value(), authority.poaId().value(),
                authority.attorneyId().value(), authority.source().toString());
    }

    private static int compare(List<String> one, List<String> other) {
        for (int part = 0; part < KEY; part++) {
            int order = one.get(part).compareTo(other.get(part));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static AuthorityRow row(AuthorityVersion version, Names names, Map<InstrumentTexts.InstrumentKey, Integer> appointments,
            AsOf asOf) {
        Authority authority = version.authority();
        return new AuthorityRow(version, names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()),
                names.of(Naming.Part.GRANTOR, authority.grantorId().value()),
                authority.issuerId().equals(IssuerId.ANY) ? "any issuer" : names.of(Naming.Part.ISSUER, authority.issuerId().value()),
                authority.inPlaceOf() == null ? null : names.of(Naming.Part.ATTORNEY, authority.inPlaceOf().value()),
                authority.inForceOn(asOf.on()), appointments.getOrDefault(InstrumentTexts.InstrumentKey.of(authority), 0), names);
    }

    /** The forms that head the columns of the matrix. */
    public List<Form> forms() {
        return FORMS;
    }
}
