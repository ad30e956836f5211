package org.authorityledger.register.follow;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.FatalErrors;
import org.authorityledger.store.LedgerFeed;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Viewer;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.async.SequentialPerAggregatePolicy;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs the projection: Axon's pooled streaming processor over the feed, in several segments, rows and tokens in one transaction. */
final class RegisterProcessor implements BackgroundWork, SmartLifecycle, AutoCloseable {

    private static final long CLAIM_EXTENSION_MILLIS = 1_000;
    /** Process and machine, to be read by people. Containers may share both: two nodes of one name would take each other's segments. */
    private static final String NODE = ManagementFactory.getRuntimeMXBean().getName();

    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService workers;
    private final ScheduledExecutorService coordinator;
    private final AtomicLong failedAt = new AtomicLong();
    private volatile @Nullable Throwable lastFailure;
    private volatile boolean started;

    /** Axon's tasks end in a future that no one asks. A fatal error must not be lost in it. */
    private static final class Pool extends ScheduledThreadPoolExecutor {

        Pool(int threads, ThreadFactory factory) {
            super(threads, Viewer.ALL.threads(factory));
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
            super.afterExecute(task, failure);
            boolean kept = failure == null && task instanceof Future<?> future && future.state() == Future.State.FAILED;
            FatalErrors.report(kept ? ((Future<?>) task).exceptionNow() : failure);
        }
    }

    RegisterProcessor(AuthorityProjection projection, LedgerFeed feed, DataSource dataSource,
            PlatformTransactionManager transactions, RegisterSchema schema, int segments, int batchSize) {
        workers = new Pool(segments, Thread.ofPlatform().name("register-worker-", 0).daemon(true).factory());
        coordinator = new Pool(1, Thread.ofPlatform().name("register-coordinator").daemon(true).factory());
        processor = PooledStreamingEventProcessor.builder().name(Generation.PROCESSOR)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(projection)
                        .sequencingPolicy(SequentialPerAggregatePolicy.instance())
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .errorHandler(this::failed).messageSource(feed)
                .tokenStore(JdbcTokenStore.builder()
                        .connectionProvider(
                                new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource)))
                        .nodeId(NODE + "/" + UUID.randomUUID()).serializer(Jackson3Serializer.builder().build())
                        .schema(TokenSchema.builder().setTokenTable(schema.table("token_entry")).setProcessorNameColumn("processor_name")
                                .setTokenTypeColumn("token_type").build())
                        .build())
                .transactionManager(new SpringTransactionManager(transactions)).initialSegmentCount(segments).batchSize(batchSize)
                .initialToken(source -> source.createTailToken()).claimExtensionThreshold(CLAIM_EXTENSION_MILLIS).workerExecutor(workers)
                .coordinatorExecutor(coordinator).build();
    }

    private void failed(ErrorContext failure) throws Exception {
        FatalErrors.report(failure.error());
        lastFailure = failure.error();
        failure.failedEvents().stream().filter(TrackedEventMessage.class::isInstance).findFirst().ifPresent(first -> failedAt
                .accumulateAndGet(LedgerFeed.position(((TrackedEventMessage<?>) first).trackingToken()).value(), Math::max));
        PropagatingErrorHandler.instance().handleError(failure);
    }

    /** Where the last batch that failed began; {@link Position#START} if no batch ever failed. The processor tries it again until it succeeds. */
    Position failedAt() {
        return Position.of(failedAt.get());
    }

    /** What the last batch that failed threw; null if no batch ever failed. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    /** Dead where Axon has stopped it by itself. Failures of batches are no failures of its threads. */
    @Override
    public List<Pulse> pulses() {
        return List.of(new Pulse("register", started && !processor.isRunning(), Duration.ZERO, null));
    }

    /** The processor, to see how far it has come. */
    StreamingEventProcessor processor() {
        return processor;
    }

    @Override
    public void start() {
        processor.start();
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        processor.shutDown();
    }

    /** After a stop it can be started again; after this it cannot. */
    @Override
    public void close() {
        workers.shutdown();
        coordinator.shutdown();
        try {
            workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return processor.isRunning();
    }
}
