package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.access.password.RecentSignIns;
import org.authorityledger.access.people.Caller;
import org.authorityledger.access.people.People;
import org.authorityledger.events.Position;
import org.authorityledger.http.RequestContext;
import org.authorityledger.http.ShortWay;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The door of a {@link ShortWay}: lets in who would be let in by the filters, if that is plain at once. A program sends few headers, all of them
 * known here; a browser, a session, a password that must be verified first, an unknown host and everything else go the long way.
 */
public final class QuickEntry {

    private static final String AUTHORIZATION = "Authorization";
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";
    private static final Set<String> PLAIN = Set.of("host", "authorization", "accept", "accept-encoding", "user-agent", "x-correlation-id",
            // With the last two, Java's client offers another protocol, which the server need not take up.
            "connection", "upgrade", "http2-settings");
    private static final Set<String> JSON = Set.of("*/*", "application/json");

    private final KnownHosts hosts;
    private final People people;
    private final RecentSignIns signIns;
    private final AccessLog log;
    private final LedgerHead head;

    QuickEntry(KnownHosts hosts, People people, RecentSignIns signIns, AccessLog log, LedgerHead head) {
        this.hosts = hosts;
        this.people = people;
        this.signIns = signIns;
        this.log = log;
        this.head = head;
    }

    /**
     * Lets in who asks for JSON and holds a permission.
     *
     * @return null: this request goes the long way
     */
    public @Nullable Visit enter(HttpServletRequest request, Permission permission) {
        if (!"GET".equals(request.getMethod()) || !"HTTP/1.1".equals(request.getProtocol()) || !plain(request)) {
            return null;
        }
        String accept = request.getHeader("Accept");
        if (accept != null && !JSON.contains(accept) || !hosts.isKnown(request.getServerName())) {
            return null;
        }
        Caller caller = caller(request);
        return caller == null || Collections.disjoint(caller.roles(), permission.roles())
                ? null
                : new Visit(caller.name(), head.position());
    }

    /** Whether it has known headers only, each once. */
    private static boolean plain(HttpServletRequest request) {
        int seen = 0;
        int named = 0;
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements();) {
            String name = names.nextElement();
            if (!PLAIN.contains(name.toLowerCase(Locale.ROOT))) {
                return false;
            }
            named++;
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); seen++) {
                if (!ShortWay.isPlain(values.nextElement())) {
                    return false;
                }
            }
        }
        return seen == named;
    }

    private @Nullable Caller caller(HttpServletRequest request) {
        String credentials = request.getHeader(AUTHORIZATION);
        if (credentials == null) {
            return null;
        }
        if (credentials.startsWith(BEARER)) {
            return people.caller(credentials.substring(BEARER.length()));
        }
        if (!credentials.startsWith(BASIC)) {
            return null;
        }
        try {
            String both = new String(Base64.getDecoder().decode(credentials.substring(BASIC.length())), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0 ? null : signIns.recognize(both.substring(0, colon), both.substring(colon + 1), request.getRemoteAddr());
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Someone who was let in. */
    public final class Visit {

        private final String caller;
        private final Position position;

        private Visit(String caller, Position position) {
            this.caller = caller;
            this.position = position;
        }

        /** Reads the ledger as the caller sees it: whole. */
        public <T> T see(Supplier<T> reading) {
            return Viewer.ALL.see(reading::get);
        }

        /** Sends an answer in JSON with the headers of every answer, and notes who asked. */
        public void send(HttpServletRequest request, HttpServletResponse response, byte[] json) throws IOException {
            try {
                RequestContext.identify(request, response);
                ResponseHeaders.addAllTo(request, response);
                response.setContentType("application/json");
                response.setContentLength(json.length);
                response.getOutputStream().write(json);
            } finally {
                log.note(caller, request, HttpServletResponse.SC_OK, position);
            }
        }
    }
}
