/** What the tests of several modules share. No main code may enter, and no rule. */
@NullMarked
package org.authorityledger.testsupport;

import org.jspecify.annotations.NullMarked;
