package org.authorityledger.access.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own account: who am I, my password, my keys. */
@RestController
@RequestMapping("/api/me")
@Tag(name = "People")
class OwnController {

    private static final int USUAL_DAYS = 90;
    private static final String ROLE = "ROLE_";

    private final People people;
    private final StrictJson json;

    OwnController(People people, StrictJson json) {
        this.people = people;
        this.json = json;
    }

    private record NewPassword(String current, String password) {}

    private record NewKey(String name, @Nullable Set<String> roles, @Nullable Integer days) {}

    @GetMapping(produces = "application/json")
    @Operation(summary = "Who you are to this ledger, and with which roles")
    Map<String, Object> who(@Parameter(hidden = true) Authentication user) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("username", user.getName());
        Person person = people.find(user.getName());
        if (person != null) {
            fields.put("name", person.name());
            fields.put("passwordMustBeChanged", person.mustChange());
        }
        user.getAuthorities().stream().filter(ScopedTo.class::isInstance).map(ScopedTo.class::cast)
                .forEach(scope -> fields.put("scope", new TreeSet<>(scope.issuers())));
        fields.put("roles",
                user.getAuthorities().stream().map(one -> String.valueOf(one.getAuthority())).filter(one -> one.startsWith(ROLE))
                        .map(one -> one.substring(ROLE.length())).collect(Collectors.toCollection(TreeSet::new)));
        return fields;
    }

    @PostMapping(path = "/password", consumes = MediaType.ALL_VALUE)
    @Operation(summary = "Change your password", description = "Your other sessions end.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void password(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        NewPassword body = json.as(NewPassword.class, json.body(request));
        people.changePassword(Changer.of(request), body.current(), body.password());
    }

    @GetMapping(path = "/keys", produces = "application/json")
    @Operation(summary = "Your keys, the newest first")
    Map<String, Object> keys(@Parameter(hidden = true) HttpServletRequest request) {
        return Map.of("items", people.keys(Changer.of(request).username()).stream().map(PersonFields::of).toList());
    }

    @PostMapping(path = "/keys", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Make a key for a program", description = "The token is in this answer only: send it as Authorization: Bearer. Without roles it has yours; without days it is good for 90.")
    ResponseEntity<Map<String, Object>> makeKey(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        NewKey body = json.as(NewKey.class, json.body(request));
        People.Made<ApiKey> made = people.makeKey(Changer.of(request), body.name(), body.roles(),
                body.days() == null ? USUAL_DAYS : body.days());
        Map<String, Object> fields = new LinkedHashMap<>(PersonFields.of(made.it()));
        fields.put("token", String.valueOf(made.secret()));
        return ResponseEntity.status(HttpStatus.CREATED).body(fields);
    }

    @DeleteMapping("/keys/{keyId}")
    @Operation(summary = "Revoke one of your keys")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID keyId, @Parameter(hidden = true) HttpServletRequest request) {
        Changer own = Changer.of(request);
        people.revokeKey(own, own.username(), keyId);
    }
}
