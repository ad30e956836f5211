package org.authorityledger.reminders.views;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.http.StrictJson;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own views. A program with a key has those of the person whose key it is. */
@RestController
@RequestMapping("/api/views")
@Tag(name = "Reminders")
public class ViewsController {

    private final SavedViews views;
    private final StrictJson json;

    public ViewsController(SavedViews views, StrictJson json) {
        this.views = views;
        this.json = json;
    }

    /** The person who asks, or whose key it is: no username has a slash. */
    public static String owner(Principal user) {
        return user.getName().replaceFirst("/.*", "");
    }

    @GetMapping(produces = "application/json")
    @Operation(summary = "Your saved views, by name")
    Map<String, Object> all(@Parameter(hidden = true) Principal user) {
        return Map.of("items", views.all(owner(user)).stream().map(this::fields).toList());
    }

    @PostMapping(produces = "application/json")
    @Operation(summary = "Save a view: a list with what is chosen on it, under a name", description = "`list` is `grantors`, `attorneys`, `issuers`, `instruments`, `signatories` or `offices`; `filters` and `sort` are what the address of its page has, such as `{\"show\": \"expiring-30\"}`. Its dates are not saved: it opens as of the day on which it is opened.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> save(@Parameter(hidden = true) Principal user, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        return ResponseEntity.status(HttpStatus.CREATED).body(fields(views.save(owner(user), json.body(request))));
    }

    @GetMapping(path = "/{viewId}", produces = "application/json")
    @Operation(summary = "One of your views", description = "`path` is the page that it opens; in its place `fault` says why it cannot be shown any more.")
    Map<String, Object> one(@PathVariable UUID viewId, @Parameter(hidden = true) Principal user) {
        return fields(views.find(owner(user), viewId));
    }

    @PatchMapping(path = "/{viewId}", produces = "application/json")
    @Operation(summary = "Give a view another name", description = "The body is `{\"name\": \"…\"}`.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    Map<String, Object> rename(@PathVariable UUID viewId, @Parameter(hidden = true) Principal user,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        return fields(views.rename(owner(user), viewId, json.body(request)));
    }

    @DeleteMapping("/{viewId}")
    @Operation(summary = "Remove a view that no reminder watches")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID viewId, @Parameter(hidden = true) Principal user) {
        views.remove(owner(user), viewId);
    }

    private Map<String, Object> fields(SavedView view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("viewId", view.viewId());
        fields.put("name", view.name());
        fields.put("list", view.asked().list());
        fields.put("filters", new java.util.TreeMap<>(view.asked().filters()));
        if (view.asked().sort() != null) {
            fields.put("sort", view.asked().sort());
        }
        fields.put("madeAt", view.madeAt());
        fields.put("title", views.title(view));
        String path = views.path(view);
        if (path != null) {
            fields.put("path", path);
        }
        String fault = views.fault(view);
        if (fault != null) {
            fields.put("fault", fault);
        }
        return fields;
    }
}
