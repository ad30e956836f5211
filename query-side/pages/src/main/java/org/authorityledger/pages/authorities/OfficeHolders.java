package org.authorityledger.pages.authorities;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.register.AuthorityRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads who holds, held and will hold an office, by what the law made of the records; no question answers that yet. */
final class OfficeHolders {

    private static final String OF_THE_OFFICE = " from register.authority_version v where v.role = 'OFFICEHOLDER' and v.in_place_of = :office";

    private final JdbcClient jdbc;

    OfficeHolders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether anyone was ever recorded as a holder of it. */
    boolean everHeld(AttorneyId officeId) {
        return jdbc.sql("select exists (select" + OF_THE_OFFICE + ")").param("office", officeId.value()).query(Boolean.class).single();
    }

    /** Every version of every holder's authority, in the order of recording and at most this number; without those that never were in force. */
    List<AuthorityVersion> versions(AttorneyId officeId, int most) {
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return jdbc.sql("select " + AuthorityRows.COLUMNS + OF_THE_OFFICE
                + " and not isempty(v.effective) order by v.in_place_of, v.source_position, v.attorney_id, v.way, v.known_from limit :most")
                .params(Map.of("office", Objects.requireNonNull(officeId.value()), "most", most)).query((row, n) -> rows.version(row))
                .list();
    }
}
