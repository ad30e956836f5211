/** The inbox for people: what documents propose, each with its text beside it, and the documents themselves. */
@NullMarked
package org.authorityledger.pages.inbox;

import org.jspecify.annotations.NullMarked;
