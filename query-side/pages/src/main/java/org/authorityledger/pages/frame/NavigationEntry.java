package org.authorityledger.pages.frame;

import java.util.function.BooleanSupplier;
import org.authorityledger.access.Permission;

/**
 * An entry of the navigation. Each page that has one brings it as a bean.
 *
 * @param order its place: the overview is 0, recording 90
 * @param permission for whom it is
 * @param clocks whether it is as of a day and a moment, which links to it carry along
 * @param shown whether it is there now; asked each time that it would be shown
 */
public record NavigationEntry(String label, String path, int order, Permission permission, boolean clocks, BooleanSupplier shown) {

    /** A page that is always there. */
    public NavigationEntry(String label, String path, int order, Permission permission, boolean clocks) {
        this(label, path, order, permission, clocks, () -> true);
    }

    /** A page as of a day and a moment. */
    public NavigationEntry(String label, String path, int order, Permission permission) {
        this(label, path, order, permission, true);
    }

    /** Whether a page belongs to this entry. */
    public boolean leadsTo(String page) {
        return path.equals("/") ? page.equals("/") : page.equals(path) || page.startsWith(path + "/");
    }
}
