package org.authorityledger.transparencylog;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which nodes hold the log's key: each notes itself in the database, so that the others can name it when no checkpoint is made any more. */
public final class LogSigners implements BackgroundWork, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final String here;
    private final TransparencyLog log;
    private final Worker worker = new Worker("log-signers", INTERVAL, this::noteThisNode);

    /** @param keyFile the file of this node's key, whether or not it is there */
    public LogSigners(JdbcTemplate jdbc, TransparencyLog log, Path keyFile) {
        this.jdbc = JdbcClient.create(jdbc);
        this.log = log;
        this.here = machine() + ", key file " + keyFile.toAbsolutePath().normalize();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown machine";
        }
    }

    LogSigners start() {
        worker.start();
        return this;
    }

    private void noteThisNode() {
        if (log.isRunning() && log.fault() == null && log.signingKey().isPresent()) {
            jdbc.sql("""
                    insert into proof.signer (node, seen_at) values (:node, clock_timestamp())
                    on conflict (node) do update set seen_at = excluded.seen_at
                    """).param("node", here).update();
        }
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** In words for an operator. */
    String words() {
        String known = jdbc.sql("select node, seen_at from proof.signer order by seen_at desc limit 3")
                .query((row, n) -> row.getString("node") + " (last at "
                        + Objects.requireNonNull(row.getObject("seen_at", OffsetDateTime.class)).toInstant() + ")")
                .list().stream().collect(Collectors.joining("; "));
        return known.isEmpty() ? "no node has signed yet" : "start a node that holds the key: " + known;
    }
}
