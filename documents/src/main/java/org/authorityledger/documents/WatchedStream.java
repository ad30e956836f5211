package org.authorityledger.documents;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that sees what is read of it, and may stop it. */
public abstract class WatchedStream extends FilterInputStream {

    private final byte[] single = new byte[1];

    protected WatchedStream(InputStream in) {
        super(in);
    }

    /**
     * Sees some bytes before they are handed on.
     *
     * @throws IOException if no more may be read
     */
    protected abstract void taken(byte[] bytes, int from, int count) throws IOException;

    @Override
    public final int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            single[0] = (byte) next;
            taken(single, 0, 1);
        }
        return next;
    }

    @Override
    public final int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        if (count > 0) {
            taken(into, from, count);
        }
        return count;
    }
}
