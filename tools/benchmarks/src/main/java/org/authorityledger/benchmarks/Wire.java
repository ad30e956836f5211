package org.authorityledger.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One connection of HTTP/1.1, kept alive. A client library would take more of the two processors than the server that is measured; this one
 * understands just what the servers measured here answer.
 */
final class Wire implements AutoCloseable {

    private final int port;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Socket socket;
    private InputStream in;

    /** A connection to this machine. */
    Wire(int port) throws IOException {
        this.port = port;
        socket = connected(port);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** The bytes of a request without a body. */
    static byte[] get(String path, String credentials) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + credentials + "\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a request with a JSON body. */
    static byte[] post(String path, String credentials, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + credentials
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws IllegalStateException if its status is not the one expected
     */
    void exchange(byte[] request, int expected) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request);
        out.flush();
        int status = Integer.parseInt(line().substring(9, 12));
        long length = 0;
        boolean chunked = false;
        boolean ends = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                chunked = true;
            } else if (header.equalsIgnoreCase("connection: close")) {
                ends = true;
            }
        }
        body.reset();
        if (chunked) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                read(size);
                line();
            }
            line();
        } else {
            read(length);
        }
        if (ends) {
            socket.close();
            socket = connected(port);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        }
        if (status != expected) {
            throw new IllegalStateException("answered " + status + ": " + body());
        }
    }

    /** The body of the last answer. */
    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private void read(long length) throws IOException {
        for (long left = length; left > 0;) {
            byte[] some = in.readNBytes((int) Math.min(left, 1 << 14));
            if (some.length == 0) {
                throw new EOFException();
            }
            body.write(some);
            left -= some.length;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
