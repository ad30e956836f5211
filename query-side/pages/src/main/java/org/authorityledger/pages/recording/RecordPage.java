package org.authorityledger.pages.recording;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.ledger.LedgerPage;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.pages.wording.Person;
import org.authorityledger.pages.wording.Telling;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * What is to be recorded? A form for every act. It reads what there is to choose from; its script sends what is filled in to the interface for
 * programs, first to be told the consequences, then to record it.
 *
 * <p>The key that makes recording safe to repeat stands in the address of the form. So a form that is loaded again, gone back to or opened in a second
 * tab is the same form, and once it has recorded something it shows that instead.
 */
@Controller
class RecordPage {

    static final String PATH = "/record";
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "record";
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int MOST_RECORDS = 200;
    private static final int MOST_GRANTORS = 50;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST = 200;

    /** What must be chosen before a form can be filled in. */
    enum Needs {
        NOTHING, GRANTOR, INSTRUMENT, ATTORNEY
    }

    /**
     * An act that can be recorded.
     *
     * @param slug its part of the address
     * @param command the command that records it, as imports name it
     * @param path where the command is sent
     */
    record Act(String slug, String group, String title, String about, String command, String path, Needs needs) {}

    private static final String OF_GRANTOR = "/api/grantors/{grantorId}";
    private static final String OF_INSTRUMENT = OF_GRANTOR + "/powers-of-attorney/{poaId}";
    private static final String BY_GRANTOR = "The grantor";
    private static final String BY_ATTORNEY = "The attorneys";
    private static final String BY_DUTY = "The duty to report";
    private static final String BY_LEDGER = "What is recorded was wrong";

    static final List<Act> ACTS = List.of(
            new Act("grant", BY_GRANTOR, "A power of attorney was granted",
                    "The grantor signed an instrument that lets others sign for them.",
                    "GrantPowerOfAttorney", OF_GRANTOR + "/powers-of-attorney", Needs.NOTHING),
            new Act("revocation", BY_GRANTOR, "A power of attorney was revoked",
                    "The grantor signed a writing that takes it back. It works for each attorney from the day it reaches them.",
                    "RevokePowerOfAttorney", OF_INSTRUMENT + "/revocations", Needs.INSTRUMENT),
            new Act("delivery", BY_GRANTOR, "A revocation was delivered", "It reached an attorney: from that day on they may not sign.",
                    "RecordRevocationDelivery", OF_INSTRUMENT + "/revocations/{revocation}/deliveries", Needs.INSTRUMENT),
            new Act("death", BY_GRANTOR, "A grantor died", "Every power of attorney ends.", "RecordGrantorDeath", OF_GRANTOR + "/death",
                    Needs.GRANTOR),
            new Act("incapacity", BY_GRANTOR, "A grantor lost capacity", "Every power of attorney ends that is not durable.",
                    "RecordGrantorIncapacity", OF_GRANTOR + "/incapacity", Needs.GRANTOR),
            new Act("resignation", BY_ATTORNEY, "An attorney resigned", "They gave up their appointment under one instrument.",
                    "ResignAsAttorney", OF_INSTRUMENT + "/resignations", Needs.INSTRUMENT),
            new Act("substitution", BY_ATTORNEY, "An attorney appointed a substitute",
                    "Someone signs in their place, where the instrument allows it.",
                    "AppointSubstitute", OF_INSTRUMENT + "/substitutions", Needs.INSTRUMENT),
            new Act("substitution-revocation", BY_ATTORNEY, "A substitution was taken back", "The substitute signs no longer.",
                    "RevokeSubstitution", OF_INSTRUMENT + "/substitutions/{substitution}/revocation", Needs.INSTRUMENT),
            new Act("incumbency", BY_ATTORNEY, "Someone took an office",
                    "They hold an office that an instrument appoints. Without a holder nobody signs for it.", "RecordIncumbency",
                    OF_INSTRUMENT + "/incumbencies", Needs.INSTRUMENT),
            new Act("employment-end", BY_ATTORNEY, "An attorney’s employment ended",
                    "For one grantor, whose instruments may say that they end with it.", "RecordEmploymentEnded",
                    OF_GRANTOR + "/employment-ends", Needs.GRANTOR),
            new Act("employment-end-everywhere", BY_ATTORNEY, "An attorney’s employment ended, for every grantor",
                    "The same at once for all who appointed them.", "RecordEmploymentEnded", "/api/attorneys/{attorneyId}/employment-ends",
                    Needs.ATTORNEY),
            new Act("cessation", BY_DUTY, "A grantor need no longer report",
                    "Instruments that last until then lapse when every duty they name has ended.", "RecordCessation",
                    OF_GRANTOR + "/cessations", Needs.GRANTOR),
            new Act("resumption", BY_DUTY, "A grantor must report again", "From then on new instruments can rest on the duty.",
                    "RecordResumption", OF_GRANTOR + "/resumptions", Needs.GRANTOR),
            new Act("correction", BY_LEDGER, "The terms were recorded wrongly",
                    "The right terms hold over the whole of effective time; what was known before stays on record.",
                    "CorrectPowerOfAttorney",
                    OF_INSTRUMENT + "/corrections", Needs.INSTRUMENT),
            new Act("retraction", BY_LEDGER, "A record was made in error",
                    "From now on it is as if never recorded, with all that hangs on it.",
                    "RetractRecord", OF_GRANTOR + "/retractions", Needs.GRANTOR));

    private final LedgerReader reader;
    private final Directory directory;
    private final Register register;
    private final NameSearch names;
    private final Telling telling;
    private final DisplayText words;
    private final ObjectProvider<CommandPreview> commandSide;

    RecordPage(LedgerReader reader, Directory directory, Register register, NameSearch names,
            Telling telling, DisplayText words,
            ObjectProvider<CommandPreview> commandSide) {
        this.reader = reader;
        this.directory = directory;
        this.register = register;
        this.names = names;
        this.telling = telling;
        this.words = words;
        this.commandSide = commandSide;
    }

    /** What this page brings along. */
    static class Beans {

        /** A node without the command side judges and records nothing: its navigation does not lead here. */
        @Bean
        @Nullable
        NavigationEntry recordEntry(ObjectProvider<CommandPreview> commandSide) {
            return commandSide.getIfAvailable() == null ? null : new NavigationEntry("Record", PATH, 90, true);
        }
    }

    /** Something to choose. */
    record Choice(String value, String label, boolean chosen) {}

    /** Acts that belong together. */
    record Group(String title, List<Act> acts) {}

    /** What an instrument that stands offers to choose from. */
    record Standing(Instrument instrument, List<Choice> revocations, List<Choice> substitutions) {

        public PoaId poaId() {
            return instrument.poaId();
        }

        public Terms terms() {
            return instrument.terms();
        }

        public List<Attorney> offices() {
            return terms().attorneys().stream().filter(Attorney::office).toList();
        }

        public Set<Form> forms() {
            return terms().powers().stream().flatMap(power -> power.forms().stream()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * The id that a name leads to.
     *
     * @param known whether someone of this name has it already
     * @param several whether several people have this name, so that one must be chosen
     */
    record Proposal(String id, boolean known, boolean several) {}

    @GetMapping(PATH)
    String index(@RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String poa,
            Model model) {
        if (silent(model)) {
            return VIEW;
        }
        Map<String, List<Act>> groups = new LinkedHashMap<>();
        ACTS.forEach(act -> groups.computeIfAbsent(act.group(), title -> new ArrayList<>()).add(act));
        model.addAttribute("groups", groups.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList());
        List<String> parameters = new ArrayList<>();
        if (grantor != null && !grantor.isBlank()) {
            parameters.add("grantor=" + Telling.encode(grantor.strip()));
        }
        if (poa != null && !poa.isBlank()) {
            parameters.add("poa=" + Telling.encode(poa.strip()));
        }
        model.addAttribute("parameters", parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        return VIEW;
    }

    @GetMapping(PATH + "/{act}")
    String form(@PathVariable String act, @RequestParam(required = false) @Nullable String grantor,
            @RequestParam(required = false) @Nullable String poa, @RequestParam(required = false) @Nullable String attorney,
            @RequestParam(required = false) @Nullable String recordId, @RequestParam(required = false) @Nullable String key,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        Act chosen = ACTS.stream().filter(one -> one.slug().equals(act)).findFirst()
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no form for an act of this name.", List.of()));
        model.addAttribute("act", chosen);
        if (silent(model)) {
            return VIEW;
        }
        if (key == null || !KEY.matcher(key).matches()) {
            return "redirect:" + PATH + "/" + act + "?" + withoutKey(request) + "key=" + UUID.randomUUID();
        }
        model.addAttribute("key", key);
        model.addAttribute("anew",
                PATH + "/" + act + (withoutKey(request).isEmpty() ? "" : "?" + withoutKey(request).replaceFirst("&$", "")));
        List<StoredEvent> recorded = reader.recordedUnder(key);
        if (!recorded.isEmpty()) {
            receipt(recorded, model);
            return VIEW;
        }
        Person of = Person.of(directory, PartyKind.GRANTOR, grantor);
        model.addAttribute("grantor", of);
        model.addAttribute("forms", Form.values());
        model.addAttribute("capacities", Capacity.values());
        model.addAttribute("regimes",
                Arrays.stream(Regime.values()).map(regime -> new Choice(regime.name(), duty(regime), false)).toList());
        model.addAttribute("today", words.dayOf(Instant.now()));
        if (chosen.needs() == Needs.ATTORNEY) {
            everywhere(Person.of(directory, PartyKind.ATTORNEY, attorney), model, response);
            return VIEW;
        }
        if (of.given() && of.found() == null) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        if (of.found() != null) {
            ready(chosen, GrantorId.of(of.id()), poa, attorney, recordId, model, response);
        } else if (chosen.needs() == Needs.NOTHING) {
            model.addAttribute("ready", true);
        }
        return VIEW;
    }

    /** Puts before whoever fills in the form what there is to choose from, as it stands in the ledger itself. */
    private void ready(Act act, GrantorId grantorId, @Nullable String poa, @Nullable String attorney, @Nullable String recordId,
            Model model,
            HttpServletResponse response) {
        List<LedgerRecord> records = reader.stream(grantorId, 0).stream().map(StoredEvent::record).toList();
        GrantorRecords known = GrantorRecords.of(records);
        List<Instrument> instruments = List.copyOf(known.unretracted().instruments());
        Names called = Telling.names(register, asking -> told(known, records, asking));
        model.addAttribute("called", told(known, records, called));
        model.addAttribute("chosenAttorney", attorney);
        model.addAttribute("issuers", issuers(instruments, called));
        model.addAttribute("attorneys", attorneys(instruments, attorney, called));
        model.addAttribute("ready", act.needs() != Needs.INSTRUMENT);
        if (act.slug().equals("retraction")) {
            model.addAttribute("records", retractable(records, known, recordId, called));
        }
        if (act.needs() != Needs.INSTRUMENT) {
            return;
        }
        String asked = poa == null || poa.isBlank() ? instruments.size() == 1 ? instruments.getFirst().poaId().value() : null : poa.strip();
        model.addAttribute("instruments", instruments.stream()
                .map(one -> new Choice(one.poaId().value(), label(one), one.poaId().value().equals(asked))).toList());
        Instrument instrument = instruments.stream().filter(one -> one.poaId().value().equals(asked)).findFirst().orElse(null);
        if (instrument != null) {
            model.addAttribute("instrument", standing(instrument, recordId, called));
            model.addAttribute("ready", true);
        } else if (asked != null) {
            model.addAttribute("instrumentFault", "No power of attorney “" + asked + "” of this grantor stands: choose one.");
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
    }

    private Standing standing(Instrument instrument, @Nullable String recordId, Names called) {
        return new Standing(instrument,
                instrument.revocations().stream().map(one -> new Choice(one.record().recordId().toString(),
                        "Signed on " + words.day(one.act().signedOn()) + (one.act().attorneys().isEmpty()
                                ? ", for everyone"
                                : ", for " + org.authorityledger.authority.acts.Wording.list(one.act().attorneys().stream().map(id -> attorney(id, called)).toList())),
                        one.record().recordId().toString().equals(recordId))).toList(),
                instrument.substitutions().stream().map(one -> {
                    SubstituteAppointed act = (SubstituteAppointed) one.record().act();
                    return new Choice(one.record().recordId().toString(), act.substitute().name() + " in the place of "
                            + attorney(act.attorneyId(), called) + ", from " + words.day(act.effectiveOn()),
                            one.record().recordId().toString().equals(recordId));
                }).toList());
    }

    /** All names a form may show, and by the way all that it asks for. */
    private Map<String, String> told(GrantorRecords known, List<LedgerRecord> records, Names called) {
        Map<String, String> told = new LinkedHashMap<>();
        for (Instrument instrument : known.unretracted().instruments()) {
            instrument.everyone().forEach(id -> told.put(id.value(), attorney(id, called)));
            called.of(Naming.Part.ISSUER, instrument.terms().issuer().issuerId().value());
        }
        records.forEach(record -> telling.sentence(record.act(), called));
        return told;
    }

    private static List<Choice> issuers(List<Instrument> instruments, Names called) {
        Set<String> ids = new LinkedHashSet<>();
        instruments.forEach(instrument -> ids.add(instrument.terms().issuer().issuerId().value()));
        ids.remove(IssuerId.ANY.value());
        return ids.stream().map(id -> new Choice(id, called.of(Naming.Part.ISSUER, id), ids.size() == 1)).toList();
    }

    private static List<Choice> attorneys(List<Instrument> instruments, @Nullable String chosen, Names called) {
        Set<AttorneyId> ids = new LinkedHashSet<>();
        instruments.forEach(instrument -> ids.addAll(instrument.everyone()));
        return ids.stream().map(id -> new Choice(id.value(), attorney(id, called), id.value().equals(chosen))).toList();
    }

    private List<Choice> retractable(List<LedgerRecord> records, GrantorRecords known, @Nullable String chosen, Names called) {
        return records.reversed().stream()
                .filter(record -> !(record.act() instanceof RecordRetracted) && !known.unretracted().retracted(record.recordId()))
                .limit(MOST_RECORDS).map(record -> new Choice(record.recordId().toString(),
                        "#" + record.position() + " " + telling.sentence(record.act(), called),
                        record.recordId().toString().equals(chosen)))
                .toList();
    }

    private void everywhere(Person attorney, Model model, HttpServletResponse response) {
        model.addAttribute("attorney", attorney);
        if (attorney.given() && attorney.found() == null) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        if (attorney.found() != null) {
            List<String> grantors = reader.grantorsEverNaming(AttorneyId.of(attorney.id())).stream().map(GrantorId::value).toList();
            model.addAttribute("grantorCount", grantors.size());
            model.addAttribute("grantorIds", String.join(" ", grantors.subList(0, Math.min(grantors.size(), MOST_GRANTORS))));
            model.addAttribute("ready", !grantors.isEmpty());
        }
    }

    private void receipt(List<StoredEvent> recorded, Model model) {
        List<StoredEvent> shown = recorded.subList(0, Math.min(recorded.size(), MOST_GRANTORS));
        model.addAttribute("recorded", Telling.told(register,
                called -> shown.stream().map(event -> new LedgerPage.Row(event, telling.sentence(event.record().act(), called))).toList()));
        model.addAttribute("recordedCount", recorded.size());
        model.addAttribute("grantorPath", Telling.grantorPath(recorded.getFirst().record().act().grantorId().value()));
        telling.parts(recorded.getFirst().record().act(), (part, id) -> id).stream().filter(part -> part.label().equals("Power of attorney"))
                .findFirst()
                .ifPresent(part -> model.addAttribute("instrumentPath", part.link()));
    }

    /** The rows of a list to choose from while typing, for those who record and may not ask otherwise. */
    @GetMapping(PATH + "/names")
    String names(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable PartyKind kind, AsOf asOf,
            Model model) {
        model.addAttribute("found", names.search(kind, brief("q", q)));
        return PageLayoutInterceptor.VIEWS + "suggestions";
    }

    /** Which id a typed name leads to: that of the one person of this name, else a new one made of the name. */
    @GetMapping(path = PATH + "/id", produces = "application/json")
    @ResponseBody
    Proposal id(@RequestParam PartyKind kind, @RequestParam String name) {
        String typed = brief("name", name);
        List<PartyKind> kinds = kind == PartyKind.ISSUER
                ? List.of(kind)
                : kind == PartyKind.GRANTOR ? List.of(kind, PartyKind.ATTORNEY) : List.of(kind, PartyKind.GRANTOR);
        for (PartyKind one : kinds) {
            List<String> ids = names.called(one, typed);
            if (!ids.isEmpty()) {
                return new Proposal(ids.getFirst(), true, ids.size() > 1);
            }
        }
        String made = made(typed);
        String free = made;
        for (int n = 2; taken(kinds, free); n++) {
            free = made + "-" + n;
        }
        return new Proposal(free, false, false);
    }

    private boolean taken(List<PartyKind> kinds, String id) {
        return kinds.stream().anyMatch(kind -> directory.find(kind, id) != null);
    }

    private static String made(String name) {
        String plain = Normalizer.normalize(NameKey.of(name), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = plain.length() > LONGEST_ID - 4 ? plain.substring(0, LONGEST_ID - 4) : plain;
        return cut.isEmpty() ? UUID.randomUUID().toString() : cut;
    }

    private boolean silent(Model model) {
        boolean silent = commandSide.getIfAvailable() == null;
        model.addAttribute("silent", silent);
        return silent;
    }

    private String label(Instrument instrument) {
        Terms terms = instrument.terms();
        return instrument.poaId() + ": " + org.authorityledger.authority.acts.Wording.list(terms.attorneys().stream().map(Attorney::name).toList()) + ", signed "
                + words.shortDay(terms.executedOn());
    }

    private static String attorney(AttorneyId id, Names called) {
        return called.of(Naming.Part.ATTORNEY, id.value());
    }

    private static String duty(Regime regime) {
        return switch (regime) {
            case SECTION_16 -> "Section 16 (Forms 3, 4, 5)";
            case SECTION_13 -> "Section 13 (Schedules 13D, 13G)";
            case RULE_144 -> "Rule 144 (Form 144)";
        };
    }

    /** The parameters of the request but the key, each followed by an ampersand. */
    private static String withoutKey(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("key") && !entry.getValue()[0].isBlank())
                .map(entry -> entry.getKey() + "=" + Telling.encode(Objects.requireNonNull(entry.getValue()[0])) + "&")
                .collect(Collectors.joining());
    }

    private static String brief(String name, @Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw Problem.malformed(name, "has more than " + LONGEST + " characters");
        }
        return text == null ? "" : text.strip();
    }
}
