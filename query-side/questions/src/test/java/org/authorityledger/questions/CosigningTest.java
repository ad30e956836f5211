package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.testsupport.LedgerForTests.get;
import static org.authorityledger.testsupport.LedgerForTests.getAnonymously;
import static org.authorityledger.testsupport.LedgerForTests.json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.receipt.ReceiptCheck;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.streams.StreamTree;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.verify.Progress;
import org.authorityledger.proof.verify.Verification;
import org.authorityledger.proof.witness.Quorum;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.LedgerDatabase;
import org.authorityledger.transparencylog.TransparencyLog;
import org.authorityledger.transparencylog.WitnessForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A ledger with two witnesses, one that is there and one that never answers: two histories, one after the other. */
@Tag("nodes")
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ledger.log.checkpoint-interval=50ms")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CosigningTest {

    private static final String ORIGIN = "ledger.example/log";
    private static final SigningKey LOG = SigningKey.generate(ORIGIN, VerifierKey.ED25519);
    private static final VerifierKey ABSENT = SigningKey.generate("absent.example/w2", VerifierKey.COSIGNATURE_V1).verifierKey();
    private static final WitnessForTests WITNESS = new WitnessForTests(WitnessForTests.directory(), LOG.verifierKey());
    private static final Path KEY_FILE = WitnessForTests.directory().resolve("log-key");

    @LocalServerPort
    private int port;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private LedgerAppender appender;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private JdbcTemplate jdbc;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private DataSource dataSource;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private TransparencyLog log;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws Exception {
        Files.writeString(KEY_FILE, LOG.secretText());
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_witnessed_ledger");
        registry.add("ledger.log.key-file", KEY_FILE::toString);
        registry.add("ledger.log.origin", () -> ORIGIN);
        registry.add("ledger.log.witnesses[0].key", WITNESS.key()::toString);
        registry.add("ledger.log.witnesses[0].url", WITNESS::url);
        registry.add("ledger.log.witnesses[1].key", ABSENT::toString);
        // A reserved port without a listener.
        registry.add("ledger.log.witnesses[1].url", () -> "http://localhost:1/");
    }

    @AfterAll
    static void close() {
        WITNESS.close();
    }

    private Quorum witness() {
        return new Quorum(List.of(WITNESS.key()), 1);
    }

    private long record(String grantor) {
        return LedgerForTests.randomHistory(appender, GrantorId.of(grantor), 7, 5).getLast().position().value();
    }

    private long recorded() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from ledger.event", Long.class));
    }

    private SignedNote newest() {
        return SignedNote.parse(getAnonymously(port, "/log/checkpoint").body());
    }

    private static long size(SignedNote note) {
        return Checkpoint.parse(note.text()).size().value();
    }

    private JsonNode witnessesHealth() {
        return json(get(port, "/actuator/health")).path("components").path("witnesses");
    }

    private static void await(BooleanSupplier condition) {
        for (int n = 0; n < 400 && !condition.getAsBoolean(); n++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private List<Finding> findings(Quorum quorum) {
        return LedgerDatabase.read(dataSource, null,
                ledger -> Verification.verify(ledger, List.of(LOG.verifierKey()), quorum, List.of(), Progress.NONE).findings());
    }

    @BeforeEach
    void something_is_recorded() {
        if (recorded() == 0) {
            record("andrew-heaton");
        }
    }

    @Test
    @Order(1)
    void a_checkpoint_is_shown_with_the_cosignature_of_the_witness_that_is_there() {
        long position = record("witnessed-1");
        await(() -> size(newest()) >= position && newest().by(WITNESS.key()) == SignedNote.Signed.WELL);

        JsonNode answer = json(get(port, "/api/proof/checkpoint"));

        assertThat(answer.path("cosignedBy")).singleElement().extracting(JsonNode::asString).isEqualTo(WitnessForTests.NAME);
        assertThat(SignedNote.parse(answer.path("checkpoint").asString()).by(LOG.verifierKey())).isEqualTo(SignedNote.Signed.WELL);
        assertThat(findings(witness())).isEmpty();
        assertThat(findings(new Quorum(List.of(WITNESS.key(), ABSENT), 2))).extracting(Finding::code)
                .containsExactly(Finding.Code.NOT_WITNESSED);
    }

    @Test
    @Order(2)
    void a_witness_that_does_not_answer_is_reported_and_delays_nothing() {
        await(() -> witnessesHealth().path("details").path(ABSENT.name()).asString("").contains("cannot be asked"));

        assertThat(witnessesHealth().path("status").asString()).isEqualTo("DEGRADED");
        assertThat(witnessesHealth().path("details").path(WitnessForTests.NAME).asString()).startsWith("cosigned ");
        long position = record("witnessed-2");
        assertThat(size(SignedNote.parse(get(port, "/api/proof/checkpoint?minPosition=" + position, "Accept", "text/plain").body())))
                .isGreaterThanOrEqualTo(position);
    }

    @Test
    @Order(3)
    void a_receipt_carries_the_cosignature() {
        HttpResponse<String> receipt = get(port,
                "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4&signer=judi-irving&receipt=true");
        byte[] file = receipt.body().getBytes(StandardCharsets.UTF_8);

        assertThat(ReceiptCheck.check(file, List.of(LOG.verifierKey()), witness()).findings()).isEmpty();
        assertThat(ReceiptCheck.check(file, List.of(LOG.verifierKey()), new Quorum(List.of(ABSENT), 1)).findings())
                .extracting(Finding::code).containsExactly(Finding.Code.NOT_WITNESSED);
    }

    @Test
    @Order(4)
    void where_the_witness_knows_more_than_the_log_remembers_it_is_asked_again_from_there() {
        log.stop();
        long before = size(newest());
        record("witnessed-4");
        long after = recorded();
        log.start();
        await(() -> size(newest()) == after && newest().by(WITNESS.key()) == SignedNote.Signed.WELL);
        // By hand, as a monitor may: to the witness the log's own next request comes from an old size.
        log.stop();
        String text = get(port, "/api/proof/consistency?from=" + after, "Accept", "text/plain").body();
        assertThat(LedgerForTests.send(HttpRequest.newBuilder(URI.create(WITNESS.url() + "/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofString(text)).build()).statusCode()).isEqualTo(200);
        log.start();

        long position = record("witnessed-5");

        await(() -> size(newest()) >= position && newest().by(WITNESS.key()) == SignedNote.Signed.WELL);
        assertThat(before).isLessThan(after);
    }

    @Test
    @Order(5)
    void an_old_backup_is_refused_by_the_witness_and_that_is_seen() throws Exception {
        long lost = recorded();
        await(() -> size(newest()) == lost && newest().by(WITNESS.key()) == SignedNote.Signed.WELL);
        log.stop();
        // An old backup of the whole machine: the events of then, the log of then, and no memory of what was signed since.
        for (String table : List.of("event", "event_subject")) {
            jdbc.execute("alter table ledger." + table + " disable trigger all");
            jdbc.update("delete from ledger." + table + " where position > 5");
            jdbc.execute("alter table ledger." + table + " enable trigger all");
        }
        List<String> tables = List.of("log", "tile", "checkpoint", "stream_head", "stream_node");
        tables.forEach(table -> jdbc.execute("alter table proof." + table + " disable trigger user"));
        jdbc.execute("truncate proof." + String.join(", proof.", tables));
        tables.forEach(table -> jdbc.execute("alter table proof." + table + " enable trigger user"));
        String empty = LedgerCheckpoint.of(ORIGIN, TreeSize.EMPTY, MerkleTree.EMPTY, StreamTree.EMPTY, Instant.EPOCH).text();
        Files.writeString(KEY_FILE.resolveSibling("log-key.last-signed"), new SignedNote(empty, List.of(LOG.signNote(empty))).toString());
        log.start();

        await(() -> witnessesHealth().path("details").path("code").asString("").equals("CONTRADICTED"));
        assertThat(witnessesHealth().path("status").asString()).isEqualTo("DOWN");
        assertThat(size(newest())).isEqualTo(5);
        assertThat(findings(Quorum.NONE)).isEmpty();
        assertThat(findings(witness())).extracting(Finding::code).containsExactly(Finding.Code.NOT_WITNESSED);
    }

    @Test
    @Order(6)
    void a_second_history_is_refused_by_the_witness_however_long_it_grows_and_the_first_stays_what_it_knows() {
        JsonNode before = witnessesHealth();
        long position = 0;
        for (int n = 0; position < 60; n++) {
            position = record("another-history-" + n);
        }
        await(() -> witnessesHealth().path("details").path(WitnessForTests.NAME).asString("").contains("422"));

        assertThat(before.path("status").asString()).isEqualTo("DOWN");
        assertThat(witnessesHealth().path("details").path("code").asString()).isEqualTo("CONTRADICTED");
        assertThat(newest().by(WITNESS.key())).isEqualTo(SignedNote.Signed.NOT);
        assertThat(findings(witness())).extracting(Finding::code).containsExactly(Finding.Code.NOT_WITNESSED);
    }
}
