package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.command.Bodies.grant;
import static org.authorityledger.command.Bodies.grants;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConcurrencyTest {

    private static final int CLIENTS = 16;
    private static final int EACH = 10;

    private final TestNode node = TestNode.ONE;
    private final String heaton = Bodies.newGrantor();

    private static final String CESSATION = "{\"issuerId\": \"ANY\", \"effectiveOn\": \"2022-01-01\"}";

    private void inOrderWithoutGaps(String grantorId, int acts) {
        assertThat(
                node.jdbc().queryForList("select sequence from ledger.event where grantor_id = ? order by position", Long.class, grantorId))
                .isEqualTo(LongStream.range(0, acts).boxed().toList());
        List<OffsetDateTime> instants = node.jdbc().queryForList(
                "select recorded_at from ledger.event where grantor_id = ? order by sequence", OffsetDateTime.class, grantorId);
        assertThat(instants).isSorted().doesNotHaveDuplicates();
    }

    private static void all(ExecutorService clients, List<Runnable> requests) throws Exception {
        List<Future<?>> begun = new ArrayList<>();
        requests.forEach(request -> begun.add(clients.submit(request)));
        for (Future<?> request : begun) {
            request.get();
        }
    }

    @Test
    void what_many_record_of_one_grantor_is_recorded_one_after_the_other() throws Exception {
        node.post(grants(heaton), grant("")).isRecorded();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Runnable> requests = new ArrayList<>();
            for (int i = 0; i < CLIENTS * EACH; i++) {
                requests.add(() -> node.post("/api/grantors/" + heaton + "/cessations", CESSATION).isRecorded());
            }
            all(clients, requests);
        }
        inOrderWithoutGaps(heaton, 1 + CLIENTS * EACH);
    }

    @Test
    void first_grants_at_once_are_all_recorded() throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Runnable> requests = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                requests.add(() -> node.post(grants(heaton), grant("")).isRecorded());
            }
            all(clients, requests);
        }
        inOrderWithoutGaps(heaton, CLIENTS);
    }

    @Test
    void two_nodes_on_one_database_judge_by_what_both_recorded() throws Exception {
        TestNode other = TestNode.start();
        try {
            node.post(grants(heaton), grant(", \"poaId\": \"poa\"")).isRecorded();
            String revocations = grants(heaton) + "/second/revocations";
            node.post(revocations, "{\"signedOn\": \"2021-01-01\"}").isProblem(404, "UNKNOWN_INSTRUMENT", "poaId");
            other.post(grants(heaton), grant(", \"poaId\": \"second\"")).isRecorded();
            // The first node has the grantor in memory as they were before.
            node.post(revocations, "{\"signedOn\": \"2021-01-01\"}").isRecorded();
            other.post(grants(heaton), grant(", \"poaId\": \"second\"")).isProblem(409, "POA_ID_USED", "poaId");
            other.post("/api/grantors/" + heaton + "/death", "{\"on\": \"2022-05-01\"}", "If-Match", "\"3\"").isRecorded();
            node.post("/api/grantors/" + heaton + "/death", "{\"on\": \"2022-05-01\"}", "If-Match", "\"3\"").isProblem(412,
                    "PRECONDITION_FAILED", "If-Match");
            node.post("/api/grantors/" + heaton + "/death", "{\"on\": \"2022-05-01\"}", "If-Match", "\"4\"").isRecorded();
            inOrderWithoutGaps(heaton, 5);
        } finally {
            other.stop();
        }
    }
}
