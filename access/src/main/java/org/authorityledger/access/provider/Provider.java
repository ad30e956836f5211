package org.authorityledger.access.provider;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.authorityledger.access.people.SignInRefused;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The provider as it describes itself. It is asked when it is needed, and every half minute: the ledger starts without it, and health says when it
 * cannot be reached. Keys that were seen are good for an hour while it is away.
 */
final class Provider implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(30);
    /** How long an answer of the provider may take. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int TIMEOUT_MILLIS = (int) TIMEOUT.toMillis();
    private static final int LARGEST_BYTES = 256 * 1024;
    private static final long KEYS_KEPT_MILLIS = 5 * 60_000L;
    private static final long KEYS_KEPT_IN_OUTAGE_MILLIS = 60 * 60_000L;
    /** Tokens with keys that no one has must not become as many questions to the provider. */
    private static final long BETWEEN_QUESTIONS_FOR_KEYS_MILLIS = 10_000;
    private static final Pattern SUBJECT = Pattern.compile("[ -~]{1,255}");
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final ProviderSettings settings;
    private final String secret;
    private final JsonMapper json;
    private final DefaultResourceRetriever retriever = new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_BYTES);
    private final ReentrantLock asking = new ReentrantLock();
    private final Worker watch = new Worker("provider-watch", LOOKS_EVERY, this::look);
    private volatile @Nullable Known known;
    private volatile @Nullable Trouble trouble;

    /**
     * What is known of the provider.
     *
     * @param metadata as it sent them
     * @param idTokens reads what it answers to a sign-in on a page
     * @param accessTokens reads what programs send; null: they may send none
     */
    private record Known(Map<String, Object> metadata, ClientRegistration registration, JwtDecoder idTokens,
            @Nullable JwtDecoder accessTokens) {}

    /** Since when it cannot be reached, and why. */
    record Trouble(Instant since, String reason) {}

    Provider(ProviderSettings settings, JsonMapper json) {
        this.settings = settings;
        this.secret = Objects.requireNonNullElse(settings.secret(), "");
        this.json = json;
    }

    /** Connects to the provider, and follows no redirect. */
    static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }

    Provider start() {
        watch.start();
        return this;
    }

    Worker watch() {
        return watch;
    }

    @Override
    public void close() {
        watch.close();
    }

    String name() {
        return settings.name();
    }

    /** What keeps the provider from being used; null: nothing, or it was not asked yet. */
    @Nullable
    Trouble trouble() {
        return trouble;
    }

    /** @throws SignInRefused if it is not known yet and cannot be reached */
    ClientRegistration registration() {
        return known().registration();
    }

    /** @throws JwtException if it is not known yet and cannot be reached */
    Jwt idToken(String token) {
        return decode(known().idTokens(), token);
    }

    /**
     * Reads an access token.
     *
     * @throws BadJwtException if the provider did not sign it for this ledger, or it is no longer good
     * @throws JwtException if that cannot be known now
     */
    Jwt accessToken(String token) {
        JwtDecoder decoder = known().accessTokens();
        if (decoder == null) {
            throw new BadJwtException("no audience is set");
        }
        return decode(decoder, token);
    }

    private static Jwt decode(JwtDecoder decoder, String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            // The keys were looked at a moment ago, and this one was not among them.
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof RateLimitReachedException) {
                throw new BadJwtException("signed with an unknown key", e);
            }
            throw e;
        }
    }

    /** While it is not known yet and does not answer, requests do not queue up behind the one that asks. */
    private Known known() {
        Known before = known;
        if (before != null) {
            return before;
        }
        boolean mine = false;
        try {
            mine = asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Known meanwhile = known;
            if (meanwhile != null) {
                return meanwhile;
            }
            if (!mine) {
                throw unavailable();
            }
            return ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } finally {
            if (mine) {
                asking.unlock();
            }
        }
    }

    private void look() {
        asking.lock();
        try {
            ask();
        } catch (SignInRefused e) {
            LOG.debug("the provider cannot be reached", e);
        } finally {
            asking.unlock();
        }
    }

    private Known ask() {
        try {
            Map<String, Object> metadata = json.readValue(retriever.retrieveResource(
                    URI.create(settings.issuerUri().replaceAll("/$", "") + DISCOVERY).toURL()).getContent(), new TypeReference<>() {
                    });
            Known before = known;
            Known now = before != null && before.metadata().equals(metadata) ? before : read(metadata);
            known = now;
            if (trouble != null) {
                LOG.info("The identity provider {} answers again", settings.name());
            }
            trouble = null;
            return now;
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            Trouble before = trouble;
            trouble = new Trouble(before == null ? Instant.now() : before.since(), e.toString());
            if (before == null) {
                LOG.warn("The identity provider {} cannot be used: {}", settings.name(), e.toString());
            }
            throw unavailable();
        }
    }

    static SignInRefused unavailable() {
        return new SignInRefused(HttpStatus.SERVICE_UNAVAILABLE, "PROVIDER_UNAVAILABLE",
                "The identity provider cannot be reached. Try again, or sign in with a password of this ledger.", Duration.ofSeconds(5));
    }

    private Known read(Map<String, Object> metadata) throws IOException {
        if (!settings.issuerUri().equals(metadata.get("issuer"))) {
            throw new IllegalArgumentException("it says that it is the issuer " + metadata.get("issuer"));
        }
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcConfiguration(metadata)
                .registrationId(ProviderConfiguration.REGISTRATION).clientName(settings.name()).clientId(settings.clientId())
                .scope(settings.scopes()).redirectUri("{baseUrl}" + ProviderConfiguration.ARRIVAL)
                .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(true).build());
        ClientRegistration client = (secret.isEmpty()
                ? registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                : registration.clientSecret(secret)).build();
        JWKSource<SecurityContext> keys = JWKSourceBuilder
                .create(URI.create(String.valueOf(client.getProviderDetails().getJwkSetUri())).toURL(), retriever)
                .cache(KEYS_KEPT_MILLIS, TIMEOUT_MILLIS).refreshAheadCache(false).rateLimited(BETWEEN_QUESTIONS_FOR_KEYS_MILLIS)
                .retrying(true).outageTolerant(KEYS_KEPT_IN_OUTAGE_MILLIS).build();
        return new Known(metadata, client, idTokens(keys, client),
                settings.audience() == null ? null : accessTokens(keys, settings.audience()));
    }

    private static JwtDecoder idTokens(JWKSource<SecurityContext> keys, ClientRegistration client) {
        NimbusJwtDecoder decoder = decoder(keys);
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(), new OidcIdTokenValidator(client), subject()));
        return decoder;
    }

    private JwtDecoder accessTokens(JWKSource<SecurityContext> keys, String audience) {
        JwtTimestampValidator times = new JwtTimestampValidator();
        times.setAllowEmptyExpiryClaim(false);
        NimbusJwtDecoder decoder = decoder(keys);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(new JwtIssuerValidator(settings.issuerUri()),
                new JwtAudienceValidator(audience), times, subject()));
        return decoder;
    }

    /** By the public keys of the provider alone: algorithms with a shared secret, and none at all, are not among these. */
    private static NimbusJwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(Arrays.asList(SignatureAlgorithm.values()))).build();
    }

    private static JwtClaimValidator<String> subject() {
        return new JwtClaimValidator<>(JwtClaimNames.SUB, subject -> subject != null && SUBJECT.matcher(subject).matches());
    }
}
