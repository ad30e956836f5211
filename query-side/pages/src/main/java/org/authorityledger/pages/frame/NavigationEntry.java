package org.authorityledger.pages.frame;

/**
 * An entry of the navigation. Each page that has one brings it as a bean.
 *
 * @param order its place: the overview is 0, recording 90
 * @param recording whether it is for users who may record, rather than for users who may ask
 */
public record NavigationEntry(String label, String path, int order, boolean recording) {

    /** Whether a page belongs to this entry. */
    public boolean leadsTo(String page) {
        return path.equals("/") ? page.equals("/") : page.equals(path) || page.startsWith(path + "/");
    }
}
