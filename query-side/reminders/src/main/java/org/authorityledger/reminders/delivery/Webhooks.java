package org.authorityledger.reminders.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.authorityledger.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends JSON to the address that someone gave, signed as Standard Webhooks describes it. Redirects are not followed, no body of an answer is read,
 * and no address of this machine or of a private network is connected to unless a setting allows it.
 */
public final class Webhooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final Timeout CONNECTING = Timeout.ofSeconds(5);
    private static final Timeout ANSWERING = Timeout.ofSeconds(10);
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 16_384;

    private final AllowedAddresses allowed;
    private final CloseableHttpClient client;
    private final Clock clock;

    /** @param inside whether a webhook may be on this machine or in a private network, and then without TLS */
    public Webhooks(boolean inside, Clock clock) {
        this(inside, SystemDefaultDnsResolver.INSTANCE, clock);
    }

    Webhooks(boolean inside, DnsResolver names, Clock clock) {
        this.allowed = new AllowedAddresses(inside);
        this.clock = clock;
        this.client = HttpClients.custom().disableRedirectHandling().disableAutomaticRetries().disableCookieManagement()
                .disableAuthCaching().disableContentCompression().setUserAgent("authority-ledger")
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(ANSWERING).setConnectionRequestTimeout(CONNECTING)
                        .setExpectContinueEnabled(false).build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(new Guard(names))
                        .setMaxConnTotal(64).setMaxConnPerRoute(8)
                        .setConnectionFactory(org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom().setMaxHeaderCount(MOST_HEADERS).setMaxLineLength(LONGEST_LINE).build())
                                .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom().setConnectTimeout(CONNECTING).setSocketTimeout(ANSWERING).build())
                        .build())
                .build();
    }

    /** Resolves names for the connections themselves, so that what is looked at is what is connected to. */
    private final class Guard implements DnsResolver {

        private final DnsResolver names;

        Guard(DnsResolver names) {
            this.names = names;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return allowed.of(host, names.resolve(host));
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return names.resolveCanonicalHostname(host);
        }
    }

    /**
     * Refuses an address that can be none of a webhook. Where a name leads is looked at when it is sent to.
     *
     * @throws Problem if it is not an absolute address with https, or has a user or a fragment
     */
    public void require(String to) {
        uri(to);
    }

    private URI uri(String to) {
        try {
            URI uri = new URI(to);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!(scheme.equals("https") || allowed.inside() && scheme.equals("http"))) {
                throw Problem.malformed("to", "is not an address that begins with https://");
            }
            if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null || !to.matches("[!-~]+")
                    || uri.getPort() == 0 || uri.getPort() > 65_535) {
                throw Problem.malformed("to", "must be the address of a host, without a user and without #");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw Problem.malformed("to", "is not an address that begins with https://");
        }
    }

    /** A secret as the one who receives gets it. */
    public static String written(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** The signature of a body sent at a moment, in seconds since 1970. */
    static String signature(byte[] secret, String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    Outcome send(String to, byte[] secret, Letter letter) {
        HttpPost post;
        try {
            post = new HttpPost(uri(to));
        } catch (Problem e) {
            return Outcome.refused("the address is no longer allowed");
        }
        String id = letter.messageId().toString();
        long seconds = clock.instant().getEpochSecond();
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", Long.toString(seconds));
        post.setHeader("webhook-signature", signature(secret, id, seconds, letter.json()));
        post.setEntity(new ByteArrayEntity(letter.json().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        try {
            int status = status(post);
            return status / 100 == 2
                    ? Outcome.done("answered " + status)
                    : status == 410
                            ? Outcome.refused("answered 410: it wants no more")
                            : Outcome.failed("answered " + status + (status / 100 == 3 ? ": redirects are not followed" : ""));
        } catch (AllowedAddresses.NotAllowed e) {
            return Outcome.failed("the host is at an address that webhooks may not be at");
        } catch (UnknownHostException e) {
            return Outcome.failed("no host has this name");
        } catch (SocketTimeoutException e) {
            return Outcome.failed("no answer in time");
        } catch (SSLException e) {
            return Outcome.failed("no trusted TLS connection");
        } catch (IOException e) {
            return Outcome.failed("cannot be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The status of the answer. The connection is broken off before the answer is closed, which would read it to its end: it may have none. */
    private int status(HttpPost post) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, post, null);
        int status = response.getCode();
        post.cancel();
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("an answer was broken off", e);
        }
        return status;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
