package org.authorityledger.questions.scopes;

import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.workspaces.ProcessLock;
import org.authorityledger.questions.workspaces.Workspace;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.rebuild.RegisterLoad;
import org.authorityledger.register.rebuild.ScopeTables;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.Viewer;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the registers of scopes when they are asked for, keeps some of them, and drops them. Each node makes its own, in schemas whose names say of
 * which process they are.
 */
final class ScopeRegisters implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeRegisters.class);
    private static final Pattern NAMED = Pattern.compile("scope_([0-9a-f]{16})_[0-9a-f]{8}");
    private static final int AT_ONCE = 2;
    private static final int WORKERS = 1;
    private static final Duration SWEEP = Duration.ofSeconds(60);

    private final Migrations migrations;
    private final JdbcTemplate owner;
    private final DataSource dataSource;
    private final Workspace.Tools tools;
    private final JdbcTemplate jdbc;
    private final LedgerReader reader;
    private final ProcessLock process;
    private final Limits limits;
    private final Timer making;
    private final ExecutorService makers = Executors.newFixedThreadPool(AT_ONCE,
            Viewer.ALL.threads(Thread.ofPlatform().name("scope-register-", 0).daemon(true).factory()));
    private final Worker sweeper = new Worker("scope-sweep", SWEEP, this::sweep);
    /** The last asked for is the last. */
    private final Map<Viewer, ScopeRegister> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Viewer, CompletableFuture<Void>> underWay = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private int made;
    private volatile boolean running;

    /**
     * The limits of registers of scopes.
     *
     * @param most how many are kept when no one reads them
     * @param longestWait how long a question waits for one
     */
    record Limits(int most, Duration longestWait) {

        Limits {
            if (most < 1) {
                throw new IllegalArgumentException("ledger.scopes.most is at least 1: " + most);
            }
        }
    }

    ScopeRegisters(Migrations migrations, DataSource dataSource, Workspace.Tools tools, ProcessLock process, Limits limits) {
        this.migrations = migrations;
        this.owner = new JdbcTemplate(migrations.owner());
        this.dataSource = dataSource;
        this.tools = tools;
        this.jdbc = tools.jdbc();
        this.reader = new LedgerReader(jdbc);
        this.process = process;
        this.limits = limits;
        this.making = Timer.builder("ledger.scopes.made").description("Time to make the register of a scope").register(tools.meters());
    }

    /**
     * The register of a scope, with everything in it that is recorded now. Where making it takes too long, the one before answers, if there is one:
     * its position says how far it has come.
     *
     * @return to be {@linkplain #release released}
     * @throws Problem if no register of the scope was made yet
     */
    ScopeRegister reading(Viewer scope) {
        LedgerHead.Reached head = Viewer.ALL.see(reader::reached);
        long end = System.nanoTime() + limits.longestWait().toNanos();
        while (running) {
            ScopeRegister found = kept(scope);
            if (found != null && found.reaches(head) && found.take()) {
                return found;
            }
            if (!waited(make(scope), end - System.nanoTime())) {
                ScopeRegister before = kept(scope);
                if (before != null && before.take()) {
                    return before;
                }
                break;
            }
        }
        throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "SCOPE_NOT_READY",
                "What concerns the scope is being put together. Ask again later.", List.of());
    }

    /** Whether it was made in time. */
    private static boolean waited(CompletableFuture<Void> making, long nanos) {
        try {
            making.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | CancellationException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** Says that an answer from a register is complete. */
    void release(ScopeRegister register) {
        if (register.release()) {
            dropSoon(register.name());
        }
    }

    private synchronized @Nullable ScopeRegister kept(Viewer scope) {
        return kept.get(scope);
    }

    /** Many who ask at once wait for the same one. */
    private synchronized CompletableFuture<Void> make(Viewer scope) {
        return underWay.computeIfAbsent(scope, none -> {
            String name = "scope_%016x_%08x".formatted(process.hold(), made++);
            names.add(name);
            try {
                return CompletableFuture.runAsync(() -> make(scope, name), makers);
            } catch (RejectedExecutionException e) {
                names.remove(name);
                throw new CancellationException("the server is stopping");
            }
        });
    }

    private void make(Viewer scope, String name) {
        try {
            ScopeRegister register = making.record(() -> filled(RegisterSchema.ofScope(name, scope)));
            List<ScopeRegister> replaced = new ArrayList<>();
            synchronized (this) {
                ScopeRegister before = kept.put(scope, Objects.requireNonNull(register));
                if (before != null) {
                    replaced.add(before);
                }
                while (kept.size() > limits.most()) {
                    replaced.add(kept.remove(kept.keySet().iterator().next()));
                }
            }
            replaced.forEach(this::retire);
        } catch (RuntimeException failure) {
            drop(name);
            throw failure;
        } finally {
            synchronized (this) {
                underWay.remove(scope);
            }
        }
    }

    private ScopeRegister filled(RegisterSchema schema) {
        ScopeTables tables = new ScopeTables(owner, jdbc, schema);
        Position position = tables.create(migrations.applicationRole(), reader.head());
        RegisterLoad load = new RegisterLoad(migrations.owner(), dataSource, schema, WORKERS);
        try {
            load.loadAtOnce(position, more -> {
                if (!running) {
                    throw new CancellationException("the server is stopping");
                }
            });
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("could not fill " + schema.tables(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the server is stopping");
        }
        tables.finish();
        load.failures().forEach((grantorId, failure) -> LOG.warn("record {} of grantor {} cannot be shown within a scope: {}",
                failure.position(), grantorId, failure.cause().toString()));
        Incomplete incomplete = load.failures().isEmpty() ? Incomplete.NEVER : of -> List.of();
        return new ScopeRegister(schema, new LedgerHead.Reached(position, reader.recordedAt(position)), incomplete, tools);
    }

    private void retire(ScopeRegister register) {
        if (register.retire()) {
            dropSoon(register.name());
        }
    }

    private void dropSoon(String name) {
        try {
            makers.execute(() -> drop(name));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is dropped with the others", name);
        }
    }

    /** If this fails, the sweep does it later. */
    private void drop(String name) {
        try {
            owner.execute("drop schema if exists " + name + " cascade");
        } catch (DataAccessException failure) {
            LOG.warn("could not drop {}: {}", name, failure.toString());
        }
        synchronized (this) {
            names.remove(name);
        }
    }

    /** Drops what was left: by this process, where dropping failed, and by processes that have ended. */
    void sweep() {
        List<ScopeRegister> before;
        synchronized (this) {
            before = List.copyOf(kept.values());
        }
        List<String> all = jdbc.queryForList("select nspname from pg_namespace where nspname like 'scope\\_%'", String.class);
        List<ScopeRegister> lost = before.stream().filter(one -> !all.contains(one.name())).toList();
        boolean lives;
        synchronized (this) {
            kept.values().removeAll(lost);
            lives = !names.isEmpty();
        }
        // After the database was away, others must see again that this process lives.
        if (lives) {
            process.hold();
        }
        lost.forEach(this::retire);
        for (String name : all) {
            Matcher named = NAMED.matcher(name);
            if (named.matches()) {
                long number = Long.parseUnsignedLong(named.group(1), 16);
                if (number == process.number() ? !ours(name) : ProcessLock.ended(number, jdbc)) {
                    LOG.info("dropping {}, which was left over", name);
                    drop(name);
                }
            }
        }
    }

    private synchronized boolean ours(String name) {
        return names.contains(name);
    }

    @Override
    public void start() {
        running = true;
        sweeper.start();
    }

    @Override
    public void stop() {
        running = false;
        sweeper.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void close() {
        stop();
        makers.shutdown();
        try {
            makers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> left;
        synchronized (this) {
            left = List.copyOf(names);
        }
        left.forEach(this::drop);
    }
}
