package org.authorityledger.pages.start;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.StoredEvent;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where to begin: the example, a fictitious set, the tracker that exists, or a first record; and a walk through the example. */
@Controller
class StartPage {

    static final String PATH = "/start";
    static final String WALK = "/start/walk";
    private static final String VIEW = PageLayoutInterceptor.VIEWS;
    private static final LocalDate ASKED = LocalDate.of(2004, 3, 1);
    private static final LocalDate LATER = LocalDate.of(2005, 3, 1);
    private static final LocalDate DELIVERED = LocalDate.of(2005, 2, 3);
    private static final IssuerId HEMACARE = IssuerId.of("hemacare");
    /** Of the records of the example, the one before the late delivery, and the delivery. */
    private static final int BEFORE = 3;
    private static final int DELIVERY = 4;

    private final FirstRecords first;
    private final Checks checks;
    private final QuestionClock clock;
    private final RegisterProgress progress;
    private final DisplayText words;

    StartPage(FirstRecords first, Checks checks, QuestionClock clock, RegisterProgress progress, DisplayText words) {
        this.first = first;
        this.checks = checks;
        this.clock = clock;
        this.progress = progress;
        this.words = words;
    }

    /** A question of the walk, its answer as the ledger gives it now, and the page that shows why. */
    record Step(String question, String answer, String path, String link) {}

    @GetMapping(PATH)
    String start(Model model) {
        model.addAttribute("empty", first.empty());
        model.addAttribute("recordsHere", first.records());
        model.addAttribute("approvalRequired", first.approvalRequired());
        model.addAttribute("filling", first.filling());
        model.addAttribute("unfinished", first.unfinished(this::day));
        model.addAttribute("example", !first.example().isEmpty());
        model.addAttribute("instruments", TrialSet.INSTRUMENTS);
        return VIEW + "start";
    }

    /** How far the fictitious set is recorded, for the page that shows it. */
    @GetMapping(PATH + "/progress")
    String filling(Model model) {
        start(model);
        return VIEW + "start :: filling";
    }

    @PostMapping(PATH + "/example")
    String example(@RequestParam(defaultValue = "false") boolean confirmed, HttpServletRequest request, HttpServletResponse response,
            Model model) {
        if (!confirmed) {
            return unconfirmed(response, model);
        }
        first.recordExample(sender(request));
        return "redirect:" + WALK;
    }

    @PostMapping(PATH + "/trial")
    String trial(@RequestParam(defaultValue = "false") boolean confirmed, HttpServletRequest request, HttpServletResponse response,
            Model model) {
        if (!confirmed) {
            return unconfirmed(response, model);
        }
        first.beginTrial(sender(request), clock.today(), this::day);
        return "redirect:" + PATH;
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(clock.zone()).toLocalDate();
    }

    private String unconfirmed(HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("refused", "Confirm that this ledger is for trying things out.");
        return start(model);
    }

    private static CommandRecorder.Sender sender(HttpServletRequest request) {
        return new CommandRecorder.Sender(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(),
                RequestContext.correlationId(request));
    }

    @GetMapping(WALK)
    String walk(Model model) {
        List<StoredEvent> example = first.example();
        if (example.isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "NO_EXAMPLE", "The example is not in this ledger.", List.of());
        }
        progress.await(example.getLast().position());
        model.addAttribute("steps", steps(example));
        return VIEW + "walk";
    }

    private List<Step> steps(List<StoredEvent> example) {
        Instant now = clock.of(null, null).knownAt();
        Instant before = example.get(BEFORE).recordedAt();
        StoredEvent delivery = example.get(DELIVERY);
        String check = "/check?grantor=andrew-heaton&issuer=hemacare&form=FORM_4";
        List<Step> steps = new ArrayList<>();
        List<Checks.Judged> all = checks.judge(List.of(asked("judi-irving", ASKED, now), asked("david-fractor", ASKED, now),
                asked("joann-stover", ASKED, now), asked("david-fractor", DELIVERED, now), asked("joann-stover", LATER, now),
                asked("joann-stover", LATER, before)));
        steps.add(new Step("Who was authorized to sign Form 4 for Andrew Heaton on March 1, 2004?",
                Wording.list(all.subList(0, 3).stream().filter(one -> one.answer().authorized())
                        .map(one -> one.name(one.question().signers().getFirst().value())).toList()) + ".",
                check + "&on=" + ASKED, "See each of them, since when and by which clause"));
        steps.add(step("David Fractor received a revocation on February 3, 2005. Was he still authorized on that day?", all.get(3),
                check + "&signer=david-fractor&on=" + DELIVERED, "See what ended it"));
        steps.add(step("Was JoAnn Stover authorized on March 1, 2005, by all that is known today?", all.get(4),
                check + "&signer=joann-stover&on=" + LATER, "See the answer"));
        steps.add(step("And what did the ledger answer before it learned that she had received the revocation too?", all.get(5),
                check + "&signer=joann-stover&on=" + LATER + "&knownAt=" + Links.encode(Dates.format(before)),
                "See the answer as known then"));
        steps.add(new Step("Which record changed the answer?",
                "The delivery recorded at position " + delivery.position() + " on " + words.moment(delivery.recordedAt()) + ".",
                "/difference?grantor=andrew-heaton&from.on=" + LATER + "&on=" + LATER + "&from.knownAt="
                        + Links.encode(Dates.format(before)),
                "See what changed"));
        steps.add(new Step("How can anyone verify it?", "Each record is a leaf of a signed log, with a proof that can be checked offline.",
                "/ledger/" + delivery.recordId(), "See the record and its proof"));
        return steps;
    }

    private Step step(String question, Checks.Judged judged, String path, String link) {
        return new Step(question, judged.explanation(words::day), path, link);
    }

    private static QuestionAsKnownAt asked(String signer, LocalDate on, Instant knownAt) {
        return new QuestionAsKnownAt(new Question(FirstRecords.HEATON, HEMACARE, new FormAsked(Form.FORM_4, false),
                List.of(AttorneyId.of(signer)), Set.of(), on), knownAt);
    }
}
