package org.authorityledger.proof.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.authorityledger.proof.tree.Base64Text;
import org.authorityledger.proof.tree.Hash;

/** Whom to trust: a name and a public key, written {@code <name>+<key id>+<type and key>} as C2SP {@code signed-note} says. */
public final class VerifierKey {

    /** Signs the text of a note. */
    public static final byte ED25519 = 0x01;
    /** Cosigns a checkpoint, with the time it was seen. */
    public static final byte COSIGNATURE_V1 = 0x04;

    private final String name;
    private final byte type;
    private final byte[] key;
    private final PublicKey publicKey;

    VerifierKey(String name, byte type, byte[] key) {
        SignedNote.requireKeyName(name);
        if (type != ED25519 && type != COSIGNATURE_V1) {
            throw new IllegalArgumentException("the type of the key is neither Ed25519 (1) nor a cosignature by Ed25519 (4)");
        }
        this.name = name;
        this.type = type;
        this.key = key.clone();
        this.publicKey = Ed25519.publicKey(key);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not a verifier key, or has a type that this build does not know
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a verifier key is written <name>+<key id>+<key>");
        }
        byte[] typed;
        try {
            typed = Base64Text.decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("what follows the second + is not Base64", e);
        }
        if (typed.length != 1 + Ed25519.KEY_LENGTH) {
            throw new IllegalArgumentException("the key is not one byte of type and the 32 bytes of an Ed25519 key");
        }
        VerifierKey read = new VerifierKey(parts[0], typed[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!read.keyIdText().equals(parts[1])) {
            throw new IllegalArgumentException("the key id does not belong to the name and the key");
        }
        return read;
    }

    public String name() {
        return name;
    }

    /** {@link #ED25519} or {@link #COSIGNATURE_V1}. */
    public byte type() {
        return type;
    }

    /** The first four bytes of {@code SHA-256(name || 0x0A || type || key)}. */
    public int keyId() {
        return ByteBuffer.wrap(Hash.sha256(message(name, type, key)).bytes()).getInt();
    }

    private static byte[] message(String name, byte type, byte[] key) {
        byte[] text = (name + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 1 + key.length).put(text).put(type).put(key).array();
    }

    /** The key id in eight hexadecimal digits. */
    public String keyIdText() {
        return HexFormat.of().toHexDigits(keyId());
    }

    /** Whether this key made a signature of plain bytes. */
    public boolean verifies(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_LENGTH && Ed25519.verifies(publicKey, message, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && name.equals(that.name) && type == that.type && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(key);
    }

    /** As it is published. */
    @Override
    public String toString() {
        byte[] typed = new byte[1 + key.length];
        typed[0] = type;
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + "+" + keyIdText() + "+" + Base64Text.encode(typed);
    }
}
