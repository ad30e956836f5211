package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.FiledDocument;
import org.authorityledger.documents.text.Words;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.authorityledger.events.SignatoryCapacity;
import org.jspecify.annotations.Nullable;

/** From the text of a paper to the acts that it seems to be. Reads each time the same in the same text, and records nothing. */
public final class InstrumentReader {

    /** As many as an instrument may appoint. */
    private static final int MOST_PEOPLE = 500;
    private static final int MOST_SIGNATURES = 200;
    private static final Pattern POWER_OF = Pattern
            .compile("(?i:\\bpowers? of attorney\\b)(?: (?i:of|from)|[^.;]{0,120}?\\b(?i:granted|given|executed|signed|made|issued)"
                    + "\\b[^.;]{0,40}?\\bby) (?=\\p{Lu})");
    private static final String TOO_MANY_SIGN = "more people signed than sign a power of attorney";
    private static final Pattern SELF = Pattern.compile(
            "(?:\\bI,|[Uu]ndersigned,|UNDERSIGNED,|[Pp]resents,? that|PRESENTS,? THAT|[Tt]hat I,|THAT I,"
                    + "|[Pp]resents:? that I,) (?:the undersigned,? )?("
                    + Names.PERSON + "|" + Names.COMPANY + ")");

    private final FiledDocument document;
    private final @Nullable FilingContext filing;
    private final Words words;
    private final String line;

    private InstrumentReader(FiledDocument document, String text, @Nullable FilingContext filing) {
        this.document = document;
        this.filing = filing;
        this.words = Words.of(text);
        this.line = words.line();
    }

    /**
     * Reads one paper.
     *
     * @param document the paper; its text is what all offsets refer to
     * @param filing the filing to which it is attached; null: none is known
     */
    public static Reading read(FiledDocument document, @Nullable FilingContext filing) {
        String whole = document.text();
        if (whole == null) {
            return Reading.none(document.notRead() == null ? "the document has no text" : document.notRead());
        }
        if (whole.length() > FiledDocument.LONGEST_TEXT) {
            return Reading.none("the text is too long for a power of attorney");
        }
        String text = Boxes.withoutEmpty(whole);
        SeveralInstruments several = SeveralInstruments.in(text);
        List<Proposal> proposals = new ArrayList<>();
        String none = null;
        for (int i = 0; i < several.starts().size(); i++) {
            int from = several.starts().get(i);
            int to = i + 1 < several.starts().size() ? several.starts().get(i + 1) : text.length();
            Reading one = new InstrumentReader(document, text.substring(from, to), filing).reading();
            none = none == null ? one.noProposal() : none;
            one.proposals().stream().map(proposal -> placed(proposal, from, several.clear()))
                    .filter(proposal -> proposal.kind() != Proposal.Kind.SIGNATORY
                            || proposals.stream()
                                    .noneMatch(other -> other.kind() == proposal.kind() && other.body().equals(proposal.body())))
                    .forEach(proposals::add);
        }
        if (proposals.isEmpty()) {
            return Reading.none(none + (Boxes.emptyAtForm(whole) ? "; boxes at its forms are empty" : ""));
        }
        return new Reading(proposals, null);
    }

    /** A proposal of a paper that begins here in the text; where it is not clear where papers begin, a person must look. */
    private static Proposal placed(Proposal proposal, int from, boolean clear) {
        List<Evidence> evidence = from == 0
                ? proposal.evidence()
                : proposal.evidence().stream()
                        .map(one -> new Evidence(one.field(), one.start() + from, one.end() + from, one.confidence(), one.rule())).toList();
        List<Open> open = new ArrayList<>(proposal.open());
        if (!clear) {
            boolean terms = proposal.kind() == Proposal.Kind.GRANT || proposal.kind() == Proposal.Kind.AMENDMENT;
            (terms ? List.of("grantor", "attorneys") : List.of(proposal.kind() == Proposal.Kind.SIGNATORY ? "signatory" : "poaId"))
                    .forEach(field -> open.add(new Open(field, SeveralInstruments.UNCLEAR)));
        }
        return new Proposal(proposal.kind(), proposal.body(), proposal.grantorName(), proposal.appointedByName(), evidence, open);
    }

    private Reading reading() {
        Appointment appointment = Appointment.in(line);
        boolean insiderForms = !FormNames.all(line, 0, line.length()).stream().filter(InstrumentReader::ofInsiders).toList().isEmpty()
                || !FormNames.sections(line, 0, line.length()).isEmpty();
        if (Kinds.resolution(line)) {
            return Reading.none("a resolution of a board gives no power of a reporting person");
        }
        if (Kinds.revocation(line, appointment)) {
            return revocations();
        }
        if (!insiderForms) {
            String other = Kinds.otherPaper(line);
            return Reading.none(other == null ? "the text names no form of a reporting person" : other);
        }
        if ((appointment == null || appointment.doubtful(line)) && Kinds.declination(line)) {
            return Reading.none("someone who was appointed, or was to be, declines or resigns; the reader proposes no such act");
        }
        if (appointment == null) {
            String refused = Appointment.refused(line);
            if (refused != null && Kinds.amendment(line)) {
                return Reading.none("it amends a power of attorney and does not state all its terms");
            }
            return Reading.none(refused == null
                    ? "the text appoints no one whom the reader can name"
                    : "the words that name someone do not appoint now: " + refused);
        }
        if (Kinds.substitution(line)) {
            return substitutions(appointment);
        }
        return grants(appointment, Kinds.amendment(line) ? Proposal.Kind.AMENDMENT : Proposal.Kind.GRANT);
    }

    private static boolean ofInsiders(Form form) {
        return form.oneOfTheSeven() || form.name().startsWith("13");
    }

    private Reading grants(Appointment appointment, Proposal.Kind kind) {
        if (appointment.appointed().size() > MOST_PEOPLE) {
            return Reading.none("the text appoints more people than a power of attorney does");
        }
        List<Limits> limits = Limits.in(line);
        if (limits.size() > Limits.MOST) {
            return Reading.none("the text sets more limits than a power of attorney does");
        }
        Draft terms = terms(appointment, limits);
        if (!terms.body.containsKey("powers")) {
            String other = Kinds.otherPaper(line);
            return Reading.none(other != null ? other : "no clause of the appointment names a form of a reporting person");
        }
        doubts(terms, appointment);
        List<Proposal> proposals = new ArrayList<>();
        List<Signatures.Signature> signatures = new Signatures(words).read().stream()
                .filter(signature -> !ofAttorney(signature, appointment)).toList();
        if (signatures.size() > MOST_SIGNATURES) {
            return Reading.none(TOO_MANY_SIGN);
        }
        if (signatures.isEmpty()) {
            Draft draft = terms.copy();
            Found<String> self = self(appointment);
            String name = self == null ? null : grantor(draft, self, Names.entity(self.value()));
            if (self == null) {
                draft.open("grantor", "the text has no signature that can be read");
            } else {
                draft.open("grantor", "the text has no signature");
            }
            finish(draft, kind, name, -1, appointment, proposals);
        }
        for (Signatures.Signature signature : signatures) {
            Draft draft = terms.copy();
            Found<String> named = signature.grantor();
            Found<String> self = self(appointment);
            boolean entity = signature.entity();
            if (self != null && signatures.size() == 1) {
                if (Names.alike(self.value(), named.value())) {
                    named = self.value().length() >= named.value().length() || !sameCase(self.value()) ? better(named, self) : named;
                } else if (Names.entity(self.value()) && !entity) {
                    entity = true;
                    draft.open("grantor", "signed by " + named.value() + " for " + self.value() + "; in which capacity is not clear");
                    named = self;
                } else if (!Names.entity(self.value())) {
                    draft.open("grantor", "the text names " + self.value() + ", and " + named.value() + " signed");
                }
            }
            String another = new SignedFor(words).another(signature, issuers(draft));
            if (another != null) {
                draft.open("grantor", another);
            }
            unsigned(draft, signature, "grantor");
            String name = grantor(draft, named, entity);
            finish(draft, kind, name, signature.start(), appointment, proposals);
            boolean attorney = new SignedFor(words).attorney(signature);
            for (Signatures.Link link : signature.chain()) {
                if (attorney && !link.signatoryIsEntity()) {
                    continue;
                }
                Proposal signatory = signatory(link);
                if (proposals.stream().noneMatch(other -> other.kind() == signatory.kind() && other.body().equals(signatory.body()))) {
                    proposals.add(signatory);
                }
            }
        }
        return new Reading(proposals, null);
    }

    private void unsigned(Draft draft, Signatures.Signature signature, String field) {
        String doubt = Unsigned.doubt(words, signature);
        if (doubt != null) {
            draft.open(field, doubt);
        }
    }

    /** What leaves open whether, and whom, the paper appoints. */
    private void doubts(Draft draft, Appointment appointment) {
        if (appointment.doubtful(line)) {
            draft.open("attorneys", "the words may not appoint now: "
                    + line.substring(Math.max(0, appointment.start() - 80), Math.min(line.length(), appointment.start() + 40)).strip());
        }
        String alsoFor = AlsoFor.in(line);
        if (alsoFor != null) {
            draft.open("onBehalfOf", "it may be given for others too: " + alsoFor);
        }
        String revoked = Kinds.revokesThis(line);
        if (revoked != null) {
            draft.open("expiresOn", "the text also revokes it: " + revoked);
        }
        String ended = NoLonger.in(line);
        if (ended != null) {
            draft.open("attorneys", "it also says who has authority no longer: " + ended);
        }
    }

    /** The names of the issuers in a draft. */
    private static List<String> issuers(Draft draft) {
        Object issuers = draft.body.getOrDefault("issuers", List.of(draft.body.getOrDefault("issuer", Map.of())));
        return ((List<?>) issuers).stream().filter(Map.class::isInstance).map(issuer -> ((Map<?, ?>) issuer).get("name"))
                .filter(String.class::isInstance).map(String.class::cast).toList();
    }

    /** An attorney's own signature, as an acceptance or a specimen. */
    private static boolean ofAttorney(Signatures.Signature signature, Appointment appointment) {
        return !signature.entity()
                && appointment.appointed().stream().anyMatch(one -> one.name().value().equalsIgnoreCase(signature.grantor().value()));
    }

    private static boolean sameCase(String name) {
        return !name.equals(name.toUpperCase(Locale.ROOT));
    }

    private static Found<String> better(Found<String> signed, Found<String> self) {
        return sameCase(self.value()) || !sameCase(signed.value()) ? self : signed;
    }

    private void finish(Draft draft, Proposal.Kind kind, @Nullable String name, int signed, Appointment appointment,
            List<Proposal> proposals) {
        executed(draft, signed, appointment);
        marks(draft, "executedOn");
        if (kind == Proposal.Kind.AMENDMENT) {
            String partly = Kinds.amendsPartly(line);
            if (partly != null) {
                List.of("attorneys", "powers")
                        .forEach(field -> draft.open(field,
                                "it changes a part, and an amendment is recorded with all its terms: " + partly));
            }
            draft.open("poaId", amendedWhich());
        }
        proposals.add(draft.proposal(kind, name, null));
        if (filing != null && filing.accession() != null && filing.filedOn() != null && filing.form() != null && document.exhibit24()) {
            Draft confirmation = new Draft(words);
            confirmation.body.put("accession", filing.accession());
            confirmation.body.put("form", filing.form());
            if (filing.exhibit() != null) {
                confirmation.body.put("exhibit", filing.exhibit());
            }
            confirmation.body.put("filedOn", filing.filedOn().toString());
            confirmation.open("poaId", "the instrument that the proposal before this one grants");
            proposals.add(confirmation.proposal(Proposal.Kind.CONFIRMATION, name, null));
        }
    }

    /** What marks on the paper leave open. */
    private void marks(Draft draft, String dated) {
        String unfinished = Marks.draft(line);
        String stamp = Marks.stamp(line);
        if (unfinished != null) {
            draft.open(dated, unfinished);
        }
        if (stamp != null) {
            draft.open(draft.body.containsKey("attorneys") ? "expiresOn" : dated, stamp);
        }
    }

    private String amendedWhich() {
        Matcher matcher = Pattern.compile("(?i)power of attorney[^.;]{0,60}?(?:dated|executed on|executed as of)(?: as of)? ")
                .matcher(line);
        while (matcher.find()) {
            for (Found<LocalDate> date : Dates.in(line, matcher.end(), Math.min(line.length(), matcher.end() + 40))) {
                return "the instrument dated " + date.value();
            }
        }
        return "the text does not say which instrument it amends";
    }

    /** The grantor as the body names them: "I, Jane Roe, hereby". */
    private @Nullable Found<String> self(Appointment appointment) {
        Matcher matcher = SELF.matcher(line);
        while (matcher.find()) {
            if (matcher.start() > appointment.start() + 5) {
                return null;
            }
            int from = matcher.start(1);
            int length = Names.entity(matcher.group(1)) ? matcher.group(1).length() : Names.personAt(line, from, matcher.end(1));
            String name = length == 0 ? "" : line.substring(from, from + length).replaceAll(",$", "");
            if (!name.isEmpty() && (Names.person(name) || Names.entity(name)) && !name.matches("(?i)(?:each|the undersigned).*")) {
                return Found.sure(name, from, from + name.length(), "grantor-in-the-body");
            }
        }
        return null;
    }

    private String grantor(Draft draft, Found<String> found, boolean entity) {
        String name = Objects.requireNonNullElse(Names.clean(found.value()), found.value());
        Map<String, Object> grantor = new LinkedHashMap<>();
        grantor.put("name", name);
        if (entity || Names.entity(name)) {
            grantor.put("kind", "ENTITY");
        }
        if (filing != null) {
            List<FilingContext.Party> same = filing.owners().stream().filter(owner -> Names.alike(owner.name(), name)).toList();
            if (same.size() == 1 && same.getFirst().cik() != null) {
                grantor.put("cik", same.getFirst().cik());
            } else if (same.isEmpty() && !filing.owners().isEmpty()) {
                draft.open("grantor", "the filing reports for " + filing.owners().getFirst().name() + ", and the paper is of " + name);
            }
        }
        draft.put("grantor", grantor, found);
        return name;
    }

    private Draft terms(Appointment appointment, List<Limits> limits) {
        Draft draft = new Draft(words);
        Issuers reader = new Issuers(words);
        Map<String, Found<String>> defined = reader.defined();
        issuers(draft, reader, forThis(draft, reader.named(defined, appointment)));
        List<Map<String, Object>> attorneys = attorneys(draft, appointment, defined);
        limits.forEach(limit -> draft.open(limit.open().field(), limit.open().why()));
        UseLimits.in(line, appointment).forEach(open -> draft.open(open.field(), open.why()));
        List<Map<String, Object>> powers = new Clauses(line, limits, draft).read(appointment.end(), appointment.start());
        if (!powers.isEmpty()) {
            draft.body.put("powers", powers);
        }
        signing(draft, appointment, attorneys);
        Found<TreeSet<Regime>> until = Ends.untilCeased(line);
        if (until != null && !until.value().isEmpty()) {
            draft.put("untilCeasedReporting", until.value().stream().map(Regime::name).toList(), until);
        } else if (until != null) {
            draft.open("untilCeasedReporting", "it lasts until a duty to report ends that the text does not name");
        }
        Substitutes substitutes = Substitutes.in(line);
        draft.put("substitution", substitutes.power());
        if (substitutes.both()) {
            draft.open("substitution", "it both gives and withholds a power of substitution");
        }
        Durability durability = Durability.in(line);
        draft.put("durable", durability.durable());
        if (durability.both()) {
            draft.open("durable", "it says both that it outlives an incapacity and that it does not");
        }
        draft.put("governingLaw", Ends.law(line));
        draft.put("supersedesPrior", Ends.supersedes(line));
        Found<LocalDate> superseded = Ends.supersededDate(line);
        if (superseded != null) {
            draft.open("supersedes", "it revokes the instrument dated " + superseded.value());
        }
        draft.put("revocationTakesEffect", Ends.revocation(line));
        if (!draft.body.containsKey("revocationTakesEffect") && Ends.revocationDeliveredElsewhere(line)) {
            draft.open("revocationTakesEffect", "a revocation is to be delivered, and not to the attorneys or to the issuer alone");
        }
        Found<String> employment = Ends.employment(line);
        if (employment != null && ofSome(employment, draft)) {
            draft.open("attorneys", "the authority of some of them may end with employment: " + employment.value().strip());
        } else if (employment != null) {
            for (int i = 0; i < attorneys.size(); i++) {
                attorneys.get(i).put("endsWithEmployment", true);
                draft.saw("attorneys[" + i + "].endsWithEmployment", employment);
            }
        }
        if (!draft.body.containsKey("supersedesPrior") && Ends.supersedesSome(line)) {
            draft.open("supersedesPrior", "it takes the place of earlier instruments that someone holds");
        }
        return draft;
    }

    /** The issuers for which the power is: not those for which it says that it is not. */
    private List<Found<String>> forThis(Draft draft, List<Found<String>> named) {
        List<Sentences.Part> parts = Sentences.parts(line);
        List<Found<String>> issuers = new ArrayList<>();
        for (Found<String> company : named) {
            if (OtherIssuers.excludes(parts, line, company)) {
                draft.open("issuer", "it may not be for " + company.value());
            } else {
                issuers.add(company);
            }
        }
        return issuers;
    }

    /** Whether the sentence of an end may be of some of those appointed only. */
    private boolean ofSome(Found<?> end, Draft draft) {
        List<String> names = ((List<?>) draft.body.getOrDefault("attorneys", List.of())).stream().filter(Map.class::isInstance)
                .map(one -> String.valueOf(((Map<?, ?>) one).get("name"))).toList();
        return EndOfOne.in(Sentences.around(Sentences.parts(line), end.start()).words(), names);
    }

    private void issuers(Draft draft, Issuers reader, List<Found<String>> named) {
        Found<String> any = reader.any();
        Found<String> undefined = reader.undefined();
        if (!named.isEmpty()) {
            List<Object> issuers = new ArrayList<>();
            for (int i = 0; i < named.size(); i++) {
                issuers.add(issuer(named.get(i).value()));
                draft.saw(named.size() == 1 ? "issuer" : "issuers[" + i + "]", named.get(i));
            }
            draft.body.put(issuers.size() == 1 ? "issuer" : "issuers", issuers.size() == 1 ? issuers.getFirst() : issuers);
            if (any != null) {
                draft.open("issuer", "it also speaks of every company: " + line.substring(any.start(), any.end()));
            }
        } else if (any != null) {
            draft.put("issuer", any);
        } else if (undefined != null && filing != null && filing.issuers().size() == 1) {
            FilingContext.Party company = filing.issuers().getFirst();
            draft.put("issuer", issuer(company.name()),
                    new Found<>(company.name(), undefined.start(), undefined.end(), 0.7, "issuer-of-the-filing"));
            draft.open("issuer", "the text says \"" + undefined.value() + "\" and not which; the filing names " + company.name());
        } else {
            draft.open("issuer",
                    undefined == null ? "the text names no issuer" : "the text says \"" + undefined.value() + "\" and not which");
        }
        Found<String> affiliates = reader.affiliates();
        if (affiliates != null) {
            draft.open(named.size() > 1 ? "issuers" : "issuer", "the text says \"" + affiliates.value().strip() + "\" and names none");
        }
    }

    private Map<String, Object> issuer(String name) {
        Map<String, Object> issuer = new LinkedHashMap<>();
        issuer.put("issuerId", Names.handle(name));
        issuer.put("name", name);
        if (filing != null) {
            filing.issuers().stream().filter(party -> party.cik() != null && sameCompany(party.name(), name)).findFirst()
                    .ifPresent(party -> issuer.put("cik", Objects.requireNonNull(party.cik())));
        }
        return issuer;
    }

    private static boolean sameCompany(String one, String other) {
        return bare(one).equals(bare(other));
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]", "")
                .replaceAll("^the |\\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|plc|lp)\\b", "")
                .replaceAll("\\s+", " ").strip();
    }

    private List<Map<String, Object>> attorneys(Draft draft, Appointment appointment, Map<String, Found<String>> defined) {
        List<Map<String, Object>> attorneys = new ArrayList<>();
        TreeSet<String> handles = new TreeSet<>();
        for (Appointment.Appointed one : appointment.appointed()) {
            String path = "attorneys[" + attorneys.size() + "]";
            Map<String, Object> attorney = new LinkedHashMap<>();
            String handle = Names.handle(one.name().value());
            for (int n = 2; !handles.add(handle); n++) {
                handle = Names.handle(one.name().value()) + "-" + n;
            }
            attorney.put("attorneyId", handle);
            attorney.put("name", one.name().value());
            draft.saw(path + ".name", one.name());
            if (one.title() != null) {
                attorney.put("title", one.title().value());
                draft.saw(path + ".title", one.title());
            }
            if (one.employer() != null) {
                Found<String> employer = defined.getOrDefault(one.employer().value().toLowerCase(Locale.ROOT).replaceFirst("^the ", ""),
                        one.employer());
                boolean term = employer.value().matches("(?i)(?:the )?(?:company|corporation|issuer|bank|trust|fund|partnership|firm)");
                if (!term) {
                    attorney.put("employer", employer.value());
                    draft.saw(path + ".employer", one.employer());
                }
            }
            if (one.office()) {
                attorney.put("office", true);
                draft.saw(path + ".office", one.name());
            }
            if (one.entity()) {
                attorney.put("kind", "ENTITY");
            }
            attorneys.add(attorney);
        }
        if (!attorneys.isEmpty()) {
            draft.body.put("attorneys", attorneys);
        }
        appointment.unread().forEach(unread -> draft.open("attorneys", "not understood in the list of those appointed: " + unread));
        ListGoesOn.after(line, appointment.end())
                .forEach(name -> draft.open("attorneys", "the list of those appointed may go on: " + name));
        ListGoesOn.appositions(line, appointment.appointed())
                .forEach(pair -> draft.open("attorneys", "an office beside a name may be theirs: " + pair));
        appointment.later(line).forEach(name -> draft.open("attorneys", "a later sentence appoints " + name + " too"));
        return attorneys;
    }

    private void signing(Draft draft, Appointment appointment, List<Map<String, Object>> attorneys) {
        Found<Integer> minimum = appointment.minimum();
        String together = appointment.groups().isEmpty() ? SigningTogether.in(line, minimum) : null;
        if (together != null) {
            draft.open("minimumSignatures", "more than one may have to sign: " + together);
            return;
        }
        if (!appointment.groups().isEmpty()) {
            List<Map<String, Object>> groups = new ArrayList<>();
            for (List<Integer> places : appointment.groups()) {
                List<Object> of = new ArrayList<>();
                places.forEach(place -> of.add(Objects.requireNonNull(attorneys.get(place).get("attorneyId"))));
                groups.add(Map.of("of", of, "minimum", 1));
            }
            draft.put("signing", Map.of("groups", groups), Found.sure(0, appointment.start(), appointment.end(), "together-with"));
        } else if (minimum != null) {
            draft.put("minimumSignatures", minimum);
        } else if (attorneys.size() > 1) {
            draft.open("minimumSignatures", "the text does not say whether each of them may sign alone");
        }
    }

    private void executed(Draft draft, int signed, Appointment appointment) {
        Found<LocalDate> executed = Execution.executedOn(words, signed, draft);
        Effect effect = Effect.in(line);
        Found<LocalDate> effective = effect.day();
        if (executed != null) {
            draft.put("executedOn", executed);
            if (filing != null && filing.filedOn() != null && executed.value().isAfter(filing.filedOn())) {
                draft.open("executedOn", "the paper is dated after it was filed, on " + filing.filedOn());
            }
        } else if (Execution.unreadable(line)) {
            draft.open("executedOn", "the paper has a date that cannot be read");
        } else if (draft.openFields().noneMatch("executedOn"::equals)) {
            undated(draft);
        }
        if (effective != null && (executed == null || !effective.value().equals(executed.value()))) {
            draft.put("effectiveOn", effective);
        }
        if (effect.doubt() != null) {
            draft.open("effectiveOn", effect.doubt());
        }
        expires(draft, executed, effective, appointment);
    }

    private void undated(Draft draft) {
        if (filing != null && filing.filedOn() != null) {
            draft.body.put("executedOn", filing.filedOn().toString());
            draft.body.put("undated", true);
        } else {
            draft.open("executedOn", Execution.blank(line) ? "the date was left blank" : "the paper has no date");
        }
    }

    private void expires(Draft draft, @Nullable Found<LocalDate> executedOn, @Nullable Found<LocalDate> effective,
            Appointment appointment) {
        LocalDate executed = executedOn == null ? null : executedOn.value();
        Ends.LastDay last = Ends.lastDay(line, executed);
        Found<LocalDate> expires = last.day();
        if (last.doubt() != null) {
            draft.open("expiresOn", "a day of an end that may not be the end of this paper: " + last.doubt());
        } else if (expires != null && ofSome(expires, draft)) {
            draft.open("expiresOn", "an end of the authority of some, or of another instrument: "
                    + Sentences.around(Sentences.parts(line), expires.start()).words().strip());
        } else if (expires != null && (notAfter(expires.value(), executed)
                || effective != null && notAfter(expires.value(), effective.value()))) {
            draft.open("expiresOn", "the end that it names, " + expires.value() + ", is not after its beginning");
        } else if (expires != null) {
            draft.put("expiresOn", expires);
        } else if (Ends.speaksOfTime(line)) {
            draft.open("expiresOn", "it lasts for a time of which the beginning or the length is not known");
        }
        unreadEnds(draft, Arrays.asList(expires, executedOn, effective), appointment);
    }

    /** An end that no rule has read leaves the end open, whatever else the paper says of it. */
    private void unreadEnds(Draft draft, List<@Nullable Found<LocalDate>> days, Appointment appointment) {
        Found<TreeSet<Regime>> duty = Ends.untilCeased(line);
        Found<String> employment = Ends.employment(line);
        List<Found<?>> read = new ArrayList<>();
        days.stream().filter(Objects::nonNull).forEach(read::add);
        if (duty != null) {
            read.add(duty);
        }
        if (employment != null) {
            read.add(employment);
        }
        String unread = UnreadEnds.in(line, appointment.start(), duty != null, read);
        if (unread == null && duty == null && employment == null && !draft.body.containsKey("expiresOn")) {
            unread = Ends.otherEnd(line);
        }
        if (unread != null && draft.openFields().noneMatch("expiresOn"::equals)) {
            draft.open("expiresOn", "it may end in a way that no rule reads: " + unread.strip());
        }
    }

    private static boolean notAfter(LocalDate day, @Nullable LocalDate other) {
        return other != null && !day.isAfter(other);
    }

    private Proposal signatory(Signatures.Link link) {
        Draft draft = new Draft(words);
        draft.body.put("grantor", Map.of("name", link.entity(), "kind", "ENTITY"));
        Map<String, Object> who = new LinkedHashMap<>();
        who.put("partyId", Names.handle(link.signatory()));
        who.put("name", link.signatory());
        who.put("kind", link.signatoryIsEntity() ? "ENTITY" : "PERSON");
        draft.put("signatory", who, link.at());
        SignatoryCapacity capacity = capacity(link.title());
        if (link.title() != null) {
            draft.body.put("title", link.title());
        }
        if (capacity != null) {
            draft.body.put("capacity", capacity.name());
        } else {
            draft.open("capacity", "the text does not say in which capacity " + link.signatory() + " signed");
        }
        draft.open("from", "the text says only that it was so when the paper was signed");
        return draft.proposal(Proposal.Kind.SIGNATORY, link.entity(), null);
    }

    private static @Nullable SignatoryCapacity capacity(@Nullable String title) {
        if (title == null) {
            return null;
        }
        String lower = title.toLowerCase(Locale.ROOT);
        if (lower.contains("general partner")) {
            return SignatoryCapacity.GENERAL_PARTNER;
        }
        if (lower.contains("managing member")) {
            return SignatoryCapacity.MANAGING_MEMBER;
        }
        if (lower.contains("trustee")) {
            return SignatoryCapacity.TRUSTEE;
        }
        if (Pattern.compile("chief|president|\\bceo\\b|\\bcfo\\b|\\bcoo\\b|treasurer|executive officer").matcher(lower).find()
                && !lower.contains("assistant")) {
            return SignatoryCapacity.EXECUTIVE_OFFICER;
        }
        return SignatoryCapacity.OTHER;
    }

    private Reading revocations() {
        List<Proposal> proposals = new ArrayList<>();
        List<Signatures.Signature> signatures = new Signatures(words).read();
        if (signatures.size() > MOST_SIGNATURES) {
            return Reading.none(TOO_MANY_SIGN);
        }
        for (Signatures.Signature signature : signatures) {
            Draft draft = new Draft(words);
            Found<LocalDate> signed = Execution.executedOn(words, signature.start(), draft);
            if (signed != null) {
                draft.put("signedOn", signed);
            } else if (filing != null && filing.filedOn() != null) {
                draft.open("signedOn", "the paper has no date; it was filed on " + filing.filedOn());
            } else {
                draft.open("signedOn", "the paper has no date");
            }
            revoked(draft);
            String ended = NoLonger.in(line);
            if (ended != null && !draft.body.containsKey("attorneys")) {
                draft.open("attorneys", "whether others remain authorized is not clear: " + ended);
            }
            PartialRevocation.in(line, signed == null ? null : signed.value(), draft.body.containsKey("attorneys"))
                    .forEach(open -> draft.open(open.field(), open.why()));
            draft.open("poaId", amendedWhich().replace("which instrument it amends", "which instrument it revokes"));
            String another = new SignedFor(words).another(signature, List.of());
            if (another != null) {
                draft.open("grantorName", another);
            }
            unsigned(draft, signature, "grantorName");
            marks(draft, "signedOn");
            String name = Objects.requireNonNullElse(Names.clean(signature.grantor().value()), signature.grantor().value());
            String principal = revokedOf(name);
            if (principal != null) {
                draft.open("grantorName", "it revokes a power of " + principal + ", and " + name + " signed");
            }
            draft.saw("grantorName", signature.grantor());
            proposals.add(draft.proposal(Proposal.Kind.REVOCATION, name, null));
        }
        return proposals.isEmpty() ? Reading.none("a revocation without a signature that can be read") : new Reading(proposals, null);
    }

    /** Whose power a revocation names, where it is not that of the one who signed; null where it names no one else. */
    private @Nullable String revokedOf(String signer) {
        Matcher of = POWER_OF.matcher(line);
        while (of.find()) {
            int length = Names.personAt(line, of.end(), Math.min(line.length(), of.end() + 80));
            String name = line.substring(of.end(), of.end() + length);
            if (length > 0 && !Names.alike(name, signer)) {
                return name;
            }
        }
        return null;
    }

    /** Whom a revocation names: "as to Jane Roe only", "the authority of Jane Roe". */
    private void revoked(Draft draft) {
        Matcher matcher = Pattern.compile(
                "(?i)\\b(?:revok\\w+|terminat\\w+|rescind\\w*|withdraw\\w*|cancel\\w*)\\b[^.;]{0,120}?\\b(?:as to|with respect to"
                        + "|insofar as it (?:appoints|relates to)|the (?:authority|appointment|designation) of|authority granted to|(?:as"
                        + "|so far as) it (?:appoints|concerns)) (?=\\p{Lu})")
                .matcher(line);
        if (!matcher.find()) {
            return;
        }
        List<Object> ids = new ArrayList<>();
        int at = matcher.end();
        while (at < line.length()) {
            int length = Names.personAt(line, at, Math.min(line.length(), at + 80));
            if (length == 0) {
                break;
            }
            String name = Objects.requireNonNullElse(Names.clean(line.substring(at, at + length)), "");
            ids.add(Names.handle(name));
            draft.saw("attorneys[" + (ids.size() - 1) + "]", Found.likely(name, at, at + length, "revoked-as-to"));
            at += length;
            Matcher between = Pattern.compile("(?:,? and |, )").matcher(line).region(at, line.length());
            if (!between.lookingAt()) {
                break;
            }
            at = between.end();
        }
        if (!ids.isEmpty()) {
            draft.body.put("attorneys", ids);
        }
    }

    private Reading substitutions(Appointment appointment) {
        List<Signatures.Signature> signatures = new Signatures(words).read();
        Signatures.Signature by = signatures.isEmpty() ? null : signatures.getFirst();
        List<String> grantors = principals(appointment);
        if ((long) grantors.size() * appointment.appointed().size() > MOST_PEOPLE) {
            return Reading.none("the text appoints more substitutes than the reader can propose");
        }
        List<Proposal> proposals = new ArrayList<>();
        for (String grantor : grantors.isEmpty() ? java.util.Collections.<@Nullable String>singletonList(null) : grantors) {
            for (Appointment.Appointed one : appointment.appointed()) {
                proposals.add(substitution(grantor, one, by, appointment));
            }
        }
        return new Reading(proposals, null);
    }

    private Proposal substitution(@Nullable String grantor, Appointment.Appointed one, Signatures.@Nullable Signature by,
            Appointment appointment) {
        Draft draft = new Draft(words);
        Map<String, Object> substitute = new LinkedHashMap<>();
        substitute.put("attorneyId", Names.handle(one.name().value()));
        substitute.put("name", one.name().value());
        draft.put("substitute", substitute, one.name());
        if (by == null) {
            draft.open("attorneyId", "the text has no signature that can be read");
        } else {
            draft.put("attorneyId", Names.handle(by.signer()), by.grantor());
            unsigned(draft, by, "attorneyId");
        }
        Limits.in(line).forEach(limit -> draft.open("substitute", limit.open().why()));
        UseLimits.in(line, appointment)
                .forEach(open -> draft.open(open.field().equals("effectiveOn") ? "effectiveOn" : "substitute", open.why()));
        substitutedFor(draft, appointment);
        if (one.office()) {
            draft.open("substitute", "an office is appointed, and the act names a person");
        }
        Effect effect = Effect.in(line);
        if (effect.doubt() != null) {
            draft.open("effectiveOn", effect.doubt());
        }
        Found<LocalDate> effective = effect.day();
        Found<LocalDate> date = effective == null ? Execution.executedOn(words, by == null ? -1 : by.start(), draft) : effective;
        if (date == null) {
            draft.open("effectiveOn", "the paper has no date");
        } else {
            draft.put("effectiveOn", date);
        }
        marks(draft, "effectiveOn");
        draft.open("poaId", amendedWhich().replace("which instrument it amends", "under which instrument"));
        if (grantor == null) {
            draft.open("grantorName", "the text does not name for whom");
        }
        return draft.proposal(Proposal.Kind.SUBSTITUTION, grantor, by == null ? null : by.signer());
    }

    /** An end and forms that the appointment of a substitute names: how far they reach, a person decides. */
    private void substitutedFor(Draft draft, Appointment appointment) {
        Ends.LastDay last = Ends.lastDay(line, null);
        String unread = UnreadEnds.in(line, appointment.start(), false, List.of());
        if (last.day() != null) {
            draft.open("until", "it may end with " + last.day().value());
        } else if (last.doubt() != null || unread != null) {
            draft.open("until", "it may end: " + (last.doubt() == null ? unread : last.doubt()));
        }
        int end = Sentences.end(line, appointment.end());
        TreeSet<Form> forms = FormNames.all(line, appointment.end(), end);
        boolean those = forms.containsAll(Set.of(Form.FORM_3, Form.FORM_4, Form.FORM_5))
                && !Pattern.compile("(?i)\\b(?:only|solely)\\b").matcher(line).region(appointment.end(), end).find();
        if (!forms.isEmpty() && !those) {
            draft.open("forms", "the appointment names " + forms.stream().map(Form::name).toList() + "; whether these only is not clear");
        }
    }

    /** For whom the one who appoints acts: "by the power of attorney of Jane Roe", or a list after a colon. */
    private List<String> principals(Appointment appointment) {
        List<String> names = new ArrayList<>();
        Matcher matcher = Pattern.compile(
                "(?i)\\b(?:executed by|granted by|given (?:to \\w+ )?by|signed by|attorneys?-in-fact (?:for|of)|on behalf of"
                        + "|power of attorney (?:of|from|by)|following (?:persons?|individuals?)(?: \\([^)]*\\))?:?) (?=\\p{Lu})")
                .matcher(line);
        while (matcher.find()) {
            int at = matcher.end();
            while (at < line.length()) {
                int length = Names.personAt(line, at, Math.min(line.length(), at + 80));
                String name = length == 0 ? "" : line.substring(at, at + length);
                boolean appointed = appointment.appointed().stream().anyMatch(one -> Names.alike(one.name().value(), name));
                if (length == 0 || appointed) {
                    break;
                }
                if (!names.contains(name)) {
                    names.add(name);
                }
                at += length;
                Matcher between = Pattern.compile("(?:,? and |[,;] | (?=\\p{Lu}))").matcher(line).region(at, line.length());
                if (!between.lookingAt()) {
                    break;
                }
                at = between.end();
            }
        }
        return names;
    }
}
