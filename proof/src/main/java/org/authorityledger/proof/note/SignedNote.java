package org.authorityledger.proof.note;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.authorityledger.proof.tree.Base64Text;

/**
 * A text with signatures, as C2SP {@code signed-note} writes it.
 *
 * @param text the signed text, with its last line break
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final String SIGNATURE_START = "\u2014 ";
    private static final int MOST_SIGNATURES = 64;

    /** One signature: by whom, and the bytes that follow the key id. */
    @SuppressWarnings("ArrayRecordComponent") // Copied by the constructor, and compared by content.
    public record Signature(String name, int keyId, byte[] bytes) {

        public Signature {
            bytes = bytes.clone();
        }

        /** Reads a line without its line break. */
        static Signature parse(String line) {
            String[] parts = line.startsWith(SIGNATURE_START) ? line.substring(SIGNATURE_START.length()).split(" ", -1) : new String[0];
            if (parts.length != 2) {
                throw new IllegalArgumentException("a signature is written as a dash, the key's name and Base64");
            }
            requireKeyName(parts[0]);
            byte[] bytes = Base64Text.decode(parts[1]);
            if (bytes.length <= Integer.BYTES) {
                throw new IllegalArgumentException("a signature must have more than the four bytes of its key id");
            }
            return new Signature(parts[0], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
        }

        /** Whether it says it is by this key. */
        public boolean by(VerifierKey key) {
            return keyId == key.keyId() && name.equals(key.name());
        }

        /** For a cosignature: when the witness saw the checkpoint. */
        public Instant seenAt() {
            return Instant.ofEpochSecond(ByteBuffer.wrap(bytes).getLong());
        }

        /** The line, with its line break. */
        public String line() {
            return SIGNATURE_START + name + " "
                    + Base64Text.encode(ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(keyId).put(bytes).array()) + "\n";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signature that && name.equals(that.name) && keyId == that.keyId && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return name + "+" + HexFormat.of().toHexDigits(keyId);
        }
    }

    /** The result of checking a signature. */
    public enum Signed {
        /** This key did not sign. */
        NOT,
        /** It is good. */
        WELL,
        /** There is one that says it is by this key and is not. */
        WRONGLY
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException if it is not a signed note
     */
    public static SignedNote parse(String note) {
        for (int i = 0; i < note.length(); i++) {
            char c = note.charAt(i);
            if ((c < ' ' && c != '\n') || c == '\uFFFD') {
                throw new IllegalArgumentException("a note is UTF-8 without control characters");
            }
        }
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("a note is a text, an empty line, and signatures");
        }
        String[] lines = note.substring(end + 2).split("\n", -1);
        if (lines.length < 2 || lines.length - 1 > MOST_SIGNATURES) {
            throw new IllegalArgumentException("a note has 1 to " + MOST_SIGNATURES + " signatures");
        }
        return new SignedNote(note.substring(0, end + 1), parseSignatures(note.substring(end + 2)));
    }

    /**
     * Reads signature lines alone, as a witness answers them.
     *
     * @throws IllegalArgumentException if they are not signatures
     */
    public static List<Signature> parseSignatures(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("each signature ends with a line break");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            signatures.add(Signature.parse(line));
        }
        return signatures;
    }

    /** Whether this key signed it. */
    public Signed by(VerifierKey key) {
        Signed signed = Signed.NOT;
        for (Signature signature : signatures) {
            if (signature.by(key)) {
                boolean good = key.type() == VerifierKey.COSIGNATURE_V1
                        ? Cosignature.verifies(key, text, signature.bytes())
                        : key.verifies(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), signature.bytes());
                if (!good) {
                    return Signed.WRONGLY;
                }
                signed = Signed.WELL;
            }
        }
        return signed;
    }

    /** The same with more signatures. */
    public SignedNote with(List<Signature> more) {
        List<Signature> all = new ArrayList<>(signatures);
        more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /** As it is published. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /** A key name must not be empty or have a space or a plus sign. */
    static void requireKeyName(String name) {
        if (name.isEmpty() || name.indexOf('+') >= 0 || name.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw new IllegalArgumentException("the name of a key must not be empty or have a space or a plus sign");
        }
    }
}
