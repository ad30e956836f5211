package org.authorityledger.pages.recording;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.authorityledger.access.Permission;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.ActForms;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Version;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.EventSentence;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.RetractedActs;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitingCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What waits for another person, what was decided, and the forms by which a person decides. */
@Controller
class ApprovalsPage {

    static final String PATH = "/approvals";
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalsPage.class);
    private static final String ONE = PATH + "/{approvalId}";
    private static final String VIEW = PageLayoutInterceptor.VIEWS;
    private static final int ROWS = 50;
    private static final int MOST_RECORDS = 200;
    private static final String REASON = "reason";
    private static final Map<String, ActForm> FORMS = ActForms.ALL.stream()
            .collect(Collectors.toUnmodifiableMap(ActForm::command, form -> form));

    private final WaitingCommands waiting;
    private final LedgerReader reader;
    private final Register register;
    private final ActText actText;
    private final DisplayText words;
    private final ObjectProvider<CommandPreview> preview;
    private final ObjectProvider<CommandApproval> approval;

    ApprovalsPage(WaitingCommands waiting, LedgerReader reader, Register register, ActText actText, DisplayText words,
            ObjectProvider<CommandPreview> preview, ObjectProvider<CommandApproval> approval) {
        this.waiting = waiting;
        this.reader = reader;
        this.register = register;
        this.actText = actText;
        this.words = words;
        this.preview = preview;
        this.approval = approval;
    }

    /** What this page brings along. */
    static class Beans {

        /** The navigation leads here where commands wait by the rule, or ever waited. */
        @Bean
        NavigationEntry approvalsEntry(ObjectProvider<CommandApproval> approval, WaitingCommands waiting) {
            AtomicBoolean ever = new AtomicBoolean();
            return new NavigationEntry("Approvals", PATH, 62, Permission.SEE_DOCUMENTS, false, () -> {
                CommandApproval here = approval.getIfAvailable();
                // What waited once stays.
                if (!ever.get() && (here != null && here.required() || everWaited(waiting))) {
                    ever.set(true);
                }
                return ever.get();
            });
        }

        private static boolean everWaited(WaitingCommands waiting) {
            try {
                return waiting.any();
            } catch (DataAccessException e) {
                LOG.debug("the database is away: whether anything ever waited is not known", e);
                return false;
            }
        }
    }

    /**
     * A command for the list.
     *
     * @param title what happened, as its form calls it
     * @param about whom it is about
     */
    record Row(WaitingCommand command, String title, String about) {}

    @GetMapping(PATH)
    String list(@RequestParam(defaultValue = "WAITING") String state, @RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney, @RequestParam(required = false) @Nullable Long before,
            Model model) {
        List<String> states = new ArrayList<>(List.of("ANY"));
        for (WaitingCommand.State one : WaitingCommand.State.values()) {
            states.add(one.name());
        }
        if (!states.contains(state)) {
            throw Problem.malformed("state", "must be one of " + String.join(", ", states));
        }
        List<WaitingCommand> found = waiting.list(state.equals("ANY") ? null : WaitingCommand.State.valueOf(state),
                new WaitingCommands.About(grantor, attorney), before, ROWS + 1);
        List<WaitingCommand> shown = found.subList(0, Math.min(ROWS, found.size()));
        Map<String, String> names = names(shown);
        model.addAttribute("rows", shown.stream().map(one -> new Row(one, title(one), about(one, names))).toList());
        model.addAttribute("state", state);
        model.addAttribute("grantor", grantor);
        model.addAttribute("attorney", attorney);
        model.addAttribute("older", found.size() > ROWS
                ? PATH + "?state=" + state + (grantor == null ? "" : "&grantor=" + Links.encode(grantor.value()))
                        + (attorney == null ? "" : "&attorney=" + Links.encode(attorney.value())) + "&before="
                        + found.get(ROWS - 1).arrival()
                : null);
        return VIEW + "approvals";
    }

    @GetMapping(ONE)
    String one(@PathVariable UUID approvalId, HttpServletRequest request, Model model) {
        return show(found(approvalId), null, "", request, model);
    }

    private String show(WaitingCommand command, PreviewResult.@Nullable Rejected refused, String reason, HttpServletRequest request,
            Model model) {
        JsonNode fields = JsonMapper.shared().readTree(command.request());
        boolean open = command.state() == WaitingCommand.State.WAITING;
        model.addAttribute("command", command);
        model.addAttribute("title", title(command));
        model.addAttribute("about", about(command, names(List.of(command))));
        model.addAttribute("own", Provenance.person(command.submitted().by()).equals(Provenance.person(user(request))));
        model.addAttribute("again", command.state() == WaitingCommand.State.REJECTED
                && !command.idempotency().key().startsWith(CommandRecorder.PROPOSALS)
                && last(command).approvalId().equals(command.approvalId()));
        CommandApproval here = approval.getIfAvailable();
        model.addAttribute("recordsHere", here != null);
        if (open && here != null) {
            // The ledger's own answer, so that the page offers what would be accepted, and no more.
            model.addAttribute("undecidable", here.whyNotDecide(command.approvalId(), sender(request)).orElse(null));
            model.addAttribute("unapprovable", here.whyNotApprove(command.approvalId(), sender(request)).orElse(null));
        }
        model.addAttribute("json", fields.toPrettyString());
        model.addAttribute("why", reason);
        model.addAttribute("refused", refused);
        CommandPreview judge = preview.getIfAvailable();
        FormPreview judged = open && judge != null ? preview(command, judge) : null;
        model.addAttribute("preview", judged);
        if (judge != null && command.grantorId() != null && command.state() != WaitingCommand.State.APPROVED) {
            model.addAttribute("sentences", sentences(command, judge));
        }
        if (command.state() == WaitingCommand.State.APPROVED) {
            List<StoredEvent> recorded = reader.recordedUnder(command.idempotency().key());
            List<StoredEvent> shown = recorded.subList(0, Math.min(recorded.size(), MOST_RECORDS));
            RetractedActs retracted = RetractedActs.of(shown, reader, actText);
            model.addAttribute("recorded", ActText.named(register, called -> shown.stream()
                    .map(event -> new EventSentence(event, retracted.sentence(event.record().act(), called))).toList()));
            model.addAttribute("recordedCount", recorded.size());
        }
        if (command.grantorId() != null) {
            model.addAttribute("grantorPath", Links.grantor(command.grantorId()));
        }
        return VIEW + "approval";
    }

    /** What would follow, were it approved now. */
    private FormPreview preview(WaitingCommand command, CommandPreview judge) {
        @SuppressWarnings("unchecked")
        Map<String, Object> fields = JsonMapper.shared().readValue(command.request(), LinkedHashMap.class);
        CommandText text = new CommandText(fields, Map.of(), List.of());
        if (command.grantorId() != null) {
            return FormPreview.of(text, judge, reader, words);
        }
        ActForm form = Objects.requireNonNull(FORMS.get(command.command()));
        return FormPreview.of(text, Subject.commandForOne(form),
                reader.grantorsEverNaming(AttorneyId.of(String.valueOf(fields.get("attorneyId")))),
                judge, reader, words);
    }

    /** What the command says, in sentences; empty where it would be refused now. */
    private List<String> sentences(WaitingCommand command, CommandPreview judge) {
        PreviewResult result = FormPreview.judged(command.request(), judge, reader, words);
        return result instanceof PreviewResult.Accepted accepted
                ? ActText.named(register, called -> accepted.acts().stream().map(act -> actText.sentence(act, called)).toList())
                : List.of();
    }

    @PostMapping(ONE + "/approval")
    String approve(@PathVariable UUID approvalId, @RequestParam(required = false) @Nullable Version version, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        return decided(approvalId, "", deciding().approve(approvalId, sender(request), version), request, response, model);
    }

    @PostMapping(ONE + "/rejection")
    String reject(@PathVariable UUID approvalId, @RequestParam(defaultValue = "") String reason, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        return decided(approvalId, reason, deciding().reject(approvalId, reason, sender(request)), request, response, model);
    }

    @PostMapping(ONE + "/withdrawal")
    String withdraw(@PathVariable UUID approvalId, HttpServletRequest request, HttpServletResponse response, Model model) {
        return decided(approvalId, "", deciding().withdraw(approvalId, sender(request)), request, response, model);
    }

    @PostMapping(ONE + "/resubmission")
    String resubmit(@PathVariable UUID approvalId, HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<PreviewResult.Rejected> refused = deciding().resubmit(approvalId, sender(request));
        return refused.isPresent()
                ? decided(approvalId, "", refused, request, response, model)
                : "redirect:" + PATH + "/" + last(found(approvalId)).approvalId();
    }

    /** What waits, or waited last, under the key of a command. */
    private WaitingCommand last(WaitingCommand command) {
        return waiting.under(command.idempotency().key()).orElseThrow();
    }

    private String decided(UUID approvalId, String reason, Optional<PreviewResult.Rejected> refused, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        if (refused.isEmpty()) {
            return "redirect:" + PATH + "/" + approvalId;
        }
        PreviewResult.Rejected why = refused.get();
        HttpStatus status = HttpStatus.valueOf(why.status());
        Optional<WaitingCommand> command = status.is5xxServerError() ? Optional.empty() : waiting.find(approvalId);
        if (command.isEmpty()) {
            throw new Problem(status, why.code(), why.detail(), List.of());
        }
        response.setStatus(status.value());
        return show(command.get(), why, reason, request, model);
    }

    private CommandApproval deciding() {
        CommandApproval here = approval.getIfAvailable();
        if (here == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NODE_DOES_NOT_RECORD",
                    "This node only answers questions. Send this to a node that records.", List.of());
        }
        return here;
    }

    private WaitingCommand found(UUID approvalId) {
        return waiting.find(approvalId).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_APPROVAL",
                "No command waits, or waited, under this id.", List.of()));
    }

    private static String title(WaitingCommand command) {
        return Objects.requireNonNull(FORMS.get(command.command())).title();
    }

    /** The names last recorded of those whom the commands are about, as far as the ledger knows them. */
    private Map<String, String> names(List<WaitingCommand> commands) {
        List<String> grantors = commands.stream().map(WaitingCommand::grantorId).filter(Objects::nonNull).map(GrantorId::value).distinct()
                .toList();
        List<String> attorneys = commands.stream().filter(one -> one.grantorId() == null).map(ApprovalsPage::attorney).distinct().toList();
        Map<String, String> names = new LinkedHashMap<>();
        register.names(Map.of(PartyKind.GRANTOR, grantors, PartyKind.ATTORNEY, attorneys))
                .forEach((kind, some) -> some.forEach((id, name) -> names.put(kind + id, name)));
        return names;
    }

    private static String about(WaitingCommand command, Map<String, String> names) {
        GrantorId grantorId = command.grantorId();
        if (grantorId == null) {
            return names.getOrDefault(PartyKind.ATTORNEY + attorney(command), attorney(command));
        }
        String named = JsonMapper.shared().readTree(command.request()).path("grantor").path("name").asString(grantorId.value());
        return names.getOrDefault(PartyKind.GRANTOR + grantorId.value(), named);
    }

    private static String attorney(WaitingCommand command) {
        return JsonMapper.shared().readTree(command.request()).path("attorneyId").asString("");
    }

    private static String user(HttpServletRequest request) {
        return String.valueOf(request.getRemoteUser());
    }

    private static CommandRecorder.Sender sender(HttpServletRequest request) {
        return new CommandRecorder.Sender(user(request), request.getRemoteAddr(), RequestContext.correlationId(request));
    }
}
