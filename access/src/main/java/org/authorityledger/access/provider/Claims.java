package org.authorityledger.access.provider;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.access.people.Outside;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Roles;
import org.authorityledger.http.Limit;
import org.jspecify.annotations.Nullable;

/** Who someone is, and with which roles, by the claims of a token that was verified. */
final class Claims {

    private static final int LONGEST_HANDLE = 60;
    /** Instead of issuers: no scope narrows what they see. */
    private static final String EVERYTHING = "*";

    /** Line breaks and other controls, and what turns the direction of a text. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final String prefix;
    private final String issuer;
    private final String usernameClaim;
    private final String rolesClaim;
    private final Map<String, Set<String>> rolesByValue;
    private final @Nullable String issuersClaim;

    Claims(ProviderSettings settings) {
        this.prefix = settings.name().toLowerCase(Locale.ROOT) + ":";
        this.issuer = settings.issuerUri();
        this.usernameClaim = settings.usernameClaim();
        this.rolesClaim = settings.rolesClaim();
        this.rolesByValue = settings.rolesByValue();
        this.issuersClaim = settings.issuersClaim();
    }

    /**
     * Who it is.
     *
     * @param claims of a token whose issuer is the one of the settings
     */
    Outside person(String subject, Instant issuedAt, Map<String, Object> claims) {
        String handle = handle(text(claims, usernameClaim, subject));
        String username = prefix + (handle.isEmpty() ? "person" : handle);
        Outside.Id id = new Outside.Id(issuer, subject);
        String name = name(claims, username);
        if (issuersClaim == null) {
            return new Outside(id, username, name, roles(claims), null, issuedAt);
        }
        Set<String> seen = values(found(claims, issuersClaim)).collect(Collectors.toSet());
        if (seen.contains(EVERYTHING)) {
            return new Outside(id, username, name, roles(claims), People.Scope.EVERYTHING, issuedAt);
        }
        Set<String> issuers = seen.stream().filter(People.Scope::isIssuer).sorted().limit(Limit.ISSUERS.most()).collect(Collectors.toSet());
        Set<String> within = roles(claims);
        within.retainAll(Set.of(Roles.AUDITOR));
        // Of whom the claim names no issuer, nothing is known that they may see.
        return issuers.isEmpty()
                ? new Outside(id, username, name, Set.of(), null, issuedAt)
                : new Outside(id, username, name, within, new People.Scope(issuers), issuedAt);
    }

    /** What usernames consist of; other characters become hyphens. */
    private static String handle(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@-]+", "-").replaceAll("^[^a-z0-9]+", "");
        return plain.length() > LONGEST_HANDLE ? plain.substring(0, LONGEST_HANDLE) : plain;
    }

    private static String name(Map<String, Object> claims, String otherwise) {
        String name = text(claims, "name", otherwise);
        String plain = UNSEEN.matcher(name).replaceAll(" ").strip();
        return plain.isEmpty() ? otherwise : plain.length() > Limit.TEXT.most() ? plain.substring(0, Limit.TEXT.most()) : plain;
    }

    private static String text(Map<String, Object> claims, String claim, String otherwise) {
        return claims.get(claim) instanceof String text && !text.isBlank() ? text.strip() : otherwise;
    }

    Set<String> roles(Map<String, Object> claims) {
        Set<String> roles = new HashSet<>();
        values(found(claims, rolesClaim)).forEach(value -> roles.addAll(rolesByValue.getOrDefault(value, Set.of())));
        return roles;
    }

    /** The claim of this name, or, part by part, what is in the object that the part before the dot names. */
    private static @Nullable Object found(Map<?, ?> claims, String path) {
        Object claim = claims.get(path);
        int dot = path.indexOf('.');
        return claim == null && dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? found(inner, path.substring(dot + 1))
                : claim;
    }

    /** A list, or a text with blanks between the values, as in the claim {@code scope}. */
    private static Stream<String> values(@Nullable Object claim) {
        return switch (claim) {
            case Collection<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            case String text -> Stream.concat(Stream.of(text), Arrays.stream(text.split(" "))).distinct();
            case null, default -> List.<String>of().stream();
        };
    }
}
