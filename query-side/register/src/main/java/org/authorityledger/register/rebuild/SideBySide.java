package org.authorityledger.register.rebuild;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;

/** Work that several threads do together. */
final class SideBySide {

    private SideBySide() {}

    /** Does the same work on several threads and waits for all of them. The first failure ends all. */
    static void run(int threads, Callable<@Nullable Void> work) throws SQLException, InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads,
                Viewer.ALL.threads(Thread.ofPlatform().name("register-load-", 0).daemon(true).factory()))) {
            List<Future<@Nullable Void>> running = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                running.add(pool.submit(work));
            }
            try {
                for (Future<@Nullable Void> each : running) {
                    each.get();
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                switch (e.getCause()) {
                    case SQLException failure -> throw failure;
                    case RuntimeException failure -> throw failure;
                    case null, default -> throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                throw e;
            }
        }
    }
}
