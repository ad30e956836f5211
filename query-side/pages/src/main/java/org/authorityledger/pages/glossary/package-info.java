/** What the words and codes on the pages mean: the glossary of the repository as a page. */
@NullMarked
package org.authorityledger.pages.glossary;

import org.jspecify.annotations.NullMarked;
