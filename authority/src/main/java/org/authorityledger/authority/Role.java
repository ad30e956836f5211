package org.authorityledger.authority;

/** In which role someone may sign under an instrument. */
public enum Role {
    /** The instrument names them. */
    NAMED,
    /** An attorney put them in their place. */
    SUBSTITUTE,
    /** They hold an office that the instrument appoints. */
    OFFICEHOLDER
}
