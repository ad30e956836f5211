package org.authorityledger.inbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.Function;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;

/**
 * A body that was received as a whole, on the disk: those who wait for theirs to be read hold no memory for it. Closing removes it.
 *
 * @param size in bytes
 */
public record ReceivedFile(Path path, String sha256, long size) implements AutoCloseable {

    private static final int BEGINNING = 4;
    private static final int PIECE = 1 << 16;

    /**
     * Receives a body.
     *
     * @param what it is called in a problem
     * @param limit how large it may be, by its first four bytes
     * @throws Problem if it is too large or empty; then nothing of it is left
     */
    public static ReceivedFile of(InputStream body, String what, Function<byte[], Limit> limit) throws IOException {
        Path file = Files.createTempFile("ledger-received", ".body");
        try {
            return received(body, what, limit, file);
        } catch (Throwable e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static ReceivedFile received(InputStream body, String what, Function<byte[], Limit> limit, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        long size = 0;
        try (OutputStream output = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            BufferedInputStream in = new BufferedInputStream(body, PIECE);
            in.mark(BEGINNING);
            byte[] beginning = in.readNBytes(BEGINNING);
            in.reset();
            if (beginning.length == 0) {
                throw Problem.malformed("", "the " + what + " is empty");
            }
            Limit most = limit.apply(beginning);
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                size += read;
                if (size > most.most()) {
                    throw most.tooLarge();
                }
                output.write(piece, 0, read);
            }
        }
        return new ReceivedFile(file, Sha256.hex(digest.digest()), size);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
