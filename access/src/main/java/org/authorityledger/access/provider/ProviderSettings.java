package org.authorityledger.access.provider;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.authorityledger.access.people.Roles;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * The settings {@code ledger.oidc.*}.
 *
 * @param issuerUri {@code ledger.oidc.issuer-uri}: the provider, as its tokens name it letter by letter
 * @param name {@code ledger.oidc.name}: what the provider is called here, on the button to sign in, and in lower case before the usernames of
 *            its people
 * @param clientId {@code ledger.oidc.client-id}: the ledger, as the provider knows it
 * @param clientSecret {@code ledger.oidc.client-secret}; null: in the file of {@code ledger.oidc.client-secret-file}, or there is
 *            no secret, for a client that only proves itself by PKCE
 * @param audience {@code ledger.oidc.audience}: what an access token must be meant for; null: programs send none
 * @param scopes {@code ledger.oidc.scopes}: what is asked of the provider at sign-in
 * @param rolesClaim {@code ledger.oidc.roles-claim}: the claim with the values that {@code roles} maps; a dot leads into an object
 * @param roles {@code ledger.oidc.roles}: by role, in lower case, the values of that claim that give it
 * @param issuersClaim {@code ledger.oidc.issuers-claim}: the claim with the issuers of which someone sees what concerns them, or {@code *} for
 *            everything; null: the provider does not say it
 * @param usernameClaim {@code ledger.oidc.username-claim}: the claim that usernames are made of
 */
record ProviderSettings(String issuerUri, @DefaultValue("sso") String name, String clientId, @Nullable String clientSecret,
        @Nullable Path clientSecretFile, @Nullable String audience, @DefaultValue({
                "openid", "profile"}) List<String> scopes,
        @DefaultValue("roles") String rolesClaim, Map<String, List<String>> roles, @Nullable String issuersClaim,
        @DefaultValue("preferred_username") String usernameClaim) {

    static final String PREFIX = "ledger.oidc";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,30}");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The settings, held against each other. An unknown name is refused: a misspelt one would silently open or close something.
     *
     * @throws InvalidConfigurationPropertyValueException if one cannot be meant
     */
    static ProviderSettings of(Environment environment) {
        ProviderSettings settings = Binder.get(environment).bind(PREFIX, Bindable.of(ProviderSettings.class),
                new NoUnboundElementsBindHandler(BindHandler.DEFAULT)).get();
        settings.check();
        return settings;
    }

    private void check() {
        requireIssuer();
        require("client-id", clientId, clientId != null && !clientId.isBlank(), "is required");
        require("name", name, NAME.matcher(name).matches(), "must be 1 to 30 letters, digits or hyphens");
        require("client-secret-file", clientSecretFile, clientSecret == null || clientSecretFile == null,
                "is given together with client-secret");
        require("scopes", scopes, scopes.contains("openid"), "must contain openid");
        require("audience", audience, audience == null || (!audience.isBlank() && !audience.equals(clientId)),
                "must be another one than client-id, or the API would take tokens that only say who signed in on a page");
        require("issuers-claim", issuersClaim, issuersClaim == null || !issuersClaim.isBlank(), "is empty");
        require("roles", roles, roles != null && roles.values().stream().anyMatch(values -> !values.isEmpty()),
                "must give at least one role: otherwise no one could do anything");
        roles.keySet().forEach(role -> require("roles." + role, roles.get(role), Roles.ALL.contains(role.toUpperCase(Locale.ROOT)),
                "is no role; roles are " + Roles.ALL.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList()));
    }

    /** Keys come from there: on the way from another machine, no one may be able to change them. */
    private void requireIssuer() {
        try {
            URI uri = new URI(String.valueOf(issuerUri));
            boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost()));
            require("issuer-uri", issuerUri, safe && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null,
                    "must be an address that begins with https://, of this machine alone with http://");
        } catch (URISyntaxException e) {
            require("issuer-uri", issuerUri, false, "is no address");
        }
    }

    private static void require(String setting, @Nullable Object value, boolean right, String otherwise) {
        if (!right) {
            throw new InvalidConfigurationPropertyValueException(PREFIX + "." + setting, value, otherwise);
        }
    }

    /** The secret of the client; null: it has none. */
    @Nullable
    String secret() {
        if (clientSecretFile == null) {
            return clientSecret;
        }
        try {
            return Files.readString(clientSecretFile).strip();
        } catch (IOException e) {
            throw new InvalidConfigurationPropertyValueException(PREFIX + ".client-secret-file", clientSecretFile,
                    "cannot be read: " + e);
        }
    }

    /** By value of the claim, the roles that it gives. */
    Map<String, Set<String>> rolesByValue() {
        Map<String, Set<String>> byValue = new HashMap<>();
        roles.forEach((role, values) -> values
                .forEach(value -> byValue.computeIfAbsent(value.strip(), any -> new HashSet<>()).add(role.toUpperCase(Locale.ROOT))));
        return byValue;
    }
}
