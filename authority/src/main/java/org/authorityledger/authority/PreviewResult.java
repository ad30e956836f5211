package org.authorityledger.authority;

import java.util.List;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LegalAct;

/** What a {@link CommandPreview} says of a command. */
public sealed interface PreviewResult {

    /**
     * It would be recorded.
     *
     * @param command its name, such as {@code RevokePowerOfAttorney}
     * @param acts what would be recorded, in order
     */
    record Accepted(String command, GrantorId grantorId, List<LegalAct> acts) implements PreviewResult {

        public Accepted {
            acts = List.copyOf(acts);
        }
    }

    /**
     * It would be refused.
     *
     * @param status of the problem with which the command's own path would answer, such as 422
     * @param code stable, in capitals, the same as in the problem of the real command
     * @param detail one plain sentence
     * @param faults what is wrong where; may be empty
     */
    record Rejected(int status, String code, String detail, List<Fault> faults) implements PreviewResult {

        public Rejected {
            faults = List.copyOf(faults);
        }
    }

    /**
     * One thing that is wrong with a command.
     *
     * @param path the dotted path of the field; empty where it is the whole
     * @param message what is wrong, in plain words
     */
    record Fault(String path, String message) {}
}
