package org.authorityledger.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A body that is kept until all of it is made, and then sent with its length: in memory, and in a temporary file if it is large. A stream
 * of events has no end to wait for, and is sent as it comes.
 */
final class MeasuredBody extends HttpServletResponseWrapper implements AutoCloseable {

    private static final int MOST_IN_MEMORY = 1 << 20;

    private final Kept kept = new Kept();
    private @Nullable PrintWriter writer;

    MeasuredBody(HttpServletResponse response) {
        super(response);
    }

    private boolean passes() {
        String type = getContentType();
        return type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return passes() ? super.getOutputStream() : kept;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter opened = writer;
        if (opened == null) {
            String charset = getCharacterEncoding();
            // Names the charset in the answer's content type, as the writer of the response would.
            setCharacterEncoding(charset);
            opened = new PrintWriter(new OutputStreamWriter(kept, Charset.forName(charset)));
            writer = opened;
        }
        return opened;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (passes()) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        writer = null;
        kept.clear();
    }

    @Override
    public void reset() {
        super.reset();
        writer = null;
        kept.clear();
    }

    @Override
    public void sendError(int status) throws IOException {
        resetBuffer();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        resetBuffer();
        super.sendError(status, message);
    }

    /** Sends what was kept. */
    void send() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        if (kept.length > 0 && !isCommitted()) {
            setContentLengthLong(kept.length);
            kept.transferTo(super.getOutputStream());
        }
    }

    @Override
    public void close() {
        kept.clear();
    }

    private static final class Kept extends ServletOutputStream {

        private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
        private @Nullable Path file;
        private @Nullable OutputStream large;
        private long length;

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{ (byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            length += count;
            if (large == null && length > MOST_IN_MEMORY) {
                Path made = Files.createTempFile("ledger-answer", ".body");
                file = made;
                large = new BufferedOutputStream(Files.newOutputStream(made), 1 << 16);
            }
            OutputStream here = large == null ? memory : large;
            here.write(bytes, from, count);
        }

        void transferTo(OutputStream output) throws IOException {
            memory.writeTo(output);
            if (large != null && file != null) {
                large.flush();
                Files.copy(file, output);
            }
        }

        void clear() {
            memory.reset();
            length = 0;
            try {
                if (large != null) {
                    large.close();
                }
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            large = null;
            file = null;
        }

        @Override
        public void close() {
            // It is sent only when all of it is made.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("a body that is kept is written without waiting");
        }
    }
}
