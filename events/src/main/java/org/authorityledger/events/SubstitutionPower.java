package org.authorityledger.events;

/** Whether those who are appointed may appoint others. */
public enum SubstitutionPower {
    /** They may not. */
    NONE,
    /** "With full power of substitution". */
    ALLOWED,
    /** "With full power of substitution and resubstitution": those whom they appoint may too. */
    WITH_RESUBSTITUTION
}
