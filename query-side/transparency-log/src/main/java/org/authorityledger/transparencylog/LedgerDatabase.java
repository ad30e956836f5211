package org.authorityledger.transparencylog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.verify.LedgerCopy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger in its database, live or restored from a dump: read in one state, with no right but to select. */
public final class LedgerDatabase implements LedgerCopy {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);
    private static final int FETCH = 2_000;

    private final JdbcTemplate jdbc;
    private final LogTables tables;
    private final @Nullable KeyFiles files;

    private LedgerDatabase(JdbcTemplate jdbc, @Nullable Path keyFile) {
        this.jdbc = jdbc;
        this.tables = new LogTables(jdbc);
        this.files = keyFile == null ? null : new KeyFiles(keyFile);
    }

    /**
     * Reads one state of a database.
     *
     * @param keyFile the log's key file; the last signed checkpoint is kept beside it. May be null
     * @param reading receives the ledger
     * @throws UncheckedIOException if it has no ledger, or cannot be reached
     */
    public static <T> T read(DataSource dataSource, @Nullable Path keyFile, Function<LedgerDatabase, T> reading) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(FETCH);
        TransactionTemplate one = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        one.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        one.setReadOnly(true);
        try {
            return java.util.Objects.requireNonNull(one.execute(status -> {
                jdbc.queryForList("select set_config('ledger.viewer', '*', true)");
                return reading.apply(new LedgerDatabase(jdbc, keyFile));
            }));
        } catch (NestedRuntimeException e) {
            Throwable cause = e.getMostSpecificCause();
            throw new UncheckedIOException(
                    "the database cannot be read as a ledger: " + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
                    new IOException(e));
        }
    }

    /** To read more in the same state. */
    public JdbcTemplate jdbc() {
        return jdbc;
    }

    @Override
    public List<EnclosedKey> keys() {
        return tables.keys().stream().map(key -> new EnclosedKey(key.verifierKey(), key.fromSize(), key.untilSize(),
                key.handover() == null ? null : SignedNote.parse(key.handover()))).toList();
    }

    @Override
    public List<SignedNote> checkpoints() {
        List<SignedNote> notes = new ArrayList<>();
        for (LogTables.CheckpointRow row : tables.checkpointRows()) {
            try {
                notes.add(SignedNote.parse(row.note()));
            } catch (IllegalArgumentException e) {
                // The audit of the database reports it.
                LOG.debug("the checkpoint of size {} cannot be read", row.size(), e);
            }
        }
        return notes;
    }

    /** What a database has beyond the records and what was signed: that it hides nothing, that its guards are in place, and its other tables. */
    public List<Finding> audit() {
        List<Finding> findings = new ArrayList<>(new DatabaseAudit(jdbc).findings());
        if (files != null && files.key().isPresent() && lastSigned().isEmpty() && tables.latest().isPresent()) {
            findings.add(
                    new Finding(Finding.Code.LAST_SIGNED_MISSING, "", "the log's key is here, and the checkpoint that it signed last is"
                            + " not, or cannot be read: only a checkpoint kept elsewhere can tell whether this is an older state"));
        }
        return findings;
    }

    @Override
    public void records(Consumer<StoredRecord> reader) {
        jdbc.query("select * from ledger.event order by position", row -> {
            LoggedRecord record = RecordRows.record(row);
            reader.accept(new StoredRecord(record.position(), record.entry(), record));
        });
    }

    @Override
    public Tiles tiles() {
        return tables.tiles();
    }

    @Override
    public Optional<SignedNote> lastSigned() {
        try {
            return files == null ? Optional.empty() : files.lastSigned();
        } catch (IllegalStateException e) {
            LOG.debug("the checkpoint beside the key cannot be read", e);
            return Optional.empty();
        }
    }
}
