package org.authorityledger.access.provider;

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

    private final OidcAuthorizationCodeAuthenticationProvider codes;
    private final Provider provider;
    private final Claims claims;
    private final People people;

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
        Jwt token = read(attempt.getToken());
        Outside outside = outside(token.getSubject(), token.getIssuedAt(), token.getClaims());
        Person person = people.recognize(outside, address(attempt));
        // An old token gives no role back that a newer one no longer had.
        Set<String> roles = new HashSet<>(outside.roles());
        roles.retainAll(person.roles());
        JwtAuthenticationToken granted = new JwtAuthenticationToken(token, Roles.authorities(roles), person.username());
        granted.setDetails(attempt.getDetails());
        return granted;
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
    private Outside outside(String subject, @Nullable Instant issuedAt, Map<String, Object> said) {
        Instant now = Instant.now();
        return claims.person(subject, issuedAt == null || issuedAt.isAfter(now) ? now : issuedAt, said);
    }

    private static @Nullable String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
    }
}
