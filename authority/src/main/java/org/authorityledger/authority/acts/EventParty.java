package org.authorityledger.authority.acts;

import org.authorityledger.authority.Naming;

/** Someone whom an event concerns, other than its grantor. */
public record EventParty(Naming.Part kind, String id) {}
