/**
 * How acts are written as JSON, by type and revision, and read again by every later build.
 *
 * <p>The store keeps this text, and the verifier reads it, far from any database. Nothing of Spring, Axon's runtime or SQL may
 * enter.
 */
@NullMarked
package org.authorityledger.history;

import org.jspecify.annotations.NullMarked;
