/**
 * What did each act of a grantor's life change in who may sign for them?
 *
 * <p>Answered from the events alone, by the law; no table of the register decides anything here.
 */
@NullMarked
package org.authorityledger.questions.replay;

import org.jspecify.annotations.NullMarked;
