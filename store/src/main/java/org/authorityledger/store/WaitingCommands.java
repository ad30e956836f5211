package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The commands that wait until another person approves them, and those of which it was decided. A command is approved where the ledger has an
 * event under its key: there is no second place that could say otherwise. Where the event of a refused one names no one who approved it, someone
 * recorded it later, and the refusal stands.
 */
public final class WaitingCommands {

    private static final String WAITING = """
            select w.approval_id, w.arrival, w.command, w.grantor_id, w.request, w.idempotency_key, w.attempt, w.request_digest, w.submitted_at,
              w.submitted_by, w.source_address, w.correlation_id, r.kind, r.reason, r.refused_at, r.refused_by, e.recorded_at, e.recorded_by
            from approval.waiting_command w left join approval.refusal r using (approval_id)
              left join ledger.event e on e.idempotency_key = w.idempotency_key and e.idempotency_part = 0
                and e.request_digest = w.request_digest and not exists (select 1 from approval.waiting_command later
                  where later.idempotency_key = w.idempotency_key and later.attempt > w.attempt)
                and (r.approval_id is null or e.recorded_by like '%, approved by %')
            """;
    private static final String UNDECIDED = "r.approval_id is null and e.position is null";
    private static final String OF_PERSON = "where lower(split_part(w.submitted_by, '/', 1)) = :person and " + UNDECIDED;
    /** About a grantor, or about someone everywhere whom this grantor ever named. */
    private static final String OF_GRANTOR = """
            (w.grantor_id = :grantor or w.grantor_id is null and exists (select 1 from ledger.appointment a
              where a.grantor_id = :grantor and a.attorney_id = w.request::jsonb ->> 'attorneyId'))""";
    private static final String OF_ATTORNEY = "w.request::jsonb ->> 'attorneyId' = :attorney";
    private static final int MOST_DECIDING = 4;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    /** Each one who decides holds a connection, and recording takes another: together they must not take all. */
    private final Semaphore deciding = new Semaphore(MOST_DECIDING, true);
    private final Semaphore submitting = new Semaphore(MOST_DECIDING, true);

    public WaitingCommands(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Does something about one command while no one else decides about it, on any node. */
    public <T> T deciding(UUID approvalId, Supplier<T> decision) {
        deciding.acquireUninterruptibly();
        try (AdvisoryLock alone = AdvisoryLock.hold(dataSource,
                AdvisoryLock.DECIDING_AN_APPROVAL + (approvalId.hashCode() & 0xFFFF))) {
            return decision.get();
        } finally {
            deciding.release();
        }
    }

    /**
     * Lets a command wait; where another request was quicker under this key and attempt, what that one submitted stays. The database says when it
     * was submitted.
     *
     * @param from who submits it, from where, and under which key; where a key that was made for it, another command of this person with the same
     *     request that waits is taken for it
     * @param most how many commands of this person may wait
     * @return what waits under the key; empty: as many wait as may
     */
    public Optional<WaitingCommand> add(UUID approvalId, String command, @Nullable GrantorId grantorId, String request, int attempt,
            Provenance from, int most) {
        Provenance.Idempotency idempotency = Objects.requireNonNull(from.idempotency());
        String person = Provenance.person(from.recordedBy());
        // Each holds a connection while it waits for its turn: an import has many.
        submitting.acquireUninterruptibly();
        try {
            return added(approvalId, command, grantorId, request, attempt, from, idempotency, person, most);
        } finally {
            submitting.release();
        }
    }

    private Optional<WaitingCommand> added(UUID approvalId, String command, @Nullable GrantorId grantorId, String request, int attempt,
            Provenance from, Provenance.Idempotency idempotency, String person, int most) {
        return transaction.execute(status -> {
            // One after the other, so that they are counted right.
            jdbc.sql("select pg_advisory_xact_lock(:number)")
                    .param("number", AdvisoryLock.SUBMITTING_A_COMMAND + (person.hashCode() & 0xFFFF)).query(row -> {});
            if (idempotency.key().startsWith(WaitingCommand.KEYS) && attempt == 1) {
                Optional<WaitingCommand> same = same(person, command, idempotency.requestDigest());
                if (same.isPresent()) {
                    return same;
                }
            }
            if (jdbc.sql("select count(*) from (" + WAITING + OF_PERSON + ") as waiting").param("person", person).query(Integer.class)
                    .single() >= most) {
                return under(idempotency.key()).filter(other -> other.attempt() == attempt);
            }
            jdbc.sql(
                    """
                            insert into approval.waiting_command (approval_id, command, grantor_id, request, idempotency_key, attempt, request_digest,
                              submitted_by, source_address, correlation_id)
                            values (:id, :command, :grantor, :request, :key, :attempt, :digest, :by, :address, :correlation)
                            on conflict (idempotency_key, attempt) do nothing
                            """)
                    .param("id", approvalId).param("command", command).param("grantor", grantorId == null ? null : grantorId.value())
                    .param("request", request).param("key", idempotency.key()).param("attempt", attempt)
                    .param("digest", HexFormat.of().parseHex(idempotency.requestDigest())).param("by", from.recordedBy())
                    .param("address", from.sourceAddress()).param("correlation", from.correlationId()).update();
            return under(idempotency.key());
        });
    }

    /**
     * The command that waits, of those that came without a key, with which a person asks the same.
     *
     * @param submitter the person, or a key of theirs
     */
    public Optional<WaitingCommand> same(String submitter, String command, String requestDigest) {
        return jdbc
                .sql(WAITING + OF_PERSON + " and w.command = :command and w.request_digest = :digest and starts_with(w.idempotency_key, '"
                        + WaitingCommand.KEYS + "') order by w.arrival limit 1")
                .param("person", Provenance.person(submitter))
                .param("command", command).param("digest", HexFormat.of().parseHex(requestDigest)).query(WaitingCommands::read).optional();
    }

    /** Keeps that a command was rejected or withdrawn. */
    public void refuse(UUID approvalId, WaitingCommand.State kind, @Nullable String reason, String by, @Nullable String sourceAddress,
            @Nullable String correlationId) {
        jdbc.sql("""
                insert into approval.refusal (approval_id, kind, reason, refused_by, source_address, correlation_id)
                values (:id, :kind, :reason, :by, :address, :correlation)
                """).param("id", approvalId).param("kind", kind.name()).param("reason", reason).param("by", by)
                .param("address", sourceAddress).param("correlation", correlationId).update();
    }

    /** The command of an approval. */
    public Optional<WaitingCommand> find(UUID approvalId) {
        return jdbc.sql(WAITING + "where w.approval_id = :id").param("id", approvalId).query(WaitingCommands::read).optional();
    }

    /** The command that waits, or waited last, under a key. */
    public Optional<WaitingCommand> under(String idempotencyKey) {
        return jdbc.sql(WAITING + "where w.idempotency_key = :key order by w.attempt desc limit 1").param("key", idempotencyKey)
                .query(WaitingCommands::read).optional();
    }

    /** Under which of these keys a command waits. */
    public Set<String> waitingUnder(Collection<String> keys) {
        return keys.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("select idempotency_key from (" + WAITING + "where w.idempotency_key in (:keys) and " + UNDECIDED
                        + ") as waiting").param("keys", keys).query(String.class).list());
    }

    /** Under which of these keys a command waits or ever waited, whatever was decided. */
    public Set<String> everUnder(Collection<String> keys) {
        return Set.copyOf(jdbc.sql("select idempotency_key from approval.waiting_command where idempotency_key = any(:keys)")
                .param("keys", keys.toArray(String[]::new)).query(String.class).list());
    }

    /** How many commands wait that are about one grantor, or about someone everywhere whom this grantor ever named. */
    public int waiting(GrantorId grantorId) {
        return waiting(OF_GRANTOR, "grantor", grantorId.value());
    }

    /** How many commands wait that are about one attorney, of one grantor or of all: not those that name others too, such as a grant. */
    public int waiting(AttorneyId attorneyId) {
        return waiting(OF_ATTORNEY, "attorney", attorneyId.value());
    }

    private int waiting(String about, String parameter, String id) {
        return jdbc.sql("select count(*) from (" + WAITING + "where " + about + " and " + UNDECIDED + ") as waiting").param(parameter, id)
                .query(Integer.class).single();
    }

    /** Whether any command ever waited. */
    public boolean any() {
        return jdbc.sql("select exists (select 1 from approval.waiting_command)").query(Boolean.class).single();
    }

    /**
     * Whom commands are about.
     *
     * @param grantorId only those about this grantor, or about someone everywhere whom this grantor ever named; null: all
     * @param attorneyId only those about this attorney; null: all
     */
    public record About(@Nullable GrantorId grantorId, @Nullable AttorneyId attorneyId) {

        /** About anyone. */
        public static final About ANYONE = new About(null, null);
    }

    /**
     * Commands, the last that came first.
     *
     * @param state only those in this state; null: all
     * @param before only those that came before this one; null: from the last one on
     */
    public List<WaitingCommand> list(WaitingCommand.@Nullable State state, About about, @Nullable Long before, int most) {
        String decided = switch (state) {
            case null -> "true";
            case WAITING -> UNDECIDED;
            case APPROVED -> "e.position is not null";
            case REJECTED, WITHDRAWN -> "e.position is null and r.kind = '" + state + "'";
        };
        GrantorId grantorId = about.grantorId();
        AttorneyId attorneyId = about.attorneyId();
        return jdbc.sql(WAITING + "where w.arrival < :before and " + (grantorId == null ? "" : OF_GRANTOR + " and ")
                + (attorneyId == null ? "" : OF_ATTORNEY + " and ") + decided + " order by w.arrival desc limit :most")
                .param("before", before == null ? Long.MAX_VALUE : before).param("grantor", grantorId == null ? "" : grantorId.value())
                .param("attorney", attorneyId == null ? "" : attorneyId.value()).param("most", most).query(WaitingCommands::read).list();
    }

    private static WaitingCommand read(ResultSet row, int n) throws SQLException {
        String grantor = row.getString("grantor_id");
        return new WaitingCommand(row.getObject("approval_id", UUID.class), row.getLong("arrival"), row.getString("command"),
                grantor == null ? null : GrantorId.of(grantor), row.getString("request"),
                new Provenance.Idempotency(row.getString("idempotency_key"), 0,
                        HexFormat.of().formatHex(row.getBytes("request_digest"))),
                row.getInt("attempt"),
                new WaitingCommand.Submitted(row.getString("submitted_by"), Objects.requireNonNull(instant(row, "submitted_at")),
                        row.getString("source_address"), row.getString("correlation_id")),
                decision(row));
    }

    private static WaitingCommand.@Nullable Decision decision(ResultSet row) throws SQLException {
        Instant recorded = instant(row, "recorded_at");
        if (recorded != null) {
            String both = row.getString("recorded_by");
            return new WaitingCommand.Decision(WaitingCommand.State.APPROVED,
                    Objects.requireNonNullElse(Provenance.approver(both), both), recorded, null);
        }
        Instant refused = instant(row, "refused_at");
        return refused == null
                ? null
                : new WaitingCommand.Decision(WaitingCommand.State.valueOf(row.getString("kind")), row.getString("refused_by"), refused,
                        row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
