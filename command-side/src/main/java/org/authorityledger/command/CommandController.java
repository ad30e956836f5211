package org.authorityledger.command;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.node.ObjectNode;

/** Recording over HTTP: each path one command, its variables fields of the command like those of the body. */
@RestController
// What the client accepts is settled before anything is recorded.
@RequestMapping(path = "/api", produces = "application/json")
class CommandController {

    /** Where the record's proof will be asked for; that there is such a place is all that recording knows of it. */
    private static final String PROOF = "</api/proof/inclusion?recordId=%s>; rel=\"urn:authority-ledger:proof\"";
    private static final String POSITION = "Ledger-Position";
    private static final String POA_ID = "poaId";

    private final StrictJson json;
    private final CommandReader commands;
    private final Recorder recorder;

    CommandController(StrictJson json, CommandReader commands, Recorder recorder) {
        this.json = json;
        this.commands = commands;
        this.recorder = recorder;
    }

    /** Which command a path takes: its form describes the path in the API description. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Records {

        Class<? extends Record> value();
    }

    /** What is recorded of several grantors at once. */
    record Receipts(List<RecordedReply> items) {}

    @Records(GrantPowerOfAttorney.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney")
    ResponseEntity<RecordedReply> grant(HttpServletRequest request) throws IOException {
        return record(GrantPowerOfAttorney.class, request);
    }

    @Records(CorrectPowerOfAttorney.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/corrections")
    ResponseEntity<RecordedReply> correct(HttpServletRequest request) throws IOException {
        return record(CorrectPowerOfAttorney.class, request);
    }

    @Records(RevokePowerOfAttorney.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/revocations")
    ResponseEntity<RecordedReply> revoke(HttpServletRequest request) throws IOException {
        return record(RevokePowerOfAttorney.class, request);
    }

    @Records(RecordRevocationDelivery.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/revocations/{revocation}/deliveries")
    ResponseEntity<RecordedReply> deliver(HttpServletRequest request) throws IOException {
        return record(RecordRevocationDelivery.class, request);
    }

    @Records(AppointSubstitute.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/substitutions")
    ResponseEntity<RecordedReply> substitute(HttpServletRequest request) throws IOException {
        return record(AppointSubstitute.class, request);
    }

    @Records(RevokeSubstitution.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/substitutions/{substitution}/revocation")
    ResponseEntity<RecordedReply> revokeSubstitution(HttpServletRequest request) throws IOException {
        return record(RevokeSubstitution.class, request);
    }

    @Records(RecordIncumbency.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/incumbencies")
    ResponseEntity<RecordedReply> incumbency(HttpServletRequest request) throws IOException {
        return record(RecordIncumbency.class, request);
    }

    @Records(ResignAsAttorney.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/resignations")
    ResponseEntity<RecordedReply> resign(HttpServletRequest request) throws IOException {
        return record(ResignAsAttorney.class, request);
    }

    @Records(RecordCessation.class)
    @PostMapping("/grantors/{grantorId}/cessations")
    ResponseEntity<RecordedReply> cease(HttpServletRequest request) throws IOException {
        return record(RecordCessation.class, request);
    }

    @Records(RecordResumption.class)
    @PostMapping("/grantors/{grantorId}/resumptions")
    ResponseEntity<RecordedReply> resume(HttpServletRequest request) throws IOException {
        return record(RecordResumption.class, request);
    }

    @Records(RecordEmploymentEnded.class)
    @PostMapping("/grantors/{grantorId}/employment-ends")
    ResponseEntity<RecordedReply> endEmployment(HttpServletRequest request) throws IOException {
        return record(RecordEmploymentEnded.class, request);
    }

    @Records(RecordGrantorDeath.class)
    @PostMapping("/grantors/{grantorId}/death")
    ResponseEntity<RecordedReply> die(HttpServletRequest request) throws IOException {
        return record(RecordGrantorDeath.class, request);
    }

    @Records(RecordGrantorIncapacity.class)
    @PostMapping("/grantors/{grantorId}/incapacity")
    ResponseEntity<RecordedReply> loseCapacity(HttpServletRequest request) throws IOException {
        return record(RecordGrantorIncapacity.class, request);
    }

    @Records(AmendPowerOfAttorney.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/amendments")
    ResponseEntity<RecordedReply> amend(HttpServletRequest request) throws IOException {
        return record(AmendPowerOfAttorney.class, request);
    }

    @Records(RecordConfirmationFiled.class)
    @PostMapping("/grantors/{grantorId}/powers-of-attorney/{poaId}/confirmations")
    ResponseEntity<RecordedReply> confirm(HttpServletRequest request) throws IOException {
        return record(RecordConfirmationFiled.class, request);
    }

    @Records(RecordSignatory.class)
    @PostMapping("/grantors/{grantorId}/signatories")
    ResponseEntity<RecordedReply> signatory(HttpServletRequest request) throws IOException {
        return record(RecordSignatory.class, request);
    }

    @Records(EndSignatory.class)
    @PostMapping("/grantors/{grantorId}/signatories/{signatory}/end")
    ResponseEntity<RecordedReply> endSignatory(HttpServletRequest request) throws IOException {
        return record(EndSignatory.class, request);
    }

    @Records(RecordReportingBegan.class)
    @PostMapping("/grantors/{grantorId}/reporting-beginnings")
    ResponseEntity<RecordedReply> begin(HttpServletRequest request) throws IOException {
        return record(RecordReportingBegan.class, request);
    }

    @Records(RecordGrantorDissolution.class)
    @PostMapping("/grantors/{grantorId}/dissolution")
    ResponseEntity<RecordedReply> dissolve(HttpServletRequest request) throws IOException {
        return record(RecordGrantorDissolution.class, request);
    }

    @Records(RecordAttorneyDeath.class)
    @PostMapping("/grantors/{grantorId}/attorney-deaths")
    ResponseEntity<RecordedReply> attorneyDied(HttpServletRequest request) throws IOException {
        return record(RecordAttorneyDeath.class, request);
    }

    @Records(RecordAttorneyIncapacity.class)
    @PostMapping("/grantors/{grantorId}/attorney-incapacities")
    ResponseEntity<RecordedReply> attorneyLostCapacity(HttpServletRequest request) throws IOException {
        return record(RecordAttorneyIncapacity.class, request);
    }

    @Records(RetractRecord.class)
    @PostMapping("/grantors/{grantorId}/retractions")
    ResponseEntity<RecordedReply> retract(HttpServletRequest request) throws IOException {
        return record(RetractRecord.class, request);
    }

    @Records(RecordEmploymentEndedEverywhere.class)
    @PostMapping("/attorneys/{attorneyId}/employment-ends")
    ResponseEntity<Receipts> endEmploymentEverywhere(HttpServletRequest request) throws IOException {
        return everywhere(RecordEmploymentEndedEverywhere.class, request, Everywhere::of);
    }

    @Records(RecordAttorneyDeathEverywhere.class)
    @PostMapping("/attorneys/{attorneyId}/death")
    ResponseEntity<Receipts> attorneyDiedEverywhere(HttpServletRequest request) throws IOException {
        return everywhere(RecordAttorneyDeathEverywhere.class, request, Everywhere::of);
    }

    @Records(RecordAttorneyIncapacityEverywhere.class)
    @PostMapping("/attorneys/{attorneyId}/incapacity")
    ResponseEntity<Receipts> attorneyLostCapacityEverywhere(HttpServletRequest request) throws IOException {
        return everywhere(RecordAttorneyIncapacityEverywhere.class, request, Everywhere::of);
    }

    private <C> ResponseEntity<Receipts> everywhere(Class<C> kind, HttpServletRequest request, Function<C, Everywhere> read)
            throws IOException {
        ObjectNode fields = fields(request, false);
        ifMatch(request).requireNoneForManyStreams();
        List<LedgerRecord> records = recorder.record(read.apply(commands.readAs(kind, fields)), fields, asked(request));

        return ResponseEntity.status(HttpStatus.CREATED).header(POSITION, records.getLast().position().toString())
                // No link for each record: headers must not grow with the data. The proof of each is found by its recordId.
                .body(new Receipts(records.stream().map(RecordedReply::of).toList()));
    }

    private <C extends Command> ResponseEntity<RecordedReply> record(Class<C> kind, HttpServletRequest request) throws IOException {
        // A correction restates the whole grant, its name too.
        ObjectNode fields = fields(request, kind == CorrectPowerOfAttorney.class || kind == AmendPowerOfAttorney.class);
        Command command = commands.read(kind, fields);

        RecordedReply receipt = RecordedReply.of(recorder.record(command, fields, asked(request)));

        return ResponseEntity.status(HttpStatus.CREATED).header(POSITION, receipt.position().toString())
                .header("Link", PROOF.formatted(receipt.recordId())).eTag(receipt.version().toString()).body(receipt);
    }

    @SuppressWarnings("unchecked")
    private ObjectNode fields(HttpServletRequest request, boolean poaIdRestated) throws IOException {
        ObjectNode fields = json.body(request);
        Map<String, String> path = (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        path.forEach((name, value) -> {
            if (fields.has(name)) {
                boolean restated = poaIdRestated && name.equals(POA_ID);
                if (!restated) {
                    throw Problem.malformed(name, "unknown field");
                }
                if (!fields.get(name).isNull() && !fields.get(name).asString("").equals(value)) {
                    throw Problem.malformed(name, "is not the one of the path");
                }
            }
            fields.put(name, value);
        });
        return fields;
    }

    private static Submission asked(HttpServletRequest request) {
        return asked(request, ifMatch(request), idempotencyKey(request));
    }

    /** At which version the client believes the grantor's stream to be, by the headers of its request. */
    static IfMatch ifMatch(HttpServletRequest request) {
        return IfMatch.read(Collections.list(request.getHeaders("If-Match")), Collections.list(request.getHeaders("If-None-Match")));
    }

    /** Who asks in this request, under a key and condition that need not be those of its headers. */
    static Submission asked(HttpServletRequest request, IfMatch ifMatch, @Nullable String idempotencyKey) {
        return new Submission(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(), RequestContext.correlationId(request),
                ifMatch,
                idempotencyKey);
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders("Idempotency-Key"));
        if (keys.size() > 1) {
            throw Problem.malformed("Idempotency-Key", "is given more than once");
        }
        return keys.isEmpty() ? null : CommandReader.keyOfClient("Idempotency-Key", keys.getFirst());
    }
}
