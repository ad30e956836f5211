package org.authorityledger.proof.verify;

/** Told how far a verification has come. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (what, done, total) -> {};

    /**
     * So far.
     *
     * @param what is being done, in a word or two
     */
    void at(String what, long done, long total);
}
