package org.authorityledger.pages.frame;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.authorityledger.access.Permission;

/** Pages that are found by their names beside those of the navigation. Each package of pages brings its own as a bean. */
public record NamedPages(List<NamedPage> pages) {

    /**
     * A page.
     *
     * @param permission for whom it is
     * @param clocks whether it is as of a day and a moment, which links to it carry along
     */
    public record NamedPage(String label, String path, Permission permission, boolean clocks) {}

    public NamedPages {
        pages = List.copyOf(pages);
    }

    /** Pages as of a day and a moment, for everyone who may do this: the path of each, and then its name. */
    public static NamedPages of(Permission permission, String... pathsAndLabels) {
        return of(permission, true, pathsAndLabels);
    }

    /** Other pages. */
    public static NamedPages withoutClocks(Permission permission, String... pathsAndLabels) {
        return of(permission, false, pathsAndLabels);
    }

    private static NamedPages of(Permission permission, boolean clocks, String... pathsAndLabels) {
        return new NamedPages(IntStream.range(0, pathsAndLabels.length / 2)
                .mapToObj(n -> new NamedPage(pathsAndLabels[2 * n + 1], pathsAndLabels[2 * n], permission, clocks)).toList());
    }

    /** These and those. */
    public NamedPages and(NamedPages others) {
        return new NamedPages(Stream.concat(pages.stream(), others.pages().stream()).toList());
    }
}
