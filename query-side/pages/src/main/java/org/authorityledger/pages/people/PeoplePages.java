package org.authorityledger.pages.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.access.people.Changer;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Person;
import org.authorityledger.access.people.PersonChange;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Everyone who may sign in, and one of them with what became of them. */
@Controller
@RequestMapping(PeoplePages.PATH)
class PeoplePages {

    static final String PATH = "/people";

    private static final String VIEW = PageLayoutInterceptor.VIEWS + "people";
    private static final int MOST_CHANGES = 100;
    private static final Map<PersonChange.What, String> WHATS = new EnumMap<>(Map.of(PersonChange.What.PERSON_MADE, "Added",
            PersonChange.What.PERSON_CHANGED, "Changed", PersonChange.What.PASSWORD_RESET, "Given a new password",
            PersonChange.What.PASSWORD_CHANGED, "Changed their password", PersonChange.What.SIGNED_OUT_EVERYWHERE, "Signed out everywhere",
            PersonChange.What.KEY_MADE, "Made a key", PersonChange.What.KEY_REVOKED, "A key was revoked",
            PersonChange.What.PERSON_JOINED, "Signed in for the first time", PersonChange.What.CLAIMS_CHANGED,
            "Changed at their identity provider", PersonChange.What.SCOPE_CHANGED,
            "Given another scope"));

    private final People people;

    /**
     * A change in words.
     *
     * @param about what it is now; null: the change says it all
     */
    record ChangeRow(String what, String by, @Nullable String address, Instant at, @Nullable String about) {

        static ChangeRow of(PersonChange change) {
            Set<String> roles = change.detail().path("roles").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
            String name = change.detail().path("name").asString("");
            String about = switch (change.what()) {
                case PERSON_MADE, PERSON_CHANGED, PERSON_JOINED, CLAIMS_CHANGED -> name + "; " + new RoleText().of(roles)
                        + (change.detail().path("disabled").asBoolean(false) ? "; disabled" : "");
                case SCOPE_CHANGED -> change.detail().has("scope")
                        ? "sees only "
                                + change.detail().path("scope").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
                        : "sees everything";
                case KEY_MADE -> name + "; " + new RoleText().of(roles);
                case KEY_REVOKED -> change.detail().path("keyId").asString("");
                case PASSWORD_RESET, PASSWORD_CHANGED, SIGNED_OUT_EVERYWHERE -> null;
            };
            return new ChangeRow(String.valueOf(WHATS.get(change.what())), change.changedBy(), change.sourceAddress(), change.changedAt(),
                    about);
        }
    }

    PeoplePages(People people) {
        this.people = people;
    }

    @GetMapping
    String all(Model model) {
        return listed(model, "", "", Set.of());
    }

    @PostMapping
    String make(@RequestParam String username, @RequestParam String name, @RequestParam(required = false) @Nullable Set<String> roles,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        Set<String> chosen = roles == null ? Set.of() : roles;
        boolean done = tried(() -> shown(people.make(Changer.of(request), username.strip(), name, chosen, null), model), response, model);
        return done ? listed(model, "", "", Set.of()) : listed(model, username, name, chosen);
    }

    private String listed(Model model, String username, String name, Set<String> chosen) {
        model.addAttribute("people", people.all());
        model.addAttribute("roles", new RoleText());
        model.addAttribute("username", username);
        model.addAttribute("name", name);
        model.addAttribute("chosen", chosen);
        return VIEW;
    }

    @GetMapping("/{username}")
    String one(@PathVariable String username, Model model) {
        Person person = people.find(username);
        if (person == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_PERSON", "There is no person with this username.", List.of());
        }
        model.addAttribute("person", person);
        model.addAttribute("roles", new RoleText());
        model.addAttribute("keys", people.keys(person.username()));
        model.addAttribute("changes",
                people.changes(person.username(), Long.MAX_VALUE, MOST_CHANGES).stream().map(ChangeRow::of).toList());
        return VIEW;
    }

    @PostMapping("/{username}")
    String change(@PathVariable String username, @RequestParam String name, @RequestParam(required = false) @Nullable Set<String> roles,
            @RequestParam(defaultValue = "false") boolean disabled, HttpServletRequest request, HttpServletResponse response, Model model) {
        boolean done = tried(() -> people.change(Changer.of(request), username, name, roles == null ? Set.of() : roles, disabled), response,
                model);
        return done ? back(username) : one(username, model);
    }

    @PostMapping("/{username}/scope")
    String scope(@PathVariable String username, @RequestParam String issuers, HttpServletRequest request, HttpServletResponse response,
            Model model) {
        Set<String> ids = Stream.of(issuers.split("[\\s,]+")).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
        boolean done = tried(() -> people.scope(Changer.of(request), username, ids.isEmpty() ? null : ids), response, model);
        return done ? back(username) : one(username, model);
    }

    @PostMapping("/{username}/password")
    String reset(@PathVariable String username, HttpServletRequest request, HttpServletResponse response, Model model) {
        tried(() -> shown(people.reset(Changer.of(request), username), model), response, model);
        return one(username, model);
    }

    @PostMapping("/{username}/sign-out")
    String signOut(@PathVariable String username, HttpServletRequest request) {
        people.signOutEverywhere(Changer.of(request), username);
        return back(username);
    }

    @PostMapping("/{username}/keys/{keyId}/revoke")
    String revoke(@PathVariable String username, @PathVariable UUID keyId, HttpServletRequest request) {
        people.revokeKey(Changer.of(request), username, keyId);
        return back(username);
    }

    private static String back(String username) {
        return "redirect:" + PATH + "/" + username;
    }

    private static void shown(People.Made<Person> made, Model model) {
        model.addAttribute("secret", made.secret());
        model.addAttribute("secretOf", made.it().username());
    }

    /** Whether it was done; a refusal is shown on the page it came from. */
    static boolean tried(Runnable change, HttpServletResponse response, Model model) {
        try {
            change.run();
            return true;
        } catch (Problem e) {
            Problem.Report report = e.report();
            response.setStatus(report.status().value());
            model.addAttribute("refused", report.errors().isEmpty()
                    ? report.detail()
                    : report.errors().getFirst().path() + ": " + report.errors().getFirst().message());
            return false;
        }
    }
}
