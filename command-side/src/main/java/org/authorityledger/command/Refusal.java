package org.authorityledger.command;

import org.jspecify.annotations.Nullable;

/**
 * Why something is not recorded. Each is judged by what is known at that moment; what was retracted counts as never recorded.
 *
 * <p>A name is a code of the HTTP contract and does not change.
 */
public enum Refusal {
    /** Nothing is recorded of this grantor. */
    UNKNOWN_GRANTOR(Category.UNKNOWN, "the ledger knows no such grantor; record a first power of attorney, or a first signatory"),
    /** The grantor has no power of attorney with this id. */
    UNKNOWN_INSTRUMENT(Category.UNKNOWN, "this grantor has no such power of attorney"),
    /** The instrument does not name this attorney, or none of the grantor does. */
    UNKNOWN_ATTORNEY(Category.UNKNOWN, "no such attorney is named"),
    /** The record that is named did not revoke this power of attorney. */
    UNKNOWN_REVOCATION(Category.UNKNOWN, "this power of attorney has no such revocation"),
    /** The record that is named did not appoint a substitute under this power of attorney. */
    UNKNOWN_SUBSTITUTION(Category.UNKNOWN, "this power of attorney has no such substitution"),
    /** The record that is named is no rider to this power of attorney. */
    UNKNOWN_AMENDMENT(Category.UNKNOWN, "this power of attorney has no such rider"),
    /** The record that is named is no signatory of this grantor. */
    UNKNOWN_SIGNATORY(Category.UNKNOWN, "this grantor has no such signatory"),
    /** The record to retract is not one of this grantor. */
    UNKNOWN_RECORD(Category.UNKNOWN, "this grantor has no such record"),
    /** The power of attorney appoints no office with this id. */
    UNKNOWN_OFFICE(Category.UNKNOWN, "this power of attorney appoints no such office"),

    /** An id is never used again, not even after a retraction: evidence may name it. */
    POA_ID_USED(Category.CONFLICT, "this grantor has a power of attorney with this id already, or had one that was retracted"),
    /** The record has no effect any more: it was retracted, or the record it depends on was. */
    ALREADY_RETRACTED(Category.CONFLICT, "this record was retracted already, or fell with the record it depends on"),
    /** The client expected another version of the grantor (RFC 9110, section 13.1.1). */
    PRECONDITION_FAILED(Category.PRECONDITION,
            "the grantor's stream is not at the version of If-Match, or has records despite If-None-Match"),

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
    MINIMUM_SIGNATURES_OUT_OF_RANGE(Category.RULE, "must be between 1 and the number of those who can sign"),
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
    /** Someone would leave an office, or an appointment would end, on or before the day it begins. */
    UNTIL_NOT_AFTER_FROM(Category.RULE, "the first day without it must be after the first day with it"),
    /** A substitute would sign at an issuer at which the one who appoints may not. */
    OUTSIDE_ATTORNEYS_ISSUERS(Category.RULE, "an attorney can pass on only what they have: not at this issuer"),
    /** A substitute would sign in a standing of the grantor in which the one who appoints may not. */
    OUTSIDE_ATTORNEYS_CAPACITIES(Category.RULE, "an attorney can pass on only what they have: not in this capacity"),
    /** Chains of substitutes and co-agents give too many authorities. */
    TOO_MANY_AUTHORITIES(Category.RULE,
            "with it, the power of attorney and its substitutes would give more authorities than the ledger keeps"),
    /** A group of a signing rule has fewer members than must sign, or its members are needed in other groups. */
    SIGNING_RULE_CANNOT_BE_MET(Category.RULE, "the attorneys who have it cannot meet this signing rule"),
    /** An accessory clause lists forms of its own. */
    ACCESSORY_WITH_FORMS(Category.RULE, "a clause that is accessory to others covers what they cover, and lists no forms"),
    /** A clause is accessory to one that is not there, or that is accessory itself. */
    ACCESSORY_TO_NO_CLAUSE(Category.RULE, "a clause can be accessory only to another clause that lists forms"),
    /** An accessory clause names capacities or a signing rule that the clauses it belongs to do not have. */
    ACCESSORY_SAYS_OTHERWISE(Category.RULE,
            "a clause that is accessory to others adds amendments, in their capacities and by their signing rule"),
    /** A signing rule has groups and a number for all. */
    MINIMUM_BESIDE_GROUPS(Category.RULE, "a signing rule is a minimum of all, or groups; it is not both"),
    /** A rider would take effect before the instrument. */
    AMENDED_BEFORE_EFFECTIVE(Category.RULE, "a rider cannot take effect before the power of attorney does"),
    /** A rider has a date of signature before that of the instrument. */
    AMENDED_BEFORE_EXECUTED(Category.RULE, "a rider cannot be signed before the power of attorney is"),
    /** An instrument supersedes itself. */
    SUPERSEDES_ITSELF(Category.RULE, "a power of attorney does not supersede itself"),
    /** An entity does not die: it is dissolved. */
    DEATH_OF_AN_ENTITY(Category.RULE, "this party is an entity: record its dissolution"),
    /** An office neither dies nor loses capacity: its holders do. */
    DEATH_OF_AN_OFFICE(Category.RULE, "this is an office: name its holder"),
    /** A person is not dissolved. */
    DISSOLUTION_OF_A_PERSON(Category.RULE, "this grantor is a person as far as is stated: only an entity is dissolved"),
    /** Only entities have signatories. */
    SIGNATORY_OF_A_PERSON(Category.RULE, "this grantor is stated to be a person, who signs in person or by attorneys"),
    /** An entity does not sign for itself. */
    ENTITY_AS_OWN_SIGNATORY(Category.RULE, "an entity signs by others, and cannot be its own signatory"),
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
