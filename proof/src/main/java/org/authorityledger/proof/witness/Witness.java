package org.authorityledger.proof.witness;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleProof;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TreeSize;

/**
 * A witness: it cosigns a checkpoint of a log it knows if that continues the last one it cosigned, and nothing else.
 *
 * <p>Beyond the specification it refuses a checkpoint of the same size with another {@code streams} line: of a ledger's log, that is a fork too.
 */
public final class Witness {

    private static final String STREAMS = "streams";

    private final SigningKey key;
    private final List<VerifierKey> logs;
    private final Memory memory;

    /** Keeps the last checkpoint that was cosigned of each log, for good before it returns. */
    public interface Memory {

        /** The last one of this origin. */
        Optional<SignedNote> last(String origin);

        /** Keeps this one. */
        void keep(String origin, SignedNote note);

        /** Keeps two that contradict each other: together they prove that the log signed two histories. */
        void forked(String origin, SignedNote cosigned, SignedNote other);
    }

    /** The verdict on a request; the specification has an HTTP status for each. */
    public enum Verdict {
        /** It continues the last checkpoint cosigned. */
        COSIGNED(200),
        /** It is not a request, or its old size is beyond its own checkpoint. */
        MALFORMED(400),
        /** No trusted key of the log signed it, or a signature in the name of one is wrong. */
        NOT_SIGNED(403),
        /** The log is not witnessed here. */
        UNKNOWN_LOG(404),
        /** The old size is not the one last cosigned. */
        OTHER_SIZE(409),
        /** The proof does not show that it continues the last checkpoint cosigned. */
        NOT_PROVEN(422),
        /** The log signed two histories of one size: this convicts its key. */
        FORKED(422);

        private final int status;

        Verdict(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /**
     * The answer to a request.
     *
     * @param body the cosignature; or the size last cosigned, if the request named another; or else why it is refused
     */
    public record Decision(Verdict verdict, String body) {}

    /** @param logs the keys of the logs it witnesses; a log's key has its origin's name */
    public Witness(SigningKey key, List<VerifierKey> logs, Memory memory) {
        this.key = key;
        this.logs = List.copyOf(logs);
        this.memory = memory;
    }

    /** Answers {@code add-checkpoint}. One request at a time: the checkpoint compared is the one replaced. */
    public synchronized Decision add(String body, Instant now) {
        AddCheckpoint request;
        Checkpoint checkpoint;
        try {
            request = AddCheckpoint.parse(body);
            checkpoint = Checkpoint.parse(request.note().text());
        } catch (IllegalArgumentException e) {
            return new Decision(Verdict.MALFORMED, String.valueOf(e.getMessage()));
        }
        List<VerifierKey> keys = logs.stream().filter(log -> log.name().equals(checkpoint.origin())).toList();
        if (keys.isEmpty()) {
            return new Decision(Verdict.UNKNOWN_LOG, "the log " + checkpoint.origin() + " is not witnessed here");
        }
        List<SignedNote.Signed> by = keys.stream().map(request.note()::by).toList();
        if (by.contains(SignedNote.Signed.WRONGLY) || !by.contains(SignedNote.Signed.WELL)) {
            return new Decision(Verdict.NOT_SIGNED,
                    "no key of the log that is known here signed this, or a signature in the name of one is wrong");
        }
        if (request.old().isLargerThan(checkpoint.size())) {
            return new Decision(Verdict.MALFORMED, "the old size is greater than the checkpoint's");
        }
        Optional<SignedNote> cosigned = memory.last(checkpoint.origin());
        Optional<Checkpoint> last = cosigned.map(note -> Checkpoint.parse(note.text()));
        TreeSize seen = last.map(Checkpoint::size).orElse(TreeSize.EMPTY);
        if (!request.old().equals(seen)) {
            return new Decision(Verdict.OTHER_SIZE, seen + "\n");
        }
        if (last.isPresent() && seen.equals(checkpoint.size()) && forked(checkpoint, last.get())) {
            memory.forked(checkpoint.origin(), cosigned.orElseThrow(), request.note());
            return new Decision(Verdict.FORKED, "another checkpoint over " + seen + " leaves was cosigned");
        }
        if (!continues(request, checkpoint, last)) {
            return new Decision(Verdict.NOT_PROVEN, "it is not proven that the checkpoint continues the one over " + seen
                    + " leaves that was cosigned");
        }
        SignedNote.Signature signature = key.cosign(request.note().text(), now);
        // Signatures of keys unknown here are not passed on.
        List<SignedNote.Signature> known = request.note().signatures().stream().filter(one -> keys.stream().anyMatch(one::by)).toList();
        memory.keep(checkpoint.origin(), new SignedNote(request.note().text(), known).with(List.of(signature)));
        return new Decision(Verdict.COSIGNED, signature.line());
    }

    private static boolean forked(Checkpoint checkpoint, Checkpoint seen) {
        return !checkpoint.root().equals(seen.root()) || !streams(checkpoint).equals(streams(seen));
    }

    private static boolean continues(AddCheckpoint request, Checkpoint checkpoint, Optional<Checkpoint> last) {
        if (request.old().isEmpty()) {
            return request.proof().isEmpty() && (!checkpoint.size().isEmpty() || checkpoint.root().equals(MerkleTree.EMPTY));
        }
        return MerkleProof.consistent(request.old(), checkpoint.size(), request.proof(), last.orElseThrow().root(), checkpoint.root());
    }

    private static Optional<String> streams(Checkpoint checkpoint) {
        return checkpoint.extension(STREAMS);
    }

    /** The last checkpoint cosigned of a log, by the SHA-256 of its origin in hexadecimal. */
    public Optional<SignedNote> latest(String originHash) {
        return logs.stream().map(VerifierKey::name).distinct().filter(origin -> hash(origin).equals(originHash)).findFirst()
                .flatMap(memory::last);
    }

    /** The name by which monitors look up a log. */
    public static String hash(String origin) {
        return HexFormat.of().formatHex(Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    /** The key that verifies its cosignatures. */
    public VerifierKey verifierKey() {
        return key.verifierKey();
    }
}
