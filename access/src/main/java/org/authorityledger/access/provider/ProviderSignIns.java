package org.authorityledger.access.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.access.people.Outside;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Person;
import org.authorityledger.access.people.Roles;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Finds the person whom the provider signs in: by its answer to a browser, or by the access token that a program sends. */
final class ProviderSignIns implements AuthenticationManager {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final OidcAuthorizationCodeAuthenticationProvider codes;
    private final Provider provider;
    private final Claims claims;
    private final People people;
    /** The signature of a token costs more than a check: that it was good is remembered for a minute. Its person is looked at each time. */
    private final Cache<String, Described> verified = Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run).build();

    /** A token of a program, and whom it describes. */
    private record Described(Jwt token, Outside person) {}

    /** @param codes exchanges the code that a browser brings, and checks what comes for it */
    ProviderSignIns(OidcAuthorizationCodeAuthenticationProvider codes, Provider provider, Claims claims, People people) {
        this.codes = codes;
        this.provider = provider;
        this.claims = claims;
        this.people = people;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        return attempt instanceof BearerTokenAuthenticationToken token
                ? ofProgram(token)
                : ofBrowser((OAuth2LoginAuthenticationToken) Objects.requireNonNull(codes.authenticate(attempt)));
    }

    private Authentication ofBrowser(OAuth2LoginAuthenticationToken answer) {
        OidcUser user = (OidcUser) Objects.requireNonNull(answer.getPrincipal());
        Person person = people.recognize(outside(user.getSubject(), user.getIssuedAt(), user.getClaims()), address(answer));
        ProviderUser signedIn = new ProviderUser(person, user);
        OAuth2LoginAuthenticationToken granted = new OAuth2LoginAuthenticationToken(answer.getClientRegistration(),
                answer.getAuthorizationExchange(), signedIn, signedIn.getAuthorities(), Objects.requireNonNull(answer.getAccessToken()));
        granted.setDetails(answer.getDetails());
        return granted;
    }

    private Authentication ofProgram(BearerTokenAuthenticationToken attempt) {
        Described described = described(attempt.getToken());
        Outside outside = described.person();
        Person person = people.recognize(outside, address(attempt));
        // An old token gives no role back that a newer one no longer had.
        Set<String> roles = new HashSet<>(outside.roles());
        roles.retainAll(person.roles());
        Set<String> scope = People.narrower(person.scope(), outside.scope() == null ? null : outside.scope().issuers());
        if (scope != null && scope.isEmpty()) {
            roles.clear();
        }
        JwtAuthenticationToken granted = new JwtAuthenticationToken(described.token(), Roles.authorities(roles, scope),
                person.username());
        granted.setDetails(attempt.getDetails());
        return granted;
    }

    private Described described(String token) {
        Described before = verified.getIfPresent(token);
        if (before != null && Instant.now().isBefore(Objects.requireNonNull(before.token().getExpiresAt()))) {
            return before;
        }
        Jwt read = read(token);
        Described described = new Described(read, outside(read.getSubject(), read.getIssuedAt(), read.getClaims()));
        verified.put(token, described);
        return described;
    }

    private Jwt read(String token) {
        try {
            return provider.accessToken(token);
        } catch (BadJwtException e) {
            throw new InvalidBearerTokenException(String.valueOf(e.getMessage()), e);
        } catch (JwtException e) {
            throw Provider.unavailable();
        }
    }

    /** A token that claims to be of tomorrow must not outdate those that come until then. */
    private Outside outside(@Nullable String subject, @Nullable Instant issuedAt, Map<String, Object> said) {
        Instant now = Instant.now();
        return claims.person(Objects.requireNonNull(subject), issuedAt == null || issuedAt.isAfter(now) ? now : issuedAt, said);
    }

    private static @Nullable String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
    }
}
