package org.authorityledger.access.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.http.Dates;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keys of programs: one's own, and for who administers everyone's. Who makes a key owns it. */
@RestController
@Tag(name = "People")
class KeysController {

    private static final String MAKE = "The key is in this answer only: send it as Authorization: Bearer. Without roles it has yours, without expiresAt it "
            + "ends in 90 days; issuers narrow what it sees, and then it can have the role auditor only.";

    private final People people;
    private final StrictJson json;

    KeysController(People people, StrictJson json) {
        this.people = people;
        this.json = json;
    }

    private record NewKey(String name, @Nullable Set<String> roles, @Nullable Set<String> issuers, @Nullable String expiresAt) {}

    @GetMapping(path = "/api/me/keys", produces = "application/json")
    @Operation(summary = "Your keys, the newest first")
    Map<String, Object> own(@Parameter(hidden = true) HttpServletRequest request) {
        return items(people.keys(Changer.of(request).username()));
    }

    @PostMapping(path = "/api/me/keys", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Make a key for a program of yours", description = MAKE)
    ResponseEntity<Map<String, Object>> makeOwn(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        return made(request);
    }

    @DeleteMapping("/api/me/keys/{keyId}")
    @Operation(summary = "Revoke one of your keys")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeOwn(@PathVariable UUID keyId, @Parameter(hidden = true) HttpServletRequest request) {
        Changer own = Changer.of(request);
        people.revokeKey(own, own.username(), keyId);
    }

    @GetMapping(path = "/api/keys", produces = "application/json")
    @Operation(summary = "Everyone's keys, the newest first")
    Map<String, Object> all() {
        return items(people.keys());
    }

    @PostMapping(path = "/api/keys", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Make a key for a program; it is yours", description = MAKE)
    ResponseEntity<Map<String, Object>> make(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        return made(request);
    }

    @DeleteMapping("/api/keys/{keyId}")
    @Operation(summary = "Revoke a key, on every node at once")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID keyId, @Parameter(hidden = true) HttpServletRequest request) {
        people.revokeKey(Changer.of(request), keyId);
    }

    private static Map<String, Object> items(List<ApiKey> keys) {
        return Map.of("items", keys.stream().map(PersonFields::of).toList());
    }

    private ResponseEntity<Map<String, Object>> made(HttpServletRequest request) throws IOException {
        NewKey body = json.as(NewKey.class, json.body(request));
        People.Made<ApiKey> made = people.makeKey(Changer.of(request), body.name(), body.roles() == null ? null : Roles.read(body.roles()),
                new People.Scope(body.issuers()), expiresAt(body.expiresAt()));
        Map<String, Object> fields = new LinkedHashMap<>(PersonFields.of(made.it()));
        fields.put("key", String.valueOf(made.secret()));
        return ResponseEntity.status(HttpStatus.CREATED).body(fields);
    }

    private static @Nullable Instant expiresAt(@Nullable String text) {
        try {
            return text == null ? null : Dates.parseInstant(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("expiresAt", String.valueOf(e.getMessage()));
        }
    }
}
