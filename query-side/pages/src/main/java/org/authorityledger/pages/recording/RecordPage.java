package org.authorityledger.pages.recording;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.access.Permission;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.ActForms;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Version;
import org.authorityledger.http.Browsers;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.EventSentence;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.pages.wording.RetractedActs;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitingCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What should be recorded? A form for every act, made of its {@link ActForm}. A form is sent to this page, first to show the consequences,
 * then to record; without scripts the whole page is the answer, with scripts the form alone.
 *
 * <p>The key that makes recording safe to repeat is part of the address of the form. A form that is loaded again, returned to or opened in
 * a second tab is therefore the same form, and once it has recorded something it shows that instead.
 */
@Controller
class RecordPage {

    static final String PATH = "/record";
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "record";
    private static final String FORM_ALONE = VIEW + " :: recording";
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern MEMBER = Pattern.compile("(\\w+)\\[(\\d{1,4})]");
    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");
    private static final int MOST_RECEIPTS = 200;

    private final LedgerReader reader;
    private final WaitingCommands waiting;
    private final Directory directory;
    private final Register register;
    private final NameSearch names;
    private final ProposedIds ids;
    private final ActText actText;
    private final DisplayText words;
    private final ObjectProvider<CommandPreview> preview;
    private final ObjectProvider<CommandRecorder> recorder;

    RecordPage(LedgerReader reader, WaitingCommands waiting, Directory directory, Register register, NameSearch names, ActText actText,
            DisplayText words, ObjectProvider<CommandPreview> preview, ObjectProvider<CommandRecorder> recorder) {
        this.reader = reader;
        this.waiting = waiting;
        this.directory = directory;
        this.register = register;
        this.names = names;
        this.ids = new ProposedIds(names, directory, reader);
        this.actText = actText;
        this.words = words;
        this.preview = preview;
        this.recorder = recorder;
    }

    /** What this page brings along. */
    static class Beans {

        /** A node without the command side records nothing: its navigation does not lead here. */
        @Bean
        @Nullable
        NavigationEntry recordEntry(ObjectProvider<CommandRecorder> recorder) {
            return recorder.getIfAvailable() == null ? null : new NavigationEntry("Record", PATH, 90, Permission.RECORD, false);
        }

        /** Each form by its title. */
        @Bean
        NamedPages formPages(ObjectProvider<CommandRecorder> recorder) {
            return new NamedPages(recorder.getIfAvailable() == null
                    ? List.of()
                    : Stream.concat(Stream.of(new NamedPages.NamedPage("Record a spreadsheet", SheetPage.PATH, Permission.RECORD, false),
                            new NamedPages.NamedPage("Record a file of commands", ImportPage.PATH, Permission.RECORD, false)),
                            ActForms.ALL.stream().map(form -> new NamedPages.NamedPage("Record: " + form.title(), PATH + "/" + form.slug(),
                                    Permission.RECORD, false)))
                            .toList());
        }
    }

    @GetMapping(PATH)
    String index(@RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String poa,
            Model model) {
        if (silent(model)) {
            return VIEW;
        }
        model.addAttribute("groups",
                ActForms.ALL.stream().collect(Collectors.groupingBy(ActForm::group, LinkedHashMap::new, Collectors.toList())));
        model.addAttribute("address", address("", parameters(grantor, poa)));
        return VIEW;
    }

    @GetMapping(PATH + "/{act}")
    String form(@PathVariable String act, @RequestParam(required = false) @Nullable String grantor,
            @RequestParam(required = false) @Nullable String poa, @RequestParam(required = false) @Nullable String attorney,
            @RequestParam(required = false) @Nullable String recordId, @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable String key, HttpServletRequest request, HttpServletResponse response, Model model) {
        ActForm form = found(act);
        model.addAttribute("act", form);
        if (silent(model)) {
            return VIEW;
        }
        Map<String, String> parameters = request.getParameterMap().keySet().stream().filter(name -> !name.equals("key"))
                .collect(Collectors.toMap(name -> name, name -> Objects.requireNonNull(request.getParameter(name)), (one, other) -> one,
                        LinkedHashMap::new));
        if (key == null || !KEY.matcher(key).matches()) {
            parameters.put("key", UUID.randomUUID().toString());
            return "redirect:" + address(PATH + "/" + act, parameters);
        }
        model.addAttribute("another", address(PATH + "/" + act, parameters));
        List<StoredEvent> recorded = reader.recordedUnder(key);
        if (!recorded.isEmpty()) {
            receipt(recorded, model);
            return VIEW;
        }
        Optional<WaitingCommand> held = waiting.under(key);
        if (held.isPresent()) {
            return "redirect:" + ApprovalsPage.PATH + "/" + held.get().approvalId();
        }
        Subject subject = Subject.of(form, grantor, poa, attorney, directory, reader, register, actText, words);
        show(subject, key, model);
        if (subject.faulty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        if (subject.ready()) {
            model.addAttribute("filled", new FilledForm(form, subject.begin(attorney, recordId, day), subject.choices()));
        }
        return VIEW;
    }

    /**
     * A form as it was sent: to add or remove a member of a group, to see the consequences, to record, or to change something. The button
     * says which. The parameters are the fields of the form, too many to name.
     */
    @PostMapping(PATH + "/{act}")
    @Nullable
    ModelAndView send(@PathVariable String act, HttpServletRequest request, HttpServletResponse response) {
        ActForm form = found(act);
        ModelAndView page = new ModelAndView(Browsers.isScript(request) ? FORM_ALONE : VIEW);
        Model model = new ExtendedModelMap();
        CommandPreview judge = preview.getIfAvailable();
        CommandRecorder recording = recorder.getIfAvailable();
        String key = request.getParameter("key");
        if (judge == null || recording == null || key == null || !KEY.matcher(key).matches()) {
            throw Problem.malformed("key", "is not a valid form key");
        }
        Subject subject = Subject.of(form, request.getParameter("grantor"), request.getParameter("poa"), request.getParameter("attorney"),
                directory, reader, register, actText, words);
        model.addAttribute("act", form);
        model.addAttribute("silent", false);
        show(subject, key, model);
        boolean confirmed = request.getParameter("confirm") != null;
        if (!subject.ready()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return page.addAllObjects(model.asMap());
        }
        FormValues values = FormValues.submitted(form, request.getParameterMap());
        String removed = request.getParameter("drop");
        String added = request.getParameter("add");
        values = removed == null ? values : values.without(removed);
        FilledForm filled = new FilledForm(form, values, subject.choices());
        model.addAttribute("filled", filled);
        if (removed != null) {
            beside(removed, values, form).ifPresent(filled::focus);
        } else if (added != null) {
            added(form, added, values).ifPresent(filled::focus);
        } else if (request.getParameter("edit") != null) {
            filled.focusFirst();
        } else {
            filled.found(ids.settle(values));
            CommandText command = CommandText.of(values, subject.given());
            FormPreview judged = command.missing().isEmpty() ? subject.preview(command, judge, reader, words) : null;
            PreviewResult.Rejected rejected = judged == null ? null : judged.rejected();
            boolean reviewed = judged != null && judged.digest().equals(request.getParameter("previewed"))
                    && (judged.version() == null || request.getParameter("version") != null);
            // Of a form that is sent twice, what it recorded may be the very reason why it would be refused now: the key decides.
            boolean sentBefore = judged != null && confirmed
                    && (!reader.recordedUnder(key).isEmpty() || waiting.under(key).isPresent());
            if (sentBefore || rejected == null && confirmed && reviewed) {
                Optional<PreviewResult.Rejected> refused = recording.record(command.json(), sender(request), key,
                        version(request.getParameter("version")));
                if (refused.isEmpty() || refused.get().code().equals(CommandApproval.WAITS)) {
                    return recorded(address(PATH + "/" + act, subject.parameters(key)), request, response);
                }
                rejected = refused.get();
            }
            if (judged == null) {
                filled.missing(command.missing());
            } else if (rejected != null) {
                filled.refuse(rejected, command);
            } else {
                if (confirmed) {
                    filled.notice("You changed the form. These are its consequences now: review them, then record.");
                }
                model.addAttribute("preview", judged);
            }
            if (judged == null || rejected != null) {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            }
        }
        return page.addAllObjects(model.asMap());
    }

    /** The address of the form now leads to what it recorded, or to what waits until another person approves it. */
    private static @Nullable ModelAndView recorded(String address, HttpServletRequest request, HttpServletResponse response) {
        if (Browsers.isScript(request)) {
            response.setHeader("HX-Refresh", "true");
            return null;
        }
        return new ModelAndView("redirect:" + address);
    }

    /** Adds a member to a group, and gives its first input. */
    private static Optional<String> added(ActForm form, String path, FormValues values) {
        return group(form, path).map(group -> first(group, values.add(group)));
    }

    /** The first input of the member that has taken the place of a removed one, or of the last. */
    private static Optional<String> beside(String removed, FormValues values, ActForm form) {
        Matcher member = MEMBER.matcher(removed);
        return member.matches()
                ? group(form, member.group(1))
                        .map(group -> first(group,
                                Math.max(0, Math.min(Integer.parseInt(member.group(2)), values.members(group.path()) - 1))))
                : Optional.empty();
    }

    private static Optional<Field.Repeated> group(ActForm form, String path) {
        return form.described().filter(one -> one.path().equals(path) && one.field() instanceof Field.Repeated)
                .map(one -> (Field.Repeated) one.field()).findFirst();
    }

    private static String first(Field.Repeated group, int place) {
        return group.path() + "[" + place + "]." + group.members().getFirst().path();
    }

    private static CommandRecorder.Sender sender(HttpServletRequest request) {
        return new CommandRecorder.Sender(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(),
                RequestContext.correlationId(request));
    }

    private static @Nullable Version version(@Nullable String shown) {
        return shown != null && VERSION.matcher(shown).matches() ? Version.of(Long.parseLong(shown)) : null;
    }

    private static ActForm found(String act) {
        return ActForms.at(act)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no form for an act of this name.", List.of()));
    }

    private static void show(Subject subject, String key, Model model) {
        model.addAttribute("key", key);
        model.addAttribute("subject", subject);
    }

    private void receipt(List<StoredEvent> recorded, Model model) {
        List<StoredEvent> shown = recorded.subList(0, Math.min(recorded.size(), MOST_RECEIPTS));
        RetractedActs retracted = RetractedActs.of(shown, reader, actText);
        model.addAttribute("recorded", ActText.named(register, called -> shown.stream()
                .map(event -> new EventSentence(event, retracted.sentence(event.record().act(), called))).toList()));
        LegalAct act = recorded.getFirst().record().act();
        AttorneyId everywhere = switch (act) {
            case AttorneyEmploymentEnded ended -> ended.attorneyId();
            case AttorneyDied died -> died.attorneyId();
            case AttorneyIncapacitated incapacitated -> incapacitated.attorneyId();
            default -> null;
        };
        if (everywhere != null) {
            model.addAttribute("allRecorded",
                    "/ledger?attorney=" + Links.encode(everywhere.value()) + "&type=" + act.getClass().getSimpleName());
        }
        switch (act) {
            case AttorneyDied died -> alsoGrantor(died.attorneyId(), "death", "died", model);
            case AttorneyIncapacitated incapacitated -> alsoGrantor(incapacitated.attorneyId(), "incapacity", "lost capacity", model);
            default -> {
                // The other acts say nothing of a person's own hand.
            }
        }
        model.addAttribute("recordedCount", recorded.size());
        GrantorId grantorId = recorded.getFirst().record().act().grantorId();
        model.addAttribute("grantorPath", Links.grantor(grantorId));
        PoaId poaId = recorded.getFirst().record().act().poaId();
        if (poaId != null) {
            model.addAttribute("instrumentPath", Links.instrument(grantorId, poaId));
        }
    }

    /** An attorney who has instruments of their own, or a hand that signs for themselves, goes on as a grantor until that is recorded too. */
    private void alsoGrantor(AttorneyId attorneyId, String form, String what, Model model) {
        String id = attorneyId.value();
        String name = Objects.requireNonNull(register.names(Map.of(PartyKind.GRANTOR, List.of(id))).get(PartyKind.GRANTOR)).get(id);
        if (name != null) {
            model.addAttribute("alsoGrantor", name);
            model.addAttribute("whatHappened", what);
            model.addAttribute("alsoGrantorForm", address(PATH + "/" + form, parameters(id, null)));
        }
    }

    /** The rows of a list to choose from while typing, for those who record and may not ask otherwise. */
    @GetMapping(PATH + "/names")
    String names(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable PartyKind kind, AsOf asOf,
            Model model) {
        Limit.SEARCH.require("q", q == null ? 0 : q.length());
        model.addAttribute("found", names.search(kind, q == null ? "" : q.strip()));
        return PageLayoutInterceptor.VIEWS + "suggestions";
    }

    private boolean silent(Model model) {
        boolean silent = recorder.getIfAvailable() == null;
        model.addAttribute("silent", silent);
        return silent;
    }

    private static Map<String, String> parameters(@Nullable String grantor, @Nullable String poa) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grantor", grantor == null ? "" : grantor.strip());
        parameters.put("poa", poa == null ? "" : poa.strip());
        return parameters;
    }

    /** A path with those of the parameters that say something. */
    private static String address(String path, Map<String, String> parameters) {
        List<String> said = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (!value.isBlank()) {
                said.add(name + "=" + Links.encode(value));
            }
        });
        return said.isEmpty() ? path : path + "?" + String.join("&", said);
    }
}
