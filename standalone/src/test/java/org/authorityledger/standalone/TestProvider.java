package org.authorityledger.standalone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** An OpenID Connect provider: Spring's authorization server in a Tomcat of its own. Everyone's password there is {@link #PASSWORD}. */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "ledger-pages";
    static final String SECRET = "a secret of the client";
    static final String AUDIENCE = "https://ledger.example.org";
    static final String PASSWORD = "password at the provider";

    /** The key with which it signs. */
    final RSAKey key = key("of-the-provider");
    /** How often someone asked for its keys. */
    final AtomicInteger askedForKeys = new AtomicInteger();

    private final int port;
    private final Tomcat tomcat = new Tomcat();
    private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();
    private volatile String ledger = "";
    /** What it does to the claims of the next tokens. */
    private volatile Consumer<JwtClaimsSet.Builder> bending = claims -> {};

    TestProvider(int port) {
        this.port = port;
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://localhost:" + port;
    }

    void serves(String address) {
        this.ledger = address;
    }

    /** Someone whom it can sign in: as their subject. */
    void has(String subject, Map<String, Object> claims) {
        people.put(subject, claims);
    }

    void bends(Consumer<JwtClaimsSet.Builder> change) {
        this.bending = change;
    }

    /** The claims of an access token for a program of someone, as the provider would issue it now. */
    JWTClaimsSet.Builder claims(String subject) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer()).subject(subject).audience(AUDIENCE)
                .issueTime(new Date()).expirationTime(Date.from(Instant.now().plusSeconds(300))).jwtID(UUID.randomUUID().toString());
        people.getOrDefault(subject, Map.of()).forEach(claims::claim);
        return claims;
    }

    static String signed(JWTClaimsSet claims, RSAKey with) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(), claims);
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An access token for a program of someone. */
    String token(String subject) {
        return signed(claims(subject).build(), key);
    }

    TestProvider start() throws IOException, LifecycleException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "providers").toAbsolutePath()), "provider");
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(port);
        tomcat.getConnector();
        Context context = tomcat.addContext("", directory.toString());
        AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();
        beans.addBeanFactoryPostProcessor(factory -> factory.registerSingleton("provider", this));
        beans.register(Beans.class);
        beans.setServletContext(context.getServletContext());
        beans.refresh();
        add(context, (request, response, chain) -> {
            if (((HttpServletRequest) request).getRequestURI().endsWith("/jwks")) {
                askedForKeys.incrementAndGet();
            }
            chain.doFilter(request, response);
        }, "counting");
        add(context, new DelegatingFilterProxy("springSecurityFilterChain", beans), "security");
        Tomcat.addServlet(context, "nothing", new jakarta.servlet.http.HttpServlet() {
            private static final long serialVersionUID = 1L;
        });
        context.addServletMappingDecoded("/", "nothing");
        tomcat.start();
        return this;
    }

    private static void add(Context context, Filter filter, String name) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName(name);
        everywhere.addURLPattern("/*");
        everywhere.setDispatcher(DispatcherType.REQUEST.name());
        context.addFilterMap(everywhere);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    /** What it is made of. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Beans {

        @Bean
        SecurityFilterChain everything(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .oauth2ResourceServer(bearer -> bearer.jwt(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated()).formLogin(Customizer.withDefaults())
                    .exceptionHandling(
                            handling -> handling.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"),
                                    new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                    .build();
        }

        @Bean
        UserDetailsService people(TestProvider provider) {
            return subject -> {
                if (!provider.people.containsKey(subject)) {
                    throw new UsernameNotFoundException(subject);
                }
                return User.withUsername(subject).password("{noop}" + PASSWORD).build();
            };
        }

        @Bean
        RegisteredClientRepository clients(TestProvider provider) {
            return new RegisteredClientRepository() {
                @Override
                public void save(RegisteredClient client) {
                    // It would only write the secret in a newer form.
                }

                @Override
                public RegisteredClient findById(String id) {
                    return RegisteredClient.withId(CLIENT).clientId(CLIENT).clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri(provider.ledger + "/login/oauth2/code/provider")
                            .postLogoutRedirectUri(provider.ledger + "/login?ended")
                            .scopes(scopes -> scopes.addAll(List.of("openid", "profile")))
                            .clientSettings(ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
                            .build();
                }

                @Override
                public RegisteredClient findByClientId(String clientId) {
                    return findById(clientId);
                }
            };
        }

        @Bean
        JWKSource<SecurityContext> keys(TestProvider provider) {
            return new ImmutableJWKSet<>(new JWKSet(provider.key));
        }

        @Bean
        JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings(TestProvider provider) {
            return AuthorizationServerSettings.builder().issuer(provider.issuer()).build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(TestProvider provider) {
            return context -> {
                Authentication principal = context.getPrincipal();
                String subject = Objects.requireNonNull(principal).getName();
                provider.people.getOrDefault(subject, Map.of()).forEach(context.getClaims()::claim);
                provider.bending.accept(context.getClaims());
            };
        }
    }
}
