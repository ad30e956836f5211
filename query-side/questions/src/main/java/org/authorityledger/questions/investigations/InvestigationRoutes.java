package org.authorityledger.questions.investigations;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.workspaces.Workspace;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.RequestPath;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Answers every question below {@code /api/investigations/{id}}: it finds the method that answers the live question, with all its checks of
 * input, and has it called on the controller of the workspace.
 */
final class InvestigationRoutes implements HandlerMapping, Ordered {

    private static final Pattern BELOW = Pattern.compile("/api/investigations/([^/]+)/(.+)");
    private static final String DIFFERENCE = "difference";
    private static final String API = "/api/";

    private final RequestMappingHandlerMapping live;
    private final Investigations investigations;
    private final Workspace.Tools tools;
    private final Map<UUID, Workspace> workspaces = new ConcurrentHashMap<>();

    InvestigationRoutes(RequestMappingHandlerMapping live, Investigations investigations, Workspace.Tools tools) {
        this.live = live;
        this.investigations = investigations;
        this.tools = tools;
    }

    @Override
    public int getOrder() {
        // Before the mapping of the live controllers, which does not know these paths.
        return -1;
    }

    @Override
    public boolean usesPathPatterns() {
        return true;
    }

    @Override
    public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
        Matcher below = BELOW.matcher(request.getRequestURI());
        if (!below.matches() || below.group(2).equals(DIFFERENCE)) {
            return null;
        }
        HandlerExecutionChain handler = live(request, API + below.group(2));
        if (handler == null || !(handler.getHandler() instanceof HandlerMethod method)
                || !Workspace.QUESTIONS.contains(method.getBeanType())) {
            return null;
        }
        Workspace workspace = workspace(below.group(1));
        return new HandlerExecutionChain(new HandlerMethod(workspace.controller(method.getBeanType()), method.getMethod()),
                handler.getInterceptors());
    }

    /** The handler of the same question about the live ledger. */
    private @Nullable HandlerExecutionChain live(HttpServletRequest request, String path) throws Exception {
        HttpServletRequest question = new HttpServletRequestWrapper(request) {
            @Override
            public String getRequestURI() {
                return path;
            }

            @Override
            public String getServletPath() {
                return path;
            }
        };
        RequestPath own = ServletRequestPathUtils.getParsedRequestPath(request);
        try {
            ServletRequestPathUtils.parseAndCache(question);
            return live.getHandler(question);
        } finally {
            ServletRequestPathUtils.setParsedRequestPath(own, request);
        }
    }

    private Workspace workspace(String name) {
        UUID id;
        try {
            id = UUID.fromString(name);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("investigationId", "is not the id of an investigation");
        }
        try {
            Investigation investigation = investigations.ready(id);
            return workspaces.computeIfAbsent(id, key -> workspace(investigation));
        } catch (Problem closed) {
            workspaces.remove(id);
            throw closed;
        }
    }

    /** None of its controllers sees a record after its point, and those of a full replay read no live table at all. */
    private Workspace workspace(Investigation investigation) {
        JdbcTemplate jdbc = tools.jdbc();
        RegisterSchema schema = investigation.register(jdbc);
        Long last = jdbc.queryForObject(schema.sql("select coalesce(max(position), ?) from register.supposed"), Long.class,
                investigation.position().value());
        Position position = last == null ? investigation.position() : Position.of(last);
        // What is assumed is recorded a microsecond after the other from the point on, and known now.
        RegisterProgress progress = new FixedProgress(position,
                investigation.knownAt().plus(position.recordsSince(investigation.position()), ChronoUnit.MICROS));
        return new Workspace(schema, progress, new NotInvestigated(jdbc, schema), tools);
    }

    /** A workspace never goes beyond its position. */
    private record FixedProgress(Position position, Instant knownUntil) implements RegisterProgress {

        @Override
        public Position await(@Nullable Position minimum) {
            if (minimum != null && minimum.isAfter(position)) {
                throw new RegisterRefusal(RegisterRefusal.Code.POSITION_NOT_REACHED,
                        "This investigation ends at position " + position + " and will never reach " + minimum + ".");
            }
            return position;
        }

        /** It holds all it will ever hold. A moment after its last record, up to now, is one that it holds for. */
        @Override
        public void awaitKnown(Instant knownAt) {
            if (knownAt.isAfter(Instant.now())) {
                throw new RegisterRefusal(RegisterRefusal.Code.AHEAD_OF_THE_LEDGER, "knownAt is in the future.");
            }
        }
    }
}
