/** The pages of people and of one's own account. What they may be and do is decided in the module {@code access}. */
@NullMarked
package org.authorityledger.pages.people;

import org.jspecify.annotations.NullMarked;
