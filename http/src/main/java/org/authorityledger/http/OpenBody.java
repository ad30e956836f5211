package org.authorityledger.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that only the server ends: code that closes it in the course of a failure would say that it is complete. */
final class OpenBody extends HttpServletResponseWrapper {

    private @Nullable ServletOutputStream body;

    OpenBody(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream opened = body;
        if (opened == null) {
            opened = new NeverClosed(super.getOutputStream());
            body = opened;
        }
        return opened;
    }

    private static final class NeverClosed extends ServletOutputStream {

        private final ServletOutputStream output;

        NeverClosed(ServletOutputStream output) {
            this.output = output;
        }

        @Override
        public void write(int b) throws IOException {
            output.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            output.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            output.flush();
        }

        @Override
        public void close() {
            // Not even flushed: an answer that is still in the buffer can become a problem.
        }

        @Override
        public boolean isReady() {
            return output.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            output.setWriteListener(listener);
        }
    }
}
