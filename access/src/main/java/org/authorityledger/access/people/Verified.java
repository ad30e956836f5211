package org.authorityledger.access.people;

/** Someone who proved who they are and now has a session, as of the revision of them that was known then. */
public interface Verified {

    /** Their name among all people. */
    String username();

    /** The {@linkplain Person#revision() revision} of them. */
    long revision();

    /** Whether nothing has happened since that ends what was verified then. */
    default boolean isGood(Person now) {
        return !now.disabled() && now.revision() == revision();
    }
}
