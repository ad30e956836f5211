package org.authorityledger.pages.ledger;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.UnreachedAttorneys;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Effect;
import org.authorityledger.pages.wording.EventSentence;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.pages.wording.RetractedActs;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.ledger.EventQueries;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.transparencylog.TransparencyLog;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was recorded? All events, newest first and as they arrive; and each on a page of its own, with what it changed. */
@Controller
class LedgerPage {

    static final String PATH = "/ledger";
    private static final int ROWS = 50;
    private static final int MOST_NEW_ROWS = 100;
    private static final int LONGEST = 200;
    private static final JsonMapper READABLE = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final EventQueries events;
    private final LedgerReader reader;
    private final Directory directory;
    private final Register register;
    private final RegisterPosition position;
    private final Replay replay;
    private final ActText actText;
    private final DisplayText words;
    private final ZoneId zone;
    private final ObjectProvider<TransparencyLog> log;

    LedgerPage(EventQueries events, LedgerReader reader, Directory directory, Register register, RegisterPosition position, Replay replay,
            ActText actText, DisplayText words, @Value("${ledger.zone:America/New_York}") ZoneId zone,
            ObjectProvider<TransparencyLog> log) {
        this.events = events;
        this.reader = reader;
        this.directory = directory;
        this.register = register;
        this.position = position;
        this.replay = replay;
        this.actText = actText;
        this.words = words;
        this.zone = zone;
        this.log = log;
    }

    /**
     * The filter of the list, as the address gives it.
     *
     * @param from the first day of recording; null: from the beginning
     * @param to the last day of recording; null: to the end
     */
    record EventSearch(PartyField grantor, PartyField attorney, PartyField issuer, @Nullable String type, @Nullable String recorder,
            @Nullable String text, @Nullable LocalDate from, @Nullable LocalDate to) {

        boolean clear() {
            return people().stream().allMatch(person -> !person.given() || person.found() != null);
        }

        boolean stays() {
            return people().stream().allMatch(person -> person.found() == null || person.byId());
        }

        List<PartyField> people() {
            return List.of(grantor, attorney, issuer);
        }

        /** The parameters of a link to it. */
        Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            put(parameters, "grantor", id(grantor));
            put(parameters, "attorney", id(attorney));
            put(parameters, "issuer", id(issuer));
            put(parameters, "type", type);
            put(parameters, "recorder", recorder);
            put(parameters, "text", text);
            put(parameters, "from", from == null ? null : from.toString());
            put(parameters, "to", to == null ? null : to.toString());
            return parameters;
        }

        private static @Nullable String id(PartyField person) {
            return person.found() == null ? (person.given() ? person.text() : null) : person.id();
        }

        private static void put(Map<String, String> parameters, String name, @Nullable String value) {
            if (value != null) {
                parameters.put(name, value);
            }
        }
    }

    @GetMapping(PATH)
    String ledger(@RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String attorney,
            @RequestParam(required = false) @Nullable String issuer, @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String recorder, @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor, AsOf asOf, Model model, HttpServletResponse response) {
        EventSearch asked = asked(grantor, attorney, issuer, type, recorder, text, from, to);
        if (asked.clear() && !asked.stays()) {
            return "redirect:" + asOf.link(address(PATH, asked.parameters()));
        }
        Position reached = position.position();
        model.addAttribute(PageLayoutInterceptor.FORM, "filter");
        model.addAttribute("asked", asked);
        model.addAttribute("proven", proven());
        model.addAttribute("grantor", asked.grantor());
        model.addAttribute("attorney", asked.attorney());
        model.addAttribute("issuer", asked.issuer());
        model.addAttribute("types", Arrays.stream(LegalAct.class.getPermittedSubclasses()).map(Class::getSimpleName)
                .map(name -> new Choice(name, words.act(name), name.equals(asked.type()))).sorted(Comparator.comparing(Choice::label))
                .toList());
        model.addAttribute("parameters", asked.parameters());
        model.addAttribute("filtered", !asked.parameters().isEmpty());
        if (!asked.clear()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("rows", List.of());
            return PageLayoutInterceptor.VIEWS + "ledger";
        }
        EventQueries.EventPage found = events.find(filter(asked, asOf).before(reached.next()), EventQueries.Order.NEWEST,
                Page.of(ROWS, some(cursor), 1, asOf.link(address(PATH, asked.parameters()))));
        model.addAttribute("rows", rows(found.events()));
        if (found.next() != null) {
            Map<String, String> older = asked.parameters();
            older.put("cursor", found.next());
            model.addAttribute("older", asOf.link(address(PATH, older)));
            model.addAttribute("lookedUntil", found.until());
        }
        model.addAttribute("newest", asOf.link(address(PATH, asked.parameters())));
        model.addAttribute("first", some(cursor) == null);
        boolean past = asked.to() != null && asked.to().isBefore(asOf.today());
        if (some(cursor) == null && asOf.isNow() && !past) {
            Map<String, String> listened = asked.parameters();
            listened.keySet().removeAll(List.of("from", "to"));
            model.addAttribute("stream", address("/api/events/stream", listened));
            model.addAttribute("newRows", address(PATH + "/rows", asked.parameters()));
            model.addAttribute("position", reached);
        }
        return PageLayoutInterceptor.VIEWS + "ledger";
    }

    /** The rows of what was recorded after a position, which the script of the page puts on top. */
    @GetMapping(PATH + "/rows")
    String newRows(@RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String attorney,
            @RequestParam(required = false) @Nullable String issuer, @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String recorder, @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
            @RequestParam Position after, AsOf asOf, Model model) {
        EventSearch asked = asked(grantor, attorney, issuer, type, recorder, text, from, to);
        EventQueries.EventPage found = asked.clear()
                ? events.find(filter(asked, asOf).after(after), EventQueries.Order.NEWEST, new Page(MOST_NEW_ROWS, List.of()))
                : new EventQueries.EventPage(List.of(), null, Position.START);
        model.addAttribute("proven", proven());
        model.addAttribute("rows", rows(found.events()));
        return PageLayoutInterceptor.VIEWS + "ledger-rows";
    }

    @GetMapping(PATH + "/{recordId}")
    String event(@PathVariable RecordId recordId, AsOf asOf, Model model) {
        StoredEvent event = reader.record(recordId).stream().findFirst()
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_RECORD",
                        "The ledger has no record " + recordId + ".", List.of()));
        GrantorId grantorId = event.record().act().grantorId();
        List<LedgerRecord> life = replay.life(grantorId, asOf.knownAt());
        int place = (int) event.record().sequence().value();
        boolean known = place < life.size();
        model.addAttribute("event", event);
        model.addAttribute("proven", proven());
        model.addAttribute("known", known);
        model.addAttribute("json", NameMarkup.json(READABLE.writeValueAsString(READABLE.readTree(event.json()))));
        model.addAttribute("grantorPath", Links.grantor(grantorId));
        model.addAttribute("step", place + 1);
        life.stream().filter(one -> one.act() instanceof RecordRetracted retracted && retracted.recordId().equals(recordId)).findFirst()
                .ifPresent(retraction -> model.addAttribute("retraction", reader.record(retraction.recordId()).getFirst()));
        model.addAttribute("retractable", !(event.record().act() instanceof RecordRetracted));
        List<Replay.Step> steps = known ? replay.steps(life, place, 1) : List.of();
        LegalAct act = event.record().act();
        RetractedActs retracted = RetractedActs.of(List.of(event), reader, actText);
        StoredEvent error = retracted.by(act);
        GrantorRecords records = GrantorRecords.of(life);
        Names names = ActText.names(register, asking -> new Object[]{ retracted.sentence(act, asking), actText.parts(act, asking),
                steps.stream().map(step -> Effect.of(step.consequences(), asking, words::day)).toList(),
                steps.stream().map(step -> ReplayPage.about(step, asking, words)).toList(),
                UnreachedAttorneys.sentences(act, records, asOf.on(), asking, words::day)});
        model.addAttribute("sentence", retracted.sentence(act, names));
        List<ActText.Part> parts = new ArrayList<>(actText.parts(act, names));
        if (error != null) {
            parts.add(new ActText.Part("What it said", actText.sentence(error.record().act(), names),
                    PATH + "/" + error.record().recordId()));
        }
        model.addAttribute("parts", parts);
        model.addAttribute("effects",
                steps.stream().flatMap(step -> Effect.of(step.consequences(), names, words::day).stream()).toList());
        model.addAttribute("about", steps.stream().flatMap(step -> ReplayPage.about(step, names, words).stream()).toList());
        model.addAttribute("signing", known ? UnreachedAttorneys.sentences(act, records, asOf.on(), names, words::day) : List.of());
        List<StoredEvent> beside = reader.at(List.of(event.record().position().previous(), event.record().position().next()));
        for (StoredEvent one : beside) {
            if (!one.record().recordedAt().isAfter(asOf.knownAt())) {
                model.addAttribute(one.record().position().isBefore(event.record().position()) ? "previous" : "next",
                        asOf.link(PATH + "/" + one.record().recordId()));
            }
        }
        model.addAttribute(PageLayoutInterceptor.CHANGES,
                new ChangePoints(List.of(), life.stream().map(LedgerRecord::recordedAt).toList()));
        return PageLayoutInterceptor.VIEWS + "event";
    }

    /** Whether this node offers the signed log, in which each record can be proven to be. */
    private boolean proven() {
        return log.getIfAvailable() != null;
    }

    private List<EventSentence> rows(List<StoredEvent> found) {
        RetractedActs retracted = RetractedActs.of(found, reader, actText);
        return ActText.named(register, names -> found.stream()
                .map(event -> new EventSentence(event, retracted.sentence(event.record().act(), names))).toList());
    }

    private EventSearch asked(@Nullable String grantor, @Nullable String attorney, @Nullable String issuer, @Nullable String type,
            @Nullable String recorder, @Nullable String text, @Nullable String from, @Nullable String to) {
        String of = some(type);
        if (of != null && Arrays.stream(LegalAct.class.getPermittedSubclasses()).noneMatch(act -> act.getSimpleName().equals(of))) {
            throw Problem.malformed("type", "no event has this type");
        }
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        if (first != null && last != null && last.isBefore(first)) {
            throw Problem.malformed("to", "is before the first day");
        }
        return new EventSearch(PartyField.of(directory, PartyKind.GRANTOR, grantor), PartyField.of(directory, PartyKind.ATTORNEY, attorney),
                PartyField.of(directory, PartyKind.ISSUER, issuer), of, brief("recorder", recorder), brief("text", text), first, last);
    }

    private EventQueries.Filter filter(EventSearch asked, AsOf asOf) {
        Instant until = asked.to() == null ? null : asked.to().plusDays(1).atStartOfDay(zone).toInstant();
        if (!asOf.isNow()) {
            Instant known = asOf.knownAt().plusNanos(1_000);
            until = until == null || known.isBefore(until) ? known : until;
        }
        return new EventQueries.Filter(asked.grantor().found() == null ? null : GrantorId.of(asked.grantor().id()),
                asked.attorney().found() == null ? null : AttorneyId.of(asked.attorney().id()),
                asked.issuer().found() == null ? null : IssuerId.of(asked.issuer().id()), asked.type(), null, null,
                asked.from() == null ? null : asked.from().atStartOfDay(zone).toInstant(), until, asked.recorder(), asked.text());
    }

    private static String address(String path, Map<String, String> parameters) {
        return parameters.isEmpty()
                ? path
                : path + "?" + parameters.entrySet().stream().map(entry -> entry.getKey() + "=" + Links.encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static @Nullable LocalDate day(String name, @Nullable String text) {
        String given = some(text);
        try {
            return given == null ? null : Dates.parse(given);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(name, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String brief(String name, @Nullable String text) {
        String given = some(text);
        if (given != null && (given.length() > LONGEST || given.indexOf('\0') >= 0)) {
            throw Problem.malformed(name, "has more than " + LONGEST + " characters");
        }
        return given;
    }

    /** An empty field counts as absent. */
    private static @Nullable String some(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
