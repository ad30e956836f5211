/**
 * The house rules of HTTP, one for both sides: who may ask, how input is read to the letter, and how a refusal is told (RFC 9457).
 *
 * <p>No act, no question and no SQL may enter here.
 */
@NullMarked
package org.authorityledger.http;

import org.jspecify.annotations.NullMarked;
