package org.authorityledger.questions.authorities;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityFields;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Names;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.ListingConverter;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which authorities are in force, what became of them, and what changed between two moments? */
@RestController
@RequestMapping(path = "/api/authorities", produces = { "application/json", "text/csv", "application/x-ndjson"})
@Tag(name = "Authorities")
public class AuthoritiesController {

    private static final List<String> HISTORY = with(AuthorityFields.NAMES, "knownFrom", "knownUntil", "openedBy", "closedBy");
    private static final List<String> DIFFERENCE = with(List.of("change", "changedBy"), AuthorityFields.NAMES.toArray(String[]::new));

    private final AuthorityQueries queries;
    private final Register register;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    public AuthoritiesController(AuthorityQueries queries, Register register, RegisterProgress progress, QuestionClock clock,
            Incomplete incomplete) {
        this.incomplete = incomplete;
        this.queries = queries;
        this.register = register;
        this.progress = progress;
        this.clock = clock;
    }

    private static List<String> with(List<String> columns, String... more) {
        List<String> all = new ArrayList<>(columns);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    @GetMapping
    @Operation(summary = "The authorities in force on a day, as known at a moment")
    Listing inForce(@RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable GrantorId grantor,
            @Parameter(description = "At this issuer, including authorities for all issuers") @RequestParam(required = false) @Nullable IssuerId issuer,
            @Parameter(description = "As named by EDGAR or by this ledger; 4/A means amendments") @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        Page asked = Page.of(limit, cursor, ListPlace.PARTS, request);
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(asked.day("", on), asked.knownAt("", knownAt));
        Page page = asked.keeping("", moment);
        List<AuthorityQueries.ListedAuthority> listed = queries.inForce(new AuthorityFilter(attorney, grantor, issuer, null, form(form)),
                moment, page);
        List<Authority> authorities = page.cut(listed).stream().map(AuthorityQueries.ListedAuthority::authority).toList();
        Names names = NamesOnRecord.of(register, authorities);
        return page.listing(AuthorityFields.NAMES, authorities.stream().map(authority -> AuthorityFields.of(authority, names)).toList(),
                page.next(listed, AuthorityQueries.ListedAuthority::cursor),
                incomplete.mark(about(moment, reached), grantor));
    }

    @GetMapping("/history")
    @Operation(summary = "Every version of every authority, on both clocks, with the records that opened and closed it")
    Listing history(@RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable PoaId poa, @RequestParam(required = false) @Nullable IssuerId issuer,
            @Parameter(description = "Versions as known at this moment") @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        Page asked = Page.of(limit, cursor, ListPlace.PARTS + 1, request);
        Position reached = progress.await(minPosition);
        Instant moment = clock.of(null, asked.knownAt("", knownAt)).knownAt();
        Page page = asked.keeping("", moment);
        List<AuthorityQueries.ListedVersion> listed = queries.history(new AuthorityFilter(attorney, grantor, issuer, poa, null), moment,
                page);
        List<AuthorityVersion> versions = page.cut(listed).stream().map(AuthorityQueries.ListedVersion::version).toList();
        Names names = NamesOnRecord.of(register, versions.stream().map(AuthorityVersion::authority).toList());
        List<Map<String, Object>> items = versions.stream().map(version -> {
            Map<String, Object> item = AuthorityFields.of(version.authority(), names);
            item.put("knownFrom", version.knownFrom());
            if (version.knownUntil() != null) {
                item.put("knownUntil", version.knownUntil());
            }
            item.put("openedBy", version.openedBy());
            if (version.closedBy() != null) {
                item.put("closedBy", version.closedBy());
            }
            return item;
        }).toList();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("knownAt", moment);
        about.put("position", reached);
        return page.listing(HISTORY, items, page.next(listed, AuthorityQueries.ListedVersion::cursor), incomplete.mark(about, grantor));
    }

    @GetMapping("/diff")
    @Operation(summary = "What was gained, lost and changed between two moments, each with the record behind it")
    ResponseEntity<?> difference(@RequestParam(name = "from.on", required = false) @Nullable LocalDate fromOn,
            @RequestParam(name = "from.knownAt", required = false) @Nullable Instant fromKnownAt,
            @RequestParam(name = "to.on", required = false) @Nullable LocalDate toOn,
            @RequestParam(name = "to.knownAt", required = false) @Nullable Instant toKnownAt,
            @RequestParam(required = false) @Nullable GrantorId grantor, @RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable IssuerId issuer, @RequestParam(required = false) @Nullable Position minPosition,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Page asked = Page.of(limit, cursor, ListPlace.PARTS, request);
        Position reached = progress.await(minPosition);
        Moment from = clock.of(asked.day("from.", fromOn), asked.knownAt("from.", fromKnownAt));
        Moment to = clock.of(asked.day("to.", toOn), asked.knownAt("to.", toKnownAt));
        Page page = asked.keeping("from.", from).keeping("to.", to);
        AuthorityQueries.Differences differences = queries.differences(new AuthorityFilter(attorney, grantor, issuer, null, null), from, to,
                page);
        Names names = NamesOnRecord.of(register, differences.differences().stream()
                .flatMap(difference -> Stream.of(difference.before(), difference.after())).filter(Objects::nonNull)
                .toList());
        if (!Accepts.preferred(request, ListingConverter.FORMATS).equals(MediaType.APPLICATION_JSON)) {
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("from", from);
            about.put("to", to);
            about.put("position", reached);
            return ResponseEntity
                    .ok(page.listing(DIFFERENCE, differences.differences().stream().map(difference -> row(difference, names)).toList(),
                            differences.next(), incomplete.mark(about, grantor)));
        }
        return ResponseEntity.ok(incomplete.mark(grouped(differences, from, to, reached, names), grantor));
    }

    private static Map<String, Object> row(Difference difference, Names names) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("change", difference.kind());
        row.put("changedBy", difference.recordId());
        row.putAll(AuthorityFields.of(shown(difference), names));
        return row;
    }

    private static Authority shown(Difference difference) {
        Authority after = difference.after();
        return after != null ? after : Objects.requireNonNull(difference.before());
    }

    private static Map<String, Object> grouped(AuthorityQueries.Differences differences, Moment from, Moment to, Position reached,
            Names names) {
        Map<Difference.Kind, List<Map<String, Object>>> groups = new EnumMap<>(Difference.Kind.class);
        for (Difference.Kind kind : Difference.Kind.values()) {
            groups.put(kind, new ArrayList<>());
        }
        for (Difference difference : differences.differences()) {
            Map<String, Object> item = AuthorityFields.of(shown(difference), names);
            item.put("changedBy", difference.recordId());
            if (difference.kind() == Difference.Kind.CHANGED) {
                item.put("before", AuthorityFields.of(Objects.requireNonNull(difference.before()), names));
                item.put("after", AuthorityFields.of(Objects.requireNonNull(difference.after()), names));
            }
            Objects.requireNonNull(groups.get(difference.kind())).add(item);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("gained", Objects.requireNonNull(groups.get(Difference.Kind.GAINED)));
        answer.put("lost", Objects.requireNonNull(groups.get(Difference.Kind.LOST)));
        answer.put("changed", Objects.requireNonNull(groups.get(Difference.Kind.CHANGED)));
        if (differences.next() != null) {
            answer.put("next", differences.next());
        }
        answer.put("from", from);
        answer.put("to", to);
        answer.put("position", reached);
        return answer;
    }

    private static @Nullable FormAsked form(@Nullable String form) {
        try {
            return form == null ? null : FormAsked.of(form);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("form", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> about(Moment moment, Position position) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("on", moment.on());
        about.put("knownAt", moment.knownAt());
        about.put("position", position);
        return about;
    }
}
