package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.QuestionAsKnownAt;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** May these people sign this form, for that grantor, on that day, as known then? */
@RestController
@Tag(name = "Check")
public class CheckController {

    /** The parameter that asks for a signed receipt; what is only supposed has none. */
    public static final String RECEIPT = "receipt";

    private final Checks checks;
    private final QuestionClock moments;
    private final RegisterProgress position;

    public CheckController(Checks checks, QuestionClock moments, RegisterProgress position) {
        this.checks = checks;
        this.moments = moments;
        this.position = position;
    }

    @GetMapping(path = "/api/authority/check", produces = "application/json")
    @Operation(summary = "May these signers together sign this form for this grantor at this issuer, on that day as known at that moment?", parameters = @Parameter(name = RECEIPT, in = ParameterIn.QUERY, schema = @Schema(type = "boolean"), description = "With true it is answered by a signed receipt, one file that ledger verify checks offline; as known at the time of its checkpoint where knownAt is not given"))
    CheckAnswer check(@Parameter(required = true) @RequestParam(required = false) @Nullable String grantor,
            @Parameter(required = true) @RequestParam(required = false) @Nullable String issuer,
            @Parameter(required = true, description = "As EDGAR or this ledger names it: 4, FORM_4, SC 13D/A") @RequestParam(required = false) @Nullable String form,
            @Parameter(required = true, description = "Once for each signer") @RequestParam(required = false) String @Nullable [] signer,
            @Parameter(description = "OFFICER, DIRECTOR, TEN_PERCENT_OWNER or OTHER") @RequestParam(required = false) String @Nullable [] capacity,
            @Parameter(description = "YYYY-MM-DD; today in the ledger's zone where it is not given") @RequestParam(required = false) @Nullable String on,
            @Parameter(description = "ISO 8601; now where it is not given") @RequestParam(required = false) @Nullable String knownAt,
            @Parameter(description = "Wait until the register has reached this position") @RequestParam(required = false) @Nullable Long minPosition) {
        CheckRequest request = new CheckRequest(grantor, issuer, form, signer == null ? null : List.of(signer),
                capacity == null ? null : List.of(capacity), on, knownAt);
        request.read(moments);
        long reached = position.await(minPosition);
        // Read again: what was not said is now, after the waiting.
        QuestionAsKnownAt asked = request.read(moments);
        return checks.answer(List.of(asked), reached).getFirst();
    }
}
