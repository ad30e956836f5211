package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.function.Function;
import org.authorityledger.events.GrantorId;

/**
 * Says what a command would record, or why it is refused, given what is known of its grantor. Nothing is recorded by asking.
 *
 * <p>Whoever records implements it with the very rules by which it records; whoever supposes asks it. So neither needs to know the other, and
 * there is no second set of rules.
 */
public interface CommandPreview {

    /**
     * Judges one command.
     *
     * @param command JSON text in the form of a line of an import: {@code {"command": "GrantPowerOfAttorney", "grantorId": ..., ...}}
     * @param today the day by which dates in the future are told
     * @param known all that is known of a grantor, {@link GrantorRecords#NONE} where nothing is; asked for the command's grantor alone
     */
    PreviewResult judge(String command, LocalDate today, Function<GrantorId, GrantorRecords> known);
}
