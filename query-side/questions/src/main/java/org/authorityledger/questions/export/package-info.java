/** What do the views for dashboards hold, as a file? */
@NullMarked
package org.authorityledger.questions.export;

import org.jspecify.annotations.NullMarked;
