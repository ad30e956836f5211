package org.authorityledger.proof.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MerkleTreeTest {

    private static final long SEED = Long.getLong("ledger.seed", System.nanoTime());

    private final Map<Tile, byte[]> stored = new HashMap<>();
    private final Tiles tiles = tile -> {
        byte[] hashes = stored.get(tile);
        if (hashes == null) {
            throw new Tiles.MissingTile(tile);
        }
        return hashes;
    };

    @Test
    void the_root_of_the_empty_tree_is_the_hash_of_the_empty_string() {
        assertThat(MerkleTree.EMPTY).hasToString("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(tiles.tree().root(TreeSize.EMPTY)).isEqualTo(MerkleTree.EMPTY);
        assertThat(new Frontier().root()).isEqualTo(MerkleTree.EMPTY);
    }

    @Test
    void trees_grown_in_random_batches_have_the_roots_and_proofs_of_the_naive_reading() {
        Random random = new Random(SEED);
        List<byte[]> entries = NaiveTree.entries(700);
        Frontier frontier = new Frontier();
        List<Hash> roots = new ArrayList<>(List.of(frontier.root()));
        grow(entries, random, frontier, roots);

        for (int n = 0; n < 60; n++) {
            int size = 1 + random.nextInt(entries.size());
            int index = random.nextInt(size);
            int first = 1 + random.nextInt(size);
            String seen = "seed " + SEED + ": size " + size + ", index " + index + ", first " + first;
            List<byte[]> begun = entries.subList(0, size);
            MerkleTree tree = tiles.tree();

            assertThat(tree.root(TreeSize.of(size)).bytes()).as(seen).isEqualTo(NaiveTree.mth(begun));
            assertThat(roots.get(size)).as(seen).isEqualTo(tree.root(TreeSize.of(size)));
            assertThat(bytes(tree.inclusion(index, TreeSize.of(size)))).as(seen).containsExactlyElementsOf(NaiveTree.path(index, begun));
            assertThat(bytes(tree.consistency(TreeSize.of(first), TreeSize.of(size)))).as(seen)
                    .containsExactlyElementsOf(NaiveTree.proof(first, begun));
        }
    }

    @Test
    void what_is_proven_is_accepted_and_nothing_else_of_random_trees() {
        Random random = new Random(SEED);
        List<byte[]> entries = NaiveTree.entries(600);
        Frontier frontier = new Frontier();
        List<Hash> roots = new ArrayList<>(List.of(frontier.root()));
        grow(entries, random, frontier, roots);

        for (int n = 0; n < 200; n++) {
            int size = 2 + random.nextInt(entries.size() - 2);
            int index = random.nextInt(size);
            int first = 1 + random.nextInt(size - 1);
            String seen = "seed " + SEED + ": size " + size + ", index " + index + ", first " + first;
            Hash leaf = MerkleTree.leaf(entries.get(index));
            List<Hash> path = tiles.tree().inclusion(index, TreeSize.of(size));
            List<Hash> proof = tiles.tree().consistency(TreeSize.of(first), TreeSize.of(size));
            Hash root = roots.get(size);

            assertThat(MerkleProof.includes(leaf, index, TreeSize.of(size), path, root)).as(seen).isTrue();
            assertThat(MerkleProof.includes(leaf, index, TreeSize.of(size), flipped(path, random), root)).as(seen).isFalse();
            assertThat(MerkleProof.includes(leaf, index, TreeSize.of(size), path.subList(1, path.size()), root)).as(seen).isFalse();
            assertThat(MerkleProof.includes(leaf, (index + 1) % size, TreeSize.of(size), path, root)).as(seen).isFalse();
            assertThat(MerkleProof.includes(leaf, index, TreeSize.of(size), path, roots.get(size - 1))).as(seen).isFalse();
            assertThat(MerkleProof.consistent(TreeSize.of(first), TreeSize.of(size), proof, roots.get(first), root)).as(seen).isTrue();
            assertThat(MerkleProof.consistent(TreeSize.of(first), TreeSize.of(size), flipped(proof, random), roots.get(first), root))
                    .as(seen).isFalse();
            assertThat(MerkleProof.consistent(TreeSize.of(first), TreeSize.of(size), proof, roots.get(first - 1), root)).as(seen).isFalse();
        }
    }

    @Test
    void nothing_is_proven_of_the_empty_tree_nor_beyond_the_size() {
        assertThat(MerkleProof.consistent(TreeSize.EMPTY, TreeSize.of(5), List.of(), MerkleTree.EMPTY, MerkleTree.EMPTY)).isFalse();
        assertThat(MerkleProof.consistent(TreeSize.EMPTY, TreeSize.EMPTY, List.of(), MerkleTree.EMPTY, MerkleTree.EMPTY)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> tiles.tree().consistency(TreeSize.EMPTY, TreeSize.of(5)));
        assertThatIllegalArgumentException().isThrownBy(() -> tiles.tree().consistency(TreeSize.of(6), TreeSize.of(5)));
        assertThatIllegalArgumentException().isThrownBy(() -> tiles.tree().inclusion(5, TreeSize.of(5)));
        assertThatIllegalArgumentException().isThrownBy(() -> tiles.tree().inclusion(-1, TreeSize.of(5)));
    }

    private void grow(List<byte[]> entries, Random random, Frontier frontier, List<Hash> roots) {
        int size = 0;
        while (size < entries.size()) {
            TileGrowth growth = new TileGrowth(TreeSize.of(size), tiles);
            for (int left = 1 + random.nextInt(300); left > 0 && size < entries.size(); left--) {
                Hash leaf = MerkleTree.leaf(entries.get(size++));
                growth.add(leaf);
                frontier.add(leaf);
                roots.add(frontier.root());
            }
            assertThat(growth.now().tree().root(TreeSize.of(size))).isEqualTo(frontier.root());
            stored.putAll(growth.changed());
        }
        stored.forEach((tile, hashes) -> assertThat(hashes).hasSize(tile.width(TreeSize.of(entries.size())) * Hash.LENGTH));
    }

    private static List<Hash> flipped(List<Hash> hashes, Random random) {
        List<Hash> flipped = new ArrayList<>(hashes);
        int which = random.nextInt(hashes.size());
        byte[] bytes = hashes.get(which).bytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        flipped.set(which, Hash.of(bytes));
        return flipped;
    }

    private static List<byte[]> bytes(List<Hash> hashes) {
        return hashes.stream().map(Hash::bytes).map(bytes -> Arrays.copyOf(bytes, bytes.length)).toList();
    }
}
