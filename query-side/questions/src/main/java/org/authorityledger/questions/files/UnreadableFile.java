package org.authorityledger.questions.files;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A file that a client sent is not what it should be; the message says what it is instead. */
public final class UnreadableFile extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableFile(String message) {
        super(message);
    }

    /** From within code that knows no input. */
    static final class Inside extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        Inside(IOException cause) {
            super(cause);
        }
    }
}
