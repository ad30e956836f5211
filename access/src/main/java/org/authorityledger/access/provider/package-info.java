/**
 * Signing in through an OpenID Connect provider: pages by an authorization code, programs by an access token.
 *
 * <p>What a token must be is decided by Spring Security's validators. Here stands which of them apply, who someone is by their claims, and what
 * happens while the provider cannot be reached. Nothing here asks the provider while the ledger starts.
 */
@NullMarked
package org.authorityledger.access.provider;

import org.jspecify.annotations.NullMarked;
