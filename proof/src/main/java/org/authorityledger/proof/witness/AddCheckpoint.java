package org.authorityledger.proof.witness;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TreeSize;

/**
 * The body of an {@code add-checkpoint} request.
 *
 * @param old the size of the last checkpoint the witness cosigned, as the client believes
 * @param proof of consistency from there
 */
public record AddCheckpoint(TreeSize old, List<Hash> proof, SignedNote note) {

    private static final String OLD = "old ";
    private static final int MOST_HASHES = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /**
     * Reads a body.
     *
     * @throws IllegalArgumentException if it is not a body of {@code add-checkpoint}
     */
    public static AddCheckpoint parse(String body) {
        int end = body.indexOf("\n\n");
        if (end < 0 || !body.startsWith(OLD)) {
            throw new IllegalArgumentException("the body must be a line old <size>, hashes, an empty line and a checkpoint");
        }
        String[] lines = body.substring(0, end).split("\n", -1);
        if (lines.length - 1 > MOST_HASHES) {
            throw new IllegalArgumentException("a proof of consistency has at most " + MOST_HASHES + " hashes");
        }
        List<Hash> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            proof.add(Hash.ofBase64(lines[i]));
        }
        return new AddCheckpoint(Checkpoint.size(lines[0].substring(OLD.length())), proof, SignedNote.parse(body.substring(end + 2)));
    }

    /** The body. */
    @Override
    public String toString() {
        StringBuilder body = new StringBuilder(OLD).append(old).append('\n');
        proof.forEach(hash -> body.append(hash).append('\n'));
        return body.append('\n').append(note).toString();
    }
}
