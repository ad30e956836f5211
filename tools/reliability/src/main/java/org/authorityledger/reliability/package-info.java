/**
 * Attacks on the built ledger from outside, as a process of its own and over HTTP alone. Each says what it did, and fails when the
 * ledger lost, doubled, or misreported anything, or stopped serving. No part of the product.
 */
@NullMarked
package org.authorityledger.reliability;

import org.jspecify.annotations.NullMarked;
