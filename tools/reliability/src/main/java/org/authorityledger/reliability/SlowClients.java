package org.authorityledger.reliability;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients without credentials that send requests and never end them, while one well-behaved client records and asks. Every request
 * of that client must be answered.
 *
 * <p>Settings: {@code clients} (500), {@code requests} (20).
 */
final class SlowClients {

    private static final List<String> HEADS = List.of("POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            "POST /api/import HTTP/1.1\r\nContent-Type: application/x-ndjson\r\n",
            "GET /api/grantors HTTP/1.1\r\nContent-Type: application/json\r\n",
            "POST /api/authority/checks HTTP/1.1\r\nContent-Type: text/csv\r\n", "POST /record/grant HTTP/1.1\r\n",
            "GET /log/checkpoint HTTP/1.1\r\n");

    private SlowClients() {}

    static String run(Settings settings) throws Exception {
        int clients = settings.number("clients", 500);
        int requests = settings.number("requests", 20);
        List<Socket> open = new ArrayList<>();
        try (LedgerProcess ledger = LedgerProcess.extracted("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")) {
            ledger.start();
            for (int client = 0; client < clients; client++) {
                open.add(slow(ledger.port(), HEADS.get(client % HEADS.size())));
            }
            for (int request = 0; request < requests; request++) {
                for (Socket socket : open) {
                    trickle(socket);
                }
                HttpResponse<String> recorded = ledger.post("/api/grantors/patient/powers-of-attorney",
                        Grants.body("poa-" + request, 1, "beside slow clients"));
                if (recorded.statusCode() != 201) {
                    throw new AssertionError("beside " + clients + " slow clients, a command was answered " + recorded.statusCode());
                }
                ledger.get("/api/authorities?grantor=patient&minPosition=" + LedgerProcess.json(recorded.body()).path("position").asLong());
            }
            if (!ledger.healthy()) {
                throw new AssertionError("not healthy beside " + clients + " slow clients");
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        return requests + " commands and questions, all served beside " + clients + " slow clients";
    }

    /** Opens a request with a large body and sends its first byte. */
    private static Socket slow(int port, String head) throws IOException {
        Socket socket = new Socket("localhost", port);
        OutputStream out = socket.getOutputStream();
        out.write((head + "Host: localhost:" + port + "\r\nContent-Length: 60000000\r\n\r\nx").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private static void trickle(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // Closed by the ledger, as it should be. It does not come back in this attack.
            return;
        }
    }
}
