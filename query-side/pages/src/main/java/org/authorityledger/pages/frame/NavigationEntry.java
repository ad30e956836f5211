package org.authorityledger.pages.frame;

/**
 * A place in the navigation. Each page that has one makes it a bean; what is not there is not shown.
 *
 * @param order where it stands: the overview is 0, recording 90
 * @param recording whether it is for those who record, rather than for those who ask
 */
public record NavigationEntry(String label, String path, int order, boolean recording) {

    /** Whether a page belongs to this entry. */
    public boolean leadsTo(String page) {
        return path.equals("/") ? page.equals("/") : page.equals(path) || page.startsWith(path + "/");
    }
}
