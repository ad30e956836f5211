package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.authorityledger.authority.Acts.HEATON;
import static org.authorityledger.command.Heaton.NAME;
import static org.authorityledger.command.Heaton.POA;
import static org.authorityledger.command.Heaton.usual;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerEventStorageEngine;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.WaitingCommands;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecorderTest {

    private static final ObjectNode REQUEST = JsonMapper.builder().build().createObjectNode();

    @Test
    void where_the_database_is_away_the_client_is_asked_to_try_again_with_or_without_a_key() {
        DriverManagerDataSource noDatabase = new DriverManagerDataSource("jdbc:postgresql://localhost:1/none");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (LedgerAppender appender = new LedgerAppender(noDatabase, new LedgerHead())) {
            LedgerReader reader = new LedgerReader(new JdbcTemplate(noDatabase));
            Grantors grantors = new Grantors(new LedgerEventStorageEngine(appender, reader), reader::statedKind, 10);
            Recorder recorder = new Recorder(grantors, reader, appender, new CommandReader(new StrictJson()), reader::statedKind,
                    new TwoPersonRule(List.of(), List.of(), name -> Set.of()), new WaitingCommands(noDatabase), 1, Clock.systemUTC(),
                    meters);
            GrantPowerOfAttorney grant = new GrantPowerOfAttorney(HEATON, POA, NAME, usual().terms(), null, null);
            Submission asked = new Submission("anna", null, null, IfMatch.NOT_GIVEN, null);
            for (Submission each : new Submission[]{ asked, asked.under("key")}) {
                Problem problem = catchThrowableOfType(Problem.class, () -> recorder.record(grant, REQUEST, each));
                assertThat(problem.report().code()).isEqualTo("DATABASE_UNAVAILABLE");
                assertThat(problem.report().status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            }
        }
        assertThat(meters.get("ledger.commands").tags("command", "GrantPowerOfAttorney", "outcome", "refused").counter().count())
                .isEqualTo(2);
        assertThat(meters.get("ledger.refusals").tag("code", "DATABASE_UNAVAILABLE").counter().count()).isEqualTo(2);
        assertThat(meters.get("ledger.recording").timer().count()).isEqualTo(2);
    }
}
