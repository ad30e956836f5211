package org.authorityledger.command;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/** Something to be recorded of one grantor. Each becomes one act, or is refused and leaves no trace. */
public sealed interface Command permits GrantPowerOfAttorney, AmendPowerOfAttorney, RevokePowerOfAttorney, RecordRevocationDelivery,
        RecordReportingBegan, RecordCessation, RecordResumption, AppointSubstitute, RevokeSubstitution, ResignAsAttorney,
        RecordEmploymentEnded,
        RecordAttorneyDeath, RecordAttorneyIncapacity, RecordGrantorDeath, RecordGrantorIncapacity, RecordGrantorDissolution,
        CorrectPowerOfAttorney, RecordIncumbency, RecordSignatory, EndSignatory, RecordConfirmationFiled, RetractRecord {

    /** Whose stream it concerns. */
    GrantorId grantorId();

    /** Its name in an import, such as {@code RevokePowerOfAttorney}. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Absent means all. Present and empty stays empty, and is refused, since a client that lists nothing means something else. */
    static Set<Regime> everyRegimeUnlessNamed(@Nullable Collection<Regime> regimes) {
        EnumSet<Regime> named = EnumSet.noneOf(Regime.class);
        named.addAll(regimes == null ? EnumSet.allOf(Regime.class) : regimes);
        return Collections.unmodifiableSet(named);
    }
}
