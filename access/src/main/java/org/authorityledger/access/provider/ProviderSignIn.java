package org.authorityledger.access.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.authorityledger.access.people.SignInRefused;
import org.authorityledger.http.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.util.HtmlUtils;

/** Signing in through the provider, as it stands among the other ways to sign in. */
public final class ProviderSignIn {

    /** Where a browser begins to sign in at the provider. Takes the parameter {@code continue}, as the sign-in page does. */
    public static final String START = "/oauth2/authorization/" + ProviderConfiguration.REGISTRATION;

    private static final String FORGOTTEN = "authorization_request_not_found";

    private final Provider provider;
    private final AuthenticationManager signIns;
    private final SignInsUnderWay underWay = new SignInsUnderWay();
    private final ClientRegistrationRepository registrations;

    /** What follows a sign-in at the provider. */
    @FunctionalInterface
    public interface Outcome {

        /**
         * Answers the browser.
         *
         * @param continuation the path of this ledger that the person wanted to go to
         * @param failed null: they are signed in
         */
        void answer(HttpServletRequest request, HttpServletResponse response, String continuation, @Nullable Failed failed)
                throws IOException;
    }

    /**
     * A sign-in that failed.
     *
     * @param code for the person: that of a {@link SignInRefused}, or {@code PROVIDER_REFUSED}; null: it was begun too long ago
     */
    public record Failed(@Nullable String code, AuthenticationException failure) {

        static Failed of(AuthenticationException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SignInRefused refused) {
                    return new Failed(refused.report().code(), failure);
                }
                if (cause instanceof ResourceAccessException) {
                    return new Failed(Provider.unavailable().report().code(), failure);
                }
            }
            boolean forgotten = failure instanceof OAuth2AuthenticationException answered
                    && answered.getError().getErrorCode().equals(FORGOTTEN);
            return new Failed(forgotten ? null : "PROVIDER_REFUSED", failure);
        }
    }

    ProviderSignIn(Provider provider, AuthenticationManager signIns) {
        this.provider = provider;
        this.signIns = signIns;
        this.registrations = id -> id.equals(ProviderConfiguration.REGISTRATION) ? provider.registration() : null;
    }

    /** What the provider is called here. */
    public String name() {
        return provider.name();
    }

    /** Finds the person whom the provider signs in: by its answer to a browser, or by a token of its that a program sends. */
    public Authentication authenticate(Authentication attempt) {
        return signIns.authenticate(attempt);
    }

    /** Adds signing in on pages. */
    public void addTo(HttpSecurity http, Outcome outcome) {
        http.oauth2Login(
                login -> login.loginPage(Pages.SIGN_IN).clientRegistrationRepository(registrations)
                        .authorizedClientRepository(new Forgetting())
                        .authorizationEndpoint(start -> start.authorizationRequestRepository(underWay))
                        .successHandler((request, response, user) -> {
                            String continuation = underWay.continuation(request);
                            underWay.done(request);
                            outcome.answer(request, response, continuation, null);
                        })
                        .failureHandler((request, response, failure) -> outcome.answer(request, response, underWay.continuation(request),
                                Failed.of(failure)))
                        .withObjectPostProcessor(startFailing(outcome)));
    }

    private ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> startFailing(Outcome outcome) {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends OAuth2AuthorizationRequestRedirectFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler((request, response, failure) -> outcome.answer(request, response,
                        underWay.continuation(request), Failed.of(failure)));
                return filter;
            }
        };
    }

    /**
     * Signs out at the provider too, where it offers that.
     *
     * @param target where everyone goes in the end
     */
    public LogoutSuccessHandler signsOut(String target) {
        OidcClientInitiatedLogoutSuccessHandler handler = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        handler.setDefaultTargetUrl(target);
        handler.setPostLogoutRedirectUri("{baseUrl}" + target);
        handler.setRedirectStrategy(ProviderSignIn::leave);
        return handler;
    }

    /**
     * Goes to another address. To the provider not by a redirect: the form that signs out may lead to this ledger alone, and a browser holds
     * redirects against that as well.
     */
    private static void leave(HttpServletRequest request, HttpServletResponse response, String address) throws IOException {
        if (address.startsWith("/")) {
            response.sendRedirect(address);
            return;
        }
        response.setHeader("Refresh", "0;url=" + address);
        response.setContentType("text/html; charset=utf-8");
        response.getWriter().write(
                "<!DOCTYPE html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><title>Sign out</title><p>You have signed out here. <a href=\""
                        + HtmlUtils.htmlEscape(address) + "\">Sign out at your identity provider too</a></p></html>");
    }

    /** The tokens of a person are not needed after the sign-in. */
    private static final class Forgetting implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String id, Authentication user,
                HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication user, HttpServletRequest request,
                HttpServletResponse response) {
            // Nothing to keep.
        }

        @Override
        public void removeAuthorizedClient(String id, Authentication user, HttpServletRequest request, HttpServletResponse response) {
            // Nothing is kept.
        }
    }
}
