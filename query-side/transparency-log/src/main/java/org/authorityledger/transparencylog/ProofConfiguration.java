package org.authorityledger.transparencylog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.Position;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.store.FollowerWatch;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The log as beans, without its paths: those are in {@code web}. */
@Configuration(proxyBeanMethods = false)
@Import(StoreConfiguration.class)
public class ProofConfiguration {

    private static final String KEY_FILE = "${ledger.log.key-file:${ledger.data-dir:./ledger-data}/log-key}";
    /** Of the intervals at which it signs: by then it has signed, or something is wrong. */
    private static final int INTERVALS = 3;

    @Bean
    Object logMigration(StoreConfiguration.Migrations migrations) {
        migrations.migrate("proof");
        return new Object();
    }

    @Bean
    @DependsOn({ "logMigration", "ledgerMigration"})
    LogTables logTables(JdbcTemplate jdbc) {
        return new LogTables(jdbc);
    }

    @Bean
    @DependsOn({ "logMigration", "ledgerMigration"})
    LogSigners logSigners(JdbcTemplate jdbc, TransparencyLog log, @Value(KEY_FILE) Path keyFile) {
        return new LogSigners(jdbc, log, keyFile).start();
    }

    @Bean
    @DependsOn({ "logMigration", "ledgerMigration"})
    TransparencyLog transparencyLog(JdbcTemplate jdbc, PlatformTransactionManager transactions,
            @Value("${ledger.log.origin:}") String origin, @Value("${ledger.log.checkpoint-interval:1s}") Duration interval,
            @Value("${ledger.log.freshness:1m}") Duration freshness, @Value("${ledger.log.replace-lost-key:false}") boolean replaceLostKey,
            @Value("${ledger.log.continue-from:#{null}}") @Nullable Long continueFrom, @Value(KEY_FILE) Path keyFile) {
        return new TransparencyLog(new TransparencyLog.Settings(origin, interval, freshness, replaceLostKey,
                continueFrom == null ? null : new TreeSize(continueFrom)),
                new KeyFiles(keyFile), jdbc,
                new TransactionTemplate(transactions));
    }

    @Bean
    LogReading logReading(TransparencyLog log, LogTables tables, JdbcTemplate jdbc, LedgerReader reader,
            PlatformTransactionManager transactions) {
        TransactionTemplate snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return new LogReading(log, tables, new RecordRows(jdbc), reader, snapshot);
    }

    @Bean
    Cosigning cosigning(TransparencyLog log, LogTables tables, Environment environment, MeterRegistry meters) {
        return new Cosigning(tables, log, witnesses(environment), meters);
    }

    static List<WitnessAddress> witnesses(Environment environment) {
        List<WitnessAddress> witnesses = new ArrayList<>();
        for (WitnessSetting setting : Binder.get(environment).bind("ledger.log.witnesses", Bindable.listOf(WitnessSetting.class))
                .orElse(List.of())) {
            try {
                witnesses.add(WitnessAddress.of(setting.key(), setting.url()));
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigurationPropertyValueException("ledger.log.witnesses[" + witnesses.size() + "]",
                        setting.key() + " " + setting.url(), e.getMessage());
            }
        }
        return witnesses;
    }

    /** The settings of a witness: {@code ledger.log.witnesses[0].key} and {@code .url}. */
    record WitnessSetting(@DefaultValue("") String key, @DefaultValue("") String url) {}

    @Bean
    ReceiptMaker receiptMaker(LogReading reading, TransparencyLog log, LogTables tables, JdbcTemplate jdbc, Cosigning cosigning) {
        return new ReceiptMaker(reading, log, tables, new RecordRows(jdbc), new StreamTables(jdbc), cosigning,
                new LedgerReader(jdbc));
    }

    @Bean
    FollowerWatch logWatch(LogTables tables, LedgerHead head, LedgerReader reader, MeterRegistry meters,
            @Value("${ledger.health.stalled-after:10s}") Duration stalledAfter,
            @Value("${ledger.log.checkpoint-interval:1s}") Duration interval) {
        Duration patience = interval.multipliedBy(INTERVALS);
        FollowerWatch watch = new FollowerWatch("log",
                () -> tables.log().map(LogTables.Log::last).orElse(Position.START), head,
                reader,
                stalledAfter.compareTo(patience) > 0 ? stalledAfter : patience).start();
        Gauge.builder("ledger.log.lag.events", watch, one -> one.lag().behind()).description("Records not in the signed log yet")
                .register(meters);
        Gauge.builder("ledger.log.still.seconds", watch, one -> one.lag().still().toNanos() / 1e9)
                .description("For how long the log has not advanced though there are more records").register(meters);
        return watch;
    }

    @Bean
    HealthIndicator logHealthIndicator(TransparencyLog log, @Qualifier("logWatch") FollowerWatch watch, LogSigners signers) {
        return new LogHealth(log, watch, signers);
    }

    @Bean
    HealthIndicator witnessesHealthIndicator(Cosigning cosigning) {
        return new WitnessesHealth(cosigning);
    }
}
