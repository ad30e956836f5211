/** The first hour: what someone sees who has nothing recorded yet, an example to walk through, and a fictitious company world to try things on. */
@NullMarked
package org.authorityledger.pages.start;

import org.jspecify.annotations.NullMarked;
