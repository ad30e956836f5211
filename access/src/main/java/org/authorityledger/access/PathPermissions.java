package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.authorityledger.access.people.ScopedTo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
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
    private static final String REQUIRED = PathPermissions.class.getName();

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
            builder.add(method == null ? paths.matcher(path) : paths.matcher(method, path), noting(rule.permission(), rule.inScopes()));
            if (method == HttpMethod.GET) {
                builder.add(paths.matcher(HttpMethod.HEAD, path), noting(rule.permission(), rule.inScopes()));
            }
        }
        this.rules = builder.add(request -> true, noting(UNCLAIMED, false)).build();
    }

    private static void rejectContradictions(List<AccessRules.Rule> rules) {
        Map<String, AccessRules.Rule> claimed = new HashMap<>();
        for (AccessRules.Rule rule : rules) {
            AccessRules.Rule other = claimed.put(rule.target(), rule);
            if (other != null && (other.permission() != rule.permission() || other.inScopes() != rule.inScopes())) {
                throw new IllegalStateException(rule.target() + " requires both " + other.permission() + " and " + rule.permission()
                        + ", or is in scopes and is not");
            }
        }
    }

    /** Allows the holders of a permission, and leaves at the request which one it was about. */
    private static AuthorizationManager<RequestAuthorizationContext> noting(Permission permission, boolean inScopes) {
        AuthorizationManager<RequestAuthorizationContext> holders = holders(permission);
        boolean forAll = inScopes || permission == Permission.PUBLIC || permission == Permission.SIGNED_IN;
        return (user, context) -> {
            context.getRequest().setAttribute(REQUIRED, permission);
            return forAll || !ScopedTo.isScoped(user.get()) ? holders.authorize(user, context) : new AuthorizationDecision(false);
        };
    }

    private static AuthorizationManager<RequestAuthorizationContext> holders(Permission permission) {
        return switch (permission) {
            case PUBLIC -> SingleResultAuthorizationManager.permitAll();
            case SIGNED_IN -> AuthenticatedAuthorizationManager.authenticated();
            case ASK, SEE_DOCUMENTS, RECORD, INVESTIGATE, MONITOR, AUDIT, ADMINISTER -> AuthorityAuthorizationManager
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

    /** Whether a request that was allowed asks about people, companies or records. */
    static boolean asks(HttpServletRequest request) {
        return request.getAttribute(REQUIRED) instanceof Permission required
                && (required == Permission.ASK || required == Permission.SEE_DOCUMENTS || required == Permission.INVESTIGATE
                        || required == Permission.AUDIT);
    }
}
