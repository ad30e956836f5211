package org.authorityledger.transparencylog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.Tiles;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of the log. */
public final class LogTables {

    private final JdbcTemplate jdbc;

    public LogTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which log this is.
     *
     * @param size how many records are in its tree
     */
    public record Log(String origin, long size) {}

    /**
     * A public key of the log.
     *
     * @param fromSize the first size it signed
     * @param untilSize the last; null: it signs now
     * @param handover the checkpoint that it and the key before it both signed; null where there was none before, or it was lost
     */
    public record Key(VerifierKey verifierKey, long fromSize, @Nullable Long untilSize, @Nullable String handover) {}

    Optional<Log> log() {
        return jdbc.query("select origin, size from proof.log", (row, n) -> new Log(row.getString(1), row.getLong(2))).stream().findFirst();
    }

    /** Begins the log, empty and of this name. */
    public void begin(String origin) {
        jdbc.update("insert into proof.log (origin, size) values (?, 0)", origin);
    }

    /** Says how many records are in the tree. */
    public void grow(long size) {
        jdbc.update("update proof.log set size = ?", size);
    }

    /** The newest signed checkpoint. */
    Optional<String> latest() {
        return jdbc.queryForList("select note from proof.checkpoint order by size desc limit 1", String.class).stream().findFirst();
    }

    Optional<String> checkpoint(long size) {
        return jdbc.queryForList("select note from proof.checkpoint where size = ?", String.class, size).stream().findFirst();
    }

    /** The next checkpoints after a size, in order. */
    List<String> checkpointsAfter(long size, int limit) {
        return jdbc.queryForList("select note from proof.checkpoint where size > ? order by size limit ?", String.class, size, limit);
    }

    void sign(long size, String note, Instant signedAt) {
        jdbc.update("""
                insert into proof.checkpoint (size, note, signed_at) values (?, ?, ?)
                on conflict (size) do update set note = excluded.note, signed_at = excluded.signed_at
                """, size, note, signedAt.atOffset(ZoneOffset.UTC));
    }

    /** Replaces a note by the same with more signatures; not where it was signed anew meanwhile. */
    boolean cosign(long size, String note, String cosigned) {
        return jdbc.update("update proof.checkpoint set note = ? where size = ? and note = ?", cosigned, size, note) == 1;
    }

    List<Key> keys() {
        return jdbc.query(
                "select verifier_key, from_size, until_size, handover from proof.signing_key order by from_size, until_size nulls last",
                (row, n) -> new Key(VerifierKey.parse(row.getString(1)), row.getLong(2), row.getObject(3, Long.class), row.getString(4)));
    }

    void addKey(VerifierKey key, long fromSize, @Nullable String handover) {
        jdbc.update("update proof.signing_key set until_size = greatest(?, from_size) where until_size is null", fromSize);
        jdbc.update("insert into proof.signing_key (verifier_key, from_size, handover) values (?, ?, ?)", key.toString(), fromSize,
                handover);
    }

    /** The tiles, each read when it is first asked for. */
    public Tiles tiles() {
        Map<Tile, byte[]> read = new HashMap<>();
        return tile -> read.computeIfAbsent(tile, this::hashes);
    }

    private byte[] hashes(Tile tile) {
        return jdbc.queryForList("select hashes from proof.tile where level = ? and index = ?", byte[].class, tile.level(), tile.index())
                .stream().findFirst().orElseThrow(() -> new Tiles.MissingTile(tile));
    }

    /** Writes tiles that are new or have grown. */
    public void write(Map<Tile, byte[]> tiles) {
        jdbc.execute((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into proof.tile (level, index, hashes) values (?, ?, ?)
                    on conflict (level, index) do update set hashes = excluded.hashes
                    """)) {
                for (Map.Entry<Tile, byte[]> tile : tiles.entrySet()) {
                    statement.setInt(1, tile.getKey().level());
                    statement.setLong(2, tile.getKey().index());
                    statement.setBytes(3, tile.getValue());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }
}
