package org.authorityledger.transparencylog;

import java.net.URI;
import org.authorityledger.proof.note.VerifierKey;

/**
 * A witness that cosigns this log.
 *
 * @param key its public key
 * @param addCheckpoint where it takes checkpoints
 */
record WitnessAddress(VerifierKey key, URI addCheckpoint) {

    /** @throws IllegalArgumentException if the key is not a witness's, or the address is not one of HTTP */
    static WitnessAddress of(String key, String url) {
        VerifierKey parsed = VerifierKey.parse(key);
        if (parsed.type() != VerifierKey.COSIGNATURE_V1) {
            throw new IllegalArgumentException("the key " + key + " is not a witness's: its type is not that of a cosignature (4)");
        }
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("the url of " + parsed.name() + " must begin with http:// or https://, but is: " + url);
        }
        return new WitnessAddress(parsed, URI.create(url.replaceAll("/+$", "") + "/add-checkpoint"));
    }

    String name() {
        return key.name();
    }
}
