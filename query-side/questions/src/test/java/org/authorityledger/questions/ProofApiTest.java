package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.testsupport.LedgerForTests.get;
import static org.authorityledger.testsupport.LedgerForTests.getAnonymously;
import static org.authorityledger.testsupport.LedgerForTests.header;
import static org.authorityledger.testsupport.LedgerForTests.json;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.proof.entry.EntryBundle;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.receipt.ReceiptCheck;
import org.authorityledger.proof.streams.GrowingStreamTree;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.Frontier;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleProof;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.verify.Verify;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The log over HTTP, verified only with what it serves. */
@Tag("nodes")
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ledger.log.public-entries=true")
@DirtiesContext
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProofApiTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String UNKNOWN = "01a20313-588b-7b0f-9a3a-acb236fb8320";

    private static @Nullable HeatonsStory recorded;
    private static final List<LedgerRecord> RECORDS = new ArrayList<>();

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_to_prove");
    }

    @BeforeEach
    void record() {
        if (recorded == null) {
            for (int n = 0; n < 60; n++) {
                RECORDS.addAll(LedgerForTests.randomHistory(appender, GrantorId.of("logged-" + n + "-" + System.nanoTime()), n, 5));
            }
            recorded = new HeatonsStory(appender);
        }
        // The register and the log follow the ledger apart from each other: every test finds both as far as the story.
        assertThat(get(port, "/api/grantors?limit=1&minPosition=" + story().end()).statusCode()).isEqualTo(200);
        assertThat(get(port, "/api/proof/checkpoint?minPosition=" + story().end()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_checkpoint_on_demand_covers_what_was_recorded_and_is_signed_by_the_published_key() {
        Position position = LedgerForTests.randomHistory(appender, GrantorId.of("demand-" + System.nanoTime()), 7, 1).getFirst().position();

        JsonNode answer = json(get(port, "/api/proof/checkpoint?minPosition=" + position));
        SignedNote note = SignedNote.parse(answer.path("checkpoint").asString());

        assertThat(answer.path("size").asLong()).isGreaterThanOrEqualTo(position.value());
        assertThat(note.by(key())).isEqualTo(SignedNote.Signed.WELL);
        assertThat(LedgerCheckpoint.parse(note.text()).checkpoint().root()).hasToString(answer.path("root").asString());
    }

    @Test
    void a_checkpoint_is_a_note_for_clients_that_accept_text_and_for_monitors() {
        HttpResponse<String> text = get(port, "/api/proof/checkpoint", "Accept", "text/plain");
        HttpResponse<String> served = getAnonymously(port, "/log/checkpoint");

        assertThat(header(text, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(header(served, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(header(served, "Cache-Control")).isEqualTo("no-cache");
        assertThat(SignedNote.parse(served.body()).by(key())).isEqualTo(SignedNote.Signed.WELL);
        assertThat(getAnonymously(port, "/log/checkpoints").body()).contains(served.body());
    }

    @Test
    void every_record_is_proven_to_be_in_the_log() {
        for (LedgerRecord record : RECORDS.subList(0, 20)) {
            JsonNode answer = json(get(port, "/api/proof/inclusion?recordId=" + record.recordId()));
            byte[] entry = answer.path("entry").asString().getBytes(StandardCharsets.UTF_8);
            LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(SignedNote.parse(answer.path("checkpoint").asString()).text());

            assertThat(MerkleProof.includes(MerkleTree.leaf(entry), record.position().previous().value(),
                    TreeSize.of(answer.path("size").asLong()),
                    hashes(answer, "path"),
                    checkpoint.checkpoint().root())).isTrue();
            LoggedRecord logged = LoggedRecord.parse(entry, null);
            assertThat(logged.toLedgerRecord()).isEqualTo(record);
            assertThat(logged.sourceAddress()).isEqualTo("192.0.2.7");
        }
    }

    @Test
    void a_record_is_in_every_tree_from_its_own_on() {
        LedgerRecord record = RECORDS.get(9);
        JsonNode answer = json(get(port, "/api/proof/inclusion?recordId=" + record.recordId() + "&size=" + record.position()));

        assertThat(MerkleProof.includes(Hash.ofBase64(answer.path("leafHash").asString()), record.position().previous().value(),
                TreeSize.of(record.position().value()),
                hashes(answer, "path"), Hash.ofBase64(answer.path("root").asString()))).isTrue();
        refused("/api/proof/inclusion?recordId=" + record.recordId() + "&size=" + (record.position().previous()), 400, "MALFORMED");
    }

    @Test
    void the_proof_of_one_record_is_a_tlog_proof() {
        LedgerRecord record = RECORDS.get(3);
        String text = get(port, "/api/proof/inclusion?recordId=" + record.recordId(), "Accept", "text/plain").body();
        String[] parts = text.split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(SignedNote.parse(parts[1]).text());

        assertThat(lines[0]).isEqualTo("c2sp.org/tlog-proof@v1");
        assertThat(lines[2]).isEqualTo("index " + (record.position().previous()));
        List<Hash> path = java.util.Arrays.stream(lines).skip(3).map(Hash::ofBase64).toList();
        byte[] entry = Base64.getDecoder().decode(lines[1].substring("extra ".length()));
        assertThat(MerkleProof.includes(MerkleTree.leaf(entry), record.position().previous().value(), checkpoint.checkpoint().size(), path,
                checkpoint.checkpoint().root())).isTrue();
    }

    @Test
    void every_tree_is_proven_to_be_the_beginning_of_the_newest() {
        for (long from = 1; from < story().end(); from += 17) {
            JsonNode answer = json(get(port, "/api/proof/consistency?from=" + from + "&to=" + story().end()));

            assertThat(
                    MerkleProof.consistent(TreeSize.of(from), TreeSize.of(story().end()), hashes(answer, "proof"),
                            Hash.ofBase64(answer.path("fromRoot").asString()),
                            Hash.ofBase64(answer.path("toRoot").asString())))
                    .as("from " + from).isTrue();
        }
        assertThat(get(port, "/api/proof/consistency?from=1", "Accept", "text/plain").body()).startsWith("old 1\n");
    }

    @Test
    void from_the_tiles_alone_the_roots_that_were_signed_can_be_made_again() {
        LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(SignedNote.parse(getAnonymously(port, "/log/checkpoint").body()).text());
        TreeSize size = checkpoint.checkpoint().size();
        Frontier frontier = new Frontier();
        GrowingStreamTree streams = new GrowingStreamTree();

        for (long index = 0; index * Tile.WIDTH < size.value(); index++) {
            int width = new Tile(0, index).width(TreeSize.of(size.value()));
            byte[] hashes = bytes("/log/tile/" + new Tile(0, index).path(width));
            List<byte[]> entries = EntryBundle.read(bytes("/log/tile/entries/" + Tile.path(index, width)));
            assertThat(entries).hasSize(width);
            for (int i = 0; i < width; i++) {
                Hash leaf = MerkleTree.leaf(entries.get(i));
                assertThat(leaf).isEqualTo(Hash.at(hashes, i));
                frontier.add(leaf);
                streams.add(LoggedRecord.parse(entries.get(i), null).grantorId(), leaf);
            }
        }

        assertThat(frontier.root()).isEqualTo(checkpoint.checkpoint().root());
        assertThat(streams.root()).isEqualTo(checkpoint.streams());
        assertThat(bytes("/log/tile/1/000.p/1")).hasSize(Hash.LENGTH);
    }

    @Test
    void what_never_changes_may_be_cached_permanently_and_bundles_come_compressed_to_clients_that_accept_it() throws Exception {
        HttpResponse<byte[]> zipped = CLIENT
                .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/log/tile/entries/000.p/9"))
                        .header("Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(zipped.statusCode()).isEqualTo(200);
        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(zipped, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(bytes("/log/tile/entries/000.p/9"));
    }

    @Test
    void the_verifier_reads_all_of_the_log_of_a_running_ledger() {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);

        int code = Verify.run(out, out, false, "http://localhost:" + port, "--trust-enclosed-keys");

        assertThat(code).as(said.toString()).isEqualTo(Verify.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/log/tile/00/000", "/log/tile/64/000", "/log/tile/x/000", "/log/tile/0/0", "/log/tile/0/000.p/0",
            "/log/tile/0/000.p/256", "/log/tile/0/000.p/01", "/log/tile/0/x000/000", "/log/tile/0/", "/log/tile/entries/1",
            "/log/tile/entries/", "/log/tile/0/000?width=1", "/log/payload/one", "/log/checkpoints?after=x", "/api/proof/inclusion",
            "/api/proof/inclusion?recordId=1", "/api/proof/consistency", "/api/proof/consistency?from=0", "/api/proof/consistency?from=-1",
            "/api/proof/consistency?from=3&to=2", "/api/proof/consistency?from=a", "/api/proof/checkpoint?size=1",
            "/api/proof/consistency?from=1&from=2"})
    void malformed_questions_are_refused(String path) {
        refused(path, 400, "MALFORMED");
    }

    @ParameterizedTest
    @CsvSource({ "/log/tile/0/999,BEYOND_THE_LOG", "/log/tile/63/000,BEYOND_THE_LOG", "/log/tile/entries/x999/000,BEYOND_THE_LOG",
            "/log/payload/0,BEYOND_THE_LOG", "/log/payload/99999999,BEYOND_THE_LOG",
            "/api/proof/consistency?from=1&to=99999999,BEYOND_THE_LOG", "/api/proof/consistency?from=99999999,BEYOND_THE_LOG",
            "/api/proof/inclusion?recordId=" + UNKNOWN + ",UNKNOWN_RECORD"})
    void what_does_not_exist_is_not_found(String path, String code) {
        refused(path, 404, code);
    }

    @Test
    void a_size_beyond_the_log_is_refused_and_waiting_for_a_position_never_reached_ends() {
        refused("/api/proof/inclusion?recordId=" + RECORDS.getFirst().recordId() + "&size=99999999", 404, "BEYOND_THE_LOG");
        refused("/api/proof/checkpoint?minPosition=99999999", 503, "NOT_IN_THE_LOG_YET");
    }

    @Test
    void a_receipt_verifies_with_nothing_but_the_public_key() {
        byte[] receipt = receipt("signer=judi-irving&form=4&on=2005-03-04");

        ReceiptCheck.Result result = ReceiptCheck.check(receipt, List.of(key()));

        assertThat(result.findings()).isEmpty();
        assertThat(summary(result).reason()).isEqualTo("REVOKED");
        assertThat(summary(result).records()).isEqualTo(story().heaton.size());
        JsonNode answer = json(
                get(port, "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&signer=judi-irving&form=4&on=2005-03-04"));
        assertThat(summary(result).explanation()).isEqualTo(answer.path("explanation").asString());
    }

    @Test
    void a_receipt_can_be_had_of_any_past_knowledge_and_of_a_grantor_the_ledger_does_not_know() {
        byte[] past = receipt("signer=judi-irving&form=4&on=2005-03-04&knownAt=" + story().granted.recordedAt());
        byte[] unknown = get(port, "/api/authority/check?grantor=no-one-at-all&issuer=hemacare&form=4&signer=judi-irving&receipt=true")
                .body()
                .getBytes(StandardCharsets.UTF_8);

        assertThat(ReceiptCheck.check(past, List.of(key()))).satisfies(result -> {
            assertThat(result.findings()).isEmpty();
            assertThat(summary(result).reason()).isEqualTo("IN_FORCE");
        });
        assertThat(ReceiptCheck.check(unknown, List.of(key()))).satisfies(result -> {
            assertThat(result.findings()).isEmpty();
            assertThat(summary(result).reason()).isEqualTo("NO_POWER_OF_ATTORNEY");
            assertThat(summary(result).records()).isZero();
        });
    }

    @Test
    void no_receipt_is_signed_about_the_future() {
        HttpResponse<String> response = get(port, "/api/authority/check?grantor=andrew-heaton"
                + "&issuer=hemacare&receipt=true&signer=judi-irving&form=4&on=2005-03-04&knownAt=2999-01-01T00:00:00Z");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).path("code").asString()).isEqualTo("AHEAD_OF_THE_LEDGER");
    }

    @Test
    void a_receipt_of_every_grantor_verifies() {
        for (int n = 0; n < RECORDS.size(); n += 5) {
            String grantor = RECORDS.get(n).act().grantorId().value();
            byte[] receipt = get(port,
                    "/api/authority/check?grantor=" + grantor + "&issuer=hemacare&form=4&signer=judi-irving&receipt=true").body()
                    .getBytes(StandardCharsets.UTF_8);
            ReceiptCheck.Result result = ReceiptCheck.check(receipt, List.of(key()));
            assertThat(result.findings()).as(grantor).isEmpty();
            assertThat(summary(result).records()).isEqualTo(5);
        }
    }

    @Test
    void a_receipt_with_any_byte_changed_is_refused_by_name() {
        byte[] receipt = receipt("signer=judi-irving&form=4&on=2005-03-04");
        List<VerifierKey> keys = List.of(key());

        for (int i = 0; i < receipt.length; i += 3) {
            byte[] changed = receipt.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertThat(ReceiptCheck.check(changed, keys).findings()).as("byte " + i).isNotEmpty();
        }
        assertThat(ReceiptCheck.check(new byte[0], List.of(key())).findings()).isNotEmpty();
        assertThat(ReceiptCheck.check("{}".getBytes(StandardCharsets.UTF_8), List.of(key())).findings()).isNotEmpty();
        assertThat(ReceiptCheck.check(receipt, List.of()).findings()).extracting(Finding::code).contains(Finding.Code.NOT_SIGNED);
    }

    private static HeatonsStory story() {
        return Objects.requireNonNull(recorded);
    }

    private static ReceiptCheck.Summary summary(ReceiptCheck.Result result) {
        return Objects.requireNonNull(result.summary());
    }

    private byte[] receipt(String question) {
        HttpResponse<String> answer = get(port, "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&receipt=true&" + question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().getBytes(StandardCharsets.UTF_8);
    }

    private VerifierKey key() {
        return VerifierKey.parse(getAnonymously(port, "/log/keys", "Accept", "text/plain").body().split(" ")[0]);
    }

    private void refused(String path, int status, String code) {
        HttpResponse<String> answer = get(port, path);
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    private byte[] bytes(String path) {
        try {
            HttpResponse<byte[]> answer = CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Hash> hashes(JsonNode answer, String name) {
        List<Hash> hashes = new ArrayList<>();
        answer.path(name).forEach(hash -> hashes.add(Hash.ofBase64(hash.asString())));
        return hashes;
    }
}
