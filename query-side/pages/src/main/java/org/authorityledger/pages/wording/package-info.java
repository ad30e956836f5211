/**
 * How pages put things: dates, the terms of the field, legal acts as sentences, and names instead of ids. Everything else may use it; it
 * uses no page.
 */
@NullMarked
package org.authorityledger.pages.wording;

import org.jspecify.annotations.NullMarked;
