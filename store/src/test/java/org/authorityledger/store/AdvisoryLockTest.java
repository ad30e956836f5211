package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvisoryLockTest {

    private static final long NUMBER = 4711;

    private final LedgerDatabase database = new LedgerDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.application());
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.application()));

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void only_one_holds_a_lock_until_it_closes_it() {
        AdvisoryLock first = AdvisoryLock.tryHold(database.application(), NUMBER).orElseThrow();
        assertThat(first.held()).isTrue();
        assertThat(AdvisoryLock.tryHold(database.application(), NUMBER)).isEmpty();
        assertThat(AdvisoryLock.tryHoldInTransaction(jdbc, NUMBER)).isFalse();

        first.close();

        try (AdvisoryLock second = AdvisoryLock.hold(database.application(), NUMBER)) {
            assertThat(second.held()).isTrue();
            assertThat(AdvisoryLock.tryHold(database.application(), NUMBER + 1)).hasValueSatisfying(AdvisoryLock::close);
        }
    }

    @Test
    void a_lock_of_a_transaction_ends_with_it() {
        transaction.executeWithoutResult(status -> {
            AdvisoryLock.holdInTransaction(jdbc, NUMBER);
            assertThat(AdvisoryLock.tryHold(database.application(), NUMBER)).isEmpty();
        });
        assertThat(AdvisoryLock.tryHold(database.application(), NUMBER)).hasValueSatisfying(AdvisoryLock::close);
    }

    @Test
    void several_may_share_a_lock_that_then_no_one_holds_alone() {
        transaction.executeWithoutResult(status -> {
            AdvisoryLock.shareInTransaction(jdbc, NUMBER);
            TransactionTemplate another = new TransactionTemplate(new JdbcTransactionManager(database.application()));
            another.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
            another.executeWithoutResult(inner -> {
                AdvisoryLock.shareInTransaction(jdbc, NUMBER);
                assertThat(AdvisoryLock.tryHoldInTransaction(jdbc, NUMBER)).isFalse();
            });
        });
        assertThat(AdvisoryLock.tryHoldInTransaction(jdbc, NUMBER)).isTrue();
    }
}
