package org.authorityledger.register.follow;

import org.authorityledger.events.Position;

/**
 * The first record of a grantor that a rebuild could not process. The later ones of that grantor wait for it.
 *
 * @param cause what was wrong with it
 */
public record FirstFailure(Position position, RuntimeException cause) {}
