package org.authorityledger.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.authorityledger.proof.entry.EntryBundle;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.jspecify.annotations.Nullable;

/** A running ledger, read from what it serves under {@code /log}, up to the checkpoint that is its newest when this is made. */
public final class ServedLedger implements LedgerCopy {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEYS = "/keys";

    private final String prefix;
    private final @Nullable String user;
    private boolean signsIn;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<SignedNote> checkpoints = new ArrayList<>();
    private final TreeSize size;
    private final Map<Tile, byte[]> upper = new HashMap<>();

    /**
     * Reads the newest checkpoint.
     *
     * @param address where the ledger is, with or without {@code /log}
     * @param user {@code name:password}, if the log is not public
     */
    public ServedLedger(String address, @Nullable String user) {
        String stripped = address.replaceAll("/+$", "");
        this.prefix = stripped.endsWith("/log") ? stripped : stripped + "/log";
        this.user = user;
        Optional<SignedNote> served = newest();
        TreeSize after = null;
        for (boolean more = true; more;) {
            List<SignedNote> page = BundleFiles.readCheckpoints(text(after == null ? "/checkpoints" : "/checkpoints?after=" + after));
            checkpoints.addAll(page);
            if (page.isEmpty()) {
                more = false;
            } else {
                TreeSize last = Checkpoint.parse(page.getLast().text()).size();
                if (after != null && !last.isLargerThan(after)) {
                    throw new IllegalArgumentException("the ledger at " + prefix + " does not give its checkpoints in order");
                }
                after = last;
            }
        }
        if (served.isPresent() && checkpoints.stream().noneMatch(note -> note.text().equals(served.get().text()))) {
            TreeSize shown = Checkpoint.parse(served.get().text()).size();
            boolean older = after != null && shown.isSmallerThan(after);
            checkpoints.add(older ? 0 : checkpoints.size(), served.get());
            after = older ? after : shown;
        }
        this.size = after == null ? TreeSize.EMPTY : after;
    }

    /** What the ledger shows to everyone as its newest must be among all that it signed; empty if it shows none. */
    private Optional<SignedNote> newest() {
        try {
            return Optional.of(SignedNote.parse(text("/checkpoint")));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private URI address(String path) throws IOException {
        try {
            URI address = new URI(prefix + path);
            if (address.getHost() == null) {
                throw new IOException("the address names no host");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String text(String path) {
        return new String(bytes(path), UTF_8);
    }

    private byte[] bytes(String path) {
        try {
            HttpResponse<byte[]> answer = answer(path);
            if (answer.statusCode() == 401 && user != null && !signsIn) {
                // Only now: what is open to everyone is read without a password, which may be of another ledger.
                signsIn = true;
                answer = answer(path);
            }
            if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                throw new IOException(path + " is not open to everyone: name a user who may ask questions, --user <name>:<password>");
            }
            if (answer.statusCode() != 200) {
                throw new IOException(path + " was answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger at " + prefix + " cannot be read: "
                    + (e instanceof ConnectException ? "nothing answers there" : e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private HttpResponse<byte[]> answer(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).timeout(PATIENCE);
        if (path.equals(KEYS)) {
            request.header("Accept", "application/json");
        }
        if (user != null && signsIn) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public List<EnclosedKey> keys() {
        return BundleFiles.readKeys(text(KEYS));
    }

    @Override
    public List<SignedNote> checkpoints() {
        return List.copyOf(checkpoints);
    }

    @Override
    public void records(Consumer<StoredRecord> reader) {
        for (long index = 0; size.has(index * Tile.WIDTH); index++) {
            long place = index * Tile.WIDTH;
            for (byte[] entry : EntryBundle.read(bytes("/tile/entries/" + Tile.path(index, new Tile(0, index).width(size))))) {
                long position = ++place;
                reader.accept(new StoredRecord(position, entry,
                        BundleFiles.record(entry, sha256 -> Optional.of(text("/payload/" + position)))));
            }
        }
    }

    @Override
    public Tiles tiles() {
        return tile -> {
            byte[] known = upper.get(tile);
            if (known != null) {
                return known;
            }
            int width = tile.width(size);
            if (width == 0) {
                throw new Tiles.MissingTile(tile);
            }
            byte[] hashes = bytes("/tile/" + tile.path(width));
            if (tile.level() > 0) {
                upper.put(tile, hashes);
            }
            return hashes;
        };
    }

    @Override
    public Optional<SignedNote> lastSigned() {
        return Optional.empty();
    }
}
