package org.authorityledger.questions.investigations;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.RequestPath;
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
            return workspaces.computeIfAbsent(id, key -> new Workspace(investigation, tools));
        } catch (Problem closed) {
            workspaces.remove(id);
            throw closed;
        }
    }
}
