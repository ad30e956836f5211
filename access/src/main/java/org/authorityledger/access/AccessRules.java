package org.authorityledger.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The permissions that the paths of one module need; each module offers a bean of this type. Of several rules that match a request the one with the
 * most specific path applies, and of two for one path the one that names a method: so the order of modules does not matter.
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
     */
    public record Rule(@Nullable HttpMethod method, PathPattern path, Permission permission) {

        int compareSpecificity(Rule other) {
            int order = PathPattern.SPECIFICITY_COMPARATOR.compare(path, other.path);
            return order != 0 ? order : Boolean.compare(method == null, other.method == null);
        }
    }

    /** A rule for every method. */
    public static Rule any(String path, Permission permission) {
        return new Rule(null, PathPatternParser.defaultInstance.parse(path), permission);
    }

    /** A rule for reading: {@code GET} and {@code HEAD}. */
    public static Rule get(String path, Permission permission) {
        return new Rule(HttpMethod.GET, PathPatternParser.defaultInstance.parse(path), permission);
    }

    /** A rule for {@code POST}. */
    public static Rule post(String path, Permission permission) {
        return new Rule(HttpMethod.POST, PathPatternParser.defaultInstance.parse(path), permission);
    }

    /** A rule for {@code DELETE}. */
    public static Rule delete(String path, Permission permission) {
        return new Rule(HttpMethod.DELETE, PathPatternParser.defaultInstance.parse(path), permission);
    }
}
