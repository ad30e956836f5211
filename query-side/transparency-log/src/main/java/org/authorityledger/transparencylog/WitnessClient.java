package org.authorityledger.transparencylog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.AddCheckpoint;

/** Sends checkpoints to a witness, as C2SP {@code tlog-witness} specifies. */
final class WitnessClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_REPLY = 64 * 1024;

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
    private static final ExecutorService REQUESTS = Executors.newVirtualThreadPerTaskExecutor();

    private final WitnessAddress address;

    WitnessClient(WitnessAddress address) {
        this.address = address;
    }

    private record WitnessReply(int status, String body) {}

    /** What a witness replied that did not refuse. */
    sealed interface WitnessOutcome {

        /** It cosigned. */
        record Cosigned(List<SignedNote.Signature> signatures) implements WitnessOutcome {}

        /** It knows the log up to another size, from which it must be shown to continue. */
        record KnowsSize(TreeSize size) implements WitnessOutcome {}
    }

    /**
     * Has a checkpoint cosigned.
     *
     * @throws IOException if the witness cannot be reached
     * @throws WitnessRefusal if it does not cosign
     */
    WitnessOutcome send(AddCheckpoint request) throws IOException, InterruptedException, WitnessRefusal {
        WitnessReply reply = post(request);
        return switch (reply.status()) {
            case 200 -> new WitnessOutcome.Cosigned(cosignatures(request.note(), reply.body()));
            case 409 -> new WitnessOutcome.KnowsSize(size(reply.body()));
            case 422 -> throw new WitnessRefusal("it saw another history of this log (422): " + reply.body().strip(), true);
            default -> throw new WitnessRefusal("it answers " + reply.status() + ": " + reply.body().strip(), false);
        };
    }

    private WitnessReply post(AddCheckpoint body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.addCheckpoint()).timeout(TIMEOUT)
                .header("Content-Type", "text/plain; charset=utf-8").POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
        // The client's own timeout does not cover the body.
        Future<WitnessReply> reply = REQUESTS.submit(() -> {
            HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return new WitnessReply(response.statusCode(), new String(in.readNBytes(LONGEST_REPLY), UTF_8));
            }
        });
        try {
            return reply.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("it cannot be asked: " + e.getCause(), e);
        } finally {
            reply.cancel(true);
        }
    }

    private List<SignedNote.Signature> cosignatures(SignedNote note, String lines) throws WitnessRefusal {
        List<SignedNote.Signature> given;
        try {
            given = SignedNote.parseSignatures(lines).stream().filter(one -> one.by(address.key())).toList();
        } catch (IllegalArgumentException e) {
            throw new WitnessRefusal("its answer is not a cosignature: " + e.getMessage(), false);
        }
        if (new SignedNote(note.text(), given).by(address.key()) != SignedNote.Signed.WELL) {
            throw new WitnessRefusal("its cosignature is not from the key that is set here", false);
        }
        return given;
    }

    private static TreeSize size(String body) throws WitnessRefusal {
        try {
            return Checkpoint.size(body.strip());
        } catch (IllegalArgumentException e) {
            throw new WitnessRefusal("it answers 409 without the size it cosigned", false);
        }
    }
}
