package org.authorityledger.proof.verify;

/** Receives how far a verification has come. */
@FunctionalInterface
public interface Progress {

    /** Ignores it. */
    Progress NONE = (what, done, total) -> {};

    /**
     * So far.
     *
     * @param what what is being done, in a word or two
     */
    void at(String what, long done, long total);
}
