package org.authorityledger.authority;

import org.authorityledger.events.AttorneyId;

/**
 * A place that a signature can fill: that of a named attorney, of an office, or of a co-agent, which belongs to no group.
 *
 * @param id of the attorney or office
 */
record Place(AttorneyId id, boolean ofCoAgent) {}
