/**
 * What happened: one record per legal act, and the values they are made of.
 *
 * <p>An act never enforces a rule of business: history must always load. Rules stand with the grantor's aggregate (what may be recorded) and
 * with the law (what follows from what was recorded). Nothing may enter here but the JDK, JSpecify and annotations.
 */
@NullMarked
package org.authorityledger.events;

import org.jspecify.annotations.NullMarked;
