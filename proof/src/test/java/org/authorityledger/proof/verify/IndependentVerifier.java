package org.authorityledger.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RecordedParties;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ActJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Written from docs/proof.md, the RFC and the C2SP texts alone: it shares nothing with the module's production code but the law and the way acts
 * are written down. Slow and literal. Every method throws {@link Refused} at the first thing that does not hold.
 */
final class IndependentVerifier {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] ZERO = new byte[32];

    private final String name;
    private final byte[] keyId;
    private final byte[] publicKey;

    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    IndependentVerifier(String verifierKey) {
        String[] parts = verifierKey.split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        require(typed.length == 33 && typed[0] == 1, "not an Ed25519 key");
        name = parts[0];
        publicKey = Arrays.copyOfRange(typed, 1, 33);
        keyId = Arrays.copyOf(h((name + "\n").getBytes(UTF_8), typed), 4);
    }

    // --- notes and checkpoints

    private record Head(String origin, int size, byte[] root, byte[] streams, Instant time) {}

    private Head checkpoint(String note) {
        int split = note.lastIndexOf("\n\n");
        require(split > 0, "no note");
        String text = note.substring(0, split + 1);
        boolean signed = false;
        for (String line : note.substring(split + 2).split("\n")) {
            String[] parts = line.split(" ");
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            if (parts[1].equals(name) && Arrays.equals(keyId, Arrays.copyOf(bytes, 4))) {
                require(good(text.getBytes(UTF_8), Arrays.copyOfRange(bytes, 4, bytes.length)), "the signature of a note");
                signed = true;
            }
        }
        require(signed, "an unsigned note");
        String[] lines = text.split("\n");
        require(lines.length == 5 && lines[0].equals(name) && lines[3].startsWith("streams ") && lines[4].startsWith("time "), "the lines");
        return new Head(lines[0], Integer.parseInt(lines[1]), b64(lines[2]), b64(lines[3].substring(8)),
                Instant.parse(lines[4].substring(5)));
    }

    // --- an exported ledger

    int bundle(Path directory) throws IOException {
        List<byte[]> leaves = new ArrayList<>();
        List<String> grantors = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("events.ndjson"))) {
            JsonNode entry = JSON.readTree(line);
            require(entry.path("position").asInt() == leaves.size() + 1, "the order of positions");
            leaves.add(h(new byte[]{ 0}, line.getBytes(UTF_8)));
            grantors.add(entry.path("grantorId").asString());
        }
        int verified = 0;
        for (String note : Files.readString(directory.resolve("checkpoints")).split("(?<=\n)\n(?=[^\u2014])")) {
            Head head = checkpoint(note.stripTrailing() + "\n");
            require(head.size <= leaves.size(), "records that were signed");
            require(Arrays.equals(mth(leaves.subList(0, head.size)), head.root), "the root at " + head.size);
            Map<String, List<byte[]>> streams = new TreeMap<>();
            for (int i = 0; i < head.size; i++) {
                streams.computeIfAbsent(grantors.get(i), g -> new ArrayList<>()).add(leaves.get(i));
            }
            List<byte[][]> places = new ArrayList<>();
            streams.forEach((grantor, chain) -> {
                byte[] key = h(grantor.getBytes(UTF_8));
                places.add(new byte[][]{ key, place(key, chain.size(), chain(chain))});
            });
            require(Arrays.equals(streamsRoot(places, 0), head.streams), "the root of streams at " + head.size);
            verified++;
        }
        for (int level = 0; leaves.size() >> 8 * level > 0; level++) {
            tiles(directory.resolve("tile/" + level), leaves, level);
        }
        return verified;
    }

    private static void tiles(Path directory, List<byte[]> leaves, int level) throws IOException {
        int hashes = leaves.size() >> 8 * level;
        int span = 1 << 8 * level;
        for (int n = 0; n * 256 < hashes; n++) {
            int width = Math.min(256, hashes - n * 256);
            Path file = directory.resolve("%03d".formatted(n) + (width == 256 ? "" : ".p/" + width));
            byte[] tile = Files.readAllBytes(file);
            require(tile.length == width * 32, "the width of a tile");
            for (int i = 0; i < width; i++) {
                int from = (n * 256 + i) * span;
                require(Arrays.equals(mth(leaves.subList(from, from + span)), Arrays.copyOfRange(tile, i * 32, i * 32 + 32)), "a tile");
            }
        }
    }

    // --- a receipt

    /** @return the reason of the answer */
    String receipt(String file) {
        String text = file.replaceFirst("^\uFEFF", "").replaceFirst("(\r?\n)+$", "");
        int cut = text.lastIndexOf(",\"signature\":");
        require(cut > 0, "a receipt without signature");
        String body = text.substring(0, cut);
        JsonNode receipt;
        try {
            receipt = JSON.readTree(text);
        } catch (tools.jackson.core.JacksonException e) {
            throw new Refused("no JSON");
        }
        byte[] signature = b64(receipt.path("signature").asString(""));
        byte[] message = ("authority-ledger/receipt@v2\n" + Base64.getEncoder().encodeToString(h(body.getBytes(UTF_8))) + "\n")
                .getBytes(UTF_8);
        require(receipt.path("receipt").asString("").equals("authority-ledger/receipt@v2"), "the format");
        require(good(message, signature), "the signature of the receipt");
        Head head = checkpoint(receipt.path("checkpoint").asString());
        JsonNode asked = receipt.path("question");
        String grantor = asked.path("grantor").asString();
        Map<PartyId, GrantorRecords> streams = new HashMap<>();
        for (JsonNode one : receipt.path("streams")) {
            streams.put(PartyId.of(one.path("party").asString()), stream(one, head));
        }
        Instant knownAt = Instant.parse(asked.path("knownAt").asString());
        require(!knownAt.isAfter(head.time), "knowledge after the checkpoint");
        require(receipt.path("edition").asInt() == 2, "the edition");
        Set<Capacity> capacities = new HashSet<>();
        asked.path("capacities").forEach(capacity -> capacities.add(Capacity.valueOf(capacity.asString())));
        List<AttorneyId> signers = new ArrayList<>();
        asked.path("signers").forEach(signer -> signers.add(AttorneyId.of(signer.asString())));
        RecordedParties parties = new RecordedParties(streams, knownAt);
        Answer answer = Check.answer(new Question(GrantorId.of(grantor), IssuerId.of(asked.path("issuer").asString()),
                FormAsked.of(asked.path("form").asString()), signers, capacities, LocalDate.parse(asked.path("on").asString())), parties);
        require(parties.missing().isEmpty(), "a stream that the answer rests on");
        JsonNode said = receipt.path("answer");
        require(said.path("authorized").asBoolean() == answer.authorized() && said.path("reason").asString().equals(answer.reason().name())
                && said.path("basis").size() == answer.basis().size() && said.path("remarks").size() == answer.remarks().size(),
                "the answer");
        return answer.reason().name();
    }

    private GrantorRecords stream(JsonNode shown, Head head) {
        String grantor = shown.path("party").asString();
        List<byte[]> chain = new ArrayList<>();
        List<LedgerRecord> records = new ArrayList<>();
        for (JsonNode one : shown.path("records")) {
            String line = one.path("entry").asString();
            JsonNode entry = JSON.readTree(line);
            byte[] leaf = h(new byte[]{ 0}, line.getBytes(UTF_8));
            require(entry.path("grantorId").asString().equals(grantor) && entry.path("sequence").asInt() == chain.size(),
                    "the stream's order");
            require(included(leaf, entry.path("position").asInt() - 1, head.size, hashes(one.path("path")), head.root), "an inclusion");
            chain.add(leaf);
            String payload = line.substring(line.indexOf(",\"payload\":") + 11, line.length() - 1);
            records.add(new LedgerRecord(RecordId.of(entry.path("recordId").asString()), Position.of(entry.path("position").asLong()),
                    Sequence.of(entry.path("sequence").asLong()), Instant.parse(entry.path("recordedAt").asString()),
                    entry.path("recordedBy").asString(),
                    ActJson.read(entry.path("type").asString(), entry.path("revision").asString(), payload)));
        }
        complete(shown.path("stream"), h(grantor.getBytes(UTF_8)), chain, head.streams);
        return GrantorRecords.of(records);
    }

    private static void complete(JsonNode stream, byte[] key, List<byte[]> chain, byte[] root) {
        List<byte[]> siblings = hashes(stream.path("siblings"));
        byte[] hash = ZERO;
        long count = 0;
        byte[] end = ZERO;
        if (stream.has("found")) {
            byte[] found = b64(stream.path("found").path("key").asString());
            long there = stream.path("found").path("count").asLong();
            byte[] itsHead = b64(stream.path("found").path("head").asString());
            for (int d = 0; d < siblings.size(); d++) {
                require(bit(found, d) == bit(key, d), "the way of another");
            }
            require(there > 0, "a count");
            hash = place(found, there, itsHead);
            if (Arrays.equals(found, key)) {
                count = there;
                end = itsHead;
            }
        }
        for (int d = siblings.size() - 1; d >= 0; d--) {
            hash = bit(key, d) ? h(new byte[]{ 4}, siblings.get(d), hash) : h(new byte[]{ 4}, hash, siblings.get(d));
        }
        require(Arrays.equals(hash, root), "the way to the streams root");
        require(count == chain.size() && Arrays.equals(chain(chain), end), "the completeness of the stream");
    }

    // --- trees

    private static byte[] mth(List<byte[]> d) {
        if (d.isEmpty()) {
            return h();
        }
        if (d.size() == 1) {
            return d.getFirst();
        }
        int k = 1;
        while (k * 2 < d.size()) {
            k *= 2;
        }
        return h(new byte[]{ 1}, mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }

    private static boolean included(byte[] leaf, int index, int size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        return Arrays.equals(up(leaf, index, size, path, path.size()), root);
    }

    /** The recursion of PATH, read from the leaf. */
    private static byte[] up(byte[] leaf, int m, int n, List<byte[]> path, int used) {
        if (n == 1) {
            require(used == 0, "a path too long");
            return leaf;
        }
        require(used > 0, "a path too short");
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        byte[] sibling = path.get(used - 1);
        return m < k
                ? h(new byte[]{ 1}, up(leaf, m, k, path, used - 1), sibling)
                : h(new byte[]{ 1}, sibling, up(leaf, m - k, n - k, path, used - 1));
    }

    private static byte[] chain(List<byte[]> leaves) {
        byte[] head = ZERO;
        for (byte[] leaf : leaves) {
            head = h(new byte[]{ 2}, head, leaf);
        }
        return head;
    }

    private static byte[] place(byte[] key, long count, byte[] head) {
        return h(new byte[]{ 3}, key, ByteBuffer.allocate(8).putLong(count).array(), head);
    }

    private static byte[] streamsRoot(List<byte[][]> places, int depth) {
        if (places.isEmpty()) {
            return ZERO;
        }
        if (places.size() == 1) {
            return places.getFirst()[1];
        }
        List<byte[][]> left = places.stream().filter(place -> !bit(place[0], depth)).toList();
        List<byte[][]> right = places.stream().filter(place -> bit(place[0], depth)).toList();
        return h(new byte[]{ 4}, streamsRoot(left, depth + 1), streamsRoot(right, depth + 1));
    }

    private static boolean bit(byte[] bytes, int n) {
        return (bytes[n / 8] & 0x80 >> n % 8) != 0;
    }

    // --- small things

    private boolean good(byte[] message, byte[] signature) {
        try {
            byte[] y = new byte[32];
            for (int i = 0; i < 32; i++) {
                y[i] = publicKey[31 - i];
            }
            boolean odd = y[0] < 0;
            y[0] &= 0x7F;
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y)))));
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<byte[]> hashes(JsonNode array) {
        List<byte[]> hashes = new ArrayList<>();
        array.forEach(one -> hashes.add(b64(one.asString(""))));
        return hashes;
    }

    private static byte[] b64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            require(Base64.getEncoder().encodeToString(bytes).equals(text), "the spelling of Base64");
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new Refused("no Base64");
        }
    }

    private static byte[] h(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Refused(what);
        }
    }
}
