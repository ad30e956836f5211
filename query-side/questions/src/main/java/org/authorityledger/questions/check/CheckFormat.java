package org.authorityledger.questions.check;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The form in which the answers to many checks are sent.
 *
 * @param <B> the answers of some lines, ready to be sent
 */
interface CheckFormat<B> {

    /** The answers of some lines. Any thread may write them. */
    interface Batch<B> {

        /**
         * Writes one.
         *
         * @param answer null: the line could not be read, and its problem is written
         */
        void write(CheckLine line, @Nullable CheckAnswer answer) throws IOException;

        /** All that was written. */
        B finish() throws IOException;
    }

    /** Sends what comes before all answers. */
    void begin() throws IOException;

    /** Answers to be written, of lines that follow each other. */
    Batch<B> batch();

    /** Sends some; they come in the order of their lines. */
    void send(B batch) throws IOException;

    /** Sends what comes after all answers: only then is the whole complete. */
    void end() throws IOException;
}
