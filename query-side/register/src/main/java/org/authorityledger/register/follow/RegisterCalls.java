package org.authorityledger.register.follow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How a node that waits for a record wakes the nodes that fill the register: by a notification of the database, which says up to which position it
 * waits. They read the ledger at once, and note how far their segments have come. Without such a call, no node stores its progress more than once a
 * second. A call that is lost costs that second, and nothing else; a node that receives one trusts only the tables.
 */
final class RegisterCalls implements BackgroundWork, SmartLifecycle {

    private static final String CHANNEL = "ledger_register_awaited";
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final int LONGEST_LISTEN_MILLIS = 250;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final RegisterProcessor register;
    private final Generation generation;
    private final LedgerHead head;
    private final LedgerReader reader;
    private final Worker worker = new Worker("register-calls", AT_ONCE, this::listen);
    /** Listens as long as it lives. Known to the worker alone. */
    private @Nullable Connection line;
    private volatile boolean running;

    RegisterCalls(DataSource dataSource, RegisterProcessor register, Generation generation, LedgerHead head, LedgerReader reader) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.register = register;
        this.generation = generation;
        this.head = head;
        this.reader = reader;
    }

    /** Wakes those who fill the register, for a record at this position. */
    void call(Position position) {
        jdbc.query("select pg_notify(?, ?)", row -> {}, CHANNEL, String.valueOf(position));
    }

    private void listen() throws Exception {
        boolean heard = false;
        try {
            Connection open = line == null ? open() : line;
            PGNotification[] calls = open.unwrap(PGConnection.class).getNotifications(LONGEST_LISTEN_MILLIS);
            if (calls != null && calls.length > 0) {
                answer(Stream.of(calls).map(call -> position(call.getParameter())).max(Comparator.naturalOrder()).orElse(Position.START));
            }
            heard = true;
        } finally {
            if (!heard || !running) {
                hangUp();
            }
        }
    }

    private Connection open() throws SQLException {
        Connection opened = dataSource.getConnection();
        line = opened;
        try (Statement sql = opened.createStatement()) {
            sql.execute("listen " + CHANNEL);
        }
        return opened;
    }

    private void hangUp() {
        Connection open = line;
        line = null;
        if (open != null) {
            try (open; Statement sql = open.createStatement()) {
                sql.execute("unlisten *");
            } catch (SQLException e) {
                // A connection that is broken listens no more, and the pool discards it.
            }
        }
    }

    private static Position position(String parameter) {
        try {
            return Position.of(Long.parseLong(parameter));
        } catch (IllegalArgumentException e) {
            return Position.START;
        }
    }

    private void answer(Position awaited) throws InterruptedException {
        Map<Integer, EventTrackerStatus> segments = register.processor().processingStatus();
        if (segments.isEmpty()) {
            return;
        }
        if (head.position().isBefore(awaited)) {
            head.advanceTo(reader.reached());
        }
        long end = System.nanoTime() + LONGEST_ANSWER.toNanos();
        while (running && least(segments).isBefore(Position.min(awaited, head.position())) && System.nanoTime() < end) {
            Thread.sleep(1);
            segments = register.processor().processingStatus();
        }
        generation.note(segments);
    }

    private static Position least(Map<Integer, EventTrackerStatus> segments) {
        return segments.values().stream().map(segment -> Position.of(segment.getCurrentPosition().orElse(0))).min(Comparator.naturalOrder())
                .orElse(Position.END);
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }

    @Override
    public void start() {
        running = true;
        worker.start();
    }

    @Override
    public void stop() {
        running = false;
        worker.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
