/**
 * The pages for people: they show what the questions answer, and know the questions; no question knows a page. SQL stands only in readers
 * of what no question answers. {@link org.authorityledger.pages.PagesConfiguration} names the packages of pages; each of them brings its
 * own pages as beans.
 */
@NullMarked
package org.authorityledger.pages;

import org.jspecify.annotations.NullMarked;
