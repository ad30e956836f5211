/**
 * What dashboards read: the views of the schema {@code reporting} over each register, and the role that reads them and nothing else. No rule of
 * the law stands here (see ADR 56).
 */
@NullMarked
package org.authorityledger.register.reporting;

import org.jspecify.annotations.NullMarked;
