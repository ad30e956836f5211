package org.authorityledger.questions.check;

import java.io.IOException;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Writes the answers to many checks, one for each line, in order. */
interface CheckLineWriter {

    /**
     * Writes one.
     *
     * @param answer null: the line could not be read, and its problem is written
     */
    void write(CheckLine line, @Nullable CheckAnswer answer) throws IOException;

    void flush() throws IOException;

    /** What is wrong with a line. */
    static Problem.Report report(CheckLine line) {
        return line.problem() == null ? ProblemWriter.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR) : line.problem().report();
    }
}
