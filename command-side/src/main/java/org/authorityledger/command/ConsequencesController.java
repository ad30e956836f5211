package org.authorityledger.command;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.authorityledger.authority.Announcement;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityFields;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.PartyAnnouncement;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.authorityledger.history.ActJson;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.LedgerReader;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What would a command record, and what would follow from it? Nothing is recorded. */
@RestController
class ConsequencesController {

    private static final JsonMapper PLAIN = JsonMapper.shared();

    private final StrictJson json;
    private final CommandReader commands;
    private final CommandDryRun judgements;
    private final LedgerReader reader;
    private final Clock clock;

    ConsequencesController(StrictJson json, CommandReader commands, CommandDryRun judgements, LedgerReader reader, Clock clock) {
        this.json = json;
        this.commands = commands;
        this.judgements = judgements;
        this.reader = reader;
        this.clock = clock;
    }

    /** An act that would be recorded, its payload as the ledger would keep it. */
    record SupposedAct(String type, JsonNode payload) {}

    /** One authority, as known now and as it would be known. */
    record ChangedAuthority(Map<String, Object> before, Map<String, Object> after) {}

    /**
     * The answer.
     *
     * @param version the version of the grantor's stream it was judged by
     * @param sentences the consequences in plain words
     */
    record Supposed(String command, GrantorId grantorId, Version version, List<SupposedAct> acts, List<Map<String, Object>> gained,
            List<Map<String, Object>> lost, List<ChangedAuthority> changed, List<String> sentences) {}

    @PostMapping(path = "/api/consequences", produces = "application/json")
    Supposed suppose(HttpServletRequest request) throws IOException {
        ImportLine line = ImportLine.read(json.body(request), commands);
        Command command = line.command();
        IfMatch ifMatch = IfMatch.read(Collections.list(request.getHeaders("If-Match")));
        GrantorRecords before = GrantorRecords.of(reader.forTheLaw(command.grantorId(), Sequence.FIRST));

        List<LegalAct> acts = judgements.acts(line, LocalDate.now(clock), ifMatch, before);

        return answer(command, acts, before, before.supposing(acts, clock.instant()));
    }

    private static Supposed answer(Command command, List<LegalAct> acts, GrantorRecords before, GrantorRecords after) {
        Consequences consequences = Consequences.between(before.authorities(), after.authorities());
        Names names = Names.in(after.records().stream().map(LedgerRecord::act).toList());
        Function<Authority, Map<String, Object>> fields = authority -> {
            Map<String, Object> shown = AuthorityFields.of(authority, names);
            // What is not recorded has no name yet.
            shown.values().removeIf(value -> value instanceof RecordId recordId && before.unretracted().record(recordId) == null);
            return shown;
        };
        List<String> sentences = new ArrayList<>(Announcement.of(consequences, names));
        sentences.addAll(PartyAnnouncement.of(PartyId.of(command.grantorId().value()), before.facts(), after.facts(), names,
                LocalDate::toString));
        return new Supposed(command.name(), command.grantorId(), before.version(),
                acts.stream().map(ConsequencesController::supposed).toList(),
                consequences.gained().stream().map(fields).toList(), consequences.lost().stream().map(fields).toList(),
                consequences.changed().stream()
                        .map(changed -> new ChangedAuthority(fields.apply(changed.before()), fields.apply(changed.after()))).toList(),
                sentences);
    }

    private static SupposedAct supposed(LegalAct act) {
        return new SupposedAct(ActJson.type(act), PLAIN.readTree(ActJson.write(act)));
    }
}
