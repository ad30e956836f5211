package org.authorityledger.questions.rebuilds;

import org.authorityledger.register.rebuild.Rebuild;
import org.authorityledger.register.rebuild.Rebuilds;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Build the register anew while it is served: start it, watch it, cancel it, and see what differed. */
@RestController
@Tag(name = "Rebuilds")
public class RebuildController {

    private static final long TELL_AGAIN_MILLIS = 250;

    private final Rebuilds rebuilds;
    private final StrictJson json;
    private final JsonMapper mapper;

    public RebuildController(Rebuilds rebuilds, StrictJson json, JsonMapper mapper) {
        this.rebuilds = rebuilds;
        this.json = json;
        this.mapper = mapper;
    }

    /** What is to be rebuilt; nothing said: every register. */
    record Request(@Nullable String register) {}

    @PostMapping(path = "/api/rebuilds", produces = "application/json")
    @Operation(summary = "Rebuild the register beside the live one, compare the two, and let the new one take over", description = "Body: {} or {\"register\": \"authorities\"}")
    ResponseEntity<Rebuild> start(HttpServletRequest request) throws IOException {
        ObjectNode body = request.getContentLengthLong() == 0 ? mapper.createObjectNode() : json.body(request);
        String register = json.as(Request.class, body).register();
        Rebuild rebuild = rebuilds.start(register, String.valueOf(request.getRemoteUser()));
        return ResponseEntity.status(HttpStatus.ACCEPTED).header("Location", "/api/rebuilds/" + rebuild.rebuildId()).body(rebuild);
    }

    @GetMapping(path = "/api/rebuilds", produces = "application/json")
    @Operation(summary = "The last rebuilds, the last first")
    Map<String, List<Rebuild>> last() {
        return Map.of("items", rebuilds.last());
    }

    @GetMapping(path = "/api/rebuilds/{rebuildId}", produces = "application/json")
    @Operation(summary = "How far a rebuild has come, and what differed between the old register and the new one", description = "With Accept: text/event-stream its progress is told as it happens, until it is over.")
    Rebuild rebuild(@PathVariable String rebuildId) {
        return rebuilds.find(id(rebuildId));
    }

    @GetMapping(path = "/api/rebuilds/{rebuildId}", produces = "text/event-stream")
    @Operation(hidden = true)
    void watch(@PathVariable String rebuildId, @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        Rebuild rebuild = rebuilds.find(id(rebuildId));
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        OutputStream out = response.getOutputStream();
        String last = "";
        while (true) {
            String told = "event: progress\ndata: " + mapper.writeValueAsString(rebuild) + "\n\n";
            // What has not changed is told as a comment: so who went away is noticed.
            out.write((told.equals(last) ? ":\n\n" : told).getBytes(StandardCharsets.UTF_8));
            out.flush();
            last = told;
            if (rebuild.state().over()) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(TELL_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            rebuild = rebuilds.find(rebuild.rebuildId());
        }
    }

    @DeleteMapping(path = "/api/rebuilds/{rebuildId}", produces = "application/json")
    @Operation(summary = "Cancel a rebuild; the live register is as it was")
    ResponseEntity<Rebuild> cancel(@PathVariable String rebuildId) {
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(rebuilds.cancel(id(rebuildId)));
    }

    private static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as any other text that names none.
        }
        throw Problem.malformed("rebuildId", "is not the id of a rebuild");
    }
}
