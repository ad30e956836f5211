package org.authorityledger.proof.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import org.authorityledger.proof.tree.Base64Text;

/**
 * A private key with its name. Written as two lines: the private key as Go's {@code note} package writes it
 * ({@code PRIVATE+KEY+<name>+<key id>+<type and seed>}), and the verifier key that belongs to it.
 */
public final class SigningKey {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey privateKey;
    private final VerifierKey verifierKey;

    private SigningKey(byte[] seed, VerifierKey verifierKey) {
        this.seed = seed.clone();
        this.privateKey = Ed25519.privateKey(seed);
        this.verifierKey = verifierKey;
    }

    /**
     * Makes a new one.
     *
     * @param type {@link VerifierKey#ED25519} for a log, {@link VerifierKey#COSIGNATURE_V1} for a witness
     */
    public static SigningKey generate(String name, byte type) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes()
                    .orElseThrow(() -> new IllegalStateException("the JDK gives no seed"));
            return new SigningKey(seed, new VerifierKey(name, type, Ed25519.encoded((EdECPublicKey) pair.getPublic())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /**
     * Reads the two lines.
     *
     * @throws IllegalArgumentException if they are not a key, or do not belong together
     */
    public static SigningKey parse(String text) {
        String[] lines = text.strip().lines().toArray(String[]::new);
        if (lines.length != 2 || !lines[0].startsWith(PREFIX)) {
            throw new IllegalArgumentException("a key file has two lines: PRIVATE+KEY+<name>+<key id>+<key>, and the verifier key");
        }
        VerifierKey verifier = VerifierKey.parse(lines[1].strip());
        String[] parts = lines[0].strip().substring(PREFIX.length()).split("\\+", 3);
        byte[] typed = parts.length == 3 ? Base64Text.decode(parts[2]) : new byte[0];
        if (typed.length != 1 + Ed25519.KEY_LENGTH || typed[0] != verifier.type() || !parts[0].equals(verifier.name())
                || !parts[1].equals(verifier.keyIdText())) {
            throw new IllegalArgumentException("the private key and the verifier key do not belong together");
        }
        SigningKey key = new SigningKey(Arrays.copyOfRange(typed, 1, typed.length), verifier);
        byte[] trial = "trial".getBytes(StandardCharsets.US_ASCII);
        if (!verifier.verifies(trial, key.sign(trial))) {
            throw new IllegalArgumentException("the private key and the verifier key do not belong together");
        }
        return key;
    }

    /** The public key, for others to verify with. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** Signs plain bytes. */
    public byte[] sign(byte[] message) {
        return Ed25519.sign(privateKey, message);
    }

    /** Signs the text of a note. */
    public SignedNote.Signature signNote(String text) {
        return new SignedNote.Signature(verifierKey.name(), verifierKey.keyId(), sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Cosigns the text of a checkpoint as seen at a moment. */
    public SignedNote.Signature cosign(String text, Instant seenAt) {
        long timestamp = seenAt.getEpochSecond();
        byte[] signature = sign(Cosignature.message(text, timestamp));
        return new SignedNote.Signature(verifierKey.name(), verifierKey.keyId(),
                ByteBuffer.allocate(Long.BYTES + signature.length).putLong(timestamp).put(signature).array());
    }

    /** The two lines to keep secret. */
    public String secretText() {
        byte[] typed = new byte[1 + seed.length];
        typed[0] = verifierKey.type();
        System.arraycopy(seed, 0, typed, 1, seed.length);
        return PREFIX + verifierKey.name() + "+" + verifierKey.keyIdText() + "+" + Base64Text.encode(typed) + "\n" + verifierKey + "\n";
    }

    /** Shows whose key it is, and never the key itself. */
    @Override
    public String toString() {
        return "the signing key of " + verifierKey;
    }
}
