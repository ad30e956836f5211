package org.authorityledger.register.follow;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerFeed;
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
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs the projection: Axon's pooled streaming processor over the feed, in several segments, rows and tokens in one transaction. */
final class RegisterProcessor implements SmartLifecycle, AutoCloseable {

    private static final long CLAIM_EXTENSION_MILLIS = 1_000;

    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService workers;
    private final ScheduledExecutorService coordinator;
    private final AtomicLong failedAt = new AtomicLong();

    RegisterProcessor(AuthorityProjection projection, LedgerFeed feed, DataSource dataSource,
            PlatformTransactionManager transactions, RegisterSchema schema, int segments, int batchSize) {
        workers = Executors.newScheduledThreadPool(segments, Thread.ofPlatform().name("register-worker-", 0).daemon(true).factory());
        coordinator = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("register-coordinator").daemon(true).factory());
        processor = PooledStreamingEventProcessor.builder().name(Generation.PROCESSOR)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(projection)
                        .sequencingPolicy(SequentialPerAggregatePolicy.instance())
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .errorHandler(this::failed).messageSource(feed)
                .tokenStore(JdbcTokenStore.builder()
                        .connectionProvider(
                                new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource)))
                        .serializer(Jackson3Serializer.builder().build())
                        .schema(TokenSchema.builder().setTokenTable(schema.table("token_entry")).setProcessorNameColumn("processor_name")
                                .setTokenTypeColumn("token_type").build())
                        .build())
                .transactionManager(new SpringTransactionManager(transactions)).initialSegmentCount(segments).batchSize(batchSize)
                .initialToken(source -> source.createTailToken()).claimExtensionThreshold(CLAIM_EXTENSION_MILLIS).workerExecutor(workers)
                .coordinatorExecutor(coordinator).build();
    }

    private void failed(ErrorContext failure) throws Exception {
        failure.failedEvents().stream().filter(TrackedEventMessage.class::isInstance).findFirst().ifPresent(first -> failedAt
                .accumulateAndGet(LedgerFeed.position(((TrackedEventMessage<?>) first).trackingToken()), Math::max));
        PropagatingErrorHandler.instance().handleError(failure);
    }

    /** Where the last batch that failed began; 0 if no batch ever failed. The processor tries it again until it succeeds. */
    long failedAt() {
        return failedAt.get();
    }

    /** The processor, to see how far it has come. */
    StreamingEventProcessor processor() {
        return processor;
    }

    @Override
    public void start() {
        processor.start();
    }

    @Override
    public void stop() {
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
