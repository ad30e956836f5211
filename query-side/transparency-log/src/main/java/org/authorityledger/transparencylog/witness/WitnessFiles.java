package org.authorityledger.transparencylog.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.witness.Witness;
import org.authorityledger.transparencylog.DurableFile;

/**
 * A witness's key in a file, and beside it, by the SHA-256 of each log's origin, the last checkpoint it cosigned and anything that contradicted it.
 * Nothing of it is in the database: a restored backup must not make a witness forget.
 */
final class WitnessFiles implements Witness.Memory {

    private final DurableFile key;
    private final Path lock;

    WitnessFiles(Path key) {
        this.key = new DurableFile(key);
        this.lock = Path.of(this.key.beside(".lock").toString());
    }

    /**
     * The witness's key; a new one is made if the file does not exist.
     *
     * @throws IllegalStateException if the file has the key of another name, or not the key of a witness
     */
    SigningKey key(String name) {
        SigningKey found = key.key().orElseGet(() -> {
            SigningKey made = SigningKey.generate(name, VerifierKey.COSIGNATURE_V1);
            key.write(made.secretText());
            return made;
        });
        if (!found.verifierKey().name().equals(name) || found.verifierKey().type() != VerifierKey.COSIGNATURE_V1) {
            throw new IllegalStateException(
                    "the file " + key + " has the key " + found.verifierKey() + ", but ledger.witness.name is " + name
                            + "; use the name of the key, or another ledger.witness.key-file");
        }
        return found;
    }

    /** Does this work while no other thread or process works with the same files. */
    synchronized <T> T alone(Supplier<T> work) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assert held.isValid();
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + lock + " cannot be locked", e);
        }
    }

    @Override
    public Optional<SignedNote> last(String origin) {
        return cosigned(origin).note();
    }

    @Override
    public void keep(String origin, SignedNote note) {
        cosigned(origin).write(note.toString());
    }

    @Override
    public void forked(String origin, SignedNote cosigned, SignedNote other) {
        if (!forked(origin)) {
            contradiction(origin).write(cosigned + "\n" + other);
        }
    }

    /** Whether a log ever signed anything that contradicts a checkpoint cosigned here. */
    boolean forked(String origin) {
        return contradiction(origin).exists();
    }

    private DurableFile cosigned(String origin) {
        return key.beside("." + Witness.hash(origin));
    }

    private DurableFile contradiction(String origin) {
        return key.beside("." + Witness.hash(origin) + ".forked");
    }
}
