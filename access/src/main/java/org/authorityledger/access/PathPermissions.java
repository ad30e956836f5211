package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which requests are allowed, by the rules of all modules. Of several rules that match a request, the one with the most specific path applies, and of
 * two for one path the one that names a method: so the order of the modules does not matter.
 */
final class PathPermissions implements AuthorizationManager<RequestAuthorizationContext> {

    /** What a path requires that no module has claimed: usually nothing is there. */
    private static final Permission UNCLAIMED = Permission.ASK;
    private static final String REQUIRED = PathPermissions.class.getName();

    private record Entry(RequestMatcher requests, Permission permission) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Permission, AuthorizationManager<RequestAuthorizationContext>> holders = new EnumMap<>(Permission.class);

    /** @throws IllegalStateException if two rules require different permissions for one method and path */
    PathPermissions(List<AccessRules> modules) {
        List<AccessRules.Rule> all = modules.stream().flatMap(module -> module.rules().stream())
                .sorted(AccessRules.Rule.MOST_SPECIFIC_FIRST).toList();
        rejectContradictions(all);
        for (Permission permission : Permission.values()) {
            holders.put(permission, holders(permission));
        }
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        for (AccessRules.Rule rule : all) {
            String path = rule.path().getPatternString();
            HttpMethod method = rule.method();
            entries.add(new Entry(method == null ? paths.matcher(path) : paths.matcher(method, path), rule.permission()));
            if (method == HttpMethod.GET) {
                entries.add(new Entry(paths.matcher(HttpMethod.HEAD, path), rule.permission()));
            }
        }
    }

    /** What a request requires. */
    Permission required(HttpServletRequest request) {
        for (Entry entry : entries) {
            if (entry.requests().matches(request)) {
                return entry.permission();
            }
        }
        return UNCLAIMED;
    }

    private static void rejectContradictions(List<AccessRules.Rule> rules) {
        Map<String, Permission> claimed = new HashMap<>();
        for (AccessRules.Rule rule : rules) {
            Permission other = claimed.put(rule.target(), rule.permission());
            if (other != null && other != rule.permission()) {
                throw new IllegalStateException(rule.target() + " requires both " + other + " and " + rule.permission());
            }
        }
    }

    private static AuthorizationManager<RequestAuthorizationContext> holders(Permission permission) {
        return switch (permission) {
            case PUBLIC -> SingleResultAuthorizationManager.permitAll();
            case SIGNED_IN -> AuthenticatedAuthorizationManager.authenticated();
            case ASK, RECORD, INVESTIGATE, MONITOR, AUDIT, ADMINISTER -> AuthorityAuthorizationManager
                    .hasAnyRole(permission.roles().toArray(String[]::new));
        };
    }

    @Override
    public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user,
            RequestAuthorizationContext context) {
        Permission required = required(context.getRequest());
        context.getRequest().setAttribute(REQUIRED, required);
        return Objects.requireNonNull(holders.get(required)).authorize(user, context);
    }

    @Nullable
    AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user, HttpServletRequest request) {
        return authorize(user, new RequestAuthorizationContext(request));
    }

    /** Whether a request that was allowed asks about people, companies or records. */
    static boolean asks(HttpServletRequest request) {
        return request.getAttribute(REQUIRED) instanceof Permission required
                && (required == Permission.ASK || required == Permission.INVESTIGATE || required == Permission.AUDIT);
    }
}
