package org.authorityledger.pages.authorities;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.Reason;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Person;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterPosition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who may sign? A form that anyone can use, and the answer with all it rests on. */
@Controller
public class CheckPage {

    public static final String PATH = "/check";
    private static final int MOST_VERSIONS = 5_000;
    private static final int MOST_ROWS = 200;
    private static final int MOST_TURNS = 100;

    private final Asking live;
    private final DisplayText words;

    CheckPage(Directory directory, AuthorityQueries authorities, Checks checks, Register register, RegisterPosition position, DisplayText words) {
        this.live = new Asking("", directory, authorities, checks, register, position::position);
        this.words = words;
    }

    /**
     * Of what it is asked: of the live register, or of the workspace of an investigation.
     *
     * @param place what comes before the path of the page
     */
    public record Asking(String place, Directory directory, AuthorityQueries authorities, Checks checks, Register register,
            LongSupplier position) {

        String path() {
            return place + PATH;
        }

        boolean isLive() {
            return place.isEmpty();
        }
    }

    /** Something to choose in the form. */
    record Choice(String value, String label, boolean chosen) {}

    /**
     * One answer.
     *
     * @param who the signers by name
     * @param decisive what gave the reason; null when nothing was considered
     * @param receipt where the same answer is found with its proof, as one signed file; null: what is only supposed has none
     */
    record Row(String who, String issuer, Question question, Answer answer, String sentence, @Nullable Considered decisive,
            List<Considered> basis, String link, @Nullable String receipt) {

        public boolean yes() {
            return answer.authorized();
        }

        public Reason reason() {
            return answer.reason();
        }
    }

    /** One authority that was considered, with the names to show. */
    record Considered(Answer.Basis basis, String attorney, @Nullable String inPlaceOf, String instrument) {}

    /** The same question as the ledger would have answered it at another time: what it answered from a record on. */
    record Turn(@Nullable Instant from, @Nullable Instant until, boolean yes, Reason reason, String sentence, boolean shown) {}

    @GetMapping(PATH)
    String check(@RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String issuer,
            @RequestParam(required = false) @Nullable String form, @RequestParam(required = false) String @Nullable [] signer,
            @RequestParam(required = false) String @Nullable [] capacity, AsOf asOf, Model model,
            jakarta.servlet.http.HttpServletResponse response) {
        return ask(live, grantor, issuer, form, signer, capacity, asOf, model, response);
    }

    public String ask(Asking asking, @Nullable String grantor, @Nullable String issuer, @Nullable String form, String @Nullable [] signer,
            String @Nullable [] capacity, AsOf asOf, Model model, jakarta.servlet.http.HttpServletResponse response) {
        Directory directory = asking.directory();
        model.addAttribute("place", asking.place());
        Person who = Person.of(directory, PartyKind.GRANTOR, grantor);
        List<Person> signers = Arrays.stream(signer == null ? new String[0] : signer).filter(text -> !text.isBlank()).distinct()
                .map(text -> Person.of(directory, PartyKind.ATTORNEY, text)).toList();
        Set<Capacity> capacities = capacities(capacity);
        FormAsked asked = form(form, model);
        if (who.found() != null && !(who.byId() && signers.stream().allMatch(one -> one.found() == null || one.byId()))) {
            return "redirect:"
                    + address(asOf, asking.path(), who.id(), issuer, asked, signers.stream().map(CheckPage::stable).toList(), capacities);
        }
        model.addAttribute("grantor", who);
        model.addAttribute("forms", forms(asked));
        model.addAttribute("capacities", Arrays.stream(Capacity.values())
                .map(one -> new Choice(one.name(), words.capacity(one), capacities.contains(one))).toList());
        model.addAttribute("someoneElse", signers.stream().filter(one -> one.found() == null).findFirst().orElse(null));
        if (who.given() && who.found() == null || signers.stream().anyMatch(one -> one.found() == null)
                || model.containsAttribute("formFault")) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        if (who.found() != null) {
            answer(asking, GrantorId.of(who.id()), issuer, form == null || form.isBlank() ? null : asked, signers, capacities, asOf, model);
        }
        return PageLayoutInterceptor.VIEWS + "check";
    }

    private void answer(Asking asking, GrantorId grantorId, @Nullable String issuer, @Nullable FormAsked form, List<Person> signers,
            Set<Capacity> capacities,
            AsOf asOf, Model model) {
        List<AuthorityVersion> versions = asking.authorities().lives(new AuthorityFilter(null, grantorId, null, null, null), MOST_VERSIONS);
        model.addAttribute(PageLayoutInterceptor.LIFE, ChangePoints.of(versions, asOf.moment()));
        if (asking.isLive()) {
            model.addAttribute(PageLayoutInterceptor.ABOUT, grantorId);
        }
        Set<String> appointed = ids(versions, version -> version.authority().attorneyId().value());
        Set<String> issuers = ids(versions, version -> version.authority().issuerId().value());
        Set<String> named = new LinkedHashSet<>(appointed);
        signers.stream().filter(one -> one.found() != null).map(Person::id).forEach(named::add);
        Set<String> instrumentIssuers = issuer == null || issuer.isBlank()
                ? issuers
                : Stream.concat(issuers.stream(), Stream.of(issuer.strip()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<PartyKind, Map<String, String>> names = asking.register()
                .names(Map.of(PartyKind.ATTORNEY, named, PartyKind.ISSUER, instrumentIssuers));
        model.addAttribute("issuers", issuerChoices(instrumentIssuers, issuer, names));
        model.addAttribute("attorneys", named.stream().map(id -> new Choice(id, name(names, PartyKind.ATTORNEY, id),
                signers.stream().anyMatch(one -> one.found() != null && one.id().equals(id)))).sorted(Comparator.comparing(Choice::label))
                .toList());
        if (form == null || model.containsAttribute("formFault") || signers.stream().anyMatch(one -> one.found() == null)) {
            return;
        }
        List<IssuerId> at = issuerIds(issuer, issuers);
        List<Register.QuestionAsKnownAt> asked = at.stream()
                .flatMap(one -> groups(signers, one, issuer, versions)
                        .map(group -> new Question(grantorId, one, form, group, capacities, asOf.on())))
                .limit(MOST_ROWS).map(question -> new Register.QuestionAsKnownAt(question, asOf.knownAt())).toList();
        long reached = asking.position().getAsLong();
        List<Row> rows = asking.checks().judge(asked).stream().map(judged -> row(asking, judged, asOf)).toList();
        model.addAttribute("asked", form);
        model.addAttribute("position", reached);
        if (signers.isEmpty() || rows.size() > 1) {
            List<Row> sorted = rows.stream().sorted(Comparator.comparing((Row row) -> !row.yes())).toList();
            model.addAttribute("rows", sorted);
            model.addAttribute("able", sorted.stream().filter(Row::yes).toList());
        } else if (!rows.isEmpty()) {
            model.addAttribute("single", rows.getFirst());
            model.addAttribute("turns", turns(asking.checks(), asked.getFirst().question(), versions, asOf));
        }
        model.addAttribute("nobodyAppointed", asked.isEmpty());
    }

    /**
     * Who is asked about: those who are given, together; else everyone ever appointed, each alone, and where no company is given each only where they
     * were.
     */
    private static Stream<List<AttorneyId>> groups(List<Person> signers, IssuerId at, @Nullable String given,
            List<AuthorityVersion> versions) {
        return signers.isEmpty()
                ? versions.stream().map(AuthorityVersion::authority)
                        .filter(authority -> given != null && !given.isBlank() || authority.issuerId().equals(at)
                                || authority.issuerId().equals(IssuerId.ANY))
                        .map(authority -> authority.attorneyId()).distinct().map(List::of)
                : Stream.of(signers.stream().map(one -> AttorneyId.of(one.id())).toList());
    }

    private Row row(Asking asking, Checks.Judged judged, AsOf asOf) {
        Question question = judged.question();
        Answer answer = judged.answer();
        Map<PartyKind, Map<String, String>> names = judged.names();
        List<Considered> basis = answer.basis().stream().map(one -> considered(asking.register(), one, names)).toList();
        Answer.Basis decisive = answer.decisive();
        String who = question.signers().stream().map(id -> name(names, PartyKind.ATTORNEY, id.value()))
                .collect(Collectors.joining(" and "));
        return new Row(who, issuerName(names, question.issuerId().value()), question, answer,
                judged.explanation(words::day), decisive == null ? null : considered(asking.register(), decisive, names), basis,
                asOf.link(asking.path() + "?" + query(question)),
                !asking.isLive()
                        ? null
                        : AsOf.linkWith("/api/authority/check?receipt=true&" + query(question), asOf.on(), asOf.askedKnownAt()));
    }

    private static String query(Question question) {
        return query(question.grantorId().value(), question.issuerId().value(), question.form(),
                question.signers().stream().map(AttorneyId::value).toList(), question.capacities());
    }

    private static Considered considered(Register register, Answer.Basis basis, Map<PartyKind, Map<String, String>> names) {
        String inPlaceOf = basis.authority().inPlaceOf() == null ? null : basis.authority().inPlaceOf().value();
        return new Considered(basis, name(names, PartyKind.ATTORNEY, basis.authority().attorneyId().value()),
                inPlaceOf == null
                        ? null
                        : register.names(Map.of(PartyKind.ATTORNEY, List.of(inPlaceOf)))
                                .getOrDefault(PartyKind.ATTORNEY, Map.of()).getOrDefault(inPlaceOf, inPlaceOf),
                "/grantors/" + encode(basis.authority().grantorId().value()) + "/powers-of-attorney/"
                        + encode(basis.authority().poaId().value()));
    }

    /** The answer before anything was known, and after each record that changed it. */
    private List<Turn> turns(Checks checks, Question question, List<AuthorityVersion> versions, AsOf asOf) {
        TreeSet<Instant> moments = new TreeSet<>(ChangePoints.of(versions, asOf.moment()).recorded());
        if (moments.isEmpty() || moments.size() > MOST_TURNS) {
            return List.of();
        }
        List<Instant> at = new ArrayList<>(List.of(moments.first().minusNanos(1_000)));
        at.addAll(moments);
        List<Checks.Judged> judged = checks.judge(at.stream().map(moment -> new Register.QuestionAsKnownAt(question, moment)).toList());
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            Answer answer = judged.get(i).answer();
            String sentence = judged.get(i).explanation(words::day);
            if (!turns.isEmpty() && turns.getLast().sentence().equals(sentence)) {
                continue;
            }
            if (!turns.isEmpty()) {
                Turn last = turns.removeLast();
                turns.add(new Turn(last.from(), at.get(i), last.yes(), last.reason(), last.sentence(), last.shown()));
            }
            turns.add(new Turn(i == 0 ? null : at.get(i), null, answer.authorized(), answer.reason(), sentence, false));
        }
        return turns.stream().map(turn -> new Turn(turn.from(), turn.until(), turn.yes(), turn.reason(), turn.sentence(),
                (turn.from() == null || !turn.from().isAfter(asOf.knownAt()))
                        && (turn.until() == null || turn.until().isAfter(asOf.knownAt()))))
                .toList();
    }

    private static Set<String> ids(List<AuthorityVersion> versions, java.util.function.Function<AuthorityVersion, String> id) {
        return versions.stream().map(id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<IssuerId> issuerIds(@Nullable String issuer, Set<String> issuers) {
        return issuer == null || issuer.isBlank() ? issuers.stream().map(IssuerId::of).toList() : List.of(IssuerId.of(issuer.strip()));
    }

    private static List<Choice> issuerChoices(Set<String> issuers, @Nullable String chosen, Map<PartyKind, Map<String, String>> names) {
        return issuers.stream().map(id -> new Choice(id, issuerName(names, id), id.equals(chosen == null ? null : chosen.strip())))
                .toList();
    }

    private static String issuerName(Map<PartyKind, Map<String, String>> names, String id) {
        return id.equals(IssuerId.ANY.value()) ? "any issuer" : name(names, PartyKind.ISSUER, id);
    }

    private static String name(Map<PartyKind, Map<String, String>> names, PartyKind kind, String id) {
        return names.getOrDefault(kind, Map.of()).getOrDefault(id, id);
    }

    private static String stable(Person person) {
        return person.found() == null ? person.text() : person.id();
    }

    private static FormAsked form(@Nullable String form, Model model) {
        FormAsked usual = new FormAsked(Form.FORM_4, false);
        if (form == null || form.isBlank()) {
            return usual;
        }
        try {
            return FormAsked.of(form);
        } catch (IllegalArgumentException e) {
            model.addAttribute("formFault", "There is no form “" + form + "”: choose one.");
            return usual;
        }
    }

    private static List<Choice> forms(FormAsked chosen) {
        return Arrays.stream(Form.values()).flatMap(form -> Stream.of(new FormAsked(form, false), new FormAsked(form, true)))
                .map(form -> new Choice(form.toString(), form.title() + (form.amendment() ? " (amendment)" : ""), form.equals(chosen)))
                .toList();
    }

    private static Set<Capacity> capacities(String @Nullable [] asked) {
        Set<Capacity> capacities = EnumSet.noneOf(Capacity.class);
        for (String one : asked == null ? new String[0] : asked) {
            try {
                capacities.add(Capacity.valueOf(one));
            } catch (IllegalArgumentException e) {
                throw org.authorityledger.http.Problem.malformed("capacity", "must be one of " + EnumSet.allOf(Capacity.class));
            }
        }
        return capacities;
    }

    private static String address(AsOf asOf, String path, String grantor, @Nullable String issuer, FormAsked form, List<String> signers,
            Set<Capacity> capacities) {
        return asOf.link(path + "?" + query(grantor, issuer, form, signers, capacities));
    }

    private static String query(String grantor, @Nullable String issuer, FormAsked form, List<String> signers, Set<Capacity> capacities) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("grantor", List.of(grantor));
        parameters.put("issuer", issuer == null || issuer.isBlank() ? List.of() : List.of(issuer));
        parameters.put("form", List.of(form.toString()));
        parameters.put("signer", signers);
        parameters.put("capacity", capacities.stream().map(Capacity::name).sorted().toList());
        return parameters.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(Objects.requireNonNull(text), StandardCharsets.UTF_8);
    }
}
