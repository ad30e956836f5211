/** From the bytes of a paper or of a submission to its words, each with the place where it stands. */
@NullMarked
package org.authorityledger.documents.text;

import org.jspecify.annotations.NullMarked;
