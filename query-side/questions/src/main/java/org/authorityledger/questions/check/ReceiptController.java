package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.authorityledger.authority.Question;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.Viewer;
import org.authorityledger.transparencylog.ReceiptMaker;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A check, answered with its proof. */
@RestController
@Tag(name = "Check")
public class ReceiptController {

    private final CheckController withoutReceipt;
    private final Checks checks;
    private final QuestionClock clock;
    private final ReceiptMaker receipts;

    public ReceiptController(CheckController withoutReceipt, Checks checks, QuestionClock clock, ReceiptMaker receipts) {
        this.withoutReceipt = withoutReceipt;
        this.checks = checks;
        this.clock = clock;
        this.receipts = receipts;
    }

    @GetMapping(path = "/api/authority/check", params = CheckController.RECEIPT, produces = "application/json")
    @Operation(hidden = true) // One path has one description: that of the check, which mentions the receipt.
    ResponseEntity<Object> check(@RequestParam(required = false) @Nullable String grantor,
            @RequestParam(required = false) @Nullable String issuer, @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) String @Nullable [] signer, @RequestParam(required = false) String @Nullable [] capacity,
            @RequestParam(required = false) @Nullable String on, @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam boolean receipt) {
        CheckRequest request = CheckRequest.ofParameters(grantor, issuer, form, signer, capacity, on, knownAt);
        if (!receipt) {
            return ResponseEntity.ok(withoutReceipt.answer(request, minPosition));
        }
        if (!Viewer.current().equals(Viewer.ALL)) {
            throw new Problem(HttpStatus.FORBIDDEN, "FORBIDDEN",
                    "A receipt proves that streams are complete, and a scope shows parts of them. Ask without receipt.", List.of());
        }
        Question question = request.at(clock).question();
        String file = receipts.make(question, request.knownAt(), minPosition, clock.zone(),
                (parties, issuers) -> checks.names(question, parties, issuers));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "inline; filename=\"receipt-" + request.grantorId() + ".json\"")
                .body(file.getBytes(StandardCharsets.UTF_8));
    }
}
