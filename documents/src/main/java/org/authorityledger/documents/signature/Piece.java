package org.authorityledger.documents.signature;

/**
 * One piece of the words of a signature.
 *
 * @param kind what it is
 * @param text its words
 */
record Piece(Kind kind, String text) {

    enum Kind {
        /** The mark of a signature, such as {@code /s/}. */
        SIGNED,
        /** "By", "by:", "signed by". */
        BY,
        /** "for", "on behalf of", and after words of authority also "of", "to" and "from". */
        FOR,
        /** Words that claim the authority of an attorney-in-fact or an agent. */
        ATTORNEY,
        /** Words that name a power of attorney. */
        POWER,
        /** "Name:", before a name in print. */
        NAME_LABEL,
        /** "its", or "as" before a role. */
        AS,
        /** "individually". */
        INDIVIDUALLY,
        /** "and" between two parties. */
        AND,
        /** What separates signatures or parts of one: a bracket, a semicolon, a dash, a slash, a comma. */
        BREAK, PERSON, ENTITY, TITLE,
        /** A name that may be of a person or of an entity. */
        NAME,
        /** All who report in the filing, without their names. */
        EVERYONE,
        /** Words that name no party. */
        OTHER
    }

    boolean is(Kind one) {
        return kind == one;
    }

    boolean party() {
        return kind == Kind.PERSON || kind == Kind.ENTITY || kind == Kind.NAME;
    }
}
