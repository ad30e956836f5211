package org.authorityledger.transparencylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.authorityledger.testsupport.LedgerForTests.get;
import static org.authorityledger.testsupport.LedgerForTests.getAnonymously;
import static org.authorityledger.testsupport.LedgerForTests.header;
import static org.authorityledger.testsupport.LedgerForTests.json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TileGrowth;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.AddCheckpoint;
import org.authorityledger.proof.witness.Witness;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A witness as logs use it: over HTTP, killed and started again. Each test uses a log of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessApiTest {

    private static final int LOGS = 18;
    private static final List<SigningKey> KEYS = keys();
    private static final Path DIRECTORY = WitnessForTests.directory();
    private static WitnessForTests witness = new WitnessForTests(DIRECTORY, publicKeys());
    private static int used;

    private final SigningKey log = KEYS.get(used++);
    private final TileGrowth growth = new TileGrowth(TreeSize.EMPTY, tile -> {
        throw new Tiles.MissingTile(tile);
    });

    WitnessApiTest() {
        for (byte n = 0; n < 20; n++) {
            growth.add(MerkleTree.leaf(new byte[]{ n}));
        }
    }

    private static List<SigningKey> keys() {
        List<SigningKey> keys = new ArrayList<>();
        for (int n = 0; n < LOGS; n++) {
            keys.add(SigningKey.generate("ledger.example/log" + n, VerifierKey.ED25519));
        }
        return keys;
    }

    private static VerifierKey[] publicKeys() {
        return KEYS.stream().map(SigningKey::verifierKey).toArray(VerifierKey[]::new);
    }

    @AfterAll
    static void close() {
        witness.close();
    }

    private SignedNote note(long size, Hash root) {
        String text = new Checkpoint(log.verifierKey().name(), TreeSize.of(size), root, List.of()).text();
        return new SignedNote(text, List.of(log.signNote(text)));
    }

    private Hash root(long size) {
        return growth.now().tree().root(TreeSize.of(size));
    }

    private HttpResponse<String> add(long old, long size) {
        List<Hash> proof = old == 0 || old == size ? List.of() : growth.now().tree().consistency(TreeSize.of(old), TreeSize.of(size));
        return add(new AddCheckpoint(TreeSize.of(old), proof, note(size, root(size))).toString());
    }

    private static HttpResponse<String> add(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(witness.url() + "/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return LedgerForTests.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private HttpResponse<String> latest() {
        return getAnonymously(witness.port, "/witness/" + Witness.hash(log.verifierKey().name()) + "/checkpoint");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void what_continues_is_cosigned_without_a_password_and_can_be_fetched_by_monitors() {
        assertThat(latest().statusCode()).isEqualTo(404);

        HttpResponse<String> answer = add(0, 5);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(note(5, root(5)).with(SignedNote.parseSignatures(answer.body())).by(witness.key())).isEqualTo(SignedNote.Signed.WELL);
        assertThat(add(5, 5).statusCode()).isEqualTo(200);
        assertThat(add(5, 12).statusCode()).isEqualTo(200);
        SignedNote kept = SignedNote.parse(latest().body());
        assertThat(Checkpoint.parse(kept.text()).size()).isEqualTo(TreeSize.of(12));
        assertThat(kept.by(witness.key())).isEqualTo(SignedNote.Signed.WELL);
        assertThat(kept.by(log.verifierKey())).isEqualTo(SignedNote.Signed.WELL);
    }

    @Test
    void a_wrong_old_size_is_answered_with_the_right_one_in_the_media_type_of_the_specification() {
        add(0, 8);

        HttpResponse<String> answer = add(5, 12);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("8\n");
    }

    @Test
    void after_a_kill_it_still_refuses_a_roll_back_and_a_fork_and_continues_where_it_was() {
        add(0, 8);
        String kept = latest().body();
        witness.close();
        witness = new WitnessForTests(DIRECTORY, publicKeys());

        assertThat(latest().body()).isEqualTo(kept);
        assertThat(add(0, 5).statusCode()).isEqualTo(409);
        assertRefused(
                add(new AddCheckpoint(TreeSize.of(8), growth.now().tree().consistency(TreeSize.of(8), TreeSize.of(12)), note(12, root(11)))
                        .toString()),
                422, "NOT_PROVEN");
        assertRefused(add(new AddCheckpoint(TreeSize.of(8), List.of(), note(8, root(7))).toString()), 422, "FORKED");
        assertThat(add(8, 12).statusCode()).isEqualTo(200);
        // The two histories of one size are kept, and reported.
        assertThat(json(get(witness.port, "/actuator/health")).path("components").path("witness").path("status").asString())
                .isEqualTo("DEGRADED");
        assertThat(DIRECTORY.resolve("witness-key." + Witness.hash(log.verifierKey().name()) + ".forked")).content()
                .contains(note(8, root(8)).text(), note(8, root(7)).text());
    }

    @Test
    void of_many_requests_at_once_from_one_size_only_one_moves_it() throws Exception {
        add(0, 1);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int size = 2; size <= 20; size++) {
                int to = size;
                answers.add(clients.submit(() -> add(1, to)));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        int cosigned = statuses.indexOf(200) + 2;
        assertThat(Checkpoint.parse(SignedNote.parse(latest().body()).text()).size()).isEqualTo(TreeSize.of(cosigned));
    }

    @Test
    void a_strangers_signature_is_forbidden_and_an_unknown_log_not_found() {
        SigningKey stranger = SigningKey.generate(log.verifierKey().name(), VerifierKey.ED25519);
        SigningKey other = SigningKey.generate("other.example/log", VerifierKey.ED25519);
        String text = note(8, root(8)).text();
        String unknown = new Checkpoint("other.example/log", TreeSize.of(8), root(8), List.of()).text();

        assertRefused(add(new AddCheckpoint(TreeSize.EMPTY, List.of(), new SignedNote(text, List.of(stranger.signNote(text)))).toString()),
                403,
                "NOT_SIGNED");
        assertRefused(
                add(new AddCheckpoint(TreeSize.EMPTY, List.of(), new SignedNote(unknown, List.of(other.signNote(unknown)))).toString()),
                404,
                "UNKNOWN_LOG");
        assertRefused(getAnonymously(witness.port, "/witness/" + Witness.hash("other.example/log") + "/checkpoint"), 404, "UNKNOWN_LOG");
        assertRefused(getAnonymously(witness.port, "/witness/xyz/checkpoint"), 404, "UNKNOWN_LOG");
        assertThat(latest().statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "old 0", "old 00\n\nx", "old -1\n\nx", "old 0\nnot a hash\n\nx\n1\nx\n\n", "{\"old\": 0}",
            "old 0\n\n\uFFFD"})
    void a_body_that_is_not_a_request_is_malformed(String body) {
        assertRefused(add(body), 400, "MALFORMED");
        assertThat(latest().statusCode()).isEqualTo(404);
    }

    @Test
    void an_oversized_body_and_other_methods_are_refused_and_a_form_is_read_as_it_is() {
        assertRefused(add("old 0\n".repeat(20_000)), 413, "CONTENT_TOO_LARGE");
        assertRefused(getAnonymously(witness.port, "/witness/add-checkpoint"), 405, "METHOD_NOT_ALLOWED");
        // As curl sends it if no media type is given.
        assertThat(add(new AddCheckpoint(TreeSize.EMPTY, List.of(), note(8, root(8))).toString(), "Content-Type",
                "application/x-www-form-urlencoded")
                .statusCode()).isEqualTo(200);
    }

    @Test
    void a_checkpoint_that_cannot_be_saved_is_not_cosigned() throws Exception {
        add(0, 8);
        // A directory is where the new state would be written: a permission would not stop the test if it runs as root.
        Path unfinished = Files.createDirectory(
                DIRECTORY.resolve("witness-key." + Witness.hash(log.verifierKey().name()) + ".unfinished"));
        Files.createFile(unfinished.resolve("in-the-way"));

        assertRefused(add(8, 12), 503, "NOT_KEPT");

        Files.delete(unfinished.resolve("in-the-way"));
        assertThat(Checkpoint.parse(SignedNote.parse(latest().body()).text()).size()).isEqualTo(TreeSize.of(8));
        assertThat(add(8, 12).statusCode()).isEqualTo(200);
    }

    @Test
    void only_its_owner_can_read_its_key_which_belongs_to_one_name() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(DIRECTORY.resolve("witness-key")))).isEqualTo("rw-------");
        Path another = WitnessForTests.directory();
        Files.writeString(another.resolve("witness-key"),
                SigningKey.generate("another.example/w", VerifierKey.COSIGNATURE_V1).secretText());

        assertThatThrownBy(() -> new WitnessForTests(another).close()).hasRootCauseInstanceOf(IllegalStateException.class)
                .rootCause().hasMessageContaining("ledger.witness.name");
    }
}
