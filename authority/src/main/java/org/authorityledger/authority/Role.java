package org.authorityledger.authority;

/** In which role someone may sign under an instrument. */
public enum Role {
    /** The instrument names them. */
    NAMED,
    /** They were put in the place of someone who could sign. */
    SUBSTITUTE,
    /** They were appointed in the grantor's name, in a place of their own. */
    CO_AGENT,
    /** They hold an office that the instrument appoints. */
    OFFICEHOLDER
}
