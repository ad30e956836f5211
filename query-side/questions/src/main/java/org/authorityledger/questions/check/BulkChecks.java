package org.authorityledger.questions.check;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.refusals.RegisterProblems;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * Answers many checks in batches, so that the register is read once for each batch. Batches are read, judged and written out by all
 * processors, and sent in their order; only a few of them are in memory.
 */
final class BulkChecks {

    private static final int BATCH = 500;
    private static final int BATCH_BYTES = 1 << 18;
    /** Of very many signers, fewer checks are answered at once. */
    private static final int SIGNERS = 2_000;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    /** Of one request: while one batch is sent, each processor has another one, and one waits for it. */
    private static final int MOST_UNDER_WAY = 2 * PROCESSORS + 1;
    /** For all requests together, beyond one batch of each: clients that do not read their answers must not fill the memory. */
    private static final Semaphore FURTHER = new Semaphore(8 * PROCESSORS);
    /** For all requests together: more threads than processors would gain nothing and take connections from other questions. */
    private static final ExecutorService WORKERS = workers();

    private final Checks checks;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    BulkChecks(Checks checks, QuestionClock clock, RegisterProgress progress) {
        this.checks = checks;
        this.clock = clock;
        this.progress = progress;
    }

    private static ExecutorService workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(PROCESSORS, PROCESSORS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("bulk-checks-", 0).daemon(true).factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /**
     * Answers each line, in order.
     *
     * @throws IOException if the lines cannot be read or the answers not be sent
     */
    <B> void answer(CheckLines lines, CheckFormat<B> format) throws IOException {
        Deque<Future<B>> underWay = new ArrayDeque<>();
        try {
            List<CheckLines.Unread> batch = batch(lines);
            // Only now: lines without a head of their own are refused as a whole.
            format.begin();
            for (; !batch.isEmpty(); batch = batch(lines)) {
                while (!another(underWay)) {
                    sendFirst(underWay, format);
                }
                underWay.add(begin(batch, format));
            }
            while (!underWay.isEmpty()) {
                sendFirst(underWay, format);
            }
        } finally {
            underWay.forEach(one -> one.cancel(false));
            FURTHER.release(Math.max(0, underWay.size() - 1));
        }
        format.end();
    }

    /** Whether one more batch may be begun; every one but the first has taken a permit then. */
    private static boolean another(Deque<? extends Future<?>> underWay) {
        return underWay.isEmpty()
                || underWay.size() < MOST_UNDER_WAY && !underWay.getFirst().isDone() && FURTHER.tryAcquire();
    }

    private static <B> void sendFirst(Deque<Future<B>> underWay, CheckFormat<B> format) throws IOException {
        format.send(answered(underWay.getFirst()));
        underWay.removeFirst();
        if (!underWay.isEmpty()) {
            FURTHER.release();
        }
    }

    private static List<CheckLines.Unread> batch(CheckLines lines) throws IOException {
        List<CheckLines.Unread> batch = new ArrayList<>(BATCH);
        int bytes = 0;
        while (batch.size() < BATCH && bytes < BATCH_BYTES) {
            CheckLines.Unread line = lines.next();
            if (line == null) {
                break;
            }
            batch.add(line);
            bytes += line.bytes();
        }
        return batch;
    }

    private <B> Future<B> begin(List<CheckLines.Unread> batch, CheckFormat<B> format) {
        Viewer viewer = Viewer.current();
        return WORKERS.submit(() -> viewer.see(() -> answered(batch, format)));
    }

    private static <B> B answered(Future<B> batch) throws IOException {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IOException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private <B> B answered(List<CheckLines.Unread> batch, CheckFormat<B> format) throws IOException {
        CheckFormat.Batch<B> writer = format.batch();
        List<CheckLine> some = new ArrayList<>(batch.size());
        int signers = 0;
        for (CheckLines.Unread unread : batch) {
            CheckLine line = unread.reading().get();
            some.add(line);
            signers += line.request() == null ? 0 : line.request().signers().size();
            if (signers >= SIGNERS) {
                answer(some, writer);
                some.clear();
                signers = 0;
            }
        }
        answer(some, writer);
        return writer.finish();
    }

    private void answer(List<CheckLine> batch, CheckFormat.Batch<?> writer) throws IOException {
        List<CheckLine> settled = new ArrayList<>(batch.size());
        List<QuestionAsKnownAt> questions = new ArrayList<>(batch.size());
        for (CheckLine line : batch) {
            settled.add(settle(line, questions));
        }
        Iterator<Outcome> outcomes = outcomes(questions).iterator();
        for (CheckLine line : settled) {
            Outcome one = line.request() == null ? null : outcomes.next();
            if (one != null && one.problem() != null) {
                writer.write(CheckLine.malformed(line.number(), one.problem()), null);
            } else {
                writer.write(line, one == null ? null : one.answer());
            }
        }
    }

    /** An answer, or why it could not be given. */
    private record Outcome(@Nullable CheckAnswer answer, @Nullable Problem problem) {}

    private List<Outcome> outcomes(List<QuestionAsKnownAt> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        Position position = progress.position();
        try {
            return checks.answer(questions, position).stream().map(answer -> new Outcome(answer, null)).toList();
        } catch (Problem problem) {
            // One that cannot be answered is no reason not to answer the others.
            return questions.size() == 1
                    ? List.of(new Outcome(null, problem))
                    : questions.stream().flatMap(question -> outcomes(List.of(question)).stream()).toList();
        }
    }

    /** Adds the line's question, or answers with the line and why it cannot be asked. */
    private CheckLine settle(CheckLine line, List<QuestionAsKnownAt> questions) {
        CheckRequest request = line.request();
        if (request != null) {
            try {
                questions.add(request.at(clock));
            } catch (RegisterRefusal refusal) {
                return CheckLine.malformed(line.number(), RegisterProblems.problem(refusal));
            }
        }
        return line;
    }
}
