package org.authorityledger.pages.authorities;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.pages.authorities.CheckAnswers.AnswerRow;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.register.follow.RegisterPosition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who may sign? A form that anyone can use, and the answer with everything it rests on. */
@Controller
public class CheckPage {

    public static final String PATH = "/check";

    private final CheckSource live;
    private final DisplayText words;

    CheckPage(Directory directory, AuthorityQueries authorities, Checks checks, Register register, Replay replay,
            RegisterPosition position, DisplayText words) {
        this.live = new CheckSource("", directory, authorities, checks, register, replay, position::position);
        this.words = words;
    }

    @GetMapping(PATH)
    String check(@RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String issuer,
            @RequestParam(required = false) @Nullable String form, @RequestParam(required = false) String @Nullable [] signer,
            @RequestParam(required = false) String @Nullable [] capacity, AsOf asOf, Model model, HttpServletResponse response) {
        return ask(live, grantor, issuer, form, signer, capacity, asOf, model, response);
    }

    /** The page with the answers of a source. */
    public String ask(CheckSource source, @Nullable String grantor, @Nullable String issuer, @Nullable String form,
            String @Nullable [] signer, String @Nullable [] capacity, AsOf asOf, Model model, HttpServletResponse response) {
        CheckForm.Parameters sent = CheckForm.Parameters.of(grantor, issuer, form, signer, capacity);
        GrantorId grantorId = id(sent.grantor());
        // First: every record up to this position is in what is read next.
        Position reached = source.position().get();
        SigningRecord record = grantorId == null ? null : SigningRecord.of(source, grantorId, sent.issuer(), sent.signers(), asOf.moment());
        CheckForm filledIn = form(source, sent, record);
        if (filledIn.grantor().found() != null && !filledIn.isPermanent()) {
            return "redirect:" + asOf.link(source.path() + "?" + filledIn.query());
        }
        show(source, filledIn, model);
        if (filledIn.hasFault()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        if (record != null && filledIn.grantor().found() != null) {
            model.addAttribute("position", reached);
            show(source, filledIn, record, asOf, reached, model);
        }
        return PageLayoutInterceptor.VIEWS + "check";
    }

    private static @Nullable GrantorId id(@Nullable String text) {
        try {
            return text == null ? null : GrantorId.of(text);
        } catch (IllegalArgumentException aName) {
            return null;
        }
    }

    /** The form as it was filled in. Only a party that is not given by id is looked up. */
    private static CheckForm form(CheckSource source, CheckForm.Parameters sent, @Nullable SigningRecord record) {
        return CheckForm.of(sent, field(source, PartyKind.GRANTOR, sent.grantor(), record),
                sent.signers().stream().map(signer -> field(source, PartyKind.ATTORNEY, signer, record)).toList());
    }

    private static PartyField field(CheckSource source, PartyKind kind, @Nullable String text, @Nullable SigningRecord record) {
        boolean anyone = kind == PartyKind.ATTORNEY;
        if (record == null || text == null) {
            return anyone ? PartyField.ofAnyone(source.directory(), text) : PartyField.of(source.directory(), kind, text);
        }
        String name = record.knownName(kind, text);
        if (name != null) {
            return PartyField.ofId(text, name);
        }
        return anyone ? PartyField.byNameOfAnyone(source.directory(), text) : PartyField.byName(source.directory(), kind, text);
    }

    private void show(CheckSource source, CheckForm form, Model model) {
        model.addAttribute("place", source.place());
        model.addAttribute(PageLayoutInterceptor.FORM, "question");
        model.addAttribute("grantor", form.grantor());
        model.addAttribute("forms", form.forms());
        if (form.formFault() != null) {
            model.addAttribute("formFault", form.formFault());
        }
        model.addAttribute("capacities", Arrays.stream(Capacity.values())
                .map(one -> new Choice(one.name(), words.capacity(one), form.capacities().contains(one))).toList());
        model.addAttribute("someoneElse", form.unknownSigner());
    }

    private void show(CheckSource source, CheckForm form, SigningRecord record, AsOf asOf, Position reached, Model model) {
        model.addAttribute(PageLayoutInterceptor.CHANGES, ChangePoints.of(record.versions(), asOf.moment()));
        if (source.isLive()) {
            model.addAttribute(PageLayoutInterceptor.ABOUT, GrantorId.of(form.grantor().id()));
        }
        model.addAttribute("issuers", issuers(form, record));
        model.addAttribute("attorneys", attorneys(form, record));
        if (form.asks() && !form.hasFault()) {
            model.addAttribute("asked", form.form());
            // The register is asked first: where it knows of an authority, the ledger held its record.
            model.addAttribute("unrecorded", record.beganAfter(asOf.knownAt())
                    && source.replay().life(GrantorId.of(form.grantor().id()), asOf.knownAt()).isEmpty());
            model.addAttribute("appointsSomeone", record.appointsSomeone());
            model.addAttribute("hasSignatories", !record.signatories().everyone().isEmpty());
            answer(new CheckAnswers(source, record, asOf, words::day), form, reached, model);
        }
    }

    private static List<Choice> issuers(CheckForm form, SigningRecord record) {
        Set<String> ids = ids(record, version -> version.authority().issuerId().value());
        if (form.issuer() != null) {
            ids.add(form.issuer());
        }
        return ids.stream().map(id -> new Choice(id, record.issuerName(id), id.equals(form.issuer()))).toList();
    }

    private static List<Choice> attorneys(CheckForm form, SigningRecord record) {
        Set<String> ids = ids(record, version -> version.authority().attorneyId().value());
        ids.addAll(record.signatories().people());
        Set<String> chosen = form.signers().stream().filter(signer -> signer.found() != null).map(PartyField::id)
                .collect(Collectors.toSet());
        ids.addAll(chosen);
        return ids.stream().map(id -> new Choice(id, record.name(PartyKind.ATTORNEY, id), chosen.contains(id)))
                .sorted(Comparator.comparing(Choice::label)).toList();
    }

    private static Set<String> ids(SigningRecord record, Function<AuthorityVersion, String> id) {
        return record.versions().stream().map(id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void answer(CheckAnswers answers, CheckForm form, Position reached, Model model) {
        List<Question> questions = answers.questions(form);
        List<AnswerRow> rows = new ArrayList<>(answers.rows(questions));
        List<CheckAnswers.SigningEntity> entities = form.signers().isEmpty() ? answers.entities(form, rows) : List.of();
        if (form.signers().isEmpty()) {
            rows.addAll(answers.rows(answers.representatives(form, rows)));
        }
        model.addAttribute("noneAppointed", rows.isEmpty() && entities.isEmpty());
        model.addAttribute("entities", entities);
        model.addAttribute("minimum", form.signers().isEmpty() ? answers.minimum(form) : 1);
        if (form.signers().isEmpty() || rows.size() > 1) {
            List<AnswerRow> sorted = Stream.concat(rows.stream().filter(AnswerRow::yes), rows.stream().filter(row -> !row.yes())).toList();
            model.addAttribute("rows", sorted);
            model.addAttribute("able", able(rows));
            model.addAttribute("conditions", conditions(sorted));
            List<String> together = answers.together(rows);
            model.addAttribute("together", together);
            model.addAttribute("unable", unable(rows, !entities.isEmpty(), !together.isEmpty()));
        } else if (!rows.isEmpty()) {
            model.addAttribute("single", rows.getFirst());
            model.addAttribute("history", answers.history(rows.getFirst(), reached));
        }
    }

    /** The conditions of the answers, each once with all whose answer has it. */
    private static Map<CheckAnswers.Condition, Set<String>> conditions(List<AnswerRow> rows) {
        Map<CheckAnswers.Condition, Set<String>> conditions = new LinkedHashMap<>();
        rows.forEach(row -> row.remarks()
                .forEach(remark -> conditions.computeIfAbsent(remark, one -> new LinkedHashSet<>()).add(row.who())));
        return conditions;
    }

    /** Of whom it is said whether they may sign, where none of the rows says yes. Of those who represent an entity the rows may not tell. */
    private static Unable unable(List<AnswerRow> rows, boolean entities, boolean together) {
        if (!entities) {
            return new Unable("No one", false);
        }
        boolean someHelp = rows.stream().anyMatch(row -> !row.ofEntity() && row.reason() == Reason.JOINT_SIGNATURE_REQUIRED);
        return together || someHelp
                ? new Unable("No one listed below" + (together ? "" : ", without someone who represents an entity,"), false)
                : new Unable("Only people who represent an entity named below", true);
    }

    /** The subject of the sentence where no one listed may sign. */
    record Unable(String who, boolean several) {}

    /** Who may sign, each once; where several companies are asked about, with those at which they may. */
    private static List<String> able(List<AnswerRow> rows) {
        boolean several = rows.stream().map(AnswerRow::issuer).distinct().count() > 1;
        Map<String, Set<String>> companies = new LinkedHashMap<>();
        rows.stream().filter(AnswerRow::yes).forEach(row -> companies.computeIfAbsent(row.who(), who -> new LinkedHashSet<>())
                .add(row.issuer()));
        return companies.entrySet().stream()
                .map(one -> several ? one.getKey() + " (at " + Wording.list(List.copyOf(one.getValue())) + ")" : one.getKey()).toList();
    }
}
