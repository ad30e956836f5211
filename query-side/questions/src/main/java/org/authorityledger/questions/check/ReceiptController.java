package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.authorityledger.transparencylog.ReceiptMaker;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The same question as a check's, answered with its proof. */
@RestController
@Tag(name = "Check")
public class ReceiptController {

    private final CheckController check;
    private final Checks checks;
    private final QuestionClock moments;
    private final ReceiptMaker receipts;

    public ReceiptController(CheckController check, Checks checks, QuestionClock moments, ReceiptMaker receipts) {
        this.check = check;
        this.checks = checks;
        this.moments = moments;
        this.receipts = receipts;
    }

    @GetMapping(path = "/api/authority/check", params = CheckController.RECEIPT, produces = "application/json")
    @Operation(hidden = true) // One path has one description: the check's, which tells of the receipt.
    ResponseEntity<Object> check(@RequestParam(required = false) @Nullable String grantor,
            @RequestParam(required = false) @Nullable String issuer, @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) String @Nullable [] signer, @RequestParam(required = false) String @Nullable [] capacity,
            @RequestParam(required = false) @Nullable String on, @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable Long minPosition, @RequestParam boolean receipt) {
        if (!receipt) {
            return ResponseEntity.ok(check.check(grantor, issuer, form, signer, capacity, on, knownAt, minPosition));
        }
        CheckRequest request = new CheckRequest(grantor, issuer, form, signer == null ? null : List.of(signer),
                capacity == null ? null : List.of(capacity), on, knownAt);
        Register.QuestionAsKnownAt asked = request.read(moments);
        String file = receipts.make(asked.question(), knownAt == null || knownAt.isEmpty() ? null : asked.knownAt(), minPosition,
                checks::names);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "inline; filename=\"receipt-" + asked.question().grantorId() + ".json\"")
                .body(file.getBytes(StandardCharsets.UTF_8));
    }
}
