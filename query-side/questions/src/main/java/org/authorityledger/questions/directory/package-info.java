/**
 * Which parties does the ledger know, under which names, and what does an instrument say?
 */
@NullMarked
package org.authorityledger.questions.directory;

import org.jspecify.annotations.NullMarked;
