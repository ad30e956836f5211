/**
 * Building the register again beside the live one, comparing the two row by row, and replacing the old one, while every question is answered in full.
 * No rule of the law stands here: a rebuild asks the same law as the feed.
 */
@NullMarked
package org.authorityledger.register.rebuild;

import org.jspecify.annotations.NullMarked;
