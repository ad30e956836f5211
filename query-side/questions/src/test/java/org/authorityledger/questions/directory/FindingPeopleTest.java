package org.authorityledger.questions.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.SoughtName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Whom a text finds in the directory. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingPeopleTest extends OnHeatonsLedger {

    private static final List<String> NAMES = List.of("Weiß", "IŞIK", "ΝΙΚΟΣΙΑ", "Søren Kjær", "Łukasz", "Đorđe", "Pat O'Brien",
            "Pat O’Brien",
            "Pat OBrien", "Sharon W. Scott", "💎", "💎 Capital", "J.P. Morgan", "נעמי כהן");
    private static final int MANY = 100_000;

    @BeforeAll
    void people_of_many_names_are_in_the_register() {
        for (int i = 0; i < NAMES.size(); i++) {
            jdbc.update("insert into register.party_name (kind, id, name, search_name, last_position) values ('GRANTOR', ?, ?, ?, 1)",
                    "finding-" + i, NAMES.get(i), NameKey.of(NAMES.get(i)));
        }
    }

    @AfterAll
    void they_are_gone() {
        jdbc.update("delete from register.party_name where id like 'finding-%'");
    }

    private List<String> found(String q) {
        return texts(answer("/api/grantors?limit=1000&q=" + encoded(q)).path("items"), "name").stream().filter(NAMES::contains).toList();
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            WEISS; Weiß
            weiß; Weiß
            ışık; IŞIK
            isik; IŞIK
            işik; IŞIK
            ΝΙΚΟΣ; ΝΙΚΟΣΙΑ
            νικος; ΝΙΚΟΣΙΑ
            SOREN; Søren Kjær
            KJAER; Søren Kjær
            kjær søren; Søren Kjær
            LUKASZ; Łukasz
            DORDE; Đorđe
            obrien; Pat O'Brien,Pat O’Brien,Pat OBrien
            o'brien; Pat O'Brien,Pat O’Brien,Pat OBrien
            O’BRIEN PAT; Pat O'Brien,Pat O’Brien,Pat OBrien
            o brien; Pat O'Brien,Pat O’Brien
            sharon scott; Sharon W. Scott
            Scott, Sharon; Sharon W. Scott
            sco sha; Sharon W. Scott
            haron w. sc; Sharon W. Scott
            jp morgan; J.P. Morgan
            J P Morgan; J.P. Morgan
            💎 capital; 💎 Capital
            כהן נעמי; נעמי כהן
            """)
    void people_are_found_however_their_name_is_typed(String q, String names) {
        assertThat(found(q)).containsExactlyInAnyOrderElementsOf(Arrays.asList(names.split(",")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sharon scotts", "haron cott", "sharon x scott", "xobrien", "weis s", "scott w sharon pat"})
    void a_name_without_one_of_the_words_is_not_found(String q) {
        assertThat(found(q)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "💎", "+++", "   ", "-", "%", "_", "\u200b", "\u3164", "\u0301", "'"})
    void a_text_without_a_letter_or_digit_finds_no_one(String q) {
        for (String kind : List.of("grantors", "attorneys", "issuers")) {
            assertThat(answer("/api/" + kind + "?q=" + encoded(q)).path("items").isEmpty()).isTrue();
        }
    }

    @Test
    void without_a_text_everyone_is_listed() {
        assertThat(found("")).hasSameSizeAs(NAMES);
        assertThat(texts(answer("/api/grantors?limit=1000").path("items"), "name")).containsAll(NAMES);
    }

    @Test
    void searches_among_a_hundred_thousand_names_are_served_by_indexes() throws SQLException {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(Objects.requireNonNull(jdbc.getDataSource()).getConnection(),
                true);
        NamedParameterJdbcTemplate one = new NamedParameterJdbcTemplate(connection);
        one.getJdbcOperations().execute("""
                create temporary table many_names (like register.party_name including indexes);
                insert into many_names (kind, id, name, search_name, last_position)
                select 'GRANTOR', 'n' || n, 'Given' || md5(n::text) || ' Family' || md5((-n)::text),
                  ' given' || md5(n::text) || ' family' || md5((-n)::text) || ' ', n from generate_series(1, %d) n;
                analyze many_names;
                """.formatted(MANY));
        for (String q : List.of("familyabcdef", "o'famil given1234", "given1234 family5678")) {
            Map<String, Object> parameters = new HashMap<>();
            String plan = String.join("\n", one.queryForList(
                    "explain select distinct id from many_names where kind = 'GRANTOR' and " + SoughtName.of(q).finds(parameters),
                    parameters,
                    String.class));
            assertThat(plan).as(q).contains("Bitmap Index Scan").doesNotContain("Seq Scan");
        }
        one.getJdbcOperations().execute("drop table many_names");
        connection.destroy();
    }
}
