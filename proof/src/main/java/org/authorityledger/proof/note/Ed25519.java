package org.authorityledger.proof.note;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Ed25519 of RFC 8032 as the JDK has it, with keys in the RFC's own 32 bytes. */
final class Ed25519 {

    static final int KEY_LENGTH = 32;
    static final int SIGNATURE_LENGTH = 64;

    private static final String NAME = "Ed25519";

    private Ed25519() {}

    static PublicKey publicKey(byte[] encoded) {
        if (encoded.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a public key of Ed25519 has 32 bytes");
        }
        // Little-endian y, with the sign of x in the highest bit (RFC 8032, section 5.1.2).
        byte[] y = reversed(encoded);
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7F;
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key of Ed25519", e);
        }
    }

    static byte[] encoded(EdECPublicKey key) {
        byte[] y = key.getPoint().getY().toByteArray();
        byte[] encoded = new byte[KEY_LENGTH];
        for (int i = 0; i < y.length && i < KEY_LENGTH; i++) {
            encoded[i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[KEY_LENGTH - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance(NAME).generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key of Ed25519", e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on signs with Ed25519", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // These bytes are not a signature at all.
            return false;
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
