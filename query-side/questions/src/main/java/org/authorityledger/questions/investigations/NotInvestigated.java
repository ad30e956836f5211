package org.authorityledger.questions.investigations;

import java.util.List;
import java.util.Set;
import org.authorityledger.events.GrantorId;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Marks an answer of a narrowed investigation about someone whom it does not cover: of them it knows nothing. An answer about everyone, or about
 * whatever an attorney or an issuer has, is one of those whom it covers, and may lack something of all others. Whom their records name has records
 * of their own in the workspace, or had none at that moment.
 */
final class NotInvestigated implements Incomplete {

    private final JdbcClient jdbc;
    private final RegisterSchema schema;

    NotInvestigated(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
    }

    @Override
    public @Nullable List<String> of(@Nullable Set<GrantorId> grantorIds) {
        if (grantorIds == null) {
            return jdbc.sql(schema.sql("select exists (select from register.scope)")).query(Boolean.class).single() ? List.of() : null;
        }
        if (grantorIds.isEmpty()) {
            return null;
        }
        String[] asked = grantorIds.stream().map(GrantorId::value).toArray(String[]::new);
        List<String> outside = jdbc.sql(schema.sql("""
                select a.id from unnest(:asked) as a (id)
                where exists (select from register.scope)
                and not exists (select from register.scope s where s.grantor_id = a.id)
                and not exists (select from register.event_party p where p.id = a.id and p.kind in ('ATTORNEY', 'SIGNATORY'))
                """)).param("asked", asked).query(String.class).list();
        return outside.isEmpty() ? null : outside.stream().sorted().toList();
    }
}
