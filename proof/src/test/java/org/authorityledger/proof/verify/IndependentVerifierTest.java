package org.authorityledger.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ActJson;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.receipt.ReceiptCheck;
import org.authorityledger.proof.receipt.Receipts;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.streams.StreamHead;
import org.authorityledger.proof.streams.StreamProof;
import org.authorityledger.proof.streams.StreamTree;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.Quorum;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random ledgers, held against a verifier that was written from the specification alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IndependentVerifierTest {

    private static final int GRANTORS = 9;

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final SampleLedger ledger = new SampleLedger(histories(300), random);
    private final IndependentVerifier verifier = new IndependentVerifier(ledger.key.verifierKey().toString());

    /** Several grantors' histories, one through the other. */
    private List<LoggedRecord> histories(int length) {
        Map<String, List<LedgerRecord>> known = new HashMap<>();
        Map<String, RandomHistories> acts = new HashMap<>();
        List<LoggedRecord> records = new ArrayList<>();
        while (records.size() < length) {
            GrantorId grantor = GrantorId.of("grantor-" + random.nextInt(GRANTORS));
            List<LedgerRecord> history = known.computeIfAbsent(grantor.value(), g -> new ArrayList<>());
            LegalAct act = acts.computeIfAbsent(grantor.value(), g -> RandomHistories.of(grantor, seed ^ g.hashCode())).next(history);
            LedgerRecord record = new LedgerRecord(new RecordId(new UUID(0x01a20313588b7000L, 0x8000_0000_0000_0000L | records.size())),
                    Position.of(records.size() + 1L), Sequence.of(history.size()),
                    Instant.parse("2024-06-03T13:30:00Z").plusSeconds(records.size()), "secretary",
                    act);
            history.add(record);
            records.add(
                    new LoggedRecord(record.position().value(), record.recordId().value(), grantor.value(), record.sequence().value(),
                            ActJson.type(act),
                            ActJson.revision(act), record.recordedAt(), record.recordedBy(), null, null, null, ActJson.write(act)));
        }
        return records;
    }

    @Test
    void it_accepts_an_exported_ledger_and_refuses_it_with_any_record_changed(@TempDir Path directory) throws Exception {
        Path bundle = directory.resolve("bundle");
        BundleWriter.write(ledger, bundle, Progress.NONE);
        assertThat(verifier.bundle(bundle)).as("seed " + seed).isEqualTo(ledger.notes.size());
        assertThat(Verification.verify(new BundleFiles(bundle), List.of(ledger.key.verifierKey()), Quorum.NONE, List.of(), Progress.NONE)
                .findings())
                .isEmpty();

        Path events = bundle.resolve("events.ndjson");
        String honest = Files.readString(events);
        String changed = honest.replaceFirst("\"recordedBy\":\"secretary\"", "\"recordedBy\":\"secretarx\"");
        Files.writeString(events, changed);
        assertThatExceptionOfType(IndependentVerifier.Refused.class).isThrownBy(() -> verifier.bundle(bundle));
        assertThat(found(bundle)).containsExactly(Finding.Code.CHANGED);
        List<String> lines = new ArrayList<>(honest.lines().toList());
        lines.add(10, lines.remove(200));
        Files.write(events, lines);
        assertThat(found(bundle)).containsOnly(Finding.Code.REORDERED);
        Files.write(events, honest.lines().filter(line -> !line.contains("\"position\":77,")).toList());
        assertThat(found(bundle)).containsExactly(Finding.Code.MISSING);
        Files.write(events, honest.lines().limit(290).toList());
        assertThat(found(bundle)).containsExactly(Finding.Code.TRUNCATED);
    }

    private List<Finding.Code> found(Path bundle) {
        return Verification.verify(new BundleFiles(bundle), List.of(ledger.key.verifierKey()), Quorum.NONE, List.of(), Progress.NONE)
                .findings().stream()
                .map(Finding::code).toList();
    }

    @Test
    void the_command_line_accepts_and_refuses_alike_and_ends_accordingly(@TempDir Path directory) throws Exception {
        Path zip = directory.resolve("ledger.zip");
        BundleWriter.write(ledger, zip, Progress.NONE);
        Path receipt = directory.resolve("receipt.json");
        Files.writeString(receipt, receipt("grantor-1", ledger.rows.size(), null));
        Path key = directory.resolve("log.pub");
        Files.writeString(key, ledger.key.verifierKey() + "\n");
        Path since = directory.resolve("kept");
        Files.writeString(since, ledger.notes.getFirst().toString());

        assertThat(run(zip.toString(), "--key", key.toString(), "--since", since.toString())).isZero();
        assertThat(run(zip.toString(), "--trust-enclosed-keys")).isZero();
        assertThat(run(receipt.toString(), "--key", ledger.key.verifierKey().toString())).isZero();
        assertThat(run("--help")).isZero();
        SampleLedger stranger = new SampleLedger(1, 3);
        assertThat(run(zip.toString(), "--key", stranger.key.verifierKey().toString())).isEqualTo(1);
        assertThat(run(receipt.toString(), "--key", stranger.key.verifierKey().toString())).isEqualTo(1);
        Files.writeString(receipt, Files.readString(receipt).replace("grantor-1", "grantor-2"));
        assertThat(run(receipt.toString(), "--key", key.toString())).isEqualTo(1);
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThat(run(empty.toString(), "--key", key.toString())).isEqualTo(1);
        for (String[] wrong : List.of(new String[]{}, new String[]{ zip.toString()}, new String[]{ receipt.toString()},
                new String[]{ "--key"}, new String[]{ "--nonsense"}, new String[]{ "absent.json", "--key", key.toString()},
                new String[]{ zip.toString(), "--key", "absent"}, new String[]{ zip.toString(), zip.toString()})) {
            assertThat(run(wrong)).as(String.join(" ", wrong)).isEqualTo(2);
        }
    }

    private static int run(String... arguments) {
        return Verify.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, arguments);
    }

    /** As editors, shells and mail programs save it; the key and a kept checkpoint too. */
    @Test
    void a_receipt_saved_in_another_form_is_the_same_receipt_and_a_changed_one_is_still_found(@TempDir Path directory) throws Exception {
        String receipt = receipt("grantor-1", ledger.rows.size(), null);
        String text = receipt.substring(0, receipt.length() - 1);
        Path file = directory.resolve("receipt.json");
        Path zip = directory.resolve("ledger.zip");
        BundleWriter.write(ledger, zip, Progress.NONE);
        Path key = directory.resolve("log.pub");
        Path since = directory.resolve("kept");
        String kept = ledger.notes.getFirst().toString();

        for (String mark : List.of("", "\uFEFF")) {
            for (String end : List.of("", "\n", "\r\n", "\n\n", "\r\n\r\n")) {
                assertThat(verifier.receipt(mark + text + end)).isNotEmpty();
                for (Charset charset : mark.isEmpty()
                        ? List.of(UTF_8)
                        : List.of(UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                    Files.write(file, (mark + text + end).getBytes(charset));
                    Files.write(key, (mark + ledger.key.verifierKey() + end).getBytes(charset));
                    Files.write(since,
                            (mark + kept.stripTrailing().replace("\n", end.startsWith("\r") ? "\r\n" : "\n") + end).getBytes(charset));

                    assertThat(run(file.toString(), "--key", key.toString())).as(charset + " " + (mark + end).length()).isZero();
                    assertThat(run(zip.toString(), "--key", key.toString(), "--since", since.toString())).isZero();
                }
                for (String changed : List.of(text.replace("grantor-1", "grantor-2"), text.replaceFirst(",", ",\r\n"),
                        text.replaceFirst(",", ", "),
                        text.substring(1), "\uFEFF" + text, "\n" + text, text + " ", text.replaceFirst("r", "\uFEFFr"))) {
                    String seen = mark + changed + end;
                    if (!seen.equals("\uFEFF" + text + end)) {
                        Files.writeString(file, seen);
                        assertThat(run(file.toString(), "--key", key.toString())).isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void both_accept_every_receipt_and_give_the_same_answer() {
        for (int n = 0; n < GRANTORS + 3; n++) {
            String receipt = receipt("grantor-" + n, ledger.rows.size(), null);
            ReceiptCheck.Result result = ReceiptCheck.check(receipt.getBytes(UTF_8), List.of(ledger.key.verifierKey()));

            assertThat(result.findings()).as("seed " + seed + ", grantor-" + n).isEmpty();
            assertThat(result.summary()).isNotNull().extracting(ReceiptCheck.Summary::reason).isEqualTo(verifier.receipt(receipt));
        }
    }

    @Test
    void both_refuse_what_a_dishonest_keeper_of_the_key_leaves_out_or_puts_in() {
        String grantor = ledger.rows.getLast().grantorId();
        // The last record, perhaps a revocation, is left out, and all is signed again.
        String shortened = receipt(grantor, ledger.rows.size(), records -> records.removeLast());
        String beheaded = receipt(grantor, ledger.rows.size(), records -> records.removeFirst());
        String emptied = receipt(grantor, ledger.rows.size(), List::clear);
        String doubled = receipt(grantor, ledger.rows.size(), records -> records.add(records.getLast()));

        for (String dishonest : List.of(shortened, beheaded, emptied, doubled)) {
            assertThat(ReceiptCheck.check(dishonest.getBytes(UTF_8), List.of(ledger.key.verifierKey())).findings())
                    .extracting(Finding::code)
                    .as("seed " + seed).contains(Finding.Code.STREAM_INCOMPLETE);
            assertThatExceptionOfType(IndependentVerifier.Refused.class).as("seed " + seed).isThrownBy(() -> verifier.receipt(dishonest));
        }
    }

    @Test
    void both_refuse_a_receipt_with_a_byte_changed() {
        byte[] receipt = receipt("grantor-1", ledger.rows.size(), null).getBytes(UTF_8);

        for (int n = 0; n < 300; n++) {
            byte[] changed = receipt.clone();
            int at = random.nextInt(changed.length - 1);
            changed[at] ^= (byte) (1 << random.nextInt(7));
            String seen = "seed " + seed + ", byte " + at;
            assertThat(ReceiptCheck.check(changed, List.of(ledger.key.verifierKey())).findings()).as(seen).isNotEmpty();
            assertThatExceptionOfType(IndependentVerifier.Refused.class).as(seen)
                    .isThrownBy(() -> verifier.receipt(new String(changed, UTF_8)));
        }
    }

    private interface Dishonesty {
        void on(List<Receipts.Proven> records);
    }

    @Test
    void a_receipt_as_known_after_its_checkpoint_cannot_know_what_it_claims() {
        Instant end = LedgerCheckpoint.parse(ledger.notes.getLast().text()).time();

        assertThat(codes(receipt("grantor-1", ledger.rows.size(), null, end))).doesNotContain(Finding.Code.KNOWN_AT_AFTER_CHECKPOINT);
        assertThat(codes(receipt("grantor-1", ledger.rows.size(), null, end.plusNanos(1_000))))
                .containsExactly(Finding.Code.KNOWN_AT_AFTER_CHECKPOINT);
    }

    private List<Finding.Code> codes(String receipt) {
        return ReceiptCheck.check(receipt.getBytes(UTF_8), List.of(ledger.key.verifierKey())).findings().stream().map(Finding::code)
                .toList();
    }

    private String receipt(String grantor, int size, @org.jspecify.annotations.Nullable Dishonesty dishonesty) {
        return receipt(grantor, size, dishonesty, Instant.parse("2024-06-03T13:40:00Z"));
    }

    private String receipt(String grantor, int size, @org.jspecify.annotations.Nullable Dishonesty dishonesty, Instant knownAt) {
        Map<String, StreamHead> heads = new HashMap<>();
        for (LoggedRecord row : ledger.rows.subList(0, size)) {
            heads.merge(row.grantorId(), StreamHead.empty(StreamHead.key(row.grantorId())).with(row.leaf()),
                    (old, first) -> old.with(row.leaf()));
        }
        Receipts.Source source = new Receipts.Source() {

            @Override
            public Receipts.ProvenStream stream(PartyId party) {
                List<Receipts.Proven> records = new ArrayList<>();
                for (LoggedRecord row : ledger.rows.subList(0, size)) {
                    if (row.grantorId().equals(party.value())) {
                        records.add(new Receipts.Proven(row, ledger.tiles().tree().inclusion(row.position() - 1, TreeSize.of(size))));
                    }
                }
                if (dishonesty != null && party.value().equals(grantor)) {
                    dishonesty.on(records);
                }
                List<Hash> siblings = new ArrayList<>();
                List<StreamHead> found = StreamTree.descend(List.copyOf(heads.values()), 0, StreamHead.key(party.value()), siblings);
                return new Receipts.ProvenStream(new StreamProof(found.isEmpty() ? null : found.getFirst(), siblings), records);
            }

            @Override
            public Receipts.@org.jspecify.annotations.Nullable LastStated lastStated(PartyId party, Instant asOf) {
                return null;
            }
        };
        SignedNote note = ledger.notes.getLast();
        Question question = new Question(GrantorId.of(grantor), IssuerId.of("hemacare"), new FormAsked(Form.FORM_4, false),
                List.of(AttorneyId.of("judi-irving"), AttorneyId.of("david-fractor")), Set.of(), LocalDate.of(2024, 3, 10));
        Receipts.Grounds grounds = Receipts.gather(question, knownAt, ZoneId.of("America/New_York"), source);
        return Receipts.make(question, knownAt, (asked, issuers) -> Map.of("judi-irving", "Judi Irving"), note, grounds, ledger.key);
    }
}
