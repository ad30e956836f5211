package org.authorityledger.access.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import org.authorityledger.access.people.People;
import org.authorityledger.store.Worker;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The provider as beans, if {@code ledger.oidc.issuer-uri} names one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("ledger.oidc.issuer-uri")
public class ProviderConfiguration {

    static final String REGISTRATION = "provider";
    /** Where the provider sends a browser back to. It must know this address. */
    static final String ARRIVAL = "/login/oauth2/code/" + REGISTRATION;

    @Bean
    ProviderSettings providerSettings(Environment environment) {
        return ProviderSettings.of(environment);
    }

    @Bean
    Provider provider(ProviderSettings settings, JsonMapper json) {
        return new Provider(settings, json).start();
    }

    /** For the health of the node's workers. */
    @Bean(destroyMethod = "")
    Worker providerWatch(Provider provider) {
        return provider.watch();
    }

    @Bean
    ProviderSignIn providerSignIn(Provider provider, ProviderSettings settings, People people) {
        return new ProviderSignIn(provider, new ProviderSignIns(codes(provider), provider, new Claims(settings), people));
    }

    private static OidcAuthorizationCodeAuthenticationProvider codes(Provider provider) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(Provider.client());
        requests.setReadTimeout(Provider.TIMEOUT);
        RestClientAuthorizationCodeTokenResponseClient exchange = new RestClientAuthorizationCodeTokenResponseClient();
        // As its own, but for the time it waits.
        exchange.setRestClient(RestClient.builder().requestFactory(requests).configureMessageConverters(converters -> converters
                .addCustomConverter(new FormHttpMessageConverter()).addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
        RestTemplate asking = new RestTemplate(requests);
        asking.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        DefaultOAuth2UserService asked = new DefaultOAuth2UserService();
        asked.setRestOperations(asking);
        OidcUserService users = new OidcUserService();
        users.setOauth2UserService(asked);
        OidcAuthorizationCodeAuthenticationProvider codes = new OidcAuthorizationCodeAuthenticationProvider(exchange, users);
        codes.setJwtDecoderFactory(registration -> provider::idToken);
        return codes;
    }

    @Bean
    HealthIndicator providerHealthIndicator(Provider provider) {
        return () -> {
            Provider.Trouble trouble = provider.trouble();
            if (trouble == null) {
                return Health.up().build();
            }
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("reason", "the identity provider cannot be used: " + trouble.reason());
            details.put("since", trouble.since());
            return Health.status("DEGRADED").withDetails(details).build();
        };
    }
}
