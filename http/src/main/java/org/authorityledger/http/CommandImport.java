package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.io.OutputStream;

/** Records a file of commands, one a line. The command side implements it; pages, which do not know the command side, record through it. */
public interface CommandImport {

    /**
     * Records each line, or refuses it; in order, each is answered by a line: an object with its number ({@code line}), its {@code status} as of
     * HTTP, and the record, the approval it waits for, or the problem. A line under the same key, or with the same content, is recorded once.
     *
     * @param request in which the lines came: its user records
     * @throws Problem if the lines cannot be read to their end, or the answers not be written; earlier lines may be recorded
     */
    void run(InputStream lines, OutputStream answers, HttpServletRequest request) throws InterruptedException;
}
