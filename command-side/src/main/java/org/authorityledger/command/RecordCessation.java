package org.authorityledger.command;

import java.time.LocalDate;
import java.util.Set;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/**
 * Record that a grantor is no longer required to report.
 *
 * @param issuerId with respect to which issuer, or {@link IssuerId#ANY}: to every one
 * @param regimes under which regimes; absent: all
 */
public record RecordCessation(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
        @Nullable String basis, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {

    public RecordCessation {
        regimes = Command.everyRegimeUnlessNamed(regimes);
    }
}
