package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A tool for dashboards connects to the ledger's own PostgreSQL as the page about dashboards says. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardsReachTheLedgerTest {

    private static final String PASSWORD = "a password of dashboards";

    private static String count(String url, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select count(*) from reporting.event")) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Test
    void the_own_server_lets_the_role_in_by_its_password_at_a_port_that_was_set_and_by_no_other_way() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "dashboards");
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/ledger?loggerLevel=OFF";
        try (var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--ledger.postgresql.port=" + port, "--ledger.reporting.password=" + PASSWORD,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD)) {
            RunningLedger ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
            StoryOverHttp story = new StoryOverHttp(ledger);
            story.records(acts -> acts.granted("heaton-2003", says -> says));

            assertThat(count(url, "ledger_reporting", PASSWORD)).isEqualTo("1");
            assertThatThrownBy(() -> count(url, "ledger_reporting", "another")).hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> count(url.replace("/ledger?", "/postgres?"), "ledger_reporting", PASSWORD))
                    .hasMessageContaining("permission denied for database");
            try (Connection connection = DriverManager.getConnection(url, "ledger_reporting", PASSWORD);
                    Statement statement = connection.createStatement()) {
                // What a role is set to is only where it begins: anyone may change it for their session.
                statement.execute("set session characteristics as transaction read write");
                for (String sql : new String[]{ "select * from ledger.event", "select * from register.authority_version",
                        "create temporary table t (n int)", "select pg_advisory_lock(7227160424)", "select lo_create(0)"}) {
                    assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
                }
            }
            // The application works on as a role without special rights.
            story.records(acts -> acts.granted("heaton-2005", says -> says));
            assertThat(ledger.ask("/api/authorities?minPosition=2").path("items")).isNotEmpty();
        }
    }
}
