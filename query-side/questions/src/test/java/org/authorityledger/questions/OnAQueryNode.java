package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.testsupport.FailingDatabase;
import org.authorityledger.testsupport.LedgerForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One query node on one ledger, shared by all tests that do not disturb each other. */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.prometheus.metrics.export.enabled=true")
@Import(FailingDatabase.class)
public abstract class OnAQueryNode {

    @LocalServerPort
    protected int port;

    @Autowired
    protected LedgerAppender appender;

    @Autowired
    protected JdbcTemplate jdbc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.properties(registry);
    }

    protected void awaitRegister(long position) {
        assertThat(LedgerForTests.get(port, "/api/grantors?limit=1&minPosition=" + position).statusCode()).isEqualTo(200);
    }

    /** Records the acts of some grantors, and waits until the register has them. */
    protected List<LedgerRecord> record(Acts... some) {
        List<LedgerRecord> recorded = new ArrayList<>();
        for (Acts acts : some) {
            recorded.addAll(LedgerForTests.record(appender, acts.records()));
        }
        awaitRegister(recorded.getLast().position().value());
        return recorded;
    }
}
