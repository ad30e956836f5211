/**
 * Who is known to the ledger, under which names, and what does an instrument say?
 */
@NullMarked
package org.authorityledger.questions.directory;

import org.jspecify.annotations.NullMarked;
