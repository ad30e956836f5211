package org.authorityledger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Something done as often as it goes, by several clients side by side. */
final class Load {

    private static final int MOST = 4_000_000;

    private Load() {}

    /** One client. */
    interface Client extends AutoCloseable {

        /** Does it once; {@code n} counts over all clients. */
        void once(long n) throws Exception;
    }

    /** Makes a client; each has its own. */
    @FunctionalInterface
    interface Clients {
        Client next() throws Exception;
    }

    /** What was measured: how many a second, and how long one took, in milliseconds. */
    record Result(double perSecond, double median, double p99) {

        /** The one in the middle, by how many a second. */
        static Result median(List<Result> rounds) {
            return rounds.stream().sorted((one, other) -> Double.compare(one.perSecond(), other.perSecond())).toList()
                    .get(rounds.size() / 2);
        }
    }

    /** Does it for some seconds. */
    static Result run(int clients, double seconds, AtomicLong next, Clients making) throws Exception {
        long began = System.nanoTime();
        long end = began + (long) (seconds * 1e9);
        List<Callable<long[]>> work = new ArrayList<>();
        for (int n = 0; n < clients; n++) {
            Client client = making.next();
            work.add(() -> times(client, end, next));
        }
        List<long[]> times = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            for (Future<long[]> each : pool.invokeAll(work)) {
                times.add(each.get());
            }
        }
        double took = (System.nanoTime() - began) / 1e9;
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(all.length / took, at(all, 0.5), at(all, 0.99));
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
    }

    private static long[] times(Client one, long end, AtomicLong next) throws Exception {
        long[] times = new long[1 << 12];
        int done = 0;
        try (Client client = one) {
            for (long began = System.nanoTime(); began < end && done < MOST;) {
                client.once(next.getAndIncrement());
                long now = System.nanoTime();
                if (done == times.length) {
                    times = Arrays.copyOf(times, times.length * 2);
                }
                times[done++] = now - began;
                began = now;
            }
        }
        return Arrays.copyOf(times, done);
    }

    /** Clients that send requests over connections of their own. */
    static Clients sending(int port, int status, RequestOf requests) {
        return () -> {
            Wire wire = new Wire(port);
            return new Client() {
                @Override
                public void once(long n) throws IOException {
                    wire.exchange(requests.request(n), status);
                }

                @Override
                public void close() throws IOException {
                    wire.close();
                }
            };
        };
    }

    /** The request that is the n-th. */
    @FunctionalInterface
    interface RequestOf {
        byte[] request(long n) throws IOException;
    }
}
