package org.authorityledger.transparencylog;

import java.nio.file.Path;
import java.util.Optional;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;

/**
 * What is kept apart from the database, in files that only their owner reads: the signing key, and beside it the last checkpoint it signed. That
 * one is what a restored old database is found by.
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
     * @throws IllegalStateException when the file is there and holds no key
     */
    Optional<SigningKey> key() {
        return key.key();
    }

    /** The key that shall sign from the next checkpoint on, where a rotation has begun. */
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

    /** The last checkpoint that was signed here; it may be ahead of what the database has, when that lost its last moments. */
    Optional<SignedNote> lastSigned() {
        return lastSigned.note();
    }

    void keepLastSigned(SignedNote note) {
        lastSigned.write(note.toString());
    }
}
