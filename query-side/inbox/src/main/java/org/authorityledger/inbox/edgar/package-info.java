/**
 * What did a company or person file with the SEC? Its filings are fetched from EDGAR and filed as batches, as if someone had brought them.
 *
 * <p>This is the only package of the inbox that sends requests, and it sends none unless {@code ledger.edgar.user-agent} is set. No rule of reading
 * may enter: what is fetched is read like any other file.
 */
@NullMarked
package org.authorityledger.inbox.edgar;

import org.jspecify.annotations.NullMarked;
