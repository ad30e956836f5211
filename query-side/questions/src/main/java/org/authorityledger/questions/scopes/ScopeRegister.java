package org.authorityledger.questions.scopes;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.authorityledger.events.Position;
import org.authorityledger.questions.workspaces.Workspace;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The register of one scope. It holds what concerned the scope when it was made, and so it holds for every later position, up to the first record
 * that concerns the scope.
 */
final class ScopeRegister implements RegisterProgress {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final RegisterSchema schema;
    private final JdbcTemplate jdbc;
    private final LedgerReader reader;
    private final Workspace workspace;
    private volatile LedgerHead.Reached holdsFor;
    private int readers;
    private boolean retired;

    /**
     * A register that was filled.
     *
     * @param madeFor the last record up to which it was filled
     * @param incomplete what it lacks
     */
    ScopeRegister(RegisterSchema schema, LedgerHead.Reached madeFor, Incomplete incomplete, Workspace.Tools tools) {
        this.schema = schema;
        this.jdbc = tools.jdbc();
        this.reader = new LedgerReader(jdbc);
        this.holdsFor = madeFor;
        this.workspace = new Workspace(schema, this, incomplete, tools);
    }

    /** The name of its schema. */
    String name() {
        return schema.tables();
    }

    /** The controller of this class that answers from this register. */
    Object controller(Class<?> type) {
        return workspace.controller(type);
    }

    /**
     * Whether it holds for a record: nothing that concerns the scope was recorded since it was made, up to this record. What makes earlier records
     * concern the scope, such as a rider that names its issuer, concerns it itself.
     */
    boolean reaches(LedgerHead.Reached record) {
        LedgerHead.Reached until = holdsFor;
        if (!record.position().isAfter(until.position())) {
            return true;
        }
        boolean more = Objects.requireNonNull(schema.within()).see(() -> Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from ledger.seen_positions(?, ?))", Boolean.class, until.position().value(),
                record.position().next().value())));
        if (!more) {
            extend(record);
        }
        return !more;
    }

    private synchronized void extend(LedgerHead.Reached record) {
        if (record.position().isAfter(holdsFor.position())) {
            holdsFor = record;
        }
    }

    /** Keeps it from being dropped until it is {@linkplain #release() released}; false: it is being dropped already. */
    synchronized boolean take() {
        if (!retired) {
            readers++;
        }
        return !retired;
    }

    /** Whether it is to be dropped now: it was retired, and this was the last who read it. */
    synchronized boolean release() {
        readers--;
        return retired && readers == 0;
    }

    /** No one takes it from now on. Whether it is to be dropped now: no one reads it. */
    synchronized boolean retire() {
        boolean first = !retired;
        retired = true;
        return first && readers == 0;
    }

    @Override
    public Position position() {
        return holdsFor.position();
    }

    /** Who waits would wait for another register: this one never holds what concerns the scope and comes later. */
    @Override
    public Position await(@Nullable Position minimum) {
        if (minimum != null && minimum.isAfter(position())) {
            LedgerHead.Reached now = Viewer.ALL.see(reader::reached);
            if (minimum.isAfter(now.position()) || !reaches(now)) {
                throw notReached("Asked for: " + minimum + ", reached: " + position() + ".");
            }
        }
        return position();
    }

    @Override
    public Instant knownUntil() {
        return holdsFor.recordedAt();
    }

    @Override
    public void awaitKnown(Instant knownAt) {
        LedgerReader.Settled settled;
        try {
            settled = Viewer.ALL.see(() -> reader.settled(LONGEST_WAIT));
        } catch (QueryTimeoutException e) {
            throw notReached("Something is being recorded that may belong to this moment. Try again.");
        }
        if (knownAt.isAfter(settled.at())) {
            throw new RegisterRefusal(RegisterRefusal.Code.AHEAD_OF_THE_LEDGER, "knownAt is in the future.");
        }
        if (!reaches(new LedgerHead.Reached(settled.position(), Viewer.ALL.see(() -> reader.recordedAt(settled.position()))))) {
            throw notReached("Something was recorded meanwhile that belongs to this moment. Try again.");
        }
    }

    private static RegisterRefusal notReached(String why) {
        return new RegisterRefusal(RegisterRefusal.Code.POSITION_NOT_REACHED, "The register of the scope has not come that far. " + why);
    }
}
