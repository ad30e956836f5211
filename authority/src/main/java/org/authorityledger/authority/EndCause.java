package org.authorityledger.authority;

/** What ends an authority. */
public enum EndCause {
    /** The instrument's last day in force is over. */
    EXPIRED("expired"),
    /** The grantor's signed revocation took effect by the instrument's own terms, or the substitution was revoked. */
    REVOKED("was revoked"),
    /** The grantor is no longer required to report under any regime the instrument names. */
    CEASED_REPORTING("lapsed when the grantor was no longer required to report"),
    /** The attorney resigned. */
    RESIGNED("ended when the attorney resigned"),
    /** The attorney's employment ended, and the instrument says that this ends it. */
    EMPLOYMENT_ENDED("ended with the attorney's employment"),
    /** The attorney died. */
    ATTORNEY_DIED("ended with the attorney's death"),
    /** The attorney lost capacity. */
    ATTORNEY_INCAPACITATED("ended with the attorney's incapacity"),
    /** A later instrument of the grantor supersedes it. */
    SUPERSEDED("was superseded by a later power of attorney"),
    /** The grantor died. */
    GRANTOR_DIED("ended with the grantor's death"),
    /** The grantor lost capacity and the instrument is not durable. */
    GRANTOR_INCAPACITATED("ended with the grantor's incapacity"),
    /** The grantor, an entity, was dissolved. */
    GRANTOR_DISSOLVED("ended with the grantor's dissolution"),
    /** The terms of a rider govern from then on; under them the authority is another one, or none. */
    AMENDED("ended when a rider to the power of attorney took effect"),
    /** The authority of the attorney whose place is taken ended. */
    PRINCIPAL_ATTORNEY_ENDED("ended with the authority of the attorney whose place was taken"),
    /** The holder left the office. */
    LEFT_OFFICE("ended when the holder left the office");

    private final String words;

    EndCause(String words) {
        this.words = words;
    }

    /** A predicate for a plain sentence, such as {@code was revoked}. */
    public String words() {
        return words;
    }
}
