/**
 * May these people sign this form, for that grantor, on that day, as known then?
 */
@NullMarked
package org.authorityledger.questions.check;

import org.jspecify.annotations.NullMarked;
