package org.authorityledger.transparencylog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.authorityledger.proof.streams.StreamHead;
import org.authorityledger.proof.streams.StreamProof;
import org.authorityledger.proof.streams.StreamTree;
import org.authorityledger.proof.streams.StreamTree.Subtree;
import org.authorityledger.proof.tree.Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tree of stream heads in tables. Heads are in 65,536 buckets by the first sixteen bits of their keys; of the levels above, every fourth is
 * kept. So a batch writes, and a proof reads, four small rows for a grantor, regardless of the number of grantors.
 */
final class StreamTables {

    private static final int BUCKET_DEPTH = 16;
    private static final int STEP = 4;
    private static final int CHILDREN = 1 << STEP;
    private static final int CHILD = 1 + Hash.LENGTH;
    private static final int BUCKETS = 1 << BUCKET_DEPTH;
    private static final int CHECKED_AT_ONCE = 1_000;

    private final JdbcClient jdbc;

    StreamTables(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    /** A new record of a grantor, as the hash of its leaf. */
    record NewLeaf(String grantorId, Hash leaf) {}

    private record NodeKey(int depth, int prefix) {}

    /** The heads and the nodes above them are not those that were signed. */
    static final class ChangedHeads extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final @Nullable Integer bucket;

        ChangedHeads(@Nullable Integer bucket) {
            super("the heads of streams in the database are not those that were signed");
            this.bucket = bucket;
        }

        /** In which bucket a head differs; null: above the buckets. */
        @Nullable
        Integer bucket() {
            return bucket;
        }
    }

    /**
     * Adds the next records, in order. The rows may have been changed since they were written: what is read is held against the root first.
     *
     * @param root the root over all heads before these records, as it was signed; null where none was signed at that size
     * @throws ChangedHeads if what is read is not under that root
     */
    void add(List<NewLeaf> records, @Nullable Hash root) {
        Map<String, Hash> keys = new LinkedHashMap<>();
        records.forEach(record -> keys.computeIfAbsent(record.grantorId(), StreamHead::key));
        Map<Integer, Map<Hash, StreamHead>> buckets = buckets(keys.values());
        keys.values().forEach(key -> buckets.computeIfAbsent(bucket(key), n -> new HashMap<>()));
        Map<NodeKey, byte[]> nodes = nodes(above(buckets.keySet()));
        if (root != null) {
            requireUnder(root, buckets.keySet(), buckets, nodes);
        }
        Map<String, StreamHead> changed = new LinkedHashMap<>();
        for (NewLeaf record : records) {
            Hash key = keys.get(record.grantorId());
            if (key == null) {
                throw new IllegalStateException("a grantor without a key");
            }
            Map<Hash, StreamHead> bucket = buckets.computeIfAbsent(bucket(key), n -> new HashMap<>());
            StreamHead next = bucket.getOrDefault(key, StreamHead.empty(key)).with(record.leaf());
            bucket.put(key, next);
            changed.put(record.grantorId(), next);
        }
        writeHeads(changed);
        writeNodes(buckets, nodes);
    }

    /**
     * Holds some heads, and all that is above them, against the root that was signed.
     *
     * @param from the bucket to begin with
     * @return the bucket to continue with; 0 after the last
     * @throws ChangedHeads if one of them is not under that root
     */
    int check(Hash root, int from) {
        TreeMap<Integer, Map<Hash, StreamHead>> buckets = new TreeMap<>();
        AtomicInteger read = new AtomicInteger();
        jdbc.sql("""
                select bucket, key, grantor_id, count, head from proof.stream_head where bucket >= :from order by bucket, key limit :some
                """).param("from", from).param("some", CHECKED_AT_ONCE).query(row -> {
            StreamHead head = head(row);
            if (!head.key().equals(StreamHead.key(row.getString("grantor_id"))) || bucket(head.key()) != row.getInt("bucket")) {
                throw new ChangedHeads(row.getInt("bucket"));
            }
            buckets.computeIfAbsent(row.getInt("bucket"), n -> new HashMap<>()).put(head.key(), head);
            read.incrementAndGet();
        });
        int end = BUCKETS;
        if (read.get() == CHECKED_AT_ONCE && buckets.size() > 1) {
            // The last bucket may go on: it is the first of the next time.
            end = buckets.lastKey();
            buckets.remove(end);
        }
        Map<NodeKey, byte[]> nodes = nodesAbove(from, end);
        // Everything that a node has below it: what is gone is a change too.
        TreeSet<Integer> numbers = new TreeSet<>(buckets.keySet());
        numbers.add(from);
        for (Map.Entry<NodeKey, byte[]> node : nodes.entrySet()) {
            for (int child = 0; child < CHILDREN; child++) {
                int first = (node.getKey().prefix() * CHILDREN + child) << (BUCKET_DEPTH - STEP - node.getKey().depth());
                if (node.getValue()[child * CHILD] != 0 && first >= from && first < end) {
                    numbers.add(first);
                }
            }
        }
        requireUnder(root, numbers, buckets, nodes);
        return end == BUCKETS ? 0 : end;
    }

    /** The nodes above these buckets, those at the edges included. */
    private Map<NodeKey, byte[]> nodesAbove(int from, int end) {
        Map<NodeKey, byte[]> nodes = new LinkedHashMap<>();
        jdbc.sql("""
                select n.depth, n.prefix, n.children
                from unnest(:depths) as d (depth)
                  join proof.stream_node n on n.depth = d.depth and n.prefix between :from >> (16 - d.depth) and :last >> (16 - d.depth)
                """).param("depths", new int[]{ 12, 8, 4, 0}).param("from", from).param("last", end - 1).query(row -> {
            nodes.put(new NodeKey(row.getInt("depth"), row.getInt("prefix")), row.getBytes("children"));
        });
        return nodes;
    }

    private static void requireUnder(Hash root, Collection<Integer> numbers, Map<Integer, Map<Hash, StreamHead>> buckets,
            Map<NodeKey, byte[]> nodes) {
        Map<Integer, Subtree> below = new TreeMap<>();
        numbers.forEach(number -> below.put(number,
                StreamTree.over(List.copyOf(buckets.getOrDefault(number, Map.of()).values()), BUCKET_DEPTH)));
        for (int depth = BUCKET_DEPTH - STEP; depth >= 0; depth -= STEP) {
            Map<Integer, Subtree> here = new TreeMap<>();
            for (Map.Entry<Integer, Subtree> child : below.entrySet()) {
                int prefix = child.getKey() / CHILDREN;
                byte[] children = nodes.get(new NodeKey(depth, prefix));
                if (!fold(children, child.getKey() % CHILDREN, 1).equals(child.getValue())) {
                    throw new ChangedHeads(depth == BUCKET_DEPTH - STEP ? child.getKey() : null);
                }
                here.computeIfAbsent(prefix, same -> fold(children, 0, CHILDREN));
            }
            below.clear();
            below.putAll(here);
        }
        if (below.values().stream().anyMatch(all -> !all.hash().equals(root))) {
            throw new ChangedHeads(null);
        }
    }

    /** The grantors whose heads are in a bucket. */
    List<String> grantorsIn(int bucket) {
        return jdbc.sql("select grantor_id from proof.stream_head where bucket = :bucket order by grantor_id").param("bucket", bucket)
                .query(String.class).list();
    }

    private Map<Integer, Map<Hash, StreamHead>> buckets(Collection<Hash> keys) {
        Map<Integer, Map<Hash, StreamHead>> buckets = new TreeMap<>();
        Integer[] numbers = keys.stream().map(StreamTables::bucket).distinct().toArray(Integer[]::new);
        jdbc.sql("select bucket, key, count, head from proof.stream_head where bucket = any(:buckets)").param("buckets", numbers)
                .query(row -> {
                    StreamHead head = head(row);
                    buckets.computeIfAbsent(row.getInt("bucket"), n -> new HashMap<>()).put(head.key(), head);
                });
        return buckets;
    }

    private static StreamHead head(ResultSet row) throws SQLException {
        return new StreamHead(Hash.of(row.getBytes("key")), row.getLong("count"), Hash.of(row.getBytes("head")));
    }

    private void writeHeads(Map<String, StreamHead> changed) {
        Collection<StreamHead> heads = changed.values();
        jdbc.sql("""
                insert into proof.stream_head (bucket, key, grantor_id, count, head)
                select * from unnest(:buckets, :keys, :grantorIds, :counts, :heads)
                on conflict (bucket, key) do update set count = excluded.count, head = excluded.head
                """).param("buckets", heads.stream().mapToInt(head -> bucket(head.key())).toArray())
                .param("keys", heads.stream().map(head -> head.key().bytes()).toArray(byte[][]::new))
                .param("grantorIds", changed.keySet().toArray(String[]::new))
                .param("counts", heads.stream().mapToLong(StreamHead::count).toArray())
                .param("heads", heads.stream().map(head -> head.head().bytes()).toArray(byte[][]::new)).update();
    }

    private void writeNodes(Map<Integer, Map<Hash, StreamHead>> buckets, Map<NodeKey, byte[]> nodes) {
        Map<Integer, Subtree> below = new TreeMap<>();
        buckets.forEach((bucket, heads) -> below.put(bucket, StreamTree.over(List.copyOf(heads.values()), BUCKET_DEPTH)));
        for (int depth = BUCKET_DEPTH - STEP; depth >= 0; depth -= STEP) {
            Map<Integer, byte[]> here = new TreeMap<>();
            for (Map.Entry<Integer, Subtree> child : below.entrySet()) {
                NodeKey key = new NodeKey(depth, child.getKey() / CHILDREN);
                byte[] children = here.computeIfAbsent(key.prefix(), prefix -> nodes.computeIfAbsent(key, k -> new byte[CHILDREN * CHILD]));
                put(children, child.getKey() % CHILDREN, child.getValue());
            }
            below.clear();
            here.forEach((prefix, children) -> below.put(prefix, fold(children, 0, CHILDREN)));
        }
        List<NodeKey> keys = List.copyOf(nodes.keySet());
        jdbc.sql("""
                insert into proof.stream_node (depth, prefix, children) select * from unnest(:depths, :prefixes, :children)
                on conflict (depth, prefix) do update set children = excluded.children
                """).param("depths", keys.stream().mapToInt(NodeKey::depth).toArray())
                .param("prefixes", keys.stream().mapToInt(NodeKey::prefix).toArray())
                .param("children", keys.stream().map(nodes::get).toArray(byte[][]::new)).update();
    }

    /** The nodes on the paths to these buckets. */
    private static List<NodeKey> above(Collection<Integer> buckets) {
        TreeSet<Integer> prefixes = new TreeSet<>(buckets);
        List<NodeKey> nodes = new ArrayList<>();
        for (int depth = BUCKET_DEPTH - STEP; depth >= 0; depth -= STEP) {
            TreeSet<Integer> up = new TreeSet<>();
            prefixes.forEach(prefix -> up.add(prefix / CHILDREN));
            for (int prefix : up) {
                nodes.add(new NodeKey(depth, prefix));
            }
            prefixes = up;
        }
        return nodes;
    }

    private Map<NodeKey, byte[]> nodes(List<NodeKey> keys) {
        Map<NodeKey, byte[]> nodes = new LinkedHashMap<>();
        jdbc.sql("""
                select n.depth, n.prefix, n.children
                from unnest(:depths, :prefixes) as wanted (depth, prefix)
                  join proof.stream_node n on n.depth = wanted.depth and n.prefix = wanted.prefix
                """).param("depths", keys.stream().mapToInt(NodeKey::depth).toArray())
                .param("prefixes", keys.stream().mapToInt(NodeKey::prefix).toArray()).query(row -> {
                    nodes.put(new NodeKey(row.getInt("depth"), row.getInt("prefix")), row.getBytes("children"));
                });
        return nodes;
    }

    /** The root over all heads. */
    Hash root() {
        return fold(nodes(List.of(new NodeKey(0, 0))).get(new NodeKey(0, 0)), 0, CHILDREN).hash();
    }

    /** The proof of a grantor's head in the current tree. */
    StreamProof prove(String grantorId) {
        Hash key = StreamHead.key(grantorId);
        int bucket = bucket(key);
        Map<NodeKey, byte[]> nodes = nodes(above(List.of(bucket)));
        List<Hash> siblings = new ArrayList<>();
        for (int depth = 0; depth < BUCKET_DEPTH; depth += STEP) {
            byte[] children = nodes.get(new NodeKey(depth, bucket >> (BUCKET_DEPTH - depth)));
            int from = 0;
            for (int width = CHILDREN; width > 1; width /= 2) {
                if (fold(children, from, width).heads() <= 1) {
                    int d = depth + STEP - Integer.numberOfTrailingZeros(width);
                    return new StreamProof(only(bucket >> (BUCKET_DEPTH - d), d), siblings);
                }
                int half = width / 2;
                boolean right = key.bit(depth + STEP - Integer.numberOfTrailingZeros(width));
                siblings.add(fold(children, right ? from : from + half, half).hash());
                from += right ? half : 0;
            }
        }
        Map<Hash, StreamHead> heads = buckets(List.of(key)).getOrDefault(bucket, Map.of());
        List<StreamHead> here = StreamTree.descend(List.copyOf(heads.values()), BUCKET_DEPTH, key, siblings);
        return new StreamProof(here.isEmpty() ? null : here.getFirst(), siblings);
    }

    /** The one head whose key begins with these bits, if there is one. */
    private @Nullable StreamHead only(int prefix, int bits) {
        int first = prefix << (BUCKET_DEPTH - bits);
        return jdbc.sql("select key, count, head from proof.stream_head where bucket >= :first and bucket < :end limit 1")
                .param("first", first).param("end", first + (1 << (BUCKET_DEPTH - bits)))
                .query((row, n) -> head(row)).optional().orElse(null);
    }

    private static Subtree fold(byte @Nullable [] children, int from, int width) {
        if (children == null) {
            return Subtree.NONE;
        }
        if (width == 1) {
            if (children[from * CHILD] == 0) {
                // Whatever is in the place of its hash: it must never come into a root.
                return Subtree.NONE;
            }
            byte[] hash = java.util.Arrays.copyOfRange(children, from * CHILD + 1, (from + 1) * CHILD);
            return new Subtree(children[from * CHILD], Hash.of(hash));
        }
        return Subtree.join(fold(children, from, width / 2), fold(children, from + width / 2, width / 2));
    }

    private static void put(byte[] children, int at, Subtree subtree) {
        children[at * CHILD] = (byte) subtree.heads();
        System.arraycopy(subtree.hash().bytes(), 0, children, at * CHILD + 1, Hash.LENGTH);
    }

    private static int bucket(Hash key) {
        byte[] bytes = key.bytes();
        return (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    }
}
