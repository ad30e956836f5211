package org.authorityledger.inbox.findings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.inbox.findings.FilingBatch.Named;
import org.authorityledger.inbox.findings.FilingBatch.Progress;
import org.authorityledger.inbox.findings.FilingBatch.State;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of files that were brought. A file goes when it has been read; what was read of it stays. */
final class BatchStore {

    private static final String BATCH = """
            select batch_id, arrival, sha256, size, name, state, reason, received_at, received_by, started_at, ended_at, attempts, filings,
              signatures, new_filings, new_signatures, problems from documents.batch
            """;
    private static final int PIECE = 1 << 20;
    /** How many problems of one file are kept; the others are only counted. */
    static final int MOST_PROBLEMS = 100_000;
    private static final int LONGEST_PROBLEM = 2_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FilingStore filings;

    BatchStore(JdbcTemplate jdbc, TransactionTemplate transaction, FilingStore filings) {
        this.jdbc = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.filings = filings;
    }

    /** What waits or is being read: how many files, and their bytes. */
    record Queue(long files, long bytes) {}

    Queue queue() {
        return jdbc.sql(
                "select count(*) as files, coalesce(sum(size), 0) as bytes from documents.batch where state in ('WAITING', 'READING')")
                .query((row, n) -> new Queue(row.getLong("files"), row.getLong("bytes"))).single();
    }

    /** The batch of these bytes that was read or will be; null: no one brought them. */
    @Nullable
    UUID sameFile(String sha256) {
        return jdbc.sql("select batch_id from documents.batch where sha256 = :sha256 and state <> 'FAILED'").param("sha256", sha256)
                .query(UUID.class).optional().orElse(null);
    }

    /** Keeps a file as a whole, or not at all. Null: another has brought the same file at the same time. */
    @Nullable
    UUID add(String sha256, long size, String name, String user, InputStream file) {
        return Objects.requireNonNull(transaction.<Optional<UUID>>execute(status -> {
            UUID batchId = RecordIds.mint();
            int added = jdbc.sql("""
                    insert into documents.batch (batch_id, sha256, size, name, received_by) values (:id, :sha256, :size, :name, :by)
                    on conflict (sha256) where state <> 'FAILED' do nothing
                    """).param("id", batchId).param("sha256", sha256).param("size", size).param("name", name.replace('\0', '\uFFFD'))
                    .param("by", user).update();
            if (added == 0) {
                return Optional.empty();
            }
            try {
                byte[] bytes = file.readNBytes(PIECE);
                for (int piece = 0; bytes.length > 0; piece++) {
                    jdbc.sql("insert into documents.batch_piece (batch_id, piece, bytes) values (:id, :piece, :bytes)").param("id", batchId)
                            .param("piece", piece).param("bytes", bytes).update();
                    bytes = file.readNBytes(PIECE);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Optional.of(batchId);
        })).orElse(null);
    }

    /** The bytes of a file that is not read yet, a piece at a time. */
    InputStream bytes(UUID batchId) {
        return new SequenceInputStream(new Enumeration<>() {
            private int piece;
            private @Nullable InputStream following = read();

            private @Nullable InputStream read() {
                return jdbc.sql("select bytes from documents.batch_piece where batch_id = :id and piece = :piece").param("id", batchId)
                        .param("piece", piece++).query(byte[].class).optional().map(ByteArrayInputStream::new).orElse(null);
            }

            @Override
            public boolean hasMoreElements() {
                return following != null;
            }

            @Override
            public InputStream nextElement() {
                InputStream now = Objects.requireNonNull(following);
                following = read();
                return now;
            }
        });
    }

    /** The batch whose turn it is; null: no one waits. */
    @Nullable
    FilingBatch next() {
        return jdbc.sql(BATCH + "where state in ('WAITING', 'READING') order by arrival limit 1").query(BatchStore::read).optional()
                .orElse(null);
    }

    /** Reading begins, or goes on. */
    void begin(UUID batchId) {
        jdbc.sql("""
                update documents.batch set state = 'READING', started_at = coalesce(started_at, clock_timestamp()), attempts = attempts + 1
                where batch_id = :id and state in ('WAITING', 'READING')
                """).param("id", batchId).update();
    }

    /**
     * Keeps a stretch of a file: its filings, its problems, and how far the batch has come, all of them or none.
     *
     * @param before how far it was
     * @param problems those of this stretch
     * @param onlyCounted how many more there were
     * @return how far it is now
     * @throws IllegalStateException if another process has brought it further
     */
    Progress keep(FilingBatch batch, Progress before, List<Filing> stretch, List<FilingProblem> problems, long onlyCounted) {
        return Objects.requireNonNull(transaction.execute(status -> {
            FilingStore.Added added = stretch.isEmpty() ? new FilingStore.Added(0, 0) : filings.keep(stretch, batch.receivedBy());
            link(batch.batchId(), stretch);
            name(batch.batchId(), before.problems(), problems);
            Progress now = new Progress(before.filings() + stretch.size(),
                    before.signatures() + stretch.stream().mapToLong(one -> one.signatures().size()).sum(),
                    before.newFilings() + added.filings(), before.newSignatures() + added.signatures(),
                    before.problems() + problems.size() + onlyCounted);
            int further = jdbc.sql("""
                    update documents.batch set filings = :filings, signatures = :signatures, new_filings = :newFilings,
                      new_signatures = :newSignatures, problems = :problems, attempts = 0
                    where batch_id = :id and state = 'READING' and filings = :filingsBefore and problems = :problemsBefore
                    """).param("id", batch.batchId()).param("filings", now.filings()).param("signatures", now.signatures())
                    .param("newFilings", now.newFilings()).param("newSignatures", now.newSignatures()).param("problems", now.problems())
                    .param("filingsBefore", before.filings()).param("problemsBefore", before.problems()).update();
            if (further == 0) {
                throw new IllegalStateException("another process reads the batch " + batch.batchId());
            }
            return now;
        }));
    }

    private void link(UUID batchId, Collection<Filing> stretch) {
        if (!stretch.isEmpty()) {
            jdbc.sql("""
                    insert into documents.batch_filing (batch_id, filing_id)
                    select :id, filing_id from documents.filing where content = any(:contents) on conflict do nothing
                    """).param("id", batchId).param("contents", stretch.stream().map(filings::content).toArray(String[]::new)).update();
        }
    }

    private void name(UUID batchId, long from, List<FilingProblem> problems) {
        int most = (int) Math.max(0, Math.min(problems.size(), MOST_PROBLEMS - from));
        if (most > 0) {
            List<FilingProblem> kept = problems.subList(0, most);
            jdbc.sql(
                    """
                            insert into documents.batch_problem (batch_id, number, place, problem)
                            select :id, :from + n - 1, place, problem from unnest(:places::text[], :problems::text[]) with ordinality as p (place, problem, n)
                            """)
                    .param("id", batchId).param("from", from)
                    .param("places", kept.stream().map(one -> text(one.where())).toArray(String[]::new))
                    .param("problems", kept.stream().map(one -> text(one.what())).toArray(String[]::new)).update();
        }
    }

    private static String text(String said) {
        return said.substring(0, Math.min(LONGEST_PROBLEM, said.length())).replace('\0', '\uFFFD');
    }

    /** Reading is over: the file goes. */
    void end(UUID batchId, @Nullable String reason) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update documents.batch set state = :state, reason = :reason, ended_at = clock_timestamp() where batch_id = :id")
                    .param("id", batchId).param("state", (reason == null ? State.DONE : State.FAILED).name()).param("reason", reason)
                    .update();
            jdbc.sql("delete from documents.batch_piece where batch_id = :id").param("id", batchId).update();
        });
    }

    @Nullable
    FilingBatch find(UUID batchId) {
        return jdbc.sql(BATCH + "where batch_id = :id").param("id", batchId).query(BatchStore::read).optional().orElse(null);
    }

    /** The batches, the last first. */
    List<FilingBatch> last(@Nullable Long before, int most) {
        Map<String, Object> parameters = new HashMap<>(Map.of("most", most, "before", before == null ? Long.MAX_VALUE : before));
        return jdbc.sql(BATCH + "where arrival < :before order by arrival desc limit :most").params(parameters).query(BatchStore::read)
                .list();
    }

    FilingBatch.Totals totals() {
        return jdbc.sql("""
                select count(*) as files, count(*) filter (where state in ('WAITING', 'READING')) as not_read,
                  count(*) filter (where state = 'FAILED') as failed, coalesce(sum(problems), 0) as problems from documents.batch
                """).query((row, n) -> new FilingBatch.Totals(row.getLong("files"), row.getLong("not_read"), row.getLong("failed"),
                row.getLong("problems"))).single();
    }

    /** Problems of a batch after this number, in the order of the file. */
    List<Named> problems(UUID batchId, long after, int most) {
        return jdbc
                .sql("""
                        select number, place, problem from documents.batch_problem where batch_id = :id and number > :after order by number limit :most
                        """)
                .param("id", batchId).param("after", after).param("most", most)
                .query((row, n) -> new Named(row.getLong("number"),
                        new FilingProblem(Objects.requireNonNull(row.getString("place")),
                                Objects.requireNonNull(row.getString("problem")))))
                .list();
    }

    private static FilingBatch read(ResultSet row, int n) throws SQLException {
        return new FilingBatch(row.getObject("batch_id", UUID.class), row.getLong("arrival"), row.getString("sha256"), row.getLong("size"),
                row.getString("name"), State.valueOf(row.getString("state")), row.getString("reason"),
                Objects.requireNonNull(instant(row, "received_at")), row.getString("received_by"), instant(row, "started_at"),
                instant(row, "ended_at"), row.getInt("attempts"), new Progress(row.getLong("filings"), row.getLong("signatures"),
                        row.getLong("new_filings"), row.getLong("new_signatures"), row.getLong("problems")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
