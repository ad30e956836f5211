package org.authorityledger.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An answer as its bytes came, which shows whether its body ended as it should.
 *
 * @param text all bytes as ISO 8859-1
 */
public record RawAnswer(String text) {

    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final String END_OF_HEADERS = "\r\n\r\n";

    /** Sends a request of HTTP/1.1 as the administrator. */
    public static RawAnswer to(int port, String methodAndPath, String body, String... headers) {
        StringBuilder request = new StringBuilder(methodAndPath).append(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ")
                .append(Base64.getEncoder().encodeToString(("admin:" + LedgerForTests.PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .append("\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
        }
        return send(port, request.append("\r\n").append(body).toString());
    }

    private static RawAnswer send(int port, String request) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] some = new byte[8192];
            int read = socket.getInputStream().read(some);
            while (read >= 0) {
                received.write(some, 0, read);
                read = new RawAnswer(received.toString(StandardCharsets.ISO_8859_1)).complete() ? -1 : socket.getInputStream().read(some);
            }
        } catch (SocketException reset) {
            // The bytes that came say enough.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RawAnswer(received.toString(StandardCharsets.ISO_8859_1));
    }

    /** The status. */
    public int status() {
        return Integer.parseInt(text.substring(9, 12));
    }

    /** Whether the client can tell that it has all: by the last chunk or by the length. */
    public boolean complete() {
        int end = text.indexOf(END_OF_HEADERS);
        String head = end < 0 ? text : text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
        int length = head.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            String value = head.substring(length + 18).lines().findFirst().orElse("");
            return text.length() - end - END_OF_HEADERS.length() == Integer.parseInt(value.strip());
        }
        return head.contains("\r\ntransfer-encoding: chunked") && text.endsWith(LAST_CHUNK);
    }
}
