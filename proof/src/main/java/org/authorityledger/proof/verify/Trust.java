package org.authorityledger.proof.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;

/** Which keys of a log are trusted: those given, and each that a trusted one handed over to by a checkpoint that both signed. */
final class Trust {

    private final List<LedgerCopy.EnclosedKey> keys = new ArrayList<>();
    private final List<VerifierKey> others = new ArrayList<>();

    /**
     * Begins with the keys that are given.
     *
     * @param named the keys that the copy names
     */
    Trust(List<VerifierKey> given, List<LedgerCopy.EnclosedKey> named, List<Finding> findings) {
        for (VerifierKey key : given) {
            if (named.stream().noneMatch(one -> one.verifierKey().equals(key))) {
                others.add(key);
            }
        }
        for (LedgerCopy.EnclosedKey key : named) {
            if (given.contains(key.verifierKey()) || handedOver(key)) {
                keys.add(key);
            } else {
                findings.add(new Finding(Finding.Code.NOT_SIGNED, key.verifierKey().toString(), "the log names this key for the sizes from "
                        + key.fromSize() + " on, and neither is it given as trusted nor did a trusted key hand over to it"));
            }
        }
    }

    private boolean handedOver(LedgerCopy.EnclosedKey key) {
        SignedNote note = key.handover();
        return note != null && note.by(key.verifierKey()) == SignedNote.Signed.WELL
                && keys.stream().anyMatch(known -> note.by(known.verifierKey()) == SignedNote.Signed.WELL);
    }

    /**
     * What to do where a key was given that took over from keys that were not: it vouches for what it signed, and for no key before it.
     *
     * @param given the trusted keys
     * @param named the keys that the copy names, the oldest first
     * @return a sentence; empty where that is not what is wrong
     */
    static Optional<String> handoverHint(List<VerifierKey> given, List<LedgerCopy.EnclosedKey> named) {
        if (named.size() < 2 || given.contains(named.getFirst().verifierKey())) {
            return Optional.empty();
        }
        List<Finding> notHandedOver = new ArrayList<>();
        new Trust(List.of(named.getFirst().verifierKey()), named, notHandedOver);
        return notHandedOver.isEmpty() && named.stream().anyMatch(key -> given.contains(key.verifierKey()))
                ? Optional.of(
                        "Hint: this log changed its key, and a key vouches for those it hands over to, not for those before it. If you have"
                                + " the log's first key from someone you trust, give it: --key " + named.getFirst().verifierKey())
                : Optional.empty();
    }

    /** Whether a trusted key of the log signed this; every signature of a known key must be good. */
    boolean signed(SignedNote note, Checkpoint checkpoint, List<Finding> findings) {
        boolean well = false;
        for (LedgerCopy.EnclosedKey key : keys) {
            VerifierKey verifier = key.verifierKey();
            boolean forLogs = verifier.type() == VerifierKey.ED25519 && verifier.name().equals(checkpoint.origin());
            SignedNote.Signed by = forLogs ? note.by(verifier) : SignedNote.Signed.NOT;
            wrong(by, verifier, checkpoint, findings);
            boolean inRange = !checkpoint.size().isSmallerThan(key.fromSize())
                    && (key.untilSize() == null || !checkpoint.size().isLargerThan(key.untilSize()));
            well |= by == SignedNote.Signed.WELL && inRange;
        }
        for (VerifierKey key : others) {
            SignedNote.Signed by = note.by(key);
            wrong(by, key, checkpoint, findings);
            well |= by == SignedNote.Signed.WELL && key.type() == VerifierKey.ED25519 && key.name().equals(checkpoint.origin());
        }
        if (!well) {
            findings.add(new Finding(Finding.Code.NOT_SIGNED, "size " + checkpoint.size(),
                    "no trusted key of the log " + checkpoint.origin() + " signed this checkpoint"));
        }
        return well;
    }

    private static void wrong(SignedNote.Signed by, VerifierKey key, Checkpoint checkpoint, List<Finding> findings) {
        if (by == SignedNote.Signed.WRONGLY) {
            findings.add(new Finding(Finding.Code.SIGNATURE_WRONG, "size " + checkpoint.size(),
                    "the signature of " + key.name() + " on this checkpoint is wrong"));
        }
    }
}
