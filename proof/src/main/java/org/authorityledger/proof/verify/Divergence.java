package org.authorityledger.proof.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TreeSize;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what happened to records that differ from those that were logged.
 *
 * <p>A leaf commits to its record's position. So a record that is found to give the leaf of another place, were it there, has been moved; what
 * remains on either side was changed, is missing, or was added.
 */
final class Divergence {

    private static final int NEAR = 64;
    private static final int FEW = 2_000;
    private static final int MOST = 200_000;

    /** Leaves of the log whose record is not at its place, by hash. */
    private final Map<Hash, Long> lost = new HashMap<>();
    private final TreeSet<Long> lostPlaces = new TreeSet<>();
    /** By place, the records that differ from the one logged there. */
    private final TreeMap<Long, LedgerCopy.StoredRecord> odd = new TreeMap<>();
    /** The first records after the signed ones: one of them may have been moved there. */
    private final List<LedgerCopy.StoredRecord> after = new ArrayList<>();
    private boolean tooMany;

    /** A leaf was logged, and its record is not at its place. */
    void lost(long place, Hash leaf) {
        lostPlaces.add(place);
        if (lost.size() < MOST) {
            lost.put(leaf, place);
        } else {
            tooMany = true;
        }
    }

    /** A record is where another one or none was logged. */
    void odd(LedgerCopy.StoredRecord stored) {
        if (odd.size() < MOST) {
            odd.put(stored.place(), stored);
        } else {
            tooMany = true;
        }
    }

    /** A record is after all that was signed. */
    void after(LedgerCopy.StoredRecord stored) {
        if (after.size() < NEAR) {
            after.add(stored);
        }
    }

    /** The findings, by place. */
    List<Finding> findings(TreeSize size) {
        Map<Long, Long> origins = origins();
        Set<Long> claimed = new HashSet<>(origins.values());
        TreeSet<Long> missing = new TreeSet<>();
        TreeMap<Long, Finding> findings = new TreeMap<>();
        for (long place : lostPlaces) {
            if (!claimed.contains(place)) {
                LedgerCopy.StoredRecord there = odd.get(place);
                if (there != null && !origins.containsKey(place)) {
                    findings.put(place, finding(Finding.Code.CHANGED, there,
                            "record " + place + " is not the one that was logged: its payload or one of its other columns was changed"));
                } else {
                    missing.add(place);
                }
            }
        }
        TreeSet<Long> added = new TreeSet<>();
        odd.forEach((place, stored) -> {
            if (!origins.containsKey(place) && !findings.containsKey(place)) {
                added.add(place);
                findings.put(place, finding(Finding.Code.ADDED, stored, "record " + place + " was never logged: it was put in later"));
            }
        });
        List<Finding> all = new ArrayList<>();
        truncated(missing, size, all);
        missing.forEach(place -> findings.merge(place,
                new Finding(Finding.Code.MISSING, "position " + place, "the record that was logged at position " + place + " is not there"),
                (one, other) -> one));
        origins.forEach((place, origin) -> {
            long expected = origin + added.headSet(place).size() - missing.headSet(origin).size();
            if (place != expected) {
                LedgerCopy.StoredRecord stored = odd.get(place);
                if (stored != null) {
                    findings.put(place, finding(Finding.Code.REORDERED, stored,
                            "the record that was logged at position " + origin + " is at position " + place));
                }
            }
        });
        all.addAll(findings.values());
        if (tooMany) {
            all.add(new Finding(Finding.Code.CHANGED, "", "more than " + MOST + " records differ; only some of them are listed"));
        }
        return all;
    }

    private static Finding finding(Finding.Code code, LedgerCopy.StoredRecord stored, String words) {
        LoggedRecord record = stored.record();
        return new Finding(code, record == null ? "position " + stored.place() : record.recordId().toString(), words);
    }

    /** If the end is missing, that is one finding. */
    private void truncated(NavigableSet<Long> missing, TreeSize size, List<Finding> all) {
        long last = size.value();
        while (last > 0 && missing.contains(last) && !odd.containsKey(last)) {
            last--;
        }
        if (last < size.value()) {
            all.add(new Finding(Finding.Code.TRUNCATED, "position " + (last + 1),
                    "the records from " + (last + 1) + " to " + size + ", which were signed, are not there: the end was cut off"));
            missing.tailSet(last + 1).clear();
        }
    }

    /** By the place of each moved record, the place at which it was logged. */
    private Map<Long, Long> origins() {
        Map<Long, Long> origins = new TreeMap<>();
        long offset = 0;
        for (LedgerCopy.StoredRecord stored : odd.values()) {
            Long origin = origin(stored, offset);
            if (origin != null && !origins.containsValue(origin)) {
                origins.put(stored.place(), origin);
                offset = origin - stored.place();
            }
        }
        for (LedgerCopy.StoredRecord stored : after) {
            Long origin = origin(stored, offset);
            if (origin != null && !origins.containsValue(origin)) {
                odd.put(stored.place(), stored);
                origins.put(stored.place(), origin);
            }
        }
        return origins;
    }

    private @Nullable Long origin(LedgerCopy.StoredRecord stored, long likely) {
        Long asItIs = lost.get(MerkleTree.leaf(stored.entry()));
        LoggedRecord record = stored.record();
        if (asItIs != null || record == null) {
            return asItIs;
        }
        if (gives(record, stored.place() + likely)) {
            return stored.place() + likely;
        }
        for (long offset = 1; offset <= NEAR; offset++) {
            if (gives(record, stored.place() - offset)) {
                return stored.place() - offset;
            }
            if (gives(record, stored.place() + offset)) {
                return stored.place() + offset;
            }
        }
        if (lostPlaces.size() <= FEW) {
            for (long place : lostPlaces) {
                if (gives(record, place)) {
                    return place;
                }
            }
        }
        return null;
    }

    /** Whether this record would be the one logged at that place, with its own moment or with the one that is there now. */
    private boolean gives(LoggedRecord record, long place) {
        if (!lostPlaces.contains(place)) {
            return false;
        }
        LedgerCopy.StoredRecord there = odd.get(place);
        Instant moment = there == null || there.record() == null ? record.recordedAt() : there.record().recordedAt();
        return is(record.at(place, record.recordedAt()), place) || is(record.at(place, moment), place);
    }

    private boolean is(LoggedRecord record, long place) {
        Long logged = lost.get(record.leaf());
        return logged != null && logged == place;
    }
}
