package org.authorityledger.command;

import org.jspecify.annotations.Nullable;

/**
 * Why something is not recorded. Each is judged by what is known at that moment; what was retracted counts as never recorded.
 *
 * <p>A name is a code of the HTTP contract and does not change.
 */
public enum Refusal {
    /** Nothing is recorded of this grantor. */
    UNKNOWN_GRANTOR(Category.UNKNOWN, "the ledger knows no such grantor; record a first power of attorney"),
    /** The grantor has no power of attorney with this id. */
    UNKNOWN_INSTRUMENT(Category.UNKNOWN, "this grantor has no such power of attorney"),
    /** The instrument does not name this attorney, or none of the grantor does. */
    UNKNOWN_ATTORNEY(Category.UNKNOWN, "no such attorney is named"),
    /** The record that is named did not revoke this power of attorney. */
    UNKNOWN_REVOCATION(Category.UNKNOWN, "this power of attorney has no such revocation"),
    /** The record that is named did not appoint a substitute under this power of attorney. */
    UNKNOWN_SUBSTITUTION(Category.UNKNOWN, "this power of attorney has no such substitution"),
    /** The record to retract is not one of this grantor. */
    UNKNOWN_RECORD(Category.UNKNOWN, "this grantor has no such record"),
    /** The power of attorney appoints no office with this id. */
    UNKNOWN_OFFICE(Category.UNKNOWN, "this power of attorney appoints no such office"),

    /** An id is never used again, not even after a retraction: evidence may name it. */
    POA_ID_USED(Category.CONFLICT, "this grantor has a power of attorney with this id already, or had one that was retracted"),
    /** The record has no effect any more: it was retracted, or the record it depends on was. */
    ALREADY_RETRACTED(Category.CONFLICT, "this record was retracted already, or fell with the record it depends on"),
    /** The client expected another version of the grantor (RFC 9110, section 13.1.1). */
    PRECONDITION_FAILED(Category.PRECONDITION, "the grantor's stream is not at the version that If-Match names"),

    /** A grantor cannot be appointed as attorney, substitute or holder of an office for themselves. */
    GRANTOR_AS_OWN_ATTORNEY(Category.RULE, "a grantor signing in person needs no power of attorney and cannot be their own attorney"),
    /** A power of attorney without an attorney appoints no one. */
    NO_ATTORNEY(Category.RULE, "a power of attorney appoints at least one attorney"),
    /** A power of attorney without a power lets its attorneys sign nothing. */
    NO_POWER(Category.RULE, "a power of attorney gives at least one power"),
    /** A power without a form lets the attorneys sign nothing. */
    NO_FORM(Category.RULE, "a power must cover at least one form"),
    /** A list of regimes was given and is empty. */
    NO_REGIME(Category.RULE, "at least one regime must be named; leave the field out to name all"),
    /** The same attorney, delivery or holder is named in two places of one act. */
    NAMED_TWICE(Category.RULE, "is named twice"),
    /** More signatures are required than there are attorneys, or fewer than one. */
    MINIMUM_SIGNATURES_OUT_OF_RANGE(Category.RULE, "must be between 1 and the number of attorneys"),
    /** The instrument would expire before it takes effect. */
    EXPIRES_BEFORE_EFFECTIVE(Category.RULE, "the last day in force cannot be before the first"),
    /** An act of the past has a date after today. */
    IN_THE_FUTURE(Category.RULE, "is in the future"),
    /** The delivery of a revocation has a date before its signature. */
    DELIVERED_BEFORE_SIGNED(Category.RULE, "a revocation cannot be delivered before it is signed"),
    /** A revocation has a date before the instrument it revokes. */
    SIGNED_BEFORE_EXECUTED(Category.RULE, "a revocation cannot be signed before the power of attorney is"),
    /** The act names an attorney whom the instrument, or its revocation, does not name. */
    OUTSIDE_INSTRUMENT(Category.RULE, "the power of attorney, or this revocation of it, does not name them"),
    /** The instrument does not let its attorneys appoint substitutes. */
    SUBSTITUTION_NOT_ALLOWED(Category.RULE, "the power of attorney gives no power of substitution"),
    /** A substitute would receive a form that the attorney may not sign. */
    OUTSIDE_ATTORNEYS_FORMS(Category.RULE, "an attorney can pass on only what they have: this form is not among their forms"),
    /** An attorney can be replaced by a substitute only on a day on which they have authority. */
    ATTORNEY_NOT_IN_FORCE(Category.RULE, "the attorney whose place would be taken is not in force on that day"),
    /** The instrument would end on the day it takes effect, since the duty to report has ceased. */
    REGIMES_CEASED(Category.RULE,
            "on that day the grantor is no longer required to report under any regime that keeps the power of attorney in force"),
    /** The holder would leave the office on or before the day they took it. */
    UNTIL_NOT_AFTER_FROM(Category.RULE, "the first day out of office must be after the first day in office"),
    /** A retraction cannot itself be retracted. */
    RETRACTION_RETRACTED(Category.RULE, "a retraction cannot be retracted; record again what was retracted in error");

    /** The category of a refusal, which says what a client can do about it. */
    public enum Category {
        /** It names something the ledger does not know. */
        UNKNOWN,
        /** It conflicts with what is recorded. */
        CONFLICT,
        /** What is recorded is not what the client believes. */
        PRECONDITION,
        /** A rule forbids it. */
        RULE
    }

    private final Category category;
    private final String sentence;

    Refusal(Category category, String sentence) {
        this.category = category;
        this.sentence = sentence;
    }

    public Category category() {
        return category;
    }

    /** The refusal in plain words. */
    public String sentence() {
        return sentence;
    }

    /**
     * Refuses the command if the condition is true.
     *
     * @param path the field at fault
     */
    void when(boolean condition, String path) {
        if (condition) {
            throw new Refused(this, path);
        }
    }

    /** Refuses the command if nothing was found. */
    <T> T whenAbsent(@Nullable T found, String path) {
        if (found == null) {
            throw new Refused(this, path);
        }
        return found;
    }
}
