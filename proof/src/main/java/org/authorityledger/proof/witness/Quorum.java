package org.authorityledger.proof.witness;

import java.util.List;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;

/**
 * So many of these witnesses must have cosigned a checkpoint.
 *
 * @param witnesses their keys
 * @param least how many of them; 0 asks for none
 */
public record Quorum(List<VerifierKey> witnesses, int least) {

    /** Asks for no witness. */
    public static final Quorum NONE = new Quorum(List.of(), 0);

    /** @throws IllegalArgumentException when there are not so many, or a key is not a witness's */
    public Quorum {
        witnesses = witnesses.stream().distinct().toList();
        for (VerifierKey witness : witnesses) {
            if (witness.type() != VerifierKey.COSIGNATURE_V1) {
                throw new IllegalArgumentException("the key " + witness + " is not a witness's: its type is not that of a cosignature (4)");
            }
        }
        if (least < 0 || least > witnesses.size()) {
            throw new IllegalArgumentException("a quorum is a number from 0 to that of the witnesses, " + witnesses.size());
        }
    }

    /** Whether enough of them cosigned this. */
    public boolean met(SignedNote note) {
        return witnesses.stream().filter(witness -> note.by(witness) == SignedNote.Signed.WELL).count() >= least;
    }
}
