package org.authorityledger.transparencylog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.StrictJson;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.Base64Text;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.transparencylog.LogReading;
import org.authorityledger.transparencylog.LogRefusal;
import org.authorityledger.transparencylog.TransparencyLog;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proofs, for anyone who would rather verify than trust: as JSON, or with {@code Accept: text/plain} as the texts of C2SP. */
@RestController
@Tag(name = "Proof")
public class ProofController {

    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final Duration LONGEST_ROTATION = Duration.ofSeconds(10);

    private final LogReading log;
    private final TransparencyLog signing;
    private final StrictJson json;

    public ProofController(LogReading log, TransparencyLog signing, StrictJson json) {
        this.log = log;
        this.signing = signing;
        this.json = json;
    }

    /**
     * A checkpoint and its parts.
     *
     * @param root the root over all records, in Base64
     * @param streams the root over the heads of all grantors' streams, in Base64
     * @param time every record up to then is in it
     * @param cosignedBy the names of the witnesses whose cosignatures it has
     * @param checkpoint the signed note itself
     */
    record CheckpointAnswer(String origin, TreeSize size, String root, String streams, Instant time, List<String> cosignedBy,
            String checkpoint) {

        static CheckpointAnswer of(LogReading.SignedCheckpoint head) {
            String origin = head.checkpoint().checkpoint().origin();
            return new CheckpointAnswer(origin, head.size(),
                    head.checkpoint().checkpoint().root().toString(),
                    head.checkpoint().streams().toString(), head.checkpoint().time(),
                    head.note().signatures().stream().map(SignedNote.Signature::name).filter(name -> !name.equals(origin)).distinct()
                            .toList(),
                    head.note().toString());
        }
    }

    /**
     * The proof that a record is in the log.
     *
     * @param entry the leaf's text: hash it as RFC 6962 says
     * @param payload the payload, if the entry has only its hash
     * @param path from the leaf's sibling up, in Base64
     * @param checkpoint the newest signed note; it has this size unless another was requested
     */
    record InclusionAnswer(RecordId recordId, Position position, long leafIndex, String leafHash, String entry, @Nullable String payload,
            TreeSize size, String root, List<String> path, String checkpoint) {}

    /**
     * The proof that one tree is the beginning of another.
     *
     * @param checkpoint the signed note of the second size, if that size was signed
     */
    record ConsistencyAnswer(TreeSize from, TreeSize to, String fromRoot, String toRoot, List<String> proof, @Nullable String checkpoint) {}

    /** @param key the key that signs from this checkpoint on */
    record RotationAnswer(String key, String checkpoint) {}

    @GetMapping(path = "/api/proof/checkpoint", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The newest signed checkpoint of the log")
    CheckpointAnswer checkpoint(@MinPosition @RequestParam(required = false) @Nullable Position minPosition) {
        return CheckpointAnswer.of(head(minPosition));
    }

    @GetMapping(path = "/api/proof/checkpoint", produces = TEXT)
    @Operation(summary = "The newest signed checkpoint, as C2SP tlog-checkpoint")
    String checkpointText(@MinPosition @RequestParam(required = false) @Nullable Position minPosition) {
        return head(minPosition).note().toString();
    }

    private LogReading.SignedCheckpoint head(@Nullable Position minPosition) {
        return minPosition == null ? log.head() : log.covering(minPosition);
    }

    @GetMapping(path = "/api/proof/inclusion", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Proves that a record is in the log; waits until it is", description = "The answer to every command links here.")
    InclusionAnswer inclusion(@RequestParam RecordId recordId,
            @Parameter(description = "In the tree of this size; by default in the newest") @RequestParam(required = false) @Nullable TreeSize size) {
        LogReading.Inclusion proof = log.inclusion(recordId, size);
        LoggedRecord record = proof.record();
        byte[] entry = record.entry();
        return new InclusionAnswer(recordId, Position.of(record.position()), proof.index(), record.leaf().toString(),
                new String(entry, StandardCharsets.UTF_8), record.detached() ? record.payload() : null, proof.size(),
                proof.root().toString(), texts(proof.path()), proof.head().note().toString());
    }

    @GetMapping(path = "/api/proof/inclusion", produces = TEXT)
    @Operation(summary = "Proves that a record is in the log, as C2SP tlog-proof; the extra data is the entry")
    String inclusionText(@RequestParam RecordId recordId) {
        LogReading.Inclusion proof = log.inclusion(recordId, null);
        StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\nextra ").append(Base64Text.encode(proof.record().entry()))
                .append("\nindex ").append(proof.index()).append('\n');
        proof.path().forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(proof.head().note()).toString();
    }

    @GetMapping(path = "/api/proof/consistency", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Proves that the tree of one size is the beginning of that of another")
    ConsistencyAnswer consistency(@RequestParam TreeSize from,
            @Parameter(description = "By default the newest") @RequestParam(required = false) @Nullable TreeSize to) {
        LogReading.Consistency proof = log.consistency(from, to);
        return new ConsistencyAnswer(proof.from(), proof.to(), proof.fromRoot().toString(), proof.toRoot().toString(), texts(proof.proof()),
                proof.checkpoint());
    }

    @GetMapping(path = "/api/proof/consistency", produces = TEXT)
    @Operation(summary = "Proves consistency, in the lines that C2SP tlog-witness requires")
    String consistencyText(@RequestParam TreeSize from, @RequestParam(required = false) @Nullable TreeSize to) {
        LogReading.Consistency proof = log.consistency(from, to);
        StringBuilder text = new StringBuilder("old ").append(proof.from()).append('\n');
        proof.proof().forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(proof.checkpoint() == null ? "" : proof.checkpoint()).toString();
    }

    @PostMapping(path = "/api/proof/keys", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Makes a new signing key; the next checkpoint is signed by both, the ones after by the new one", description = "No body, or {}.")
    RotationAnswer rotate(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        if (signing.signingKey().isEmpty() || signing.fault() != null || !signing.rotate(LONGEST_ROTATION)) {
            throw new LogRefusal(LogRefusal.Code.LOG_STOPPED,
                    "This node does not sign the log. Send the request to the node that does.");
        }
        return new RotationAnswer(log.keys().getLast().verifierKey().toString(), log.head().note().toString());
    }

    private static List<String> texts(List<Hash> hashes) {
        return hashes.stream().map(Hash::toString).toList();
    }
}
