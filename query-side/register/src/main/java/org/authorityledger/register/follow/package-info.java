/**
 * Following the feed: each batch of new records goes to the law, and what the law changes is written, in the transaction that also moves the token.
 * Records that cannot be processed wait here. No question is answered here.
 */
@NullMarked
package org.authorityledger.register.follow;

import org.jspecify.annotations.NullMarked;
