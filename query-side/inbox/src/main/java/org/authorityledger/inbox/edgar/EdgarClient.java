package org.authorityledger.inbox.edgar;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.authorityledger.inbox.edgar.EdgarTrouble.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Gets documents from EDGAR: no faster than it allows, under the declared name, whole or not at all. What broke off is tried again a few times; a
 * redirect is followed on the same host alone.
 */
final class EdgarClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EdgarClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 3;
    private static final int RETRIES = 2;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** 403 is what the SEC answers to those who asked too often, and to names that it does not take. */
    private static final Set<Integer> NOT_NOW = Set.of(403, 429, 503);
    private static final Set<Integer> FAILED = Set.of(408, 500, 502, 504);
    private static final Set<Integer> GONE = Set.of(404, 410);

    private final String userAgent;
    private final RequestPace pace;
    private final Duration longest;
    private final RetryTemplate retries;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * A client that has asked nothing yet.
     *
     * @param userAgent who asks
     * @param firstPause before what broke off is tried again, and twice as long the next time
     * @param longest how long one answer may take with its body
     */
    EdgarClient(String userAgent, RequestPace pace, Duration firstPause, Duration longest) {
        this.userAgent = userAgent;
        this.pace = pace;
        this.longest = longest;
        this.retries = new RetryTemplate(RetryPolicy.builder().maxRetries(RETRIES).delay(firstPause).multiplier(2)
                .predicate(e -> e instanceof EdgarTrouble trouble && trouble.kind() == Kind.BROKEN).build());
    }

    private record Reply(int status, @Nullable String location, @Nullable String retryAfter, byte[] body) {}

    /**
     * Gets a document.
     *
     * @param most how many bytes it may have, unpacked
     * @param reading makes what is wanted of it, or throws if it is not what was asked for
     * @throws EdgarTrouble if it does not come as a whole, or is not what was asked for
     */
    <T> T get(URI address, int most, Function<byte[], T> reading) throws InterruptedException {
        try {
            return retries.invoke(() -> reading.apply(followed(address, most)));
        } catch (EdgarTrouble trouble) {
            if (Thread.interrupted()) {
                throw interrupted(trouble);
            }
            throw trouble;
        }
    }

    private static InterruptedException interrupted(EdgarTrouble trouble) {
        InterruptedException interrupted = new InterruptedException("stopped while it asked");
        interrupted.initCause(trouble);
        return interrupted;
    }

    private byte[] followed(URI address, int most) {
        URI at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Reply reply = asked(at, most);
            LOG.debug("GET {} was answered {} with {} bytes", at, reply.status(), reply.body().length);
            if (reply.status() == 200) {
                return reply.body();
            }
            if (!REDIRECTS.contains(reply.status())) {
                throw refused(at, reply);
            }
            at = redirected(at, reply.location());
        }
        throw new EdgarTrouble(Kind.NOT_ASKED_FOR, address.getHost() + " redirects more than " + MOST_REDIRECTS + " times.");
    }

    private static URI redirected(URI from, @Nullable String location) {
        URI to;
        try {
            to = from.resolve(Objects.requireNonNullElse(location, ""));
        } catch (IllegalArgumentException e) {
            throw new EdgarTrouble(Kind.NOT_ASKED_FOR, from.getHost() + " redirects to what is no address.");
        }
        if (to.equals(from) || !from.getScheme().equals(to.getScheme()) || !from.getHost().equalsIgnoreCase(to.getHost())
                || from.getPort() != to.getPort()) {
            throw new EdgarTrouble(Kind.NOT_ASKED_FOR,
                    from.getHost() + " redirects to another host, or to the same address; that is not followed.");
        }
        return to;
    }

    private static EdgarTrouble refused(URI at, Reply reply) {
        int status = reply.status();
        String sentence = at.getHost() + " answers " + status + ".";
        if (NOT_NOW.contains(status)) {
            return new EdgarTrouble(Kind.PAUSE, sentence, duration(reply.retryAfter(), Instant.now()));
        }
        return new EdgarTrouble(FAILED.contains(status) ? Kind.BROKEN : GONE.contains(status) ? Kind.NOT_FOUND : Kind.NOT_ASKED_FOR,
                sentence);
    }

    /** What {@code Retry-After} says: seconds, or a moment; null: nothing that can be read. */
    static @Nullable Duration duration(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return null;
        }
        try {
            String text = retryAfter.strip();
            Duration duration = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return duration.isNegative() ? Duration.ZERO : duration;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Sends one request. The client's own timeout does not cover the body, so both are bounded here. */
    private Reply asked(URI address, int most) {
        try {
            pace.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EdgarTrouble(Kind.PAUSE, "The ledger stops.");
        }
        HttpRequest request = HttpRequest.newBuilder(address).timeout(longest).header("User-Agent", userAgent)
                .header("Accept-Encoding", "gzip").GET().build();
        Future<Reply> reply = requests.submit(() -> reply(request, most));
        try {
            return reply.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new EdgarTrouble(Kind.BROKEN, address.getHost() + " did not answer as a whole within " + longest.toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw failure(address, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EdgarTrouble(Kind.PAUSE, "The ledger stops.");
        } finally {
            reply.cancel(true);
        }
    }

    private static EdgarTrouble failure(URI address, @Nullable Throwable cause) {
        if (cause instanceof EdgarTrouble trouble) {
            return trouble;
        }
        boolean unreachable = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLException;
        EdgarTrouble trouble = new EdgarTrouble(unreachable ? Kind.PAUSE : Kind.BROKEN,
                address.getHost() + (unreachable ? " cannot be reached: " : " broke off: ") + cause + ".");
        trouble.initCause(cause);
        return trouble;
    }

    private Reply reply(HttpRequest request, int most) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream raw = response.body()) {
            byte[] body = response.statusCode() == 200 ? whole(response, raw, most) : new byte[0];
            return new Reply(response.statusCode(), response.headers().firstValue("Location").orElse(null),
                    response.headers().firstValue("Retry-After").orElse(null), body);
        }
    }

    private static byte[] whole(HttpResponse<?> response, InputStream raw, int most) throws IOException {
        String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (!Set.of("identity", "gzip").contains(encoding)) {
            throw new EdgarTrouble(Kind.NOT_ASKED_FOR, response.uri().getHost() + " packs its answer in a way that was not asked for.");
        }
        InputStream in = encoding.equals("gzip") ? new GZIPInputStream(raw) : raw;
        byte[] body = in.readNBytes(most + 1);
        if (body.length > most) {
            throw new EdgarTrouble(Kind.NOT_ASKED_FOR, "The answer has more than " + most + " bytes; it was not read further.");
        }
        return body;
    }

    @Override
    public void close() {
        requests.shutdownNow();
        client.shutdownNow();
    }
}
