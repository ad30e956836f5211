package org.authorityledger.questions.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.authorityledger.access.Permission;
import org.authorityledger.access.QuickEntry;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Numbers;
import org.authorityledger.http.ShortWay;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A check that has its answer at once: well-formed, by someone known, about a moment that the register has reached. */
final class CheckShortWay implements ShortWay {

    private static final String PATH = "/api/authority/check";
    private static final String SIGNER = "signer";
    private static final String CAPACITY = "capacity";
    private static final String KNOWN_AT = "knownAt";
    private static final String MIN_POSITION = "minPosition";
    private static final List<String> ONCE = List.of("grantor", "issuer", "form", "on", KNOWN_AT, MIN_POSITION);

    private final QuickEntry entry;
    private final CheckController checks;
    private final RegisterProgress progress;
    private final CheckAnswerJson json;
    private final Timer requests;

    CheckShortWay(QuickEntry entry, CheckController checks, RegisterProgress progress, JsonMapper mapper, MeterRegistry meters) {
        this.entry = entry;
        this.checks = checks;
        this.progress = progress;
        this.json = new CheckAnswerJson(mapper);
        // The one that Spring's filter counts the others in.
        this.requests = Timer.builder("http.server.requests")
                .tags("error", "none", "exception", "none", "method", "GET", "outcome", "SUCCESS",
                        "status", "200", "uri", PATH)
                .register(meters);
    }

    @Override
    public boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        if (query == null || !PATH.equals(request.getRequestURI())) {
            return false;
        }
        long begun = System.nanoTime();
        QuickEntry.Visit visit = entry.enter(request, Permission.ASK);
        byte[] json = visit == null ? null : visit.see(() -> answer(query));
        if (visit == null || json == null) {
            return false;
        }
        visit.send(request, response, json);
        requests.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        return true;
    }

    private byte @Nullable [] answer(String query) {
        try {
            Map<String, String> once = new HashMap<>();
            List<String> signers = new ArrayList<>();
            List<String> capacities = new ArrayList<>();
            if (!read(query, once, signers, capacities) || !reached(once.get(KNOWN_AT), once.get(MIN_POSITION))) {
                return null;
            }
            CheckRequest asked = CheckRequest.of(once.get("grantor"), once.get("issuer"), once.get("form"), signers, capacities,
                    once.get("on"), once.get(KNOWN_AT));
            return json.bytes(checks.answer(asked, null));
        } catch (RuntimeException refusedOrFailed) {
            return null;
        }
    }

    /** Whether every parameter is known, has a value, and stands as often as it may. */
    private static boolean read(String query, Map<String, String> once, List<String> signers, List<String> capacities) {
        int from = 0;
        while (from <= query.length()) {
            int and = query.indexOf('&', from);
            int end = and < 0 ? query.length() : and;
            int equal = query.indexOf('=', from);
            if (equal < 0 || equal >= end - 1) {
                return false;
            }
            String name = query.substring(from, equal);
            String value = decoded(query.substring(equal + 1, end));
            if (value == null) {
                return false;
            } else if (name.equals(SIGNER)) {
                signers.add(value);
            } else if (name.equals(CAPACITY)) {
                capacities.add(value);
            } else if (!ONCE.contains(name) || once.put(name, value) != null) {
                return false;
            }
            from = end + 1;
        }
        return true;
    }

    /** The text that was sent; null where it has more than visible ASCII, which others read. */
    private static @Nullable String decoded(String sent) {
        String value = sent.indexOf('%') < 0 && sent.indexOf('+') < 0 ? sent : URLDecoder.decode(sent, StandardCharsets.UTF_8);
        return ShortWay.isPlain(value) ? value : null;
    }

    private boolean reached(@Nullable String knownAt, @Nullable String minPosition) {
        if (knownAt != null) {
            Instant moment = Dates.parseInstant(knownAt);
            if (moment.isAfter(progress.knownUntil())) {
                return false;
            }
        }
        return minPosition == null || Numbers.parse(minPosition) >= 0 && Numbers.parse(minPosition) <= progress.position().value();
    }
}
