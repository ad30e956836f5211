package org.authorityledger.pages.operations;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.TouchedSignatures;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.authorities.CheckPage;
import org.authorityledger.pages.authorities.CheckSource;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Effect;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.authorities.ListPlace;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.investigations.Investigation;
import org.authorityledger.questions.investigations.InvestigationDifference;
import org.authorityledger.questions.investigations.InvestigationDifference.Cause;
import org.authorityledger.questions.investigations.Investigations;
import org.authorityledger.questions.investigations.PartyDifference;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What would have been different? All investigations, with a form to open one that its script sends to the API; and each investigation on
 * its own page, with its assumptions, its progress, what differs, and who may sign under its assumptions.
 */
@Controller
class InvestigationsPage {

    static final String PATH = "/investigations";
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "investigations";
    private static final int ROWS = 50;
    private static final int LONGEST = 1_000;

    /** The wording of the states. */
    private static final Map<Investigation.State, String> STATES = Map.of(Investigation.State.REPLAYING, "Replaying",
            Investigation.State.OPEN, "Open", Investigation.State.FAILED, "Failed", Investigation.State.CLOSED, "Closed",
            Investigation.State.EXPIRED, "Expired");

    private final Investigations investigations;
    private final InvestigationDifference difference;
    private final CheckPage check;
    private final LedgerReader ledger;
    private final Register register;
    private final JdbcTemplate jdbc;
    private final MeterRegistry meters;
    private final ZoneId zone;
    private final ActText actText;
    private final DisplayText words;

    InvestigationsPage(Investigations investigations, InvestigationDifference difference, CheckPage check, LedgerReader ledger,
            Register register, JdbcTemplate jdbc, MeterRegistry meters, ActText actText, DisplayText words,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        this.zone = zone;
        this.investigations = investigations;
        this.difference = difference;
        this.check = check;
        this.ledger = ledger;
        this.register = register;
        this.jdbc = jdbc;
        this.meters = meters;
        this.actText = actText;
        this.words = words;
    }

    /** A party whose records are replayed. */
    record ScopeParty(String name, String path) {}

    /** A record that is left out, or that explains a difference; an assumed record has no link. */
    record RecordLink(String sentence, @Nullable String link) {}

    /** What is different about one authority, and the records that explain it. */
    record ChangedAuthority(Effect effect, List<RecordLink> behind) {}

    /** A party of whom something else is known otherwise. */
    record OtherParty(String name, String path, String what, List<RecordLink> behind) {}

    /** A signature that is affected. */
    record AffectedSignature(TouchedSignatures touched, String attorney, String grantor, String issuer, String instrumentPath) {}

    @GetMapping(PATH)
    String list(@RequestParam(required = false) @Nullable String cursor, @RequestParam(required = false) @Nullable String without,
            @RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String name, AsOf asOf,
            Model model) {
        Page page = Page.of(ROWS, cursor, 1, PATH);
        Investigations.Found found = investigations.list(null, page);
        model.addAttribute("investigations", found.items());
        model.addAttribute("older", found.next() == null ? null : asOf.link(PATH + "?cursor=" + Links.encode(found.next())));
        model.addAttribute("states", STATES);
        model.addAttribute("without", brief("without", without));
        model.addAttribute("grantors", brief("grantor", grantor));
        model.addAttribute("name", brief("name", name));
        return VIEW;
    }

    @GetMapping(PATH + "/{investigationId}")
    String one(@PathVariable UUID investigationId, @RequestParam(required = false) @Nullable String cursor, AsOf asOf, Model model) {
        Investigation investigation = investigations.find(investigationId);
        model.addAttribute("investigation", investigation);
        model.addAttribute("states", STATES);
        model.addAttribute("place", place(investigation));
        premises(investigation, model);
        if (investigation.state() == Investigation.State.OPEN) {
            changed(difference.page(investigationId, Page.of(ROWS, cursor, ListPlace.PARTS, place(investigation))), model);
        }
        return VIEW;
    }

    /** Who may sign under the assumptions of the investigation? */
    @GetMapping(PATH + "/{investigationId}" + CheckPage.PATH)
    String check(@PathVariable UUID investigationId, @RequestParam(required = false) @Nullable String grantor,
            @RequestParam(required = false) @Nullable String issuer, @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) String @Nullable [] signer, @RequestParam(required = false) String @Nullable [] capacity,
            AsOf asOf, Model model, HttpServletResponse response) {
        Investigation investigation = investigations.ready(investigationId);
        RegisterSchema workspace = investigation.register(jdbc);
        Register supposed = new Register(jdbc, workspace);
        model.addAttribute("investigation", investigation);
        return check.ask(new CheckSource(place(investigation), new Directory(jdbc, workspace), new AuthorityQueries(jdbc, workspace),
                new Checks(supposed, meters, zone), supposed, new Replay(jdbc, workspace), investigation::position), grantor, issuer, form,
                signer,
                capacity, asOf, model, response);
    }

    private static String place(Investigation investigation) {
        return PATH + "/" + investigation.id();
    }

    private void premises(Investigation investigation, Model model) {
        JsonNode request = JsonMapper.shared().readTree(investigation.request());
        List<StoredEvent> leftOut = ledger
                .records(texts(request, "without").stream().map(RecordId::of).toList());
        model.addAttribute("without", ActText.named(register, names -> leftOut.stream()
                .map(event -> new RecordLink(actText.sentence(event.record().act(), names), "/ledger/" + event.record().recordId()))
                .toList()));
        model.addAttribute("assuming", request.path("assuming").valueStream().map(JsonNode::toString).toList());
        model.addAttribute("scope", ActText.named(register, names -> Stream.of(
                texts(request, "grantors").stream()
                        .map(id -> new ScopeParty(names.of(Naming.Part.GRANTOR, id), Links.party(PartyKind.GRANTOR, id))),
                texts(request, "attorneys").stream()
                        .map(id -> new ScopeParty(names.of(Naming.Part.ATTORNEY, id), Links.party(PartyKind.ATTORNEY, id))),
                texts(request, "issuers").stream()
                        .map(id -> new ScopeParty(names.of(Naming.Part.ISSUER, id), Links.party(PartyKind.ISSUER, id))))
                .flatMap(some -> some).toList()));
    }

    private static List<String> texts(JsonNode request, String list) {
        return request.path(list).valueStream().map(JsonNode::asString).toList();
    }

    private void changed(InvestigationDifference.DifferencesWithCauses found, Model model) {
        Map<RecordId, RecordLink> records = new LinkedHashMap<>();
        PartyDifference.ChangedParties others = found.parties();
        List<PartyDifference.ChangedParty> parties = others == null ? List.of() : others.parties();
        Stream.concat(found.causes().values().stream(), parties.stream().map(PartyDifference.ChangedParty::changedBy))
                .flatMap(List::stream).distinct().forEach(one -> records.put(one.recordId(), supposed(one)));
        List<StoredEvent> real = ledger.records(records.keySet().stream().filter(recordId -> !recordId.supposed()).toList());
        records.putAll(ActText.named(register, names -> real.stream().collect(Collectors.toMap(event -> event.record().recordId(),
                event -> new RecordLink("Without: " + actText.briefly(event.record().act(), names),
                        "/ledger/" + event.record().recordId())))));
        model.addAttribute("changed", Effect.of(found.consequences(), found.names(), words::day).stream()
                .map(effect -> new ChangedAuthority(effect, found.causes().getOrDefault(effect.authority().key(), List.of()).stream()
                        .map(one -> records.getOrDefault(one.recordId(), supposed(one))).toList()))
                .toList());
        PartyNames partyNames = PartyNames.of(register, parties.stream().map(party -> party.partyId().value()).toList());
        model.addAttribute("parties", parties.stream()
                .map(party -> new OtherParty(partyNames.grantor(party.partyId().value()),
                        Links.party(PartyKind.GRANTOR, party.partyId().value()),
                        party.what().stream().map(InvestigationsPage::words).collect(Collectors.joining(", ")),
                        party.changedBy().stream().map(one -> records.getOrDefault(one.recordId(), supposed(one))).toList()))
                .toList());
        model.addAttribute("moreParties", others != null && others.more());
        model.addAttribute("first", others != null);
        model.addAttribute("signatures", TouchedSignatures.by(found.consequences()).stream()
                .map(touched -> signature(touched, found.names())).toList());
        model.addAttribute("next", found.next() == null
                ? null
                : place(found.investigation()) + "?cursor=" + Links.encode(found.next()));
    }

    private static String words(PartyDifference.What what) {
        return switch (what) {
            case SIGNATORIES -> "who signs for it";
            case LIFE -> "who lives";
            case DUTY -> "what it must report";
            case ON_FILE -> "what is on file";
            case KIND -> "whether it is a person";
            case KNOWN -> "whether the ledger knows it";
        };
    }

    private RecordLink supposed(Cause behind) {
        return new RecordLink("Assumed: " + words.act(behind.type()).toLowerCase(Locale.ROOT), null);
    }

    private static AffectedSignature signature(TouchedSignatures touched, Names names) {
        return new AffectedSignature(touched, names.of(Naming.Part.ATTORNEY, touched.attorneyId().value()),
                names.of(Naming.Part.GRANTOR, touched.grantorId().value()),
                touched.issuerId().equals(IssuerId.ANY) ? "any issuer" : names.of(Naming.Part.ISSUER, touched.issuerId().value()),
                Links.instrument(touched.grantorId(), touched.poaId()));
    }

    private static String brief(String parameter, @Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw Problem.malformed(parameter, "has more than " + LONGEST + " characters");
        }
        return text == null ? "" : text.strip();
    }
}
