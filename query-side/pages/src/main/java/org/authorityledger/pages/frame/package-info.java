/**
 * What surrounds every page: the layout, the navigation, the as-of bar, the sign-in page and the page that reports a problem. No question
 * is answered here, and no other package of pages is named: each page brings its own
 * {@link org.authorityledger.pages.frame.NavigationEntry}.
 */
@NullMarked
package org.authorityledger.pages.frame;

import org.jspecify.annotations.NullMarked;
