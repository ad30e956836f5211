package org.authorityledger.questions.authorities;

import java.util.List;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.jspecify.annotations.Nullable;

/** Which authorities a question is about, as a condition in SQL on a table aliased {@code v}. What is for all issuers is at every issuer. */
public record AuthorityFilter(@Nullable AttorneyId attorney, @Nullable GrantorId grantor, @Nullable IssuerId issuer, @Nullable PoaId poa,
        @Nullable FormAsked form) {

    /** Appends {@code and ...} for each part, and its arguments. */
    String sql(List<Object> arguments) {
        StringBuilder sql = new StringBuilder();
        if (attorney != null) {
            sql.append(" and v.attorney_id = ?");
            arguments.add(attorney.value());
        }
        if (grantor != null) {
            sql.append(" and v.grantor_id = ?");
            arguments.add(grantor.value());
        }
        if (issuer != null) {
            sql.append(" and v.issuer_id in (?, 'ANY')");
            arguments.add(issuer.value());
        }
        if (poa != null) {
            sql.append(" and v.poa_id = ?");
            arguments.add(poa.value());
        }
        if (form != null) {
            sql.append(form.amendment() ? " and ? = any(v.amendable_forms)" : " and ? = any(v.forms)");
            arguments.add(form.form().name());
        }
        return sql.toString();
    }

}
