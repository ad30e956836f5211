/**
 * The dashboard: pages on which people see authority through time. It puts into pages what the other questions answer, and knows their packages;
 * they do not know it. Its own SQL is in readers, one for each question that nothing else answers. It records nothing: forms that record send to the
 * interface for programs.
 */
@NullMarked
package org.authorityledger.pages;

import org.jspecify.annotations.NullMarked;
