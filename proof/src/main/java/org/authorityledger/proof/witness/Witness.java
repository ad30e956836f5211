package org.authorityledger.proof.witness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.MerkleProof;
import org.authorityledger.proof.tree.MerkleTree;

/**
 * A witness: it cosigns a checkpoint of a log it knows, when that continues the last one it cosigned, and nothing else.
 *
 * <p>Beyond the specification it refuses a checkpoint of the same size with another {@code streams} line: of a ledger's log, that is a fork too.
 */
public final class Witness {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
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
    }

    /**
     * What is answered.
     *
     * @param status of HTTP
     * @param contentType of the body
     */
    public record Answer(int status, String contentType, String body) {

        static Answer refused(int status, String why) {
            return new Answer(status, "text/plain; charset=utf-8", why + "\n");
        }
    }

    /** @param logs the keys of the logs it witnesses; a log's key has its origin's name */
    public Witness(SigningKey key, List<VerifierKey> logs, Memory memory) {
        this.key = key;
        this.logs = List.copyOf(logs);
        this.memory = memory;
    }

    /** Answers {@code add-checkpoint}. One after the other: what is compared is what is replaced. */
    public synchronized Answer add(String body, Instant now) {
        AddCheckpoint asked;
        Checkpoint checkpoint;
        try {
            asked = AddCheckpoint.parse(body);
            checkpoint = Checkpoint.parse(asked.note().text());
        } catch (IllegalArgumentException e) {
            return Answer.refused(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        List<VerifierKey> keys = logs.stream().filter(log -> log.name().equals(checkpoint.origin())).toList();
        if (keys.isEmpty()) {
            return Answer.refused(NOT_FOUND, "this log is not witnessed here");
        }
        List<SignedNote.Signed> by = keys.stream().map(asked.note()::by).toList();
        if (by.contains(SignedNote.Signed.WRONGLY) || !by.contains(SignedNote.Signed.WELL)) {
            return Answer.refused(FORBIDDEN, "no key of the log signed this, or one that seems to has not");
        }
        if (asked.old() > checkpoint.size()) {
            return Answer.refused(BAD_REQUEST, "the old size is greater than the checkpoint's");
        }
        Optional<Checkpoint> last = memory.last(checkpoint.origin()).map(note -> Checkpoint.parse(note.text()));
        long seen = last.map(Checkpoint::size).orElse(0L);
        if (asked.old() != seen) {
            return new Answer(CONFLICT, "text/x.tlog.size", seen + "\n");
        }
        if (!continues(asked, checkpoint, last)) {
            return Answer.refused(UNPROCESSABLE, "the checkpoint does not continue the one over " + seen + " leaves that was cosigned");
        }
        SignedNote.Signature signature = key.cosign(asked.note().text(), now);
        // Signatures of keys unknown here are not passed on.
        List<SignedNote.Signature> known = asked.note().signatures().stream().filter(one -> keys.stream().anyMatch(one::by)).toList();
        memory.keep(checkpoint.origin(), new SignedNote(asked.note().text(), known).with(List.of(signature)));
        return new Answer(OK, "text/plain; charset=utf-8", signature.line());
    }

    private static boolean continues(AddCheckpoint asked, Checkpoint checkpoint, Optional<Checkpoint> last) {
        if (checkpoint.size() == 0 && !checkpoint.root().equals(MerkleTree.EMPTY)) {
            return false;
        }
        if (asked.old() == 0) {
            boolean sameStreams = checkpoint.size() > 0 || last.isEmpty() || streams(checkpoint).equals(streams(last.get()));
            return asked.proof().isEmpty() && sameStreams;
        }
        Checkpoint seen = last.orElseThrow();
        return MerkleProof.consistent(asked.old(), checkpoint.size(), asked.proof(), seen.root(), checkpoint.root())
                && (checkpoint.size() > seen.size() || streams(checkpoint).equals(streams(seen)));
    }

    private static Optional<String> streams(Checkpoint checkpoint) {
        return checkpoint.extension(STREAMS);
    }

    /** The last checkpoint cosigned of a log, by the SHA-256 of its origin in hexadecimal. */
    public Optional<SignedNote> latest(String originHash) {
        return logs.stream().map(VerifierKey::name).distinct().filter(origin -> hash(origin).equals(originHash)).findFirst()
                .flatMap(memory::last);
    }

    /** The name that monitors look a log up by. */
    public static String hash(String origin) {
        return java.util.HexFormat.of().formatHex(
                org.authorityledger.proof.tree.Hash.sha256(origin.getBytes(java.nio.charset.StandardCharsets.UTF_8)).bytes());
    }

    /** What verifies its cosignatures. */
    public VerifierKey verifierKey() {
        return key.verifierKey();
    }
}
