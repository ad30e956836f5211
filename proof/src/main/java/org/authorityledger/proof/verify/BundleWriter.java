package org.authorityledger.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.TreeSize;

/** Writes a ledger with its log as files for auditors, which {@link BundleFiles} reads. */
public final class BundleWriter {

    private BundleWriter() {}

    /**
     * Writes a ledger, up to its newest checkpoint.
     *
     * @param to a directory that is not there yet or is empty, or a file that is not there yet and is called {@code .zip}
     * @return how many records were written
     * @throws IllegalArgumentException if it cannot be written there, or nothing was ever signed
     */
    public static TreeSize write(LedgerCopy copy, Path to, Progress progress) {
        List<SignedNote> checkpoints = copy.checkpoints();
        if (checkpoints.isEmpty()) {
            throw new IllegalArgumentException("nothing of this ledger was signed yet");
        }
        TreeSize size = Checkpoint.parse(checkpoints.getLast().text()).size();
        try {
            if (to.toString().endsWith(".zip")) {
                if (Files.exists(to)) {
                    throw new FileAlreadyExistsException(to.toString());
                }
                try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + to.toAbsolutePath().toUri()),
                        Map.of("create", "true"))) {
                    write(copy, zip.getPath("/"), checkpoints, size, progress);
                }
            } else {
                Files.createDirectories(to);
                try (var entries = Files.list(to)) {
                    if (entries.findAny().isPresent()) {
                        throw new FileAlreadyExistsException(to.toString());
                    }
                }
                write(copy, to, checkpoints, size, progress);
            }
            return size;
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(to + " is there already; name a new directory or file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the export cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(LedgerCopy copy, Path root, List<SignedNote> checkpoints, TreeSize size, Progress progress)
            throws IOException {
        StringBuilder notes = new StringBuilder();
        checkpoints.forEach(note -> notes.append(note).append('\n'));
        Files.writeString(root.resolve(BundleFiles.CHECKPOINTS), notes, UTF_8);
        Files.writeString(root.resolve(BundleFiles.NEWEST), checkpoints.getLast().toString(), UTF_8);
        Files.writeString(root.resolve(BundleFiles.KEYS), BundleFiles.write(copy.keys()), UTF_8);
        try (OutputStream events = new BufferedOutputStream(Files.newOutputStream(root.resolve(BundleFiles.EVENTS)), 1 << 16)) {
            copy.records(stored -> record(stored, root, events, size, progress));
        }
        for (int level = 0; new Tile(level, 0).width(size) > 0; level++) {
            for (long index = 0; new Tile(level, index).width(size) > 0; index++) {
                Tile tile = new Tile(level, index);
                int width = tile.width(size);
                Path file = root.resolve("tile/" + tile.path(width));
                Files.createDirectories(parent(file));
                byte[] hashes = copy.tiles().hashes(tile);
                Files.write(file, Arrays.copyOf(hashes, Math.min(hashes.length, width * Hash.LENGTH)));
            }
        }
        progress.at("written", size.value(), size.value());
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void record(LedgerCopy.StoredRecord stored, Path root, OutputStream events, TreeSize size, Progress progress) {
        if (stored.place() > size.value()) {
            return;
        }
        try {
            events.write(stored.entry());
            events.write('\n');
            LoggedRecord record = stored.record();
            if (record != null && record.detached()) {
                Path file = root.resolve(BundleFiles.PAYLOADS).resolve(record.payloadSha256() + ".json");
                Files.createDirectories(parent(file));
                if (!Files.exists(file)) {
                    Files.writeString(file, record.payload(), UTF_8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the export cannot be written: " + e.getMessage(), e);
        }
        if (stored.place() % 4096 == 0) {
            progress.at("records", stored.place(), size.value());
        }
    }
}
