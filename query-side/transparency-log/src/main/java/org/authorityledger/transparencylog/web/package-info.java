/** The paths of the log: its tiles and checkpoints for monitors, and proofs for anyone who would rather verify than trust. */
@NullMarked
package org.authorityledger.transparencylog.web;

import org.jspecify.annotations.NullMarked;
