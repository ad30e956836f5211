package org.authorityledger.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the bodies that requests wait for, each of which keeps a thread of the server busy. A body that comes too slowly is cut off, and where
 * too many wait, the slowest. So a slow sender delays no one else. The time in which the ledger itself is slow to read does not count.
 */
final class SlowBodies implements AutoCloseable {

    /** How long a request may wait for its body in all, before the rate counts. */
    static final Duration GRACE = Duration.ofSeconds(20);
    /** The least that must come, in bytes for each second of waiting. */
    static final long LEAST_RATE = 500;
    /** Waiting is normal up to here: the body comes in a packet of its own. */
    static final Duration NORMAL = Duration.ofMillis(600);
    /** How many may wait longer than normal, of Tomcat's 200 threads. */
    static final int MOST = 64;
    static final int MOST_FROM_ONE_ADDRESS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(SlowBodies.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Set<WatchedBody> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("slow-bodies").daemon(true).factory());

    SlowBodies() {
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    void begins(WatchedBody body) {
        waiting.add(body);
    }

    void ends(WatchedBody body) {
        waiting.remove(body);
    }

    private void look() {
        try {
            long now = System.nanoTime();
            List<WatchedBody.Progress> all = waiting.stream().map(body -> body.progress(now)).toList();
            int cut = 0;
            for (WatchedBody.Progress one : toCut(all)) {
                cut += one.body().cut() ? 1 : 0;
            }
            if (cut > 0) {
                LOG.info("{} requests were cut off: their bodies came too slowly", cut);
            }
        } catch (RuntimeException e) {
            LOG.error("the watch over slow bodies failed and goes on", e);
        }
    }

    /** Those to cut off: the overdue; then of each address, and of all, the slowest beyond the most that may wait. */
    static List<WatchedBody.Progress> toCut(List<WatchedBody.Progress> all) {
        Map<Boolean, List<WatchedBody.Progress>> overdue = all.stream()
                .collect(Collectors.partitioningBy(WatchedBody.Progress::overdue));
        List<WatchedBody.Progress> cut = new ArrayList<>(overdue.getOrDefault(true, List.of()));
        List<WatchedBody.Progress> fastestFirst = overdue.getOrDefault(false, List.of()).stream()
                .filter(one -> one.waited().compareTo(NORMAL) > 0)
                .sorted(Comparator.comparingDouble(WatchedBody.Progress::rate).reversed()).toList();
        Map<String, Integer> ofAddress = new HashMap<>();
        int kept = 0;
        for (WatchedBody.Progress one : fastestFirst) {
            if (kept < MOST && ofAddress.merge(one.address(), 1, Integer::sum) <= MOST_FROM_ONE_ADDRESS) {
                kept++;
            } else {
                cut.add(one);
            }
        }
        return cut;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
