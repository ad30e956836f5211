package org.authorityledger.transparencylog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.authorityledger.events.Position;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the log. */
public final class LogTables {

    private final JdbcClient jdbc;

    public LogTables(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    /**
     * Which log this is.
     *
     * @param size the number of records in its tree
     */
    public record Log(String origin, TreeSize size) {

        /** The position of the last record in the tree. */
        Position last() {
            return Position.of(size.value());
        }
    }

    /**
     * A public key of the log.
     *
     * @param fromSize the first size it signed
     * @param untilSize the last; null: it signs now
     * @param handover the checkpoint that it and the key before it both signed; null if there was none before, or it was lost
     */
    public record PublicKey(VerifierKey verifierKey, TreeSize fromSize, @Nullable TreeSize untilSize, @Nullable String handover) {

        /** Whether this is the key, and it signs now. */
        boolean signs(VerifierKey key) {
            return untilSize == null && verifierKey.equals(key);
        }
    }

    /** A size that someone made negative, past the constraints of the table, has no leaves: what was signed is compared with it as ever. */
    private static TreeSize size(ResultSet row, String column) throws SQLException {
        return new TreeSize(Math.max(0, row.getLong(column)));
    }

    Optional<Log> log() {
        return jdbc.sql("select origin, size from proof.log").query((row, n) -> new Log(row.getString("origin"), size(row, "size")))
                .optional();
    }

    /** Begins an empty log of this name. */
    public void begin(String origin) {
        jdbc.sql("insert into proof.log (origin, size) values (:origin, 0)").param("origin", origin).update();
    }

    /** Records the number of records in the tree. */
    public void grow(TreeSize size) {
        jdbc.sql("update proof.log set size = :size").param("size", size.value()).update();
    }

    /** The newest signed checkpoint. */
    Optional<String> latest() {
        return jdbc.sql("select note from proof.checkpoint order by size desc limit 1").query(String.class).optional();
    }

    /** The time of the newest signed checkpoint; null if nothing was signed. */
    @Nullable
    Instant lastSignedAt() {
        return jdbc.sql("select signed_at from proof.checkpoint order by size desc limit 1")
                .query((row, n) -> Objects.requireNonNull(row.getObject("signed_at", OffsetDateTime.class)).toInstant()).optional()
                .orElse(null);
    }

    Optional<String> checkpoint(TreeSize size) {
        return jdbc.sql("select note from proof.checkpoint where size = :size").param("size", size.value()).query(String.class).optional();
    }

    /** The next checkpoints after a size, in order; null: the first ones, that of the empty tree among them. */
    List<String> checkpointsAfter(@Nullable TreeSize size, int limit) {
        return jdbc.sql("select note from proof.checkpoint where size > :size order by size limit :limit")
                .param("size", size == null ? -1 : size.value()).param("limit", limit).query(String.class).list();
    }

    /** A checkpoint as its row has it, even if it was tampered with. */
    record CheckpointRow(long size, String note) {}

    /** Every checkpoint that is kept, in order. */
    List<CheckpointRow> checkpointRows() {
        return jdbc.sql("select size, note from proof.checkpoint order by size")
                .query((row, n) -> new CheckpointRow(row.getLong("size"), row.getString("note"))).list();
    }

    /** How many hashes each tile has. */
    Map<Tile, Integer> widths() {
        Map<Tile, Integer> widths = new LinkedHashMap<>();
        jdbc.sql("select level, index, octet_length(hashes) / 32 as width from proof.tile order by level, index").query(row -> {
            widths.put(new Tile(row.getInt("level"), row.getLong("index")), row.getInt("width"));
        });
        return widths;
    }

    void sign(TreeSize size, String note, Instant signedAt) {
        jdbc.sql("""
                insert into proof.checkpoint (size, note, signed_at) values (:size, :note, :signedAt)
                on conflict (size) do update set note = excluded.note, signed_at = excluded.signed_at
                """).param("size", size.value()).param("note", note).param("signedAt", signedAt.atOffset(ZoneOffset.UTC)).update();
    }

    /** Replaces a note with the same note and more signatures; false if that size has been signed again since. */
    boolean cosign(TreeSize size, String note, String cosigned) {
        return jdbc.sql("update proof.checkpoint set note = :cosigned where size = :size and note = :note").param("cosigned", cosigned)
                .param("size", size.value()).param("note", note).update() == 1;
    }

    List<PublicKey> keys() {
        return jdbc.sql("""
                select verifier_key, from_size, until_size, handover from proof.signing_key order by from_size, until_size nulls last
                """).query((row, n) -> new PublicKey(VerifierKey.parse(row.getString("verifier_key")), size(row, "from_size"),
                row.getObject("until_size") == null ? null : size(row, "until_size"), row.getString("handover"))).list();
    }

    void addKey(VerifierKey key, TreeSize fromSize, @Nullable String handover) {
        jdbc.sql("update proof.signing_key set until_size = greatest(:size, from_size) where until_size is null")
                .param("size", fromSize.value())
                .update();
        jdbc.sql("insert into proof.signing_key (verifier_key, from_size, handover) values (:key, :size, :handover)")
                .param("key", key.toString()).param("size", fromSize.value()).param("handover", handover).update();
    }

    /** The tiles, each read when it is first used. */
    public Tiles tiles() {
        Map<Tile, byte[]> read = new HashMap<>();
        return tile -> read.computeIfAbsent(tile, this::hashes);
    }

    private byte[] hashes(Tile tile) {
        return jdbc.sql("select hashes from proof.tile where level = :level and index = :index").param("level", tile.level())
                .param("index", tile.index()).query((row, n) -> Objects.requireNonNull(row.getBytes("hashes"))).optional()
                .orElseThrow(() -> new Tiles.MissingTile(tile));
    }

    /** Writes tiles that are new or have grown. */
    public void write(Map<Tile, byte[]> tiles) {
        List<Tile> names = List.copyOf(tiles.keySet());
        jdbc.sql("""
                insert into proof.tile (level, index, hashes) select * from unnest(:levels, :indexes, :hashes)
                on conflict (level, index) do update set hashes = excluded.hashes
                """).param("levels", names.stream().mapToInt(Tile::level).toArray())
                .param("indexes", names.stream().mapToLong(Tile::index).toArray())
                .param("hashes", names.stream().map(tiles::get).toArray(byte[][]::new)).update();
    }
}
