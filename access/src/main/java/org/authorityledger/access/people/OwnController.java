package org.authorityledger.access.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.authorityledger.http.StrictJson;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own account: who am I, my password. */
@RestController
@RequestMapping("/api/me")
@Tag(name = "People")
class OwnController {

    private static final String ROLE = "ROLE_";

    private final People people;
    private final StrictJson json;

    OwnController(People people, StrictJson json) {
        this.people = people;
        this.json = json;
    }

    private record NewPassword(String current, String password) {}

    @GetMapping(produces = "application/json")
    @Operation(summary = "Who you are to this ledger, and with which roles")
    Map<String, Object> who(@Parameter(hidden = true) Authentication user) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("userName", user.getName());
        Person person = people.find(user.getName());
        if (person != null) {
            fields.put("displayName", person.name());
            fields.put("passwordMustBeChanged", person.mustChange());
        }
        user.getAuthorities().stream().filter(ScopedTo.class::isInstance).map(ScopedTo.class::cast)
                .forEach(scope -> fields.put("issuers", new TreeSet<>(scope.issuers())));
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
}
