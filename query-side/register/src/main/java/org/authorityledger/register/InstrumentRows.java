package org.authorityledger.register;

import java.util.List;

/** The tables {@code instrument_version}, {@code party_facts_version} and {@code stated_kind}: their columns, named here and nowhere else. */
public final class InstrumentRows {

    /** The columns that the register writes, in order. */
    public static final List<String> WRITTEN = List.of("grantor_id", "poa_id", "granted_at", "issuer_id", "terms", "issuers", "stated_by",
            "riders", "documents", "known_from",
            "known_until",
            "opened_by", "closed_by");

    /** The columns of facts that the register writes, in order. */
    public static final List<String> FACTS = List.of("grantor_id", "facts", "signatories", "issuers", "known_from", "known_until",
            "opened_by", "closed_by");

    /** The columns of kinds that the register writes, in order. */
    public static final List<String> KINDS = List.of("party_id", "kind", "position", "grantor_id", "known_from", "known_until", "opened_by",
            "closed_by");

    private InstrumentRows() {}
}
