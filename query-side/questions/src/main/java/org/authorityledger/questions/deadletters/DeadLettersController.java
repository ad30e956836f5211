package org.authorityledger.questions.deadletters;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.GrantorId;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.follow.DeadLetters;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The records that the register could not process yet. */
@RestController
@Tag(name = "Dead letters")
public class DeadLettersController {

    private static final int MOST = 1000;

    private final DeadLetters letters;
    private final StrictJson json;

    public DeadLettersController(DeadLetters letters, StrictJson json) {
        this.letters = letters;
        this.json = json;
    }

    @GetMapping(path = "/api/dead-letters", produces = "application/json")
    @Operation(summary = "The records that the register could not process, with the reason, and the later records of the same grantors")
    Map<String, Object> waiting() {
        letters.look();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items", letters.letters(MOST));
        answer.put("grantors", letters.waiting().stream().sorted().toList());
        return answer;
    }

    @PostMapping(path = "/api/dead-letters/{grantorId}/retry", produces = "application/json")
    @Operation(summary = "Retry a grantor's waiting records, in order, until one fails again", description = "No body, or {}.")
    Map<String, Object> retry(@PathVariable GrantorId grantorId, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        letters.look();
        if (!letters.waiting().contains(grantorId)) {
            throw new Problem(HttpStatus.NOT_FOUND, "NO_DEAD_LETTERS", "No record of grantor " + grantorId + " is waiting.", List.of());
        }
        return Map.of("grantorId", grantorId, "left", letters.retry(grantorId));
    }
}
