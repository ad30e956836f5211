package org.authorityledger.authority;

import org.jspecify.annotations.Nullable;

/** Why a signature is good or not. In the order in which an instrument is tried: a later one got further. */
public enum Reason {
    /** No instrument of the grantor ever gave any of the signers authority, at any issuer, nor an entity that they represent. */
    NO_POWER_OF_ATTORNEY,
    /** The instrument is for another issuer. */
    ISSUER_NOT_COVERED,
    /** No power of the instrument lists the form. */
    FORM_NOT_COVERED,
    /** A power lists the form, but none that does allows amendments of it. */
    AMENDMENT_NOT_COVERED,
    /** No power that covers the form is given for the capacity asked. */
    CAPACITY_NOT_COVERED,
    /** The authority begins on a later day. */
    NOT_YET_EFFECTIVE,
    /** See {@link EndCause#EXPIRED}. */
    EXPIRED,
    /** See {@link EndCause#REVOKED}. */
    REVOKED,
    /** See {@link EndCause#CEASED_REPORTING}. */
    CEASED_REPORTING,
    /** See {@link EndCause#RESIGNED}. */
    RESIGNED,
    /** See {@link EndCause#EMPLOYMENT_ENDED}. */
    EMPLOYMENT_ENDED,
    /** See {@link EndCause#ATTORNEY_DIED}. */
    ATTORNEY_DIED,
    /** See {@link EndCause#ATTORNEY_INCAPACITATED}. */
    ATTORNEY_INCAPACITATED,
    /** See {@link EndCause#SUPERSEDED}. */
    SUPERSEDED,
    /** See {@link EndCause#GRANTOR_DIED}. */
    GRANTOR_DIED,
    /** See {@link EndCause#GRANTOR_INCAPACITATED}. */
    GRANTOR_INCAPACITATED,
    /** See {@link EndCause#GRANTOR_DISSOLVED}. */
    GRANTOR_DISSOLVED,
    /** See {@link EndCause#AMENDED}. */
    AMENDED,
    /** See {@link EndCause#PRINCIPAL_ATTORNEY_ENDED}. */
    PRINCIPAL_ATTORNEY_ENDED,
    /** See {@link EndCause#LEFT_OFFICE}. */
    LEFT_OFFICE,
    /** An entity signs by its representatives: no one who signs represents the entity that is the attorney, or the grantor. */
    NO_SIGNATORY,
    /** The authority is in force, but fewer places of the instrument, or fewer signatories, are represented than must sign together. */
    JOINT_SIGNATURE_REQUIRED,
    /** The signature is good under the instrument. */
    IN_FORCE,
    /** Signatories of the grantor, an entity, signed, or those who represent them. */
    SIGNED_BY_SIGNATORY,
    /** The grantor signed in person. */
    SELF_SIGNED;

    static Reason of(EndCause cause) {
        return valueOf(cause.name());
    }

    /** The cause this reason names, or null when it names no end. */
    public @Nullable EndCause ended() {
        return compareTo(NOT_YET_EFFECTIVE) > 0 && compareTo(NO_SIGNATORY) < 0 ? EndCause.valueOf(name()) : null;
    }
}
