package org.authorityledger.access.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** People: made, given roles, disabled, by who administers. */
@RestController
@RequestMapping("/api/people")
@Tag(name = "People")
class PeopleController {

    private static final int USUAL_ROWS = 100;

    private final People people;
    private final StrictJson json;

    PeopleController(People people, StrictJson json) {
        this.people = people;
        this.json = json;
    }

    private record NewPerson(String userName, @Nullable String displayName, Set<String> roles, @Nullable Set<String> issuers,
            @Nullable String password) {}

    private record ChangedPerson(@Nullable String displayName, @Nullable Set<String> roles, @Nullable Set<String> issuers,
            @Nullable Boolean disabled) {}

    @GetMapping(produces = "application/json")
    @Operation(summary = "Everyone who has an account, disabled or not")
    Map<String, Object> all() {
        return Map.of("items", people.all().stream().map(PersonFields::of).toList());
    }

    @PostMapping(consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Make a person", description = "With issuers, they see what concerns these and nothing else, and can have the role auditor only. Without a password one is made and is in this answer only. They must change it at the first sign-in.")
    ResponseEntity<Map<String, Object>> make(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        NewPerson body = json.as(NewPerson.class, json.body(request));
        People.Made<Person> made = people.make(Changer.of(request), body.userName(),
                body.displayName() == null ? body.userName() : body.displayName(), Roles.read(body.roles()),
                new People.Scope(body.issuers()),
                body.password());
        return ResponseEntity.created(URI.create("/api/people/" + made.it().username())).body(withSecret(made, "password"));
    }

    @PatchMapping(path = "/{userName}", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Change what a person is called, may do and sees; disable or enable them", description = "What is absent stays as it is. Issuers narrow what an auditor sees to what concerns these; null: everything. Open sessions and keys follow at once.")
    Map<String, Object> change(@PathVariable String userName, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        ObjectNode fields = json.body(request);
        ChangedPerson body = json.as(ChangedPerson.class, fields);
        if (fields.isEmpty()) {
            throw Problem.malformed("", "names nothing to change");
        }
        return PersonFields.of(people.change(Changer.of(request), userName,
                new People.Change(body.displayName(), body.roles() == null ? null : Roles.read(body.roles()), body.disabled(),
                        fields.has("issuers") ? new People.Scope(body.issuers()) : null)));
    }

    @PostMapping(path = "/{userName}/password", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Give a person a new password", description = "It is in this answer only. They must change it at the next sign-in; their sessions end.")
    Map<String, Object> reset(@PathVariable String userName, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        return withSecret(people.reset(Changer.of(request), userName), "password");
    }

    @PostMapping(path = "/{userName}/sign-out", consumes = MediaType.ALL_VALUE)
    @Operation(summary = "End all sessions of a person")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@PathVariable String userName, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        people.signOutEverywhere(Changer.of(request), userName);
    }

    @GetMapping(path = "/{userName}/keys", produces = "application/json")
    @Operation(summary = "The keys of a person, the newest first")
    Map<String, Object> keys(@PathVariable String userName) {
        return Map.of("items", people.keys(userName).stream().map(PersonFields::of).toList());
    }

    @DeleteMapping("/{userName}/keys/{keyId}")
    @Operation(summary = "Revoke a key of a person")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String userName, @PathVariable UUID keyId, @Parameter(hidden = true) HttpServletRequest request) {
        people.revokeKey(Changer.of(request), userName, keyId);
    }

    @GetMapping(path = "/changes", produces = "application/json")
    @Operation(summary = "What was changed of people and keys, by whom, the newest first", description = "Before a changeId: those that came before it.")
    Map<String, Object> changes(@RequestParam(required = false) @Nullable String userName,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Integer limit) {
        int most = limit == null ? USUAL_ROWS : limit;
        if (most < 1) {
            throw Problem.malformed("limit", "must be from 1 to 1000");
        }
        Limit.PAGE_ROWS.require("limit", most);
        List<PersonChange> found = people.changes(userName, before == null ? Long.MAX_VALUE : before, most);
        return Map.of("items", found.stream().map(PersonFields::of).toList());
    }

    private static Map<String, Object> withSecret(People.Made<Person> made, String field) {
        Map<String, Object> fields = new LinkedHashMap<>(PersonFields.of(made.it()));
        if (made.secret() != null) {
            fields.put(field, made.secret());
        }
        return fields;
    }
}
