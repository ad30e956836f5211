package org.authorityledger.transparencylog;

import java.nio.file.Path;
import java.util.Optional;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;

/**
 * The files that are kept apart from the database and that only their owner can read: the signing key, and beside it the last checkpoint it signed,
 * which reveals that an old database was restored.
 */
final class KeyFiles {

    private final DurableFile key;
    private final DurableFile next;
    private final DurableFile lastSigned;

    KeyFiles(Path key) {
        this.key = new DurableFile(key);
        this.next = this.key.beside(".next");
        this.lastSigned = this.key.beside(".last-signed");
    }

    /**
     * The key that signs.
     *
     * @throws IllegalStateException if the file is there but is not a key
     */
    Optional<SigningKey> key() {
        return key.key();
    }

    /** Whether there is a file of the key, whatever is in it. */
    boolean hasKey() {
        return key.exists();
    }

    /** The key that will sign from the next checkpoint on, if a rotation has begun. */
    Optional<SigningKey> next() {
        return next.key();
    }

    void keep(SigningKey made) {
        key.write(made.secretText());
    }

    void keepNext(SigningKey made) {
        next.write(made.secretText());
    }

    /** The next key takes the place of the key. */
    void rotate() {
        next.replace(key);
    }

    /** The last checkpoint that was signed here. It may be ahead of the database if that lost its last moments. */
    Optional<SignedNote> lastSigned() {
        return lastSigned.note();
    }

    void keepLastSigned(SignedNote note) {
        lastSigned.write(note.toString());
    }
}
