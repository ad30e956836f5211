package org.authorityledger.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.authorityledger.events.IssuerId;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.Viewer;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RegisterSchemaTest {

    private static final String TABLES = """
            select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind = 'r' and c.relnamespace = ?::regnamespace order by 1
            """;

    @Test
    void sql_is_written_for_the_live_register_and_can_mean_another() {
        RegisterSchema other = new RegisterSchema("register_next_1", "replayed");
        String sql = "select v.poa_id from register.authority_version v join ledger.event e on true";

        assertThat(RegisterSchema.LIVE.sql(sql)).isSameAs(sql);
        assertThat(other.sql(sql)).isEqualTo("select v.poa_id from register_next_1.authority_version v join replayed.event e on true");
        assertThat(other.sql("select 'ledger' from ledger_operations.rebuild")).isEqualTo("select 'ledger' from ledger_operations.rebuild");
        assertThatThrownBy(() -> RegisterSchema.ofTheLedger("x; drop schema ledger")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RegisterSchema.ofTheLedger("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void who_has_a_scope_reads_what_has_no_policies_in_the_register_of_this_scope_alone() {
        Viewer scope = Viewer.of(List.of(IssuerId.of("acme")));
        Viewer other = Viewer.of(List.of(IssuerId.of("acme"), IssuerId.of("berk")));
        for (String table : List.of("party_name", "instrument_version", "party_facts_version")) {
            String sql = "select * from register." + table + " v";
            for (RegisterSchema register : List.of(RegisterSchema.LIVE, new RegisterSchema("register_next_1", "ledger"),
                    RegisterSchema.ofScope("scope_1", other))) {
                assertThatThrownBy(() -> scope.see(() -> register.sql(sql))).as(table).isInstanceOf(IllegalStateException.class);
                assertThat(Viewer.ALL.see(() -> register.sql(sql))).as(table).contains(table);
            }
            assertThat(scope.see(() -> RegisterSchema.ofScope("scope_1", scope).sql(sql)))
                    .isEqualTo("select * from scope_1." + table + " v");
        }
        String guarded = "select * from register.authority_version v";
        assertThat(scope.see(() -> RegisterSchema.LIVE.sql(guarded))).isSameAs(guarded);
    }

    @Test
    void every_column_but_the_computed_one_is_named_as_written() {
        DataSource database = LedgerForTests.emptyDatabase("a_register_with_named_columns");
        Migrations migrations = new Migrations(database, "postgres");
        migrations.migrate("ledger");
        migrations.migrate("ledger_operations");
        migrations.migrate("register", "register");
        List<String> columns = new JdbcTemplate(database).queryForList(TABLES, String.class, "register");

        assertThat(columns).filteredOn(column -> column.startsWith("authority_version.")).containsExactlyInAnyOrderElementsOf(
                Stream.concat(AuthorityRows.WRITTEN.stream(), Stream.of("effective")).map("authority_version."::concat).toList());
        assertThat(columns).filteredOn(column -> column.startsWith("instrument_version."))
                .containsExactlyInAnyOrderElementsOf(InstrumentRows.WRITTEN.stream().map("instrument_version."::concat).toList());
    }

    @Test
    void a_register_made_by_the_first_release_is_taken_over_and_another_can_take_its_place() {
        DataSource database = LedgerForTests.emptyDatabase("a_ledger_of_the_first_release");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Migrations migrations = new Migrations(database, "postgres");
        migrations.migrate("ledger");
        migrations.migrate("register_as_first_released", "register");
        jdbc.update("insert into register.party_name values ('GRANTOR', 'andrew-heaton', 'Andrew Heaton', 'andrew heaton', null, 1)");

        // A view holds fast a column that a later migration removes.
        jdbc.execute("create schema reporting");
        jdbc.execute("create view reporting.authority_history as select known from register.authority_version");
        RegisterConfiguration configuration = new RegisterConfiguration();
        configuration.registerMigration(migrations);
        assertThat(jdbc.queryForObject("select to_regnamespace('reporting') is null", Boolean.class)).isTrue();
        jdbc.execute("create schema reporting");
        configuration.registerMigration(migrations);
        assertThat(jdbc.queryForObject("select to_regnamespace('reporting') is null", Boolean.class)).as("nothing was migrated").isFalse();
        migrations.migrate("register", "register_next_1");

        assertThat(jdbc.queryForObject("select count(*) from register.party_name", Long.class)).isEqualTo(1);
        List<String> columns = jdbc.queryForList(TABLES, String.class, "register");
        assertThat(jdbc.queryForList(TABLES, String.class, "register_next_1")).isEqualTo(columns).contains("authority_version.effective");
        jdbc.execute("drop schema register cascade");
        jdbc.execute("alter schema register_next_1 rename to register");
        migrations.realign("register", "register");
        assertThat(
                jdbc.queryForObject("select count(*) from pg_indexes where schemaname = 'register' and indexdef like '%trgm%'", Long.class))
                .isEqualTo(1);
    }
}
