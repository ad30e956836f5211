/**
 * The grammar of powers of attorney: small named rules over the words of a paper. What a paper does not say is absent from the proposal; what
 * matters and is not said, or not said clearly, is listed as open.
 */
@NullMarked
package org.authorityledger.documents.instrument;

import org.jspecify.annotations.NullMarked;
