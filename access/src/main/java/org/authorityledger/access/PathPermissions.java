package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Which requests are allowed, by the rules of all modules. Of several rules that match a request, the one with the most specific path applies, and of
 * two for one path the one that names a method: so the order of the modules does not matter.
 */
final class PathPermissions implements AuthorizationManager<RequestAuthorizationContext> {

    /** What a path requires that no module has claimed: usually nothing is there. */
    private static final Permission UNCLAIMED = Permission.ASK;

    private final RequestMatcherDelegatingAuthorizationManager rules;

    /** @throws IllegalStateException if two rules require different permissions for one method and path */
    PathPermissions(List<AccessRules> modules) {
        List<AccessRules.Rule> all = modules.stream().flatMap(module -> module.rules().stream())
                .sorted(AccessRules.Rule.MOST_SPECIFIC_FIRST).toList();
        rejectContradictions(all);
        RequestMatcherDelegatingAuthorizationManager.Builder builder = RequestMatcherDelegatingAuthorizationManager.builder();
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        for (AccessRules.Rule rule : all) {
            String path = rule.path().getPatternString();
            HttpMethod method = rule.method();
            builder.add(method == null ? paths.matcher(path) : paths.matcher(method, path), holders(rule.permission()));
            if (method == HttpMethod.GET) {
                builder.add(paths.matcher(HttpMethod.HEAD, path), holders(rule.permission()));
            }
        }
        this.rules = builder.add(request -> true, holders(UNCLAIMED)).build();
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
        return authorize(user, context.getRequest());
    }

    @Nullable
    AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user, HttpServletRequest request) {
        return rules.authorize(user, request);
    }
}
