package org.authorityledger.questions.signatories;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Position;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who signs for an entity without a power of attorney, on a day, as known then? */
@RestController
@Tag(name = "Signatories")
public class SignatoriesController {

    private static final List<String> COLUMNS = List.of("grantorId", "grantorName", "partyId", "name", "kind", "capacity", "title", "from",
            "until", "forms", "minimumSignatories", "recordId", "endCause", "endedBy", "incapacitatedOn", "incapacitatedBy");

    private final Signatories signatories;
    private final Register register;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    public SignatoriesController(Signatories signatories, Register register, RegisterProgress progress, QuestionClock clock,
            Incomplete incomplete) {
        this.signatories = signatories;
        this.register = register;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
    }

    @GetMapping(path = "/api/signatories", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The signatories in force on a day, as known at a moment", description = "By the entity's own records: a death that they name ends a signatory. One whose incapacity they name signs no more with their own hand, but may be represented by an attorney, and is listed with it.")
    Listing list(@Parameter(description = "Of this entity") @RequestParam(required = false) @Nullable GrantorId grantor,
            @Parameter(description = "This one who signs") @RequestParam(required = false) @Nullable PartyId signatory,
            @RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        Page asked = Page.of(limit, cursor, 2, request);
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(asked.day("", on), asked.knownAt("", knownAt));
        Page page = asked.keeping("", moment);
        List<Signatories.Listed> read = signatories.inForce(grantor, signatory, moment, page);
        List<Signatories.Listed> listed = page.cut(read);
        List<String> parties = new ArrayList<>();
        listed.forEach(one -> {
            parties.add(one.officer().grantorId().value());
            parties.add(one.officer().signatory().value());
        });
        PartyNames names = PartyNames.of(register, parties);
        Map<String, PartyKind> kinds = signatories.kinds(parties, moment);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("on", moment.on());
        about.put("knownAt", moment.knownAt());
        about.put("position", reached);
        return page.listing(COLUMNS, listed.stream().map(one -> fields(one, names, kinds)).toList(),
                page.next(read, Signatories.Listed::cursor), incomplete.mark(about, grantor));
    }

    private static Map<String, Object> fields(Signatories.Listed listed, PartyNames names, Map<String, PartyKind> kinds) {
        SigningOfficer officer = listed.officer();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grantorId", officer.grantorId().value());
        fields.put("grantorName", names.grantor(officer.grantorId().value()));
        fields.put("partyId", officer.signatory().value());
        fields.put("name", names.signatory(officer.signatory().value()));
        fields.put("kind", kinds.getOrDefault(officer.signatory().value(), PartyKind.PERSON));
        fields.put("capacity", officer.capacity());
        if (officer.title() != null) {
            fields.put("title", officer.title());
        }
        fields.put("from", officer.from());
        Ending ending = officer.ending();
        if (ending != null) {
            fields.put("until", ending.on());
            fields.put("endCause", ending.cause());
            fields.put("endedBy", ending.recordId());
        }
        Ending incapacity = listed.incapacity();
        if (incapacity != null) {
            fields.put("incapacitatedOn", incapacity.on());
            fields.put("incapacitatedBy", incapacity.recordId());
        }
        if (!officer.forms().isEmpty()) {
            fields.put("forms", officer.forms().stream().sorted().toList());
        }
        fields.put("minimumSignatories", listed.minimum());
        fields.put("recordId", officer.source());
        return fields;
    }
}
