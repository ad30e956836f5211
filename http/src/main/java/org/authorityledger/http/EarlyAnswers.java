package org.authorityledger.http;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered while its body is still coming, by one thread.
 *
 * <p>Most clients send all before they read anything, and would wait for the ledger while it waits for them. So only as much is answered at once
 * as the buffers of the connection surely hold. Before more is, the rest of the body is received, into a temporary file: of the size of the body at
 * most, and gone when this is closed.
 */
public final class EarlyAnswers implements AutoCloseable {

    /** In bytes: less than what any client's system receives without anyone reading it. */
    public static final int HELD_BY_THE_CONNECTION = 48 * 1024;

    private static final int BUFFER = 1 << 16;

    private final Body body;
    private final Answers answers;

    /** Of the body and the answer of one request; it closes neither. */
    public EarlyAnswers(InputStream body, OutputStream answers) {
        this.body = new Body(body);
        this.answers = new Answers(answers);
    }

    /** The body. */
    public InputStream body() {
        return body;
    }

    /** Where the answers go. */
    public OutputStream answers() {
        return answers;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private final class Answers extends OutputStream {

        private final OutputStream out;
        private long sent;

        private Answers(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{ (byte) b});
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            sent += length;
            if (sent > HELD_BY_THE_CONNECTION) {
                body.receiveAll();
            }
            out.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    private static final class Body extends FilterInputStream {

        private @Nullable FileChannel file;
        private boolean received;

        private Body(InputStream connection) {
            super(new BufferedInputStream(connection, BUFFER));
        }

        private void receiveAll() throws IOException {
            if (received) {
                return;
            }
            received = true;
            // What was read ahead from the connection is in its buffer: a small body is there whole, and needs no file.
            byte[] next = in.readNBytes(BUFFER);
            if (next.length == 0) {
                return;
            }
            FileChannel open = TemporaryFile.open("ledger-body");
            file = open;
            OutputStream out = Channels.newOutputStream(open);
            out.write(next);
            in.transferTo(out);
            open.position(0);
            in = new BufferedInputStream(Channels.newInputStream(open), BUFFER);
        }

        /** The file alone: the connection goes on. */
        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
