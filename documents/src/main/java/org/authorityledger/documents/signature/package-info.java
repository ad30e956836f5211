/**
 * The grammar of signatures on forms: from the words of one signature to who signed, for whom, and in which words. What the words do not say
 * stays open.
 */
@NullMarked
package org.authorityledger.documents.signature;

import org.jspecify.annotations.NullMarked;
