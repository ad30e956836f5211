package org.authorityledger.events;

/** In which standing someone signs for an entity (Schedules 13D and 13G: evidence is asked of those who are none of the first two). */
public enum SignatoryCapacity {
    EXECUTIVE_OFFICER, GENERAL_PARTNER, MANAGING_MEMBER, TRUSTEE, OTHER
}
