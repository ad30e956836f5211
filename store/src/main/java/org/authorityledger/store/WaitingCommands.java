package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The commands that wait until another person approves them, and those of which it was decided. A command is approved where the ledger has an
 * event under its key: there is no second place that could say otherwise.
 */
public final class WaitingCommands {

    private static final String WAITING = """
            select w.approval_id, w.arrival, w.command, w.grantor_id, w.request, w.if_match, w.idempotency_key, w.request_digest, w.submitted_at,
              w.submitted_by, w.source_address, w.correlation_id, r.kind, r.reason, r.refused_at, r.refused_by, e.recorded_at, e.recorded_by
            from approval.waiting_command w left join approval.refusal r using (approval_id)
              left join ledger.event e on e.idempotency_key = w.idempotency_key and e.idempotency_part = 0
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    public WaitingCommands(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Does something about one command while no one else decides about it, on any node. */
    public <T> T deciding(UUID approvalId, Supplier<T> decision) {
        try (AdvisoryLock lock = AdvisoryLock.hold(dataSource, AdvisoryLock.DECIDING_AN_APPROVAL + (approvalId.hashCode() & 0xFFFF))) {
            return decision.get();
        }
    }

    /** Lets a command wait; the one that waits under its key already stays. The database says when it was submitted. */
    public WaitingCommand add(UUID approvalId, String command, @Nullable GrantorId grantorId, String request, @Nullable String ifMatch,
            Provenance.Idempotency idempotency, String submittedBy, @Nullable String sourceAddress, @Nullable String correlationId) {
        jdbc.sql("""
                insert into approval.waiting_command (approval_id, command, grantor_id, request, if_match, idempotency_key, request_digest,
                  submitted_by, source_address, correlation_id)
                values (:id, :command, :grantor, :request, :ifMatch, :key, :digest, :by, :address, :correlation)
                on conflict (idempotency_key) do nothing
                """).param("id", approvalId).param("command", command).param("grantor", grantorId == null ? null : grantorId.value())
                .param("request", request).param("ifMatch", ifMatch).param("key", idempotency.key())
                .param("digest", idempotency.requestDigest()).param("by", submittedBy).param("address", sourceAddress)
                .param("correlation", correlationId).update();
        return under(idempotency.key()).orElseThrow();
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

    /** The command that waits, or waited, under a key. */
    public Optional<WaitingCommand> under(String idempotencyKey) {
        return jdbc.sql(WAITING + "where w.idempotency_key = :key").param("key", idempotencyKey).query(WaitingCommands::read).optional();
    }

    /**
     * Commands, the last that came first.
     *
     * @param waiting only those of which nothing is decided
     * @param before only those that came before this one; null: from the last one on
     */
    public List<WaitingCommand> list(boolean waiting, @Nullable Long before, int most) {
        return jdbc.sql(WAITING + "where w.arrival < :before and (not :waiting or r.approval_id is null and e.position is null) "
                + "order by w.arrival desc limit :most").param("before", before == null ? Long.MAX_VALUE : before)
                .param("waiting", waiting).param("most", most).query(WaitingCommands::read).list();
    }

    private static WaitingCommand read(ResultSet row, int n) throws SQLException {
        String grantor = row.getString("grantor_id");
        return new WaitingCommand(row.getObject("approval_id", UUID.class), row.getLong("arrival"), row.getString("command"),
                grantor == null ? null : GrantorId.of(grantor), row.getString("request"), row.getString("if_match"),
                new Provenance.Idempotency(row.getString("idempotency_key"), 0, row.getString("request_digest")),
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
