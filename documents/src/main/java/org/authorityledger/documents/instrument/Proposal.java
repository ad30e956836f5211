package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An act that a paper seems to be, as the body of a command. Ids in the body are handles made from names: they hold the body together and
 * say nothing about who the parties are.
 *
 * @param kind which act
 * @param body the fields of the command as JSON would have them; what the text does not say is absent
 * @param grantorName in whose stream it belongs, as the text spells the name; null: the text does not say
 * @param appointedByName who appoints, for a substitution
 * @param evidence where each field was read
 * @param open what a person must decide before this can be recorded
 */
public record Proposal(Kind kind, Map<String, Object> body, @Nullable String grantorName, @Nullable String appointedByName,
        List<Evidence> evidence, List<Open> open) {

    /** The acts that a paper can be. */
    public enum Kind {
        GRANT, SUBSTITUTION, AMENDMENT, REVOCATION, SIGNATORY, CESSATION, BEGINNING, CONFIRMATION
    }

    public Proposal {
        evidence = List.copyOf(evidence);
        open = List.copyOf(open);
    }
}
