/**
 * How did each record of a grantor change who may sign for them?
 *
 * <p>The law answers this from the events alone. The register lends only the names.
 */
@NullMarked
package org.authorityledger.questions.replay;

import org.jspecify.annotations.NullMarked;
