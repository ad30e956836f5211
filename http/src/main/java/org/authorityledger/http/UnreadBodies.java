package org.authorityledger.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * What becomes of a body that was not read, because the request was refused before: the answer is sent at once, a little of the body is thrown
 * away, so that a client that is still sending gets to read the answer, and then the connection ends. Tomcat itself would read on for as long as
 * the client likes.
 */
final class UnreadBodies extends ValveBase {

    /** For anyone: a name and a password, or a checkpoint with its proof. */
    private static final Set<String> WITHOUT_SIGNING_IN = Set.of(Pages.SIGN_IN, "/witness/add-checkpoint");
    private static final long LONGEST_WITHOUT_SIGNING_IN = 128 * 1024;
    private static final Duration PATIENCE_WITHOUT_SIGNING_IN = Duration.ofSeconds(10);

    private static final long DISCARDED = 64L * 1024 * 1024;
    private static final long DISCARDED_WITHOUT_SIGNING_IN = 1024 * 1024;
    private static final Duration PATIENCE_FOR_DISCARDED = Duration.ofSeconds(2);
    private static final Set<String> WITHOUT_A_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request raw = request.getCoyoteRequest();
        if (!(raw.getInputBuffer() instanceof WatchedBody body)) {
            getNext().invoke(request, response);
            return;
        }
        // As it is served, and not as it was written: any of its characters may be escaped.
        boolean open = WITHOUT_SIGNING_IN.contains(String.valueOf(request.getDecodedRequestURI()));
        body.next(String.valueOf(request.getRemoteAddr()), open ? LONGEST_WITHOUT_SIGNING_IN : Long.MAX_VALUE,
                open ? PATIENCE_WITHOUT_SIGNING_IN : Duration.ofNanos(Long.MAX_VALUE));
        if (WITHOUT_A_BODY.contains(request.getMethod()) && !raw.isFinished()) {
            // No one will read it, and once the answer is on its way it is too late to say so.
            response.setHeader("Connection", "close");
        }
        try {
            getNext().invoke(request, response);
        } finally {
            if (!request.isAsync() && !raw.isFinished()) {
                finish(raw, response, body);
            }
        }
    }

    private static void finish(org.apache.coyote.Request raw, Response response, WatchedBody body) throws IOException {
        boolean refused = response.getStatus() == 401;
        body.discard(refused ? DISCARDED_WITHOUT_SIGNING_IN : DISCARDED, PATIENCE_FOR_DISCARDED);
        // A client that waits for 100 Continue has not begun to send.
        boolean begun = !raw.hasExpectation() || body.touched();
        if (begun && arrived(raw)) {
            return;
        }
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
        response.finishResponse();
        if (begun) {
            discard(raw);
        }
        raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        raw.action(ActionCode.CLOSE_NOW, null);
    }

    /** Whether the whole body is here already: then the connection can go on. */
    private static boolean arrived(org.apache.coyote.Request raw) {
        Discarded discarded = new Discarded();
        try {
            while (!raw.isFinished()) {
                raw.action(ActionCode.AVAILABLE, Boolean.TRUE);
                if (raw.getAvailable() <= 0 || raw.doRead(discarded) < 0) {
                    return raw.isFinished();
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void discard(org.apache.coyote.Request raw) {
        Discarded discarded = new Discarded();
        try {
            while (raw.doRead(discarded) >= 0) {
                // The next part.
            }
        } catch (IOException e) {
            // Enough of it, or the client is gone.
        }
    }

    private static final class Discarded implements ApplicationBufferHandler {

        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer given) {
            buffer = given;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Tomcat sets a buffer of its own.
        }
    }
}
