package org.authorityledger.register;

import java.util.List;

/** The table {@code instrument_version}: its columns, named here and nowhere else. */
public final class InstrumentRows {

    /** The columns that the register writes, in order. */
    public static final List<String> WRITTEN = List.of("grantor_id", "poa_id", "granted_at", "issuer_id", "terms", "known_from",
            "known_until",
            "opened_by", "closed_by");

    private InstrumentRows() {}
}
