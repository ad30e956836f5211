package org.authorityledger.proof.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The cosignature/v1 of C2SP {@code tlog-cosignature}: a witness saw this checkpoint at this time, consistent with all it saw before. */
final class Cosignature {

    static final int LENGTH = Long.BYTES + Ed25519.SIGNATURE_LENGTH;

    private Cosignature() {}

    static byte[] message(String text, long timestamp) {
        return ("cosignature/v1\ntime " + timestamp + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    static boolean verifies(VerifierKey key, String text, byte[] signature) {
        if (signature.length != LENGTH) {
            return false;
        }
        long timestamp = ByteBuffer.wrap(signature).getLong();
        return timestamp > 0 && key.verifies(message(text, timestamp), Arrays.copyOfRange(signature, Long.BYTES, LENGTH));
    }
}
