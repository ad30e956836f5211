package org.authorityledger.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.authorityledger.http.EarlyAnswers;
import org.authorityledger.http.TemporaryFile;
import org.jspecify.annotations.Nullable;

/**
 * What an import answers while its input is still coming.
 *
 * <p>A client may send all before it reads anything. So only as much is written at once as the buffers of the connection surely hold; the rest
 * waits in a temporary file until the input has ended, when the client must read. Neither memory nor the input is ever held up by it.
 */
final class ImportResponse implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final OutputStream output;
    private final ByteBuffer waiting = ByteBuffer.allocate(BUFFER);
    private int sent;
    private @Nullable FileChannel file;

    ImportResponse(OutputStream output) {
        this.output = output;
    }

    /** Takes the next one. */
    void add(byte[] answer) throws IOException {
        if (file == null && sent + answer.length <= EarlyAnswers.HELD_BY_THE_CONNECTION) {
            output.write(answer);
            sent += answer.length;
            return;
        }
        sent = EarlyAnswers.HELD_BY_THE_CONNECTION;
        FileChannel open = file == null ? TemporaryFile.open("ledger-import") : file;
        file = open;
        if (answer.length > waiting.remaining()) {
            write(open);
        }
        if (answer.length > waiting.capacity()) {
            writeFully(open, ByteBuffer.wrap(answer));
        } else {
            waiting.put(answer);
        }
    }

    /** Lets the client have what was written so far. */
    void flush() throws IOException {
        if (file == null) {
            output.flush();
        }
    }

    /** Writes all that waits: the client has sent all and reads now. */
    void finish() throws IOException {
        FileChannel open = file;
        if (open != null) {
            write(open);
            open.position(0);
            Channels.newInputStream(open).transferTo(output);
        }
        output.flush();
    }

    private void write(FileChannel open) throws IOException {
        waiting.flip();
        writeFully(open, waiting);
        waiting.clear();
    }

    private static void writeFully(FileChannel open, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            open.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
