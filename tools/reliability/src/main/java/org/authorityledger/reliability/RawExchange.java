package org.authorityledger.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One request and its answer over a connection of its own, byte by byte as given: client libraries refuse to send what must be
 * tried here.
 *
 * @param status the status of the answer, or 0 if none came
 * @param headers by lower case name
 * @param body as sent, put together where it came in chunks; of an event stream only its beginning
 */
record RawExchange(int status, Map<String, String> headers, String body) {

    private static final int STREAM_MILLIS = 50;
    private static final int LONGEST_MILLIS = 60_000;

    RawExchange {
        headers = Map.copyOf(headers);
    }

    /**
     * Sends a request and reads its answer to the end of the connection.
     *
     * @param head the request line and headers, each ended by CR LF, without the empty line
     */
    static RawExchange of(int port, String head, byte[] body) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(LONGEST_MILLIS);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            request.write(body);
            try {
                socket.getOutputStream().write(request.toByteArray());
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // It may have answered and closed before it read everything.
                return parse(read(socket));
            }
            return parse(read(socket));
        }
    }

    private static byte[] read(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = socket.getInputStream();
            boolean inHead = true;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all.write(buffer, 0, read);
                if (inHead) {
                    String head = all.toString(StandardCharsets.ISO_8859_1);
                    inHead = !head.contains("\r\n\r\n");
                    if (head.contains("text/event-stream")) {
                        socket.setSoTimeout(STREAM_MILLIS);
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            return all.toByteArray();
        } catch (IOException e) {
            // A connection that is cut ends the answer here.
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    private static RawExchange parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            return new RawExchange(0, Map.of(), text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            headers.merge(header[0].toLowerCase(Locale.ROOT), header.length > 1 ? header[1].strip() : "", (a, b) -> a + ", " + b);
        }
        String body = text.substring(end + 4);
        return new RawExchange(Integer.parseInt(lines[0].substring(9, 12)), headers,
                new String((headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked") ? whole(body) : body)
                        .getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** A body without the lengths between its chunks (RFC 9112, 7.1), as far as it came. */
    private static String whole(String chunks) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        for (int end = chunks.indexOf("\r\n"); end >= 0; end = chunks.indexOf("\r\n", at)) {
            int length = Integer.parseInt(chunks.substring(at, end), 16);
            int last = Math.min(chunks.length(), end + 2 + length);
            whole.append(chunks, Math.min(end + 2, last), last);
            at = last + 2;
            if (length == 0 || at > chunks.length()) {
                break;
            }
        }
        return whole.toString();
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
