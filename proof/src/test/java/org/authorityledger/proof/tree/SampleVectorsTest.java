package org.authorityledger.proof.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.proof.entry.EntryBundle;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published cases of transparency-dev/merkle, and the sample log of Tessera. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleVectorsTest {

    private static final Path SAMPLES = Path.of(System.getProperty("ledger.samples", "absent"), "merkle");
    private static final VerifierKey TESSERA = VerifierKey
            .parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    @BeforeEach
    void skip_where_the_samples_are_absent() {
        assumeTrue(Files.isDirectory(SAMPLES), "no samples beside the checkout");
    }

    @Test
    void every_published_inclusion_proof_is_accepted_or_refused_as_it_should_be() {
        List<JsonNode> cases = cases("inclusion");

        for (JsonNode one : cases) {
            assertThat(inclusion(one)).as(one.toString()).isEqualTo(!one.path("wantErr").asBoolean());
        }
        assertThat(cases).hasSize(98);
    }

    @Test
    void every_published_consistency_proof_is_accepted_or_refused_as_it_should_be() {
        List<JsonNode> cases = cases("consistency");

        for (JsonNode one : cases) {
            assertThat(consistency(one)).as(one.toString()).isEqualTo(!one.path("wantErr").asBoolean());
        }
        assertThat(cases).hasSize(98);
    }

    @Test
    void every_checkpoint_of_the_sample_log_is_signed_and_has_the_root_of_its_entries() throws IOException {
        List<byte[]> entries = EntryBundle.read(Files.readAllBytes(SAMPLES.resolve("tessera-log/tile/entries/000.p/15")));
        Frontier frontier = new Frontier();
        Tiles tiles = tile -> read(SAMPLES.resolve("tessera-log/tile/0/000.p/15"));

        for (int size = 0; size <= 15; size++) {
            Path file = SAMPLES.resolve("tessera-log/checkpoint." + size);
            if (size > 0) {
                frontier.add(MerkleTree.leaf(entries.get(size - 1)));
            }
            if (Files.exists(file)) {
                SignedNote note = SignedNote.parse(Files.readString(file));
                Checkpoint checkpoint = Checkpoint.parse(note.text());
                assertThat(note.by(TESSERA)).isEqualTo(SignedNote.Signed.WELL);
                assertThat(note.toString()).isEqualTo(Files.readString(file));
                assertThat(checkpoint.size()).isEqualTo(TreeSize.of(size));
                assertThat(frontier.root()).isEqualTo(checkpoint.root());
                assertThat(tiles.tree().root(TreeSize.of(size))).isEqualTo(checkpoint.root());
            }
        }
        assertThat(frontier.size()).isEqualTo(TreeSize.of(15));
    }

    @Test
    void the_tiles_of_the_sample_log_are_the_tiles_we_make_of_its_entries() throws IOException {
        TileGrowth growth = new TileGrowth(TreeSize.EMPTY, tile -> {
            throw new Tiles.MissingTile(tile);
        });
        List<byte[]> entries = EntryBundle.read(Files.readAllBytes(SAMPLES.resolve("tessera-log/tile/entries/000.p/15")));

        entries.forEach(entry -> growth.add(MerkleTree.leaf(entry)));

        byte[] ours = growth.changed().get(new Tile(0, 0));
        for (int width = 1; width <= 15; width++) {
            Path file = SAMPLES.resolve("tessera-log/tile/" + new Tile(0, 0).path(width));
            if (Files.exists(file)) {
                assertThat(java.util.Arrays.copyOf(ours, width * Hash.LENGTH)).isEqualTo(Files.readAllBytes(file));
            }
        }
        assertThat(EntryBundle.write(entries)).isEqualTo(Files.readAllBytes(SAMPLES.resolve("tessera-log/tile/entries/000.p/15")));
    }

    private static boolean inclusion(JsonNode one) {
        if (Base64Text.decode(one.path("leafHash").asString("")).length != Hash.LENGTH) {
            // Refused already when it is read: a leaf's hash has 32 bytes.
            return false;
        }
        return MerkleProof.includes(hash(one.path("leafHash")), number(one.path("leafIdx")), TreeSize.of(number(one.path("treeSize"))),
                hashes(one),
                hash(one.path("root")));
    }

    private static boolean consistency(JsonNode one) {
        return MerkleProof.consistent(TreeSize.of(number(one.path("size1"))), TreeSize.of(number(one.path("size2"))), hashes(one),
                hash(one.path("root1")),
                hash(one.path("root2")));
    }

    private static List<Hash> hashes(JsonNode one) {
        List<Hash> hashes = new ArrayList<>();
        for (JsonNode hash : one.path("proof")) {
            hashes.add(hash(hash));
        }
        return hashes;
    }

    /** Some cases have other bytes than 32 where a hash belongs; our type cannot hold them, so another hash of its own stands for each. */
    private static Hash hash(JsonNode base64) {
        byte[] bytes = Base64Text.decode(base64.asString(""));
        return bytes.length == Hash.LENGTH ? Hash.of(bytes) : Hash.ofAll((byte) 0x7F, bytes);
    }

    /** They count with 64 bits without a sign. */
    private static long number(JsonNode number) {
        return number.asBigInteger(java.math.BigInteger.ZERO).longValue();
    }

    private static List<JsonNode> cases(String kind) {
        try (Stream<Path> files = Files.walk(SAMPLES.resolve(kind))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(file -> JsonMapper.shared().readTree(read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
