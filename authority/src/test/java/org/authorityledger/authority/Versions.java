package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.LedgerRecord;

/** Keeps the register of authorities, as the query side does, from change to change. */
final class Versions {

    private Versions() {}

    /** Every version of every authority, in the order of their beginning to be known. */
    static List<AuthorityVersion> of(List<LedgerRecord> history) {
        List<AuthorityVersion> versions = new ArrayList<>();
        GrantorRecords before = GrantorRecords.NONE;
        for (LedgerRecord record : history) {
            GrantorRecords after = before.with(record);
            Change change = Change.between(before.authorities(), after.authorities());
            versions.replaceAll(version -> version.knownUntil() == null && change.closed().contains(version.authority())
                    ? new AuthorityVersion(version.authority(), version.knownFrom(), record.recordedAt(), version.openedBy(),
                            record.recordId())
                    : version);
            change.opened().forEach(opened -> versions
                    .add(new AuthorityVersion(opened, record.recordedAt(), null, record.recordId(), null)));
            before = after;
        }
        return versions;
    }
}
