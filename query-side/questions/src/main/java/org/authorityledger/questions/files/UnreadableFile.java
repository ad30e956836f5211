package org.authorityledger.questions.files;

import java.io.IOException;

/** A file that a client sent is not what it should be; the message says what it is instead. */
public final class UnreadableFile extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableFile(String message) {
        super(message);
    }
}
