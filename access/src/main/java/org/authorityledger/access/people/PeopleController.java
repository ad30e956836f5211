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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

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

    private record NewPerson(String username, String name, Set<String> roles, @Nullable String password) {}

    private record ChangedPerson(String name, Set<String> roles, boolean disabled) {}

    @GetMapping(produces = "application/json")
    @Operation(summary = "Everyone who has an account, disabled or not")
    Map<String, Object> all() {
        return Map.of("items", people.all().stream().map(PersonFields::of).toList());
    }

    @PostMapping(consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Make a person", description = "Without a password one is made and is in this answer only. They must change it at the first sign-in.")
    ResponseEntity<Map<String, Object>> make(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        NewPerson body = json.as(NewPerson.class, json.body(request));
        People.Made<Person> made = people.make(Changer.of(request), body.username(), body.name(), body.roles(), body.password());
        return ResponseEntity.created(URI.create("/api/people/" + made.it().username())).body(withSecret(made, "password"));
    }

    @PutMapping(path = "/{username}", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Change a person's name and roles, disable or enable them", description = "Open sessions and keys follow at once.")
    Map<String, Object> change(@PathVariable String username, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        ChangedPerson body = json.as(ChangedPerson.class, json.body(request));
        return PersonFields.of(people.change(Changer.of(request), username, body.name(), body.roles(), body.disabled()));
    }

    private record NewScope(@Nullable Set<String> issuers) {}

    @PutMapping(path = "/{username}/scope", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Narrow what a person sees to what concerns some issuers", description = "Only an auditor can be scoped. Open sessions and keys follow at once. What cannot be answered within a scope is refused with 403.")
    Map<String, Object> scope(@PathVariable String username, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Set<String> issuers = json.as(NewScope.class, json.body(request)).issuers();
        if (issuers == null) {
            throw Problem.malformed("issuers", "is required; to let them see everything, delete the scope");
        }
        return PersonFields.of(people.scope(Changer.of(request), username, issuers));
    }

    @DeleteMapping(path = "/{username}/scope", produces = "application/json")
    @Operation(summary = "Let a person see everything again")
    Map<String, Object> unscope(@PathVariable String username, @Parameter(hidden = true) HttpServletRequest request) {
        return PersonFields.of(people.scope(Changer.of(request), username, null));
    }

    @PostMapping(path = "/{username}/password", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Give a person a new password", description = "It is in this answer only. They must change it at the next sign-in; their sessions end.")
    Map<String, Object> reset(@PathVariable String username, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        return withSecret(people.reset(Changer.of(request), username), "password");
    }

    @PostMapping(path = "/{username}/sign-out", consumes = MediaType.ALL_VALUE)
    @Operation(summary = "End all sessions of a person")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@PathVariable String username, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        people.signOutEverywhere(Changer.of(request), username);
    }

    @GetMapping(path = "/{username}/keys", produces = "application/json")
    @Operation(summary = "The keys of a person, the newest first")
    Map<String, Object> keys(@PathVariable String username) {
        return Map.of("items", people.keys(username).stream().map(PersonFields::of).toList());
    }

    @DeleteMapping("/{username}/keys/{keyId}")
    @Operation(summary = "Revoke a key of a person")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String username, @PathVariable UUID keyId, @Parameter(hidden = true) HttpServletRequest request) {
        people.revokeKey(Changer.of(request), username, keyId);
    }

    @GetMapping(path = "/changes", produces = "application/json")
    @Operation(summary = "What was changed of people and keys, by whom, the newest first", description = "Before a changeId: those that came before it.")
    Map<String, Object> changes(@RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Integer limit) {
        int most = limit == null ? USUAL_ROWS : limit;
        if (most < 1) {
            throw Problem.malformed("limit", "must be from 1 to 1000");
        }
        Limit.PAGE_ROWS.require("limit", most);
        List<PersonChange> found = people.changes(username, before == null ? Long.MAX_VALUE : before, most);
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
