package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.authorityledger.events.Position;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** May these people sign this form, for that grantor, on that day, as known then? */
@RestController
@Tag(name = "Check")
public class CheckController {

    /** The parameter that asks for a signed receipt. Answers of an investigation have none. */
    public static final String RECEIPT = "receipt";

    private final Checks checks;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    public CheckController(Checks checks, QuestionClock clock, RegisterProgress progress) {
        this.checks = checks;
        this.clock = clock;
        this.progress = progress;
    }

    @GetMapping(path = "/api/authority/check", produces = "application/json")
    @Operation(summary = "May these signers together sign this form for this grantor at this issuer, on a day, as known at a moment?", description = "Within a scope only records that concern its issuers are considered, and the remark WITHIN_SCOPE says so", parameters = @Parameter(name = RECEIPT, in = ParameterIn.QUERY, schema = @Schema(type = "boolean"), description = "If true, the answer is a signed receipt: one file that ledger verify checks offline. Without knownAt, it is as known at the time of its checkpoint. Receipts are not given within a scope"))
    CheckAnswer check(@Parameter(required = true) @RequestParam(required = false) @Nullable String grantor,
            @Parameter(required = true) @RequestParam(required = false) @Nullable String issuer,
            @Parameter(required = true, description = "As named by EDGAR or by this ledger: 4, FORM_4, SC 13D/A") @RequestParam(required = false) @Nullable String form,
            @Parameter(required = true, description = "Once for each signer") @RequestParam(required = false) String @Nullable [] signer,
            @Parameter(description = "OFFICER, DIRECTOR, TEN_PERCENT_OWNER or OTHER") @RequestParam(required = false) String @Nullable [] capacity,
            @Parameter(description = "YYYY-MM-DD; by default today in the ledger's zone") @RequestParam(required = false) @Nullable String on,
            @Parameter(description = "ISO 8601; by default now") @RequestParam(required = false) @Nullable String knownAt,
            @Parameter(description = "Wait until the register has reached this position") @RequestParam(required = false) @Nullable Position minPosition) {
        return answer(CheckRequest.ofParameters(grantor, issuer, form, signer, capacity, on, knownAt), minPosition);
    }

    /** Answers a check once the register has reached a position. */
    CheckAnswer answer(CheckRequest request, @Nullable Position minPosition) {
        Position reached = progress.await(minPosition);
        // Only now: the default moment of knowledge comes after the wait.
        return checks.answer(List.of(request.at(clock)), reached).getFirst();
    }
}
