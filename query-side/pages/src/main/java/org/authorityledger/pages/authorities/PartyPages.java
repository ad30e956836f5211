package org.authorityledger.pages.authorities;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.DocumentPart;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.KeptDocument;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.RetractedActs;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.WaitingCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages of a grantor, an attorney, an issuer and an instrument: who may sign which form on the day, and all authorities as a timeline
 * and a table.
 */
@Controller
class PartyPages {

    private static final int MOST_VERSIONS = 3_000;
    private static final int MOST_ACTS = 300;
    private static final int MOST_PICTURES = 12;
    /** A longer text has a page of its own only. */
    private static final int LONGEST_TEXT = 200_000;

    private final Directory directory;
    private final AuthorityQueries authorities;
    private final Register register;
    private final LedgerReader ledger;
    private final InstrumentTexts instruments;
    private final EntitySignatories signatories;
    private final OfficeHolders offices;
    private final Inbox inbox;
    private final WaitingCommands approvals;
    private final ActText actText;
    private final DisplayText words;

    PartyPages(Directory directory, AuthorityQueries authorities, Register register, LedgerReader ledger, InstrumentTexts instruments,
            EntitySignatories signatories, OfficeHolders offices, Inbox inbox, WaitingCommands approvals, ActText actText,
            DisplayText words) {
        this.directory = directory;
        this.authorities = authorities;
        this.register = register;
        this.ledger = ledger;
        this.instruments = instruments;
        this.signatories = signatories;
        this.offices = offices;
        this.inbox = inbox;
        this.approvals = approvals;
        this.actText = actText;
        this.words = words;
    }

    /** A record for the list of acts, the latest first. */
    record RecordedAct(StoredEvent event, String words, String href) {}

    @GetMapping("/grantors/{grantorId}")
    String grantor(@PathVariable GrantorId grantorId, @RequestParam(required = false) @Nullable String cursor, AsOf asOf, Model model) {
        model.addAttribute("who", known(PartyKind.GRANTOR, grantorId.value(), "UNKNOWN_GRANTOR", "grantor"));
        AuthorityListing shown = shown(new AuthorityFilter(null, grantorId, null, null, null), cursor, asOf, model);
        List<StoredEvent> acts = unretracted(acts(grantorId, asOf));
        picture(shown, acts, asOf, model);
        model.addAttribute("instruments", instruments.of(grantorId, asOf.moment()));
        EntitySignatories.Signers signers = signatories.of(grantorId, asOf);
        model.addAttribute("signers", signers);
        model.addAttribute("waiting", approvals.waiting(grantorId));
        model.addAttribute(PageLayoutInterceptor.CHANGES, life(shown.versions(), signers.days(), Stream.empty(), asOf));
        model.addAttribute("kind", PartyKind.GRANTOR.name());
        return PageLayoutInterceptor.VIEWS + "party";
    }

    @GetMapping("/attorneys/{attorneyId}")
    String attorney(@PathVariable AttorneyId attorneyId, @RequestParam(required = false) @Nullable String cursor, AsOf asOf, Model model) {
        model.addAttribute("who", known(PartyKind.ATTORNEY, attorneyId.value(), "UNKNOWN_ATTORNEY", "attorney"));
        AuthorityListing shown = shown(new AuthorityFilter(attorneyId, null, null, null, null), cursor, asOf, model);
        picture(shown, List.of(), asOf, model);
        model.addAttribute("waiting", approvals.waiting(attorneyId));
        model.addAttribute("isOffice", offices.everHeld(attorneyId));
        model.addAttribute("kind", PartyKind.ATTORNEY.name());
        return PageLayoutInterceptor.VIEWS + "party";
    }

    @GetMapping("/issuers/{issuerId}")
    String issuer(@PathVariable IssuerId issuerId, @RequestParam(required = false) @Nullable String cursor, AsOf asOf, Model model) {
        model.addAttribute("who", known(PartyKind.ISSUER, issuerId.value(), "UNKNOWN_ISSUER", "issuer"));
        AuthorityListing shown = shown(new AuthorityFilter(null, null, issuerId, null, null), cursor, asOf, model);
        picture(shown, List.of(), asOf, model);
        model.addAttribute("kind", PartyKind.ISSUER.name());
        return PageLayoutInterceptor.VIEWS + "party";
    }

    @GetMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}")
    String instrument(@PathVariable GrantorId grantorId, @PathVariable PoaId poaId, AsOf asOf, Model model) {
        model.addAttribute("grantor", known(PartyKind.GRANTOR, grantorId.value(), "UNKNOWN_GRANTOR", "grantor"));
        List<InstrumentTexts.InstrumentText> texts = instruments.texts(grantorId, poaId);
        if (texts.isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_INSTRUMENT",
                    "The ledger has no power of attorney " + poaId + " of grantor " + grantorId + ".", List.of());
        }
        AuthorityListing shown = shown(new AuthorityFilter(null, grantorId, null, poaId, null), null, asOf, model);
        picture(shown, unretracted(ActsOfInstrument.of(poaId, texts, shown.versions()).among(acts(grantorId, asOf))), asOf, model);
        model.addAttribute("poaId", poaId);
        model.addAttribute("texts", texts);
        model.addAttribute("recorded", recorded(texts));
        InstrumentTexts.InstrumentText known = texts.stream().filter(text -> text.knownAt(asOf.knownAt())).findFirst().orElse(null);
        List<Instrument.Segment> segments = known == null || known.riders().isEmpty() ? List.of() : segments(grantorId, poaId, asOf);
        model.addAttribute("text", known);
        List<String> kept = known == null ? List.of() : documents(known);
        model.addAttribute("documents", kept);
        model.addAttribute("papers", kept.stream().map(inbox::document).map(Paper::of).filter(Objects::nonNull).toList());
        model.addAttribute("overTime", segments.isEmpty() ? null : TermsOverTime.of(segments, asOf, words));
        String path = Links.instrument(grantorId, poaId);
        Map<Object, List<AuthorityVersion>> lives = new LinkedHashMap<>();
        shown.versions().forEach(version -> lives.computeIfAbsent(version.authority().key(), key -> new ArrayList<>()).add(version));
        model.addAttribute("pictures", lives.values().stream().limit(MOST_PICTURES).map(life -> BitemporalChart.of(
                shown.names().of(Naming.Part.ATTORNEY, life.getFirst().authority().attorneyId().value()), life, asOf, words, path))
                .toList());
        model.addAttribute(PageLayoutInterceptor.CHANGES, life(shown.versions(), segments.stream().map(Instrument.Segment::from),
                texts.stream().map(InstrumentTexts.InstrumentText::knownFrom), asOf));
        return PageLayoutInterceptor.VIEWS + "instrument";
    }

    /**
     * The text of a document that an instrument came from.
     *
     * @param name how the document is called, or its type
     */
    record Paper(String sha256, String name, String text) {

        /** The part that matters; null: it has no text, or more than a page should show. */
        static @Nullable Paper of(KeptDocument document) {
            DocumentPart part = document.main();
            String text = part == null ? null : part.text();
            return part == null || text == null || text.length() > LONGEST_TEXT
                    ? null
                    : new Paper(document.sha256(),
                            document.name() != null ? document.name() : part.type() != null ? part.type() : "Its document",
                            text);
        }
    }

    /** Of the documents that an instrument and its riders name, those that are kept here. */
    private List<String> documents(InstrumentTexts.InstrumentText text) {
        return inbox.kept(Stream.concat(Stream.of(text.terms()), text.riders().stream().map(FactsJson.Rider::terms)).map(Terms::document)
                .filter(Objects::nonNull).map(Document::sha256).distinct().toList());
    }

    /** Everything an instrument was ever known to say by what changed it, with a heading each: a rider is no correction. */
    private Map<String, List<InstrumentTexts.InstrumentText>> recorded(List<InstrumentTexts.InstrumentText> texts) {
        if (texts.size() == 1) {
            return Map.of();
        }
        Map<String, LegalAct> acts = ledger.records(texts.stream().map(text -> RecordId.of(text.openedBy())).toList()).stream()
                .collect(Collectors.toMap(event -> event.record().recordId().toString(), event -> event.record().act()));
        Map<String, List<InstrumentTexts.InstrumentText>> kinds = new LinkedHashMap<>();
        texts.reversed().forEach(text -> kinds.computeIfAbsent(switch (acts.get(text.openedBy())) {
            case PowerOfAttorneyGranted grant -> "grant";
            case PowerOfAttorneyAmended rider -> "rider";
            case PowerOfAttorneyCorrected correction -> "correction";
            case RecordRetracted retraction -> "retraction";
            case null, default -> "change";
        }, kind -> new ArrayList<>()).add(text));
        Map<String, List<InstrumentTexts.InstrumentText>> recorded = new LinkedHashMap<>();
        kinds.forEach((kind, some) -> recorded.put(
                kind.equals("grant") ? "Grant recorded" : some.size() + " " + kind + (some.size() == 1 ? "" : "s") + " recorded", some));
        return recorded;
    }

    /** The parts of an amended instrument's life, as the law cuts it. */
    private List<Instrument.Segment> segments(GrantorId grantorId, PoaId poaId, AsOf asOf) {
        Instrument instrument = GrantorRecords.of(ledger.forTheLaw(grantorId, Sequence.FIRST)).knownAt(asOf.knownAt()).unretracted()
                .instrument(poaId);
        return instrument == null ? List.of() : instrument.segments();
    }

    /**
     * What the as-of bar steps to beside changes of authorities, which it may not change: the days of signatories and riders, and the moments of
     * corrections.
     */
    private static ChangePoints life(List<AuthorityVersion> versions, Stream<LocalDate> days, Stream<Instant> moments, AsOf asOf) {
        ChangePoints life = ChangePoints.of(versions, asOf.moment());
        return new ChangePoints(Stream.concat(life.days().stream(), days).sorted().distinct().toList(),
                Stream.concat(life.recorded().stream(), moments).sorted().distinct().toList());
    }

    private AuthorityListing shown(AuthorityFilter filter, @Nullable String cursor, AsOf asOf, Model model) {
        List<AuthorityVersion> versions = authorities.lives(filter, MOST_VERSIONS);
        AuthorityListing shown = AuthorityListing.of(register, instruments, versions, filter, asOf, cursor);
        model.addAttribute("shown", shown);
        model.addAttribute("cut", versions.size() == MOST_VERSIONS);
        model.addAttribute(PageLayoutInterceptor.CHANGES, ChangePoints.of(versions, asOf.moment()));
        model.addAttribute("exported", ExportFiles.history(filter));
        model.addAttribute(PageLayoutInterceptor.ABOUT, filter.grantor() == null ? PageLayoutInterceptor.ANYONE : filter.grantor());
        return shown;
    }

    /** The records of a grantor, as known at the moment of the page; the latest ones if there are very many. */
    private List<StoredEvent> acts(GrantorId grantorId, AsOf asOf) {
        long from = Math.max(0, ledger.version(grantorId).value() - MOST_ACTS);
        return ledger.stream(grantorId, Sequence.of(from)).stream()
                .filter(event -> !event.record().recordedAt().isAfter(asOf.knownAt())).toList();
    }

    private void picture(AuthorityListing shown, List<StoredEvent> events, AsOf asOf, Model model) {
        RetractedActs retracted = RetractedActs.of(events, ledger, actText);
        Names names = ActText.names(register,
                asking -> events.stream().map(event -> retracted.briefly(event.record().act(), asking)).toList());
        List<Timeline.DatedAct> marks = events.stream().flatMap(event -> actText.happenings(event.record().act(), names).stream()
                .map(happening -> new Timeline.DatedAct(happening, asOf.link("/ledger/" + event.record().recordId()))))
                .sorted(Comparator.comparing(link -> link.happening().day())).toList();
        boolean ofGrantor = !events.isEmpty();
        List<Timeline.Lane> lanes = shown.rows().stream().map(row -> new Timeline.Lane(row.authority(),
                ofGrantor
                        ? row.attorney()
                        : row.grantor() + (model.containsAttribute("who")
                                && ((Directory.KnownParty) Objects.requireNonNull(model.getAttribute("who"))).id()
                                        .equals(row.authority().attorneyId().value()) ? "" : " ← " + row.attorney()),
                row.authority().poaId() + ", " + row.issuer(), asOf.link(row.instrumentPath()))).toList();
        model.addAttribute("timeline", Timeline.of(lanes, marks, asOf, words));
        model.addAttribute("acts", events.reversed().stream().limit(20)
                .map(event -> new RecordedAct(event, retracted.briefly(event.record().act(), names),
                        asOf.link("/ledger/" + event.record().recordId())))
                .toList());
    }

    private Directory.KnownParty known(PartyKind kind, String id, String code, String word) {
        Directory.KnownParty found = directory.find(kind, id);
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, code, "The ledger has no " + word + " " + id + ".", List.of());
        }
        return found;
    }

    /** The records among these that were not retracted. */
    private static List<StoredEvent> unretracted(List<StoredEvent> events) {
        Set<RecordId> retracted = events.stream().map(event -> event.record().act()).filter(RecordRetracted.class::isInstance)
                .map(act -> ((RecordRetracted) act).recordId()).collect(Collectors.toSet());
        return events.stream().filter(event -> !retracted.contains(event.record().recordId())).toList();
    }
}
