package org.authorityledger.proof.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleTree;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamTreeTest {

    private static final long SEED = Long.getLong("ledger.seed", System.nanoTime());

    @Test
    void the_tree_that_grows_is_the_tree_over_all_heads() {
        Random random = new Random(SEED);
        GrowingStreamTree growing = new GrowingStreamTree();
        TreeMap<String, StreamHead> heads = new TreeMap<>();
        assertThat(growing.root()).isEqualTo(StreamTree.EMPTY);

        for (int n = 0; n < 500; n++) {
            String grantor = "grantor-" + random.nextInt(120);
            Hash leaf = MerkleTree.leaf(("record " + n).getBytes(StandardCharsets.UTF_8));
            growing.add(grantor, leaf);
            heads.merge(grantor, StreamHead.empty(StreamHead.key(grantor)).with(leaf), (old, first) -> old.with(leaf));
            if (n % 7 == 0) {
                assertThat(growing.root()).as("seed " + SEED).isEqualTo(StreamTree.over(List.copyOf(heads.values()), 0).hash());
            }
        }
    }

    @Test
    void of_every_grantor_it_is_proven_what_its_stream_is_and_of_others_that_they_have_none() {
        Random random = new Random(SEED);
        for (int size : new int[]{ 0, 1, 2, 3, 50}) {
            List<StreamHead> heads = new ArrayList<>();
            for (int n = 0; n < size; n++) {
                heads.add(StreamHead.empty(StreamHead.key("grantor-" + n)).with(MerkleTree.leaf(new byte[]{ (byte) n})));
            }
            Hash root = StreamTree.over(heads, 0).hash();
            for (int n = 0; n < size; n++) {
                Hash key = StreamHead.key("grantor-" + n);
                StreamProof proof = prove(heads, key);
                assertThat(proof.holds(key, root)).as("size " + size).isTrue();
                assertThat(proof.head(key)).isEqualTo(heads.get(n));
                assertThat(proof.holds(StreamHead.key("no-one"), root) && proof.head(StreamHead.key("no-one")).count() > 0).isFalse();
            }
            for (int n = 0; n < 50; n++) {
                Hash key = StreamHead.key("stranger-" + random.nextInt());
                StreamProof proof = prove(heads, key);
                assertThat(proof.holds(key, root)).as("seed " + SEED + ", size " + size).isTrue();
                assertThat(proof.head(key).count()).isZero();
            }
        }
    }

    @Test
    void a_head_of_the_past_an_absent_grantor_and_a_shorter_stream_are_not_proven() {
        List<StreamHead> heads = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            StreamHead head = StreamHead.empty(StreamHead.key("grantor-" + n));
            heads.add(head.with(MerkleTree.leaf(new byte[]{ 1})).with(MerkleTree.leaf(new byte[]{ 2})));
        }
        Hash root = StreamTree.over(heads, 0).hash();
        Hash key = StreamHead.key("grantor-3");
        StreamProof proof = prove(heads, key);
        StreamHead earlier = StreamHead.empty(key).with(MerkleTree.leaf(new byte[]{ 1}));

        assertThat(proof.holds(key, root)).isTrue();
        assertThat(new StreamProof(earlier, proof.siblings()).holds(key, root)).isFalse();
        assertThat(new StreamProof(null, proof.siblings()).holds(key, root)).isFalse();
        assertThat(new StreamProof(heads.get(4), proof.siblings()).holds(key, root)).isFalse();
        assertThat(new StreamProof(StreamHead.empty(key), proof.siblings()).holds(key, root)).isFalse();
        assertThat(new StreamProof(proof.found(), proof.siblings().subList(1, proof.siblings().size())).holds(key, root)).isFalse();
    }

    private static StreamProof prove(List<StreamHead> heads, Hash key) {
        List<Hash> siblings = new ArrayList<>();
        List<StreamHead> found = StreamTree.descend(heads, 0, key, siblings);
        return new StreamProof(found.isEmpty() ? null : found.getFirst(), siblings);
    }
}
