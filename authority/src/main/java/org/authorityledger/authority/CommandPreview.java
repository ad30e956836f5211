package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.function.Function;
import org.authorityledger.events.GrantorId;

/**
 * Says what a command would record, or why it is refused, given what is known of its grantor. Nothing is recorded.
 *
 * <p>The side that records implements it with the rules by which it records; the side that only supposes calls it. So neither needs to know the
 * other, and there is no second set of rules.
 */
public interface CommandPreview {

    /**
     * Judges one command.
     *
     * @param command JSON text in the form of a line of an import: {@code {"command": "GrantPowerOfAttorney", "grantorId": ..., ...}}
     * @param today the day after which a date is in the future
     * @param known all that is known of a grantor, {@link GrantorRecords#NONE} where nothing is; asked for the command's grantor alone
     */
    PreviewResult judge(String command, LocalDate today, Function<GrantorId, GrantorRecords> known);
}
