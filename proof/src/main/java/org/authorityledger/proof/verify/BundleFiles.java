package org.authorityledger.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An exported ledger: {@code events.ndjson} with one entry per line, {@code tile/}, {@code checkpoints}, {@code keys.json}, and {@code payloads/} for
 * payloads too long for an entry. In a directory, or in the root of a mounted zip file.
 */
public final class BundleFiles implements LedgerCopy {

    /** One entry per line. */
    public static final String EVENTS = "events.ndjson";
    /** Notes in order, each followed by an empty line. */
    public static final String CHECKPOINTS = "checkpoints";
    /** The newest of them, as {@code /log/checkpoint} answers. */
    public static final String NEWEST = "checkpoint";
    /** As {@code /log/keys} answers. */
    public static final String KEYS = "keys.json";
    /** Payloads that are too long for their entries, by SHA-256. */
    public static final String PAYLOADS = "payloads";

    private static final JsonMapper MAPPER = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL)).build();

    private final Path root;

    public BundleFiles(Path root) {
        this.root = root;
    }

    /** A key as it is written. */
    record KeyText(String verifierKey, TreeSize fromSize, @Nullable TreeSize untilSize, @Nullable String handover) {}

    record KeysText(List<KeyText> keys) {}

    /** Writes keys as they are published. */
    public static String write(List<EnclosedKey> keys) {
        return MAPPER.writeValueAsString(new KeysText(keys.stream().map(key -> new KeyText(key.verifierKey().toString(), key.fromSize(),
                key.untilSize(), key.handover() == null ? null : key.handover().toString())).toList()));
    }

    /**
     * Reads keys as they are published.
     *
     * @throws IllegalArgumentException if they are not keys
     */
    static List<EnclosedKey> readKeys(String json) {
        try {
            return MAPPER.readValue(json, KeysText.class).keys().stream().map(key -> new EnclosedKey(VerifierKey.parse(key.verifierKey()),
                    key.fromSize(), key.untilSize(), key.handover() == null ? null : SignedNote.parse(key.handover()))).toList();
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("the keys cannot be read", e);
        }
    }

    /**
     * Reads notes, each followed by an empty line.
     *
     * @throws IllegalArgumentException if one is not a note
     */
    static List<SignedNote> readCheckpoints(String text) {
        List<SignedNote> notes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        boolean signatures = false;
        for (String line : text.split("\n", -1)) {
            boolean empty = line.isEmpty();
            if (empty && signatures) {
                notes.add(SignedNote.parse(note.toString()));
                note.setLength(0);
                signatures = false;
            } else if (!empty || !note.isEmpty()) {
                note.append(line).append('\n');
                signatures |= empty;
            }
        }
        if (!note.isEmpty()) {
            throw new IllegalArgumentException("the last checkpoint is cut off");
        }
        return notes;
    }

    @Override
    public List<EnclosedKey> keys() {
        return readKeys(text(KEYS));
    }

    @Override
    public List<SignedNote> checkpoints() {
        List<SignedNote> notes = readCheckpoints(text(CHECKPOINTS));
        Path newest = root.resolve(NEWEST);
        if (Files.exists(newest)) {
            SignedNote note = SignedNote.parse(text(NEWEST));
            if (notes.stream().noneMatch(one -> one.text().equals(note.text()))) {
                notes.add(note);
            }
        }
        return notes;
    }

    private String text(String name) {
        try {
            return Files.readString(root.resolve(name), UTF_8);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no " + name + " in it", e);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    @Override
    public void records(Consumer<StoredRecord> reader) {
        try (InputStream in = Files.newInputStream(root.resolve(EVENTS))) {
            EntryLines lines = new EntryLines(in);
            long place = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                reader.accept(new StoredRecord(++place, line, record(line, this::payload)));
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no " + EVENTS + " in it", e);
        } catch (IOException e) {
            throw new UncheckedIOException(EVENTS + " cannot be read", e);
        }
    }

    /** Lines, read in blocks: a verification reads hundreds of megabytes of them. */
    private static final class EntryLines {

        private final InputStream in;
        private final byte[] block = new byte[2 * (LoggedRecord.LONGEST + 1)];
        private int from;
        private int until;

        EntryLines(InputStream in) {
            this.in = in;
        }

        /** The next line without its line break; null at the end. */
        byte @Nullable [] next() throws IOException {
            int at = from;
            while (true) {
                while (at < until) {
                    if (block[at++] == '\n') {
                        byte[] line = Arrays.copyOfRange(block, from, at - 1);
                        from = at;
                        return line;
                    }
                }
                if (at - from > LoggedRecord.LONGEST) {
                    throw new IllegalArgumentException(EVENTS + " has a line that is longer than any entry");
                }
                System.arraycopy(block, from, block, 0, until - from);
                at -= from;
                until -= from;
                from = 0;
                int read = in.read(block, until, block.length - until);
                if (read < 0) {
                    byte[] rest = Arrays.copyOf(block, until);
                    until = 0;
                    return rest.length == 0 ? null : rest;
                }
                until += read;
            }
        }
    }

    /** Finds a payload by its SHA-256. */
    @FunctionalInterface
    interface Payloads {

        Optional<String> find(String sha256);
    }

    /** The record of an entry; null if it cannot be read. */
    static @Nullable LoggedRecord record(byte[] entry, Payloads payloads) {
        try {
            Optional<String> detached = LoggedRecord.detachedSha256(entry);
            return LoggedRecord.parse(entry, detached.isEmpty() ? null : payloads.find(detached.get()).orElse(null));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Optional<String> payload(String sha256) {
        try {
            return Optional.of(Files.readString(root.resolve(PAYLOADS).resolve(sha256 + ".json"), UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Tiles tiles() {
        return tile -> {
            for (int width = Tile.WIDTH; width > 0; width--) {
                Path file = root.resolve("tile/" + tile.path(width));
                if (Files.isRegularFile(file)) {
                    try {
                        return Files.readAllBytes(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(file + " cannot be read", e);
                    }
                }
            }
            throw new Tiles.MissingTile(tile);
        };
    }

    @Override
    public Optional<SignedNote> lastSigned() {
        return Optional.empty();
    }
}
