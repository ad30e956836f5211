package org.authorityledger.proof.witness;

import java.util.List;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;

/**
 * How many of these witnesses must have cosigned a checkpoint.
 *
 * @param witnesses their keys
 * @param least the minimum number; 0 requires none
 */
public record Quorum(List<VerifierKey> witnesses, int least) {

    /** Requires no witness. */
    public static final Quorum NONE = new Quorum(List.of(), 0);

    /** @throws IllegalArgumentException if there are fewer witnesses, or a key is not a witness's */
    public Quorum {
        witnesses = witnesses.stream().distinct().toList();
        for (VerifierKey witness : witnesses) {
            if (witness.type() != VerifierKey.COSIGNATURE_V1) {
                throw new IllegalArgumentException("the key " + witness + " is not a witness's: its type is not that of a cosignature (4)");
            }
        }
        if (least < 0 || least > witnesses.size()) {
            throw new IllegalArgumentException("a quorum must be a number from 0 to the number of witnesses, " + witnesses.size());
        }
    }

    /** Whether enough of them cosigned this. */
    public boolean met(SignedNote note) {
        return witnesses.stream().filter(witness -> note.by(witness) == SignedNote.Signed.WELL).count() >= least;
    }
}
