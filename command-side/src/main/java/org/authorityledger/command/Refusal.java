package org.authorityledger.command;

import org.jspecify.annotations.Nullable;

/** Why something is not recorded. Judged by what is known at that moment; what was retracted is as if never recorded. */
public enum Refusal {
    UNKNOWN_GRANTOR(Category.UNKNOWN, "the ledger knows no such grantor; a first power of attorney makes them known"), UNKNOWN_INSTRUMENT(
            Category.UNKNOWN, "this grantor has no such power of attorney"), UNKNOWN_ATTORNEY(Category.UNKNOWN,
                    "no such attorney is named"), UNKNOWN_REVOCATION(Category.UNKNOWN,
                            "this power of attorney has no such revocation"), UNKNOWN_SUBSTITUTION(Category.UNKNOWN,
                                    "this power of attorney has no such substitution"), UNKNOWN_RECORD(Category.UNKNOWN,
                                            "this grantor has no such record"), UNKNOWN_OFFICE(Category.UNKNOWN,
                                                    "this power of attorney appoints no such office"),

    /** Ids are never used again, not even after a retraction: evidence may name them. */
    POA_ID_USED(Category.CONFLICT,
            "this grantor has a power of attorney of this id already, or had one that was retracted"), ALREADY_RETRACTED(Category.CONFLICT,
                    "this record was retracted already, or fell with the one it hangs on"), PRECONDITION_FAILED(Category.PRECONDITION,
                            "the grantor's stream is not at the version that If-Match names"),

    GRANTOR_AS_OWN_ATTORNEY(Category.RULE,
            "a grantor signing in person needs no power of attorney and cannot be their own attorney"), NO_ATTORNEY(Category.RULE,
                    "a power of attorney appoints somebody"), NO_POWER(Category.RULE,
                            "a power of attorney gives at least one power"), NO_FORM(Category.RULE,
                                    "a power is for at least one form"), NO_REGIME(Category.RULE,
                                            "at least one regime must be named; leave the field out to name all"), NAMED_TWICE(
                                                    Category.RULE, "is named twice"), MINIMUM_SIGNATURES_OUT_OF_RANGE(Category.RULE,
                                                            "must be between 1 and the number of attorneys"), EXPIRES_BEFORE_EFFECTIVE(
                                                                    Category.RULE,
                                                                    "the last day in force cannot be before the first"), IN_THE_FUTURE(
                                                                            Category.RULE,
                                                                            "lies in the future"), DELIVERED_BEFORE_SIGNED(Category.RULE,
                                                                                    "a revocation cannot be delivered before it is signed"), SIGNED_BEFORE_EXECUTED(
                                                                                            Category.RULE,
                                                                                            "a revocation cannot be signed before the power of attorney is"), OUTSIDE_INSTRUMENT(
                                                                                                    Category.RULE,
                                                                                                    "the power of attorney, or this revocation of it, does not name them"), SUBSTITUTION_NOT_ALLOWED(
                                                                                                            Category.RULE,
                                                                                                            "the power of attorney gives no power of substitution"), OUTSIDE_ATTORNEYS_FORMS(
                                                                                                                    Category.RULE,
                                                                                                                    "an attorney can pass on only what they have: this form is not among their forms"), ATTORNEY_NOT_IN_FORCE(
                                                                                                                            Category.RULE,
                                                                                                                            "the attorney whose place would be taken is not in force on that day"), REGIMES_CEASED(
                                                                                                                                    Category.RULE,
                                                                                                                                    "on that day the grantor is no longer required to report under any regime the power of attorney lasts for"), UNTIL_NOT_AFTER_FROM(
                                                                                                                                            Category.RULE,
                                                                                                                                            "the first day out of office must be after the first day in office"), RETRACTION_RETRACTED(
                                                                                                                                                    Category.RULE,
                                                                                                                                                    "a retraction stands; record again what was retracted in error");

    /** What kind of refusal it is, and with that what a client can do about it. */
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
     * Refuses if so.
     *
     * @param path the field at fault
     */
    void when(boolean so, String path) {
        if (so) {
            throw new Refused(this, path);
        }
    }

    /** Refuses if there is no such thing. */
    <T> T whenAbsent(@Nullable T found, String path) {
        if (found == null) {
            throw new Refused(this, path);
        }
        return found;
    }
}
