package org.authorityledger.access;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The permissions that the paths of one module require. Each module offers a bean of this type; {@link PathPermissions} applies the rules of all.
 */
public record AccessRules(List<Rule> rules) {

    public AccessRules {
        rules = List.copyOf(rules);
    }

    /** The rules of a module. */
    public static AccessRules of(Rule... rules) {
        return new AccessRules(List.of(rules));
    }

    /**
     * One rule.
     *
     * @param method the method it is for; null: all. A rule for {@code GET} covers {@code HEAD} too
     * @param path for example {@code /api/rebuilds/**}
     * @param inScopes whether it is open to those too who see only what concerns some issuers. Only a rule whose every answer
     *     follows from what the viewer sees may say so. What everyone may, or everyone who is signed in, is open to them in any case
     */
    public record Rule(@Nullable HttpMethod method, PathPattern path, Permission permission, boolean inScopes) {

        /** The same rule, for those too who see only what concerns some issuers. */
        public Rule openInScopes() {
            return new Rule(method, path, permission, true);
        }

        /** The most specific path first; of two rules for one path, the one that names a method. */
        static final Comparator<Rule> MOST_SPECIFIC_FIRST = Comparator.comparing(Rule::path, PathPattern.SPECIFICITY_COMPARATOR)
                .thenComparing(rule -> rule.method() == null).thenComparing(Rule::target);

        /** What it is about, as text: the method, if it names one, and the path. */
        String target() {
            return (method == null ? "" : method + " ") + path.getPatternString();
        }
    }

    /** A rule for every method. */
    public static Rule any(String path, Permission permission) {
        return rule(null, path, permission);
    }

    /** A rule for reading: {@code GET} and {@code HEAD}. */
    public static Rule get(String path, Permission permission) {
        return rule(HttpMethod.GET, path, permission);
    }

    /** A rule for {@code POST}. */
    public static Rule post(String path, Permission permission) {
        return rule(HttpMethod.POST, path, permission);
    }

    /** A rule for {@code DELETE}. */
    public static Rule delete(String path, Permission permission) {
        return rule(HttpMethod.DELETE, path, permission);
    }

    private static Rule rule(@Nullable HttpMethod method, String path, Permission permission) {
        return new Rule(method, PathPatternParser.defaultInstance.parse(path), permission, false);
    }
}
