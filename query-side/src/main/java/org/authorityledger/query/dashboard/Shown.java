package org.authorityledger.query.dashboard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.query.register.NamesOnRecord;
import org.authorityledger.query.register.Register;
import org.jspecify.annotations.Nullable;

/**
 * The authorities on a page, as known at its moment: those in force as a matrix by form, all of them as a timeline and as a table, page by page.
 *
 * @param inForce how many are in force on the effective date
 * @param known how many are known
 * @param matrix those in force, as far as there is room
 * @param rows the page of all of them, by the day they begin
 * @param before how many rows come before this page
 * @param next how many rows come before the next page; null: this is the last
 */
record Shown(int inForce, int known, List<Row> matrix, List<Row> rows, int before, @Nullable Integer next, List<AuthorityVersion> versions,
        Names names) {

    /** All forms, in the order of columns. */
    static final List<Form> FORMS = Arrays.asList(Form.values());
    private static final int PAGE = 50;
    private static final int MOST_IN_MATRIX = 50;

    /** One authority with what is shown of it. */
    record Row(AuthorityVersion version, String attorney, String grantor, String issuer, @Nullable String inPlaceOf, boolean inForce) {

        public Authority authority() {
            return version.authority();
        }

        public String grantorPath() {
            return "/grantors/" + CheckPage.encode(authority().grantorId().value());
        }

        public String attorneyPath() {
            return "/attorneys/" + CheckPage.encode(authority().attorneyId().value());
        }

        public @Nullable String issuerPath() {
            return authority().issuerId().equals(IssuerId.ANY) ? null : "/issuers/" + CheckPage.encode(authority().issuerId().value());
        }

        public String instrumentPath() {
            return grantorPath() + "/powers-of-attorney/" + CheckPage.encode(authority().poaId().value());
        }

        public boolean covers(Form form) {
            return authority().forms().contains(form);
        }

        /** The question whether this attorney may sign a form. */
        public String checkPath(Form form) {
            return CheckPage.PATH + "?grantor=" + CheckPage.encode(authority().grantorId().value()) + "&issuer="
                    + CheckPage.encode(authority().issuerId().value()) + "&form=" + form.name() + "&signer="
                    + CheckPage.encode(authority().attorneyId().value());
        }
    }

    static Shown of(Register register, List<AuthorityVersion> versions, AsOf asOf, int before) {
        List<AuthorityVersion> known = versions.stream().filter(version -> version.knownAt(asOf.knownAt()))
                .sorted(Comparator.comparing((AuthorityVersion version) -> version.authority().from())
                        .thenComparing(version -> version.authority().poaId().value())
                        .thenComparing(version -> version.authority().attorneyId().value()))
                .toList();
        List<AuthorityVersion> page = known.stream().skip(before).limit(PAGE).toList();
        List<AuthorityVersion> inForce = known.stream().filter(version -> version.authority().inForceOn(asOf.on())).toList();
        List<AuthorityVersion> matrix = inForce.stream().limit(MOST_IN_MATRIX).toList();
        Names names = NamesOnRecord.of(register,
                java.util.stream.Stream.concat(page.stream(), matrix.stream()).map(AuthorityVersion::authority).toList());
        Function<AuthorityVersion, Row> row = version -> row(version, names, asOf);
        return new Shown(inForce.size(), known.size(), matrix.stream().map(row).toList(), page.stream().map(row).toList(), before,
                before + PAGE < known.size() ? before + PAGE : null, versions, names);
    }

    private static Row row(AuthorityVersion version, Names names, AsOf asOf) {
        Authority authority = version.authority();
        return new Row(version, names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()),
                names.of(Naming.Part.GRANTOR, authority.grantorId().value()),
                authority.issuerId().equals(IssuerId.ANY) ? "any issuer" : names.of(Naming.Part.ISSUER, authority.issuerId().value()),
                authority.inPlaceOf() == null ? null : names.of(Naming.Part.ATTORNEY, authority.inPlaceOf().value()),
                authority.inForceOn(asOf.on()));
    }

    /** The forms that head the columns of the matrix. */
    public List<Form> forms() {
        return FORMS;
    }
}
