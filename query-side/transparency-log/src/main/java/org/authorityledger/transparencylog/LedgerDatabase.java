package org.authorityledger.transparencylog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.verify.LedgerCopy;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger in its database, running or dumped and restored: read as one state, with nothing but the right to select. */
public final class LedgerDatabase implements LedgerCopy {

    private static final int PAGE = 1000;
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
     * Reads a database in one state of it.
     *
     * @param keyFile the log's key file; the last signed checkpoint is kept beside it. May be null
     * @param reading gets the ledger, and what to ask further with in the same state
     * @throws UncheckedIOException when there is no ledger in it, or it cannot be reached
     */
    public static <T> T read(DataSource dataSource, @Nullable Path keyFile, Function<LedgerDatabase, T> reading) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(FETCH);
        TransactionTemplate one = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        one.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        one.setReadOnly(true);
        try {
            return java.util.Objects.requireNonNull(one.execute(status -> reading.apply(new LedgerDatabase(jdbc, keyFile))));
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
    public List<Key> keys() {
        return tables.keys().stream().map(key -> new Key(key.verifierKey(), key.fromSize(), key.untilSize(),
                key.handover() == null ? null : SignedNote.parse(key.handover()))).toList();
    }

    @Override
    public List<SignedNote> checkpoints() {
        List<SignedNote> notes = new ArrayList<>();
        long after = -1;
        for (List<String> page = tables.checkpointsAfter(after, PAGE); !page.isEmpty(); page = tables.checkpointsAfter(after, PAGE)) {
            page.forEach(note -> notes.add(SignedNote.parse(note)));
            after = Checkpoint.parse(notes.getLast().text()).size();
        }
        return notes;
    }

    @Override
    public void records(Taker taker) {
        jdbc.query("select * from ledger.event order by position", row -> {
            LoggedRecord record = RecordRows.record(row);
            taker.take(new Stored(record.position(), record.entry(), record));
        });
    }

    @Override
    public Tiles tiles() {
        return tables.tiles();
    }

    @Override
    public Optional<SignedNote> lastSigned() {
        return files == null ? Optional.empty() : files.lastSigned();
    }
}
