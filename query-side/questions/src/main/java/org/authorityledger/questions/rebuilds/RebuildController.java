package org.authorityledger.questions.rebuilds;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.http.ProgressStream.Source;
import org.authorityledger.http.ProgressStream.StateEvent;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.rebuild.Rebuild;
import org.authorityledger.register.rebuild.Rebuilds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Rebuilds the register while the live one answers: start a rebuild, watch it, cancel it, and see what differed. */
@RestController
@Tag(name = "Rebuilds")
public class RebuildController {

    private final Rebuilds rebuilds;
    private final StrictJson json;
    private final JsonMapper mapper;
    private final ProgressStream progress;

    public RebuildController(Rebuilds rebuilds, StrictJson json, JsonMapper mapper, ProgressStream rebuildProgress) {
        this.rebuilds = rebuilds;
        this.json = json;
        this.mapper = mapper;
        this.progress = rebuildProgress;
    }

    /**
     * What to rebuild.
     *
     * @param register null: every register
     */
    record RebuildRequest(@Nullable String register) {}

    @PostMapping(path = "/api/rebuilds", produces = "application/json")
    @Operation(summary = "Rebuild the register beside the live one, compare the two, and switch to the new one", description = "Body: {} or {\"register\": \"authorities\"}")
    ResponseEntity<Rebuild> start(HttpServletRequest request) throws IOException {
        String register = json.as(RebuildRequest.class, json.bodyIfAny(request)).register();
        Rebuild rebuild = rebuilds.start(register, String.valueOf(request.getRemoteUser()));
        return ResponseEntity.status(HttpStatus.ACCEPTED).header("Location", "/api/rebuilds/" + rebuild.rebuildId()).body(rebuild);
    }

    @GetMapping(path = "/api/rebuilds", produces = "application/json")
    @Operation(summary = "The last rebuilds, newest first")
    Map<String, List<Rebuild>> last() {
        return Map.of("items", rebuilds.last());
    }

    @GetMapping(path = "/api/rebuilds/{rebuildId}", produces = "application/json")
    @Operation(summary = "The progress of a rebuild, and what differed between the old register and the new one", description = "With Accept: text/event-stream its progress comes as server-sent events until it is over.")
    Rebuild rebuild(@PathVariable String rebuildId) {
        return rebuilds.find(id(rebuildId));
    }

    @GetMapping(path = "/api/rebuilds/{rebuildId}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(hidden = true)
    ResponseEntity<SseEmitter> watch(@PathVariable String rebuildId) {
        return ResponseEntity.ok().header("Cache-Control", "no-store")
                .body(progress.open(Source.ofState(rebuilds.find(id(rebuildId)), rebuild -> rebuilds.find(rebuild.rebuildId()),
                        rebuild -> new StateEvent("progress", mapper.writeValueAsString(rebuild)), rebuild -> rebuild.state().over())));
    }

    @DeleteMapping(path = "/api/rebuilds/{rebuildId}", produces = "application/json")
    @Operation(summary = "Cancel a rebuild; the live register stays as it is")
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
            // Refused below, like any other text that is not an id.
        }
        throw Problem.malformed("rebuildId", "is not the id of a rebuild");
    }
}
