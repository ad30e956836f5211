package org.authorityledger.benchmarks;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.store.LedgerFeed;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The usual way: Axon's pooled processor with its defaults, and a handler that writes the rows of each event by SQL when it arrives. It keeps one row
 * for an instrument and one for each attorney in it, and changes them in place. It applies no law and has no second clock: a fraction of the work.
 */
final class PlainHandlers {

    private static final int WORKERS = 4;

    private PlainHandlers() {}

    /** Records per second, with {@code batchSize} of them in a transaction. */
    static double measure(BenchmarkLedger ledger, int batchSize, long records) throws Exception {
        ledger.jdbc.execute("drop schema if exists plain cascade");
        ledger.jdbc.execute(
                """
                        create schema plain;
                        create table plain.instrument (grantor_id text, poa_id text, issuer_id text, terms json, revoked_on date,
                          primary key (grantor_id, poa_id));
                        create table plain.authority (grantor_id text, poa_id text, attorney_id text, issuer_id text, effective_on date, ended_on date,
                          primary key (grantor_id, poa_id, attorney_id));
                        create index on plain.authority (attorney_id);
                        create index on plain.authority (issuer_id);
                        create table plain.token_entry (processorname text, segment int, token bytea, tokentype text, timestamp text, owner text,
                          primary key (processorname, segment));
                        """);
        ledger.head.advanceTo(ledger.reader.reached());
        AtomicLong handled = new AtomicLong();
        CountDownLatch enough = new CountDownLatch(1);
        ScheduledExecutorService workers = Executors.newScheduledThreadPool(WORKERS);
        ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
        JdbcTokenStore tokens = JdbcTokenStore.builder()
                .connectionProvider(
                        new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(ledger.dataSource)))
                .serializer(Jackson3Serializer.builder().build())
                .schema(TokenSchema.builder().setTokenTable("plain.token_entry")
                        .setProcessorNameColumn("processorname").setTokenTypeColumn("tokentype").build())
                .build();
        PooledStreamingEventProcessor processor = PooledStreamingEventProcessor.builder().name("plain")
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(new Handler(ledger.jdbc, () -> {
                    if (handled.incrementAndGet() == records) {
                        enough.countDown();
                    }
                })).listenerInvocationErrorHandler(PropagatingErrorHandler.instance()).build())
                .errorHandler(PropagatingErrorHandler.instance()).messageSource(new LedgerFeed(ledger.reader, ledger.head))
                .tokenStore(tokens).transactionManager(new SpringTransactionManager(new JdbcTransactionManager(ledger.dataSource)))
                .batchSize(batchSize).initialToken(source -> source.createTailToken()).workerExecutor(workers)
                .coordinatorExecutor(coordinator).build();
        long began = System.nanoTime();
        processor.start();
        enough.await();
        double seconds = (System.nanoTime() - began) / 1e9;
        processor.shutDown();
        workers.shutdown();
        coordinator.shutdown();
        ledger.jdbc.execute("drop schema plain cascade");
        return records / seconds;
    }

    private static final class Handler {

        private final JdbcTemplate jdbc;
        private final Runnable handled;

        Handler(JdbcTemplate jdbc, Runnable handled) {
            this.jdbc = jdbc;
            this.handled = handled;
        }

        @EventHandler
        void on(LegalAct act) {
            switch (act) {
                case PowerOfAttorneyGranted granted -> write(granted.grantorId().value(), granted.poaId().value(), granted.terms());
                case PowerOfAttorneyCorrected corrected -> {
                    jdbc.update("delete from plain.authority where grantor_id = ? and poa_id = ?", corrected.grantorId().value(),
                            corrected.poaId().value());
                    write(corrected.grantorId().value(), corrected.poaId().value(), corrected.terms());
                }
                case PowerOfAttorneyRevoked revoked -> {
                    jdbc.update("update plain.instrument set revoked_on = ? where grantor_id = ? and poa_id = ?", sql(revoked.signedOn()),
                            revoked.grantorId().value(), revoked.poaId().value());
                    revoked.deliveries()
                            .forEach(delivery -> jdbc.update(
                                    "update plain.authority set ended_on = ? where grantor_id = ? and poa_id = ? and attorney_id = ?",
                                    sql(delivery.deliveredOn()), revoked.grantorId().value(), revoked.poaId().value(),
                                    Objects.requireNonNull(delivery.attorneyId(), "the load delivers to attorneys").value()));
                }
                default -> throw new IllegalStateException("not in the load: " + act);
            }
            handled.run();
        }

        private void write(String grantorId, String poaId, Terms terms) {
            jdbc.update("""
                    insert into plain.instrument (grantor_id, poa_id, issuer_id, terms) values (?, ?, ?, ?::json)
                    on conflict (grantor_id, poa_id) do update set issuer_id = excluded.issuer_id, terms = excluded.terms
                    """, grantorId, poaId, terms.issuers().getFirst().issuerId().value(), ActJson.writeTerms(terms));
            terms.attorneys()
                    .forEach(attorney -> jdbc.update(
                            "insert into plain.authority (grantor_id, poa_id, attorney_id, issuer_id, effective_on) values (?, ?, ?, ?, ?)",
                            grantorId, poaId, attorney.attorneyId().value(), terms.issuers().getFirst().issuerId().value(),
                            sql(terms.effectiveOn())));
        }

        private static Date sql(LocalDate day) {
            return Date.valueOf(day);
        }
    }
}
