/**
 * Everything the ledger knows of one kind, page by page: parties, instruments, signatories and offices. What is chosen, and in which order, is in the
 * address of the page. No rule of the law is here.
 */
@NullMarked
package org.authorityledger.pages.lists;

import org.jspecify.annotations.NullMarked;
