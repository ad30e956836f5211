package org.authorityledger.register;

/** In which part someone appears in the ledger. */
public enum PartyKind {
    GRANTOR, ATTORNEY, ISSUER, SIGNATORY
}
