package org.authorityledger.questions.investigations;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the plan of an investigation from a request, or says why the request cannot be met in this ledger. */
final class InvestigationPlanner {

    private static final JsonMapper PLAIN = JsonMapper.shared();
    /** How a command names the record of an earlier assumed command. */
    private static final Pattern EARLIER = Pattern.compile("assuming\\[(\\d{1,4})]");
    /** The records of all streams touched together: what questions pass over in the live register is then kept in memory by the database. */
    private static final long MOST_TOUCHED = 20_000;
    private static final Set<String> RECORDS = Set.of("recordId", "revocation", "substitution");

    private final JdbcClient jdbc;
    private final LedgerReader reader;
    private final RegisterProgress progress;
    private final QuestionClock questionClock;
    private final StrictJson json;
    private final @Nullable CommandPreview preview;
    private final Clock clock;
    private final OverlayGround ground;

    /**
     * A planner for one ledger.
     *
     * @param preview null: this node cannot try commands
     * @param clock in the zone whose calendar decides which day is today
     */
    InvestigationPlanner(JdbcTemplate jdbc, LedgerReader reader, RegisterProgress progress, QuestionClock questionClock, StrictJson json,
            @Nullable CommandPreview preview, Clock clock, OverlayGround ground) {
        this.jdbc = JdbcClient.create(jdbc);
        this.reader = reader;
        this.progress = progress;
        this.questionClock = questionClock;
        this.json = json;
        this.preview = preview;
        this.clock = clock;
        this.ground = ground;
    }

    /** Up to where everything is replayed, and when that was known. */
    record Point(Position position, Instant knownAt) {}

    /**
     * Makes the plan.
     *
     * @throws Problem if the point is not in the ledger, a party or a record was not known at it, or a command is refused
     */
    InvestigationPlan plan(InvestigationRequest request, String investigator) {
        Point point = point(request);
        List<GrantorId> leftOut = leftOut(request.without(), point);
        SortedSet<GrantorId> scope = scope(request, point);
        ObjectNode substance = substance(request, point);
        List<LedgerRecord> assumed = assumed(request.assuming(), point, new HashSet<>(request.without()), json.canonical(substance),
                investigator);
        if (scope != null) {
            scope.addAll(leftOut);
            assumed.forEach(record -> scope.add(record.act().grantorId()));
            new InvestigationScope(jdbc, point, request.without(), scope).extend(assumed);
        }
        SortedSet<GrantorId> touched = scope == null && request.replay() == Investigation.Replay.OVERLAY
                ? touched(leftOut, assumed, point)
                : null;
        long records = count(touched == null ? scope : touched, point) - leftOut.size() + assumed.size();
        return new InvestigationPlan(point.position(), point.knownAt(), scope, touched, request.without(), assumed, records,
                json.canonical(substance));
    }

    /**
     * The streams that differ from the ledger's: those of the records left out and assumed. What follows from a stream follows from its own records
     * alone, and chains between streams are followed when a question is asked; so no other stream needs to be replayed.
     *
     * @return null if the others cannot be read from the live register, or if these are so large that it is not worth it
     */
    private @Nullable SortedSet<GrantorId> touched(List<GrantorId> leftOut, List<LedgerRecord> assumed, Point point) {
        SortedSet<GrantorId> touched = new TreeSet<>(Comparator.comparing(GrantorId::value));
        touched.addAll(leftOut);
        assumed.forEach(record -> touched.add(record.act().grantorId()));
        return count(touched, point) <= MOST_TOUCHED && ground.bears(point.position()) ? touched : null;
    }

    private Point point(InvestigationRequest request) {
        if (request.position() != null) {
            if (request.position().isStart()) {
                throw beforeTheFirst("position");
            }
            List<StoredEvent> at = reader.at(List.of(request.position()));
            if (at.isEmpty()) {
                throw refused("AHEAD_OF_THE_LEDGER", "position",
                        "the ledger has not reached this position; its last one is " + reader.head());
            }
            return new Point(request.position(), at.getFirst().record().recordedAt());
        }
        Instant knownAt = Objects.requireNonNull(request.knownAt());
        try {
            questionClock.of(null, knownAt);
        } catch (RegisterRefusal refusal) {
            if (refusal.code() == RegisterRefusal.Code.AHEAD_OF_THE_LEDGER) {
                throw refused(refusal.code().name(), "knownAt", "is in the future");
            }
            throw refusal;
        }
        Position position = reader.positionAt(knownAt);
        if (position.equals(Position.START)) {
            throw beforeTheFirst("knownAt");
        }
        return new Point(position, knownAt);
    }

    private static Problem beforeTheFirst(String path) {
        return refused("BEFORE_THE_FIRST_RECORD", path, "is before the first record: nothing was known then");
    }

    private static Problem refused(String code, String path, String message) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, code, path + ": " + message + ".", List.of(new Problem.Fault(path, message)));
    }

    /** The grantors of the records left out, one for each record. */
    private List<GrantorId> leftOut(List<RecordId> without, Point point) {
        List<GrantorId> found = new ArrayList<>();
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < without.size(); i++) {
            List<StoredEvent> record = reader.record(without.get(i));
            if (record.isEmpty() || record.getFirst().record().position().isAfter(point.position())) {
                faults.add(new Problem.Fault("without[" + i + "]", record.isEmpty()
                        ? "the ledger has no record " + without.get(i)
                        : "record " + without.get(i) + " was recorded after that moment"));
            }
            record.forEach(event -> found.add(event.record().act().grantorId()));
        }
        if (!faults.isEmpty()) {
            throw unknown("UNKNOWN_RECORD", faults);
        }
        return found;
    }

    private static Problem unknown(String code, List<Problem.Fault> faults) {
        return new Problem(HttpStatus.NOT_FOUND, code, faults.getFirst().path() + ": " + faults.getFirst().message() + ".", faults);
    }

    private @Nullable SortedSet<GrantorId> scope(InvestigationRequest request, Point point) {
        if (!request.scoped()) {
            return null;
        }
        SortedSet<GrantorId> scope = new TreeSet<>(Comparator.comparing(GrantorId::value));
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < request.grantors().size(); i++) {
            boolean known = jdbc
                    .sql("select exists (select from ledger.event where grantor_id = :grantor and sequence = 0 and position <= :upTo)")
                    .param("grantor", request.grantors().get(i).value()).param("upTo", point.position().value()).query(Boolean.class)
                    .single();
            if (!known) {
                faults.add(
                        new Problem.Fault("grantors[" + i + "]", "no grantor " + request.grantors().get(i) + " was known at that moment"));
            }
            scope.add(request.grantors().get(i));
        }
        if (!faults.isEmpty()) {
            throw unknown("UNKNOWN_GRANTOR", faults);
        }
        // The live register knows which parties an act concerns, from the same events.
        progress.await(point.position());
        concerned("ATTORNEY", "attorneys", request.attorneys(), point, scope, "UNKNOWN_ATTORNEY");
        concerned("ISSUER", "issuers", request.issuers(), point, scope, "UNKNOWN_ISSUER");
        if (!request.issuers().isEmpty()) {
            // An authority for all issuers is an authority at each of them.
            scope.addAll(concerned("ISSUER", "ANY", point));
        }
        return scope;
    }

    private void concerned(String kind, String path, List<?> ids, Point point, Collection<GrantorId> scope, String code) {
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            List<GrantorId> found = concerned(kind, ids.get(i).toString(), point);
            if (found.isEmpty()) {
                faults.add(new Problem.Fault(path + "[" + i + "]", "no record up to that moment concerns " + ids.get(i)));
            }
            scope.addAll(found);
        }
        if (!faults.isEmpty()) {
            throw unknown(code, faults);
        }
    }

    private List<GrantorId> concerned(String kind, String id, Point point) {
        return jdbc.sql("""
                select distinct e.grantor_id from register.event_party p join ledger.event e on e.position = p.position
                where p.kind = :kind and p.id = :id and p.position <= :upTo
                """).param("kind", kind).param("id", id).param("upTo", point.position().value())
                .query((row, n) -> GrantorId.of(row.getString("grantor_id"))).list();
    }

    private long count(@Nullable SortedSet<GrantorId> scope, Point point) {
        if (scope == null) {
            // Positions have no gaps.
            return point.position().value();
        }
        return jdbc.sql("select count(*) from ledger.event where grantor_id = any(:grantors) and position <= :upTo")
                .param("grantors", scope.stream().map(GrantorId::value).toArray(String[]::new)).param("upTo", point.position().value())
                .query(Long.class).single();
    }

    /** What decides the answers, and nothing else: neither the user nor the name of the investigation. */
    private static ObjectNode substance(InvestigationRequest request, Point point) {
        ObjectNode substance = PLAIN.createObjectNode().put("position", point.position().value()).put("knownAt",
                Dates.format(point.knownAt()));
        sorted(substance.putArray("grantors"), request.grantors());
        sorted(substance.putArray("attorneys"), request.attorneys());
        sorted(substance.putArray("issuers"), request.issuers());
        sorted(substance.putArray("without"), request.without());
        substance.putArray("assuming").addAll(request.assuming());
        return substance;
    }

    private static void sorted(ArrayNode array, List<?> values) {
        values.stream().map(Object::toString).sorted().forEach(array::add);
    }

    private List<LedgerRecord> assumed(List<ObjectNode> commands, Point point, Set<RecordId> without, String substance,
            String investigator) {
        if (commands.isEmpty()) {
            return List.of();
        }
        CommandPreview trial = preview;
        if (trial == null) {
            throw new Problem(HttpStatus.NOT_IMPLEMENTED, "CANNOT_JUDGE_COMMANDS",
                    "This node answers questions only and cannot try commands. Send the request to a node that records, too.",
                    List.of(new Problem.Fault("assuming", "cannot be tried on this node")));
        }
        LocalDate today = LocalDate.now(clock);
        Map<GrantorId, GrantorRecords> known = new HashMap<>();
        Map<GrantorId, Version> versions = new HashMap<>();
        List<LedgerRecord> assumed = new ArrayList<>();
        List<Problem.Fault> faults = new ArrayList<>();
        List<List<RecordId>> names = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            String path = "assuming[" + i + "]";
            RecordId first = RecordId.supposed(InvestigationPlan.sha256(substance + "\n" + i + ".0"));
            String command = PLAIN.writeValueAsString(completed(commands.get(i), first, names));
            PreviewResult result = trial.judge(command, today,
                    grantorId -> known.computeIfAbsent(grantorId, key -> upTo(point, without, key, versions)));
            List<RecordId> named = new ArrayList<>();
            switch (result) {
                case PreviewResult.Rejected rejected -> refusal(path, rejected, faults);
                case PreviewResult.Accepted accepted -> {
                    for (LegalAct act : accepted.acts()) {
                        RecordId recordId = RecordId.supposed(InvestigationPlan.sha256(substance + "\n" + i + "." + named.size()));
                        long n = assumed.size() + 1L;
                        Sequence sequence = versions.getOrDefault(accepted.grantorId(), Version.NONE).nextSequence();
                        versions.put(accepted.grantorId(), sequence.version());
                        LedgerRecord record = new LedgerRecord(recordId, Position.of(point.position().value() + n), sequence,
                                point.knownAt().plus(n, ChronoUnit.MICROS), investigator, act);
                        assumed.add(record);
                        named.add(recordId);
                        known.computeIfPresent(accepted.grantorId(), (key, records) -> records.with(record));
                    }
                }
            }
            names.add(named);
        }
        if (!faults.isEmpty()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "ASSUMPTION_REFUSED",
                    "An assumed command would be refused. No investigation was opened. See errors for each command.", faults);
        }
        return assumed;
    }

    private GrantorRecords upTo(Point point, Set<RecordId> without, GrantorId grantorId, Map<GrantorId, Version> versions) {
        List<LedgerRecord> stream = reader.forTheLaw(List.of(grantorId), point.position());
        versions.put(grantorId, stream.isEmpty() ? Version.NONE : stream.getLast().sequence().version());
        return GrantorRecords.of(stream.stream().filter(record -> !without.contains(record.recordId())).toList());
    }

    /**
     * The command with an instrument id, always the same one, where it has none, and with record ids in place of references to earlier
     * commands.
     */
    private static ObjectNode completed(ObjectNode command, RecordId first, List<List<RecordId>> earlier) {
        ObjectNode completed = command.deepCopy();
        JsonNode poaId = command.get("poaId");
        if (command.path("command").asString("").equals("GrantPowerOfAttorney") && (poaId == null || poaId.isNull())) {
            completed.put("poaId", first.toString());
        }
        for (String field : RECORDS) {
            Matcher line = EARLIER.matcher(command.path(field).asString(""));
            if (line.matches()) {
                int number = Integer.parseInt(line.group(1));
                if (number < earlier.size() && !earlier.get(number).isEmpty()) {
                    completed.put(field, earlier.get(number).getFirst().toString());
                }
            }
        }
        return completed;
    }

    private static void refusal(String path, PreviewResult.Rejected rejected, List<Problem.Fault> faults) {
        if (rejected.faults().isEmpty()) {
            faults.add(new Problem.Fault(path, rejected.code() + ": " + rejected.detail()));
        }
        for (PreviewResult.Fault fault : rejected.faults()) {
            faults.add(
                    new Problem.Fault(fault.path().isEmpty() ? path : path + "." + fault.path(), rejected.code() + ": " + fault.message()));
        }
    }
}
