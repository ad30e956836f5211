package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import tools.jackson.databind.JsonNode;

/** Sends acts of {@link Acts} to a running ledger, one after another, as a client sends them. */
final class StoryOverHttp {

    private final RunningLedger ledger;
    private final Acts acts = new Acts();
    /**
     * What stands in the acts, and what is sent in its place: the ids of this story, and the ids under which the ledger recorded its acts.
     */
    private final Map<String, String> ids;

    StoryOverHttp(RunningLedger ledger) {
        this(ledger, Map.of());
    }

    /**
     * A story under ids of its own.
     *
     * @param ids by the id that {@link Acts} uses the one to send
     */
    StoryOverHttp(RunningLedger ledger, Map<String, String> ids) {
        this.ledger = ledger;
        this.ids = new HashMap<>(ids);
    }

    /** Where to find an act in the ledger: by the id that {@link Acts} gave it, and in the reply to its request. */
    record Recorded(RecordId act, String recordId, String recordedAt, long position) {}

    /** Sends the act and expects that it is recorded. */
    Recorded records(Function<Acts, RecordId> act) {
        LedgerRecord record = next(act);
        HttpResponse<String> response = ledger.tell(RunningLedger.Request.of(record.act()).with(ids));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode reply = RunningLedger.json(response.body());
        String recordId = reply.path("recordId").asString();
        ids.put(record.recordId().toString(), recordId);
        return new Recorded(record.recordId(), recordId, reply.path("recordedAt").asString(), reply.path("position").asLong());
    }

    /** Sends the act and expects that it is refused with this code. */
    void isRefused(String code, Function<Acts, RecordId> act) {
        HttpResponse<String> response = ledger.tell(RunningLedger.Request.of(next(act).act()).with(ids));
        assertThat(RunningLedger.json(response.body()).path("code").asString()).as(response.body()).isEqualTo(code);
        assertThat(response.statusCode()).isEqualTo(422);
    }

    private LedgerRecord next(Function<Acts, RecordId> act) {
        RecordId recordId = act.apply(acts);
        return acts.records().stream().filter(record -> record.recordId().equals(recordId)).findFirst().orElseThrow();
    }
}
