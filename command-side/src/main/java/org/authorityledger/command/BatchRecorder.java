package org.authorityledger.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.Version;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.NewEvent;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.WaitingCommands;
import org.jspecify.annotations.Nullable;

/**
 * Records many commands at once: what is known of their grantors is read by one query, each grantor judges their own in order, all grantors side by
 * side, and what follows for one grantor is appended all or none.
 *
 * <p>It only ever says yes. A command that would be refused, that another person must approve, that depends on what other streams say, or whose
 * grantor another request was quicker with, is left to the {@link Recorder}, and so are all later ones of its grantor: nothing is judged
 * before what came before it.
 */
final class BatchRecorder {

    private static final Duration KEPT = Duration.ofMinutes(1);
    /** As many records as are read of one grantor: a batch may be about a thousand of them. */
    private static final long MOST_READ = 100;

    private final LedgerReader reader;
    private final LedgerAppender appender;
    private final WaitingCommands waiting;
    private final Grantors grantors;
    private final Recorder recorder;
    private final StatedKinds kinds;
    private final Clock clock;
    /** One batch after the other, so that a grantor in memory has one who asks. The ledger takes them one after the other in any case. */
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Cache<GrantorId, Grantors.Supposed> known;

    /**
     * A command to be recorded.
     *
     * @param submission with an idempotency key
     * @param digest of the request, as the {@link CommandReader} makes it
     */
    record Item(Command command, Submission submission, String digest) {

        String key() {
            return Objects.requireNonNull(submission.idempotencyKey(), "commands of a batch have keys");
        }
    }

    /** What follows from the commands of one grantor. */
    private static final class Group {

        private final List<Integer> places = new ArrayList<>();
        private final List<NewEvent> events = new ArrayList<>();
        /** How many events each of the commands has that were accepted. */
        private final List<Integer> shares = new ArrayList<>();
        private boolean whole = true;
    }

    /**
     * A recorder.
     *
     * @param mostRecords how many records the grantors in memory may have together
     */
    BatchRecorder(LedgerReader reader, LedgerAppender appender, WaitingCommands waiting, Grantors grantors, Recorder recorder,
            StatedKinds kinds, Clock clock,
            long mostRecords) {
        this.reader = reader;
        this.appender = appender;
        this.waiting = waiting;
        this.grantors = grantors;
        this.recorder = recorder;
        this.kinds = kinds;
        this.clock = clock;
        this.known = Caffeine.newBuilder().maximumWeight(mostRecords).expireAfterAccess(KEPT)
                .weigher((GrantorId grantorId, Grantors.Supposed grantor) -> grantor.weight()).build();
    }

    /**
     * Records what can be recorded.
     *
     * @return for each command its record, or its first record where its request was recorded before; null where it is left to the {@link Recorder}
     */
    List<@Nullable LedgerRecord> record(List<Item> items) {
        turn.lock();
        try {
            return recordNow(items);
        } finally {
            turn.unlock();
        }
    }

    private List<@Nullable LedgerRecord> recordNow(List<Item> items) {
        long began = System.nanoTime();
        @Nullable
        LedgerRecord[] recorded = new @Nullable LedgerRecord[items.size()];
        Map<GrantorId, Group> groups;
        Map<GrantorId, Grantors.Supposed> all;
        try {
            groups = groups(items, recorded);
            all = read(groups.keySet());
            groups.keySet().retainAll(all.keySet());
        } catch (RuntimeException failure) {
            // The recorder answers those concerned, and no one else waits for it.
            return Arrays.asList(recorded);
        }
        LocalDate today = LocalDate.now(clock);
        groups.entrySet().parallelStream()
                .forEach(group -> judge(Objects.requireNonNull(all.get(group.getKey())), group.getValue(), items, today));
        Map<GrantorId, CompletableFuture<List<LedgerRecord>>> appending = new LinkedHashMap<>();
        groups.forEach((grantorId, group) -> {
            if (!group.events.isEmpty()) {
                appending.put(grantorId, appender.begin(group.events));
            }
        });
        appending.forEach((grantorId, records) -> {
            Group group = Objects.requireNonNull(groups.get(grantorId));
            group.whole &= appended(grantorId, group, records, recorded);
        });
        all.forEach((grantorId, grantor) -> {
            if (Objects.requireNonNull(groups.get(grantorId)).whole) {
                known.put(grantorId, grantor);
            }
        });
        // Each waited for all.
        long nanos = System.nanoTime() - began;
        for (int place = 0; place < recorded.length; place++) {
            if (recorded[place] != null) {
                recorder.count(items.get(place).command().name(), nanos);
            }
        }
        return Arrays.asList(recorded);
    }

    /** The commands by grantor; what was recorded before is answered at once. */
    private Map<GrantorId, Group> groups(List<Item> items, @Nullable LedgerRecord[] recorded) {
        Set<String> all = items.stream().map(Item::key).collect(Collectors.toSet());
        Set<String> waited = waiting.everUnder(all);
        Map<String, List<StoredEvent>> before = reader.recordedUnder(all).stream()
                .collect(Collectors.groupingBy(event -> Objects.requireNonNull(event.provenance().idempotency()).key()));
        Map<GrantorId, Group> groups = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (int place = 0; place < items.size(); place++) {
            Item item = items.get(place);
            List<StoredEvent> first = before.get(item.key());
            if (first != null && !waited.contains(item.key())
                    && first.stream().allMatch(event -> event.provenance().answers(item.digest()))) {
                recorded[place] = first.getFirst().record();
                continue;
            }
            Group group = groups.computeIfAbsent(item.command().grantorId(), grantorId -> new Group());
            group.whole &= first == null && !waited.contains(item.key()) && keys.add(item.key()) && !asksOtherStreams(item.command())
                    && !recorder.held(item.command().name(), item.submission());
            if (group.whole) {
                group.places.add(place);
            }
        }
        groups.values().removeIf(group -> group.places.isEmpty());
        return groups;
    }

    /** Whether a command is judged by what records of other grantors say a party is, which may stand in this very batch. */
    private static boolean asksOtherStreams(Command command) {
        return switch (command) {
            case RecordAttorneyDeath death -> true;
            case RecordGrantorDeath death -> true;
            case RecordGrantorDissolution dissolution -> true;
            case RecordSignatory signatory -> true;
            default -> false;
        };
    }

    /** These grantors, those that are not in memory read by one query; without those of whom very much is recorded. */
    private Map<GrantorId, Grantors.Supposed> read(Collection<GrantorId> wanted) {
        Map<GrantorId, Grantors.Supposed> all = new HashMap<>(known.getAllPresent(wanted));
        // From now on they suppose what is not recorded yet: only those whose records are, come back.
        known.invalidateAll(all.keySet());
        List<GrantorId> unknown = wanted.stream().filter(grantorId -> !all.containsKey(grantorId)).toList();
        Map<GrantorId, List<LedgerRecord>> streams = new HashMap<>();
        Map<GrantorId, Version> versions = unknown.isEmpty() ? Map.of() : reader.versions(unknown);
        List<GrantorId> few = unknown.stream().filter(grantorId -> versions.getOrDefault(grantorId, Version.NONE).value() <= MOST_READ)
                .toList();
        if (!few.isEmpty()) {
            for (LedgerRecord record : reader.forTheLaw(few, Position.END)) {
                streams.computeIfAbsent(record.act().grantorId(), grantorId -> new ArrayList<>()).add(record);
            }
        }
        few.forEach(grantorId -> all.put(grantorId, new Grantors.Supposed(grantorId, streams.getOrDefault(grantorId, List.of()))));
        return all;
    }

    /** As far as all is accepted. */
    private void judge(Grantors.Supposed grantor, Group group, List<Item> items, LocalDate today) {
        for (int place : group.places) {
            Item item = items.get(place);
            try {
                List<LedgerRecord> follows = grantor.judge(item.command(), today, item.submission().ifMatch(), kinds);
                for (int part = 0; part < follows.size(); part++) {
                    LedgerRecord record = follows.get(part);
                    group.events.add(new NewEvent(record.recordId(), record.sequence(), record.act(),
                            item.submission().provenance(item.digest(), part)));
                }
                group.shares.add(follows.size());
            } catch (RuntimeException notHere) {
                group.whole = false;
                return;
            }
        }
    }

    private boolean appended(GrantorId grantorId, Group group, CompletableFuture<List<LedgerRecord>> records,
            @Nullable LedgerRecord[] recorded) {
        List<LedgerRecord> all;
        try {
            all = records.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            // Another request was quicker, or the database is away: the recorder says which.
            return false;
        } finally {
            grantors.forget(grantorId);
        }
        int next = 0;
        for (int nth = 0; nth < group.shares.size(); nth++) {
            recorded[group.places.get(nth)] = all.get(next);
            next += group.shares.get(nth);
        }
        return true;
    }
}
