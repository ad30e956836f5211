package org.authorityledger.questions.scopes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.stream.Stream;
import org.authorityledger.questions.directory.DirectoryController;
import org.authorityledger.questions.gaps.GapsController;
import org.authorityledger.questions.gaps.LeavingController;
import org.authorityledger.questions.papers.PapersController;
import org.authorityledger.questions.signatories.SignatoriesController;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Answers those with a scope: it finds the method that answers the question for everyone, with all its checks of input, and has it called on a
 * controller that knows the register of the scope alone. Other questions that are open in scopes read only what the policies of the database choose.
 */
final class ScopeRoutes implements HandlerMapping, Ordered {

    /** The controllers whose questions read what has no policies. */
    private static final Set<Class<?>> BY_A_REGISTER_OF_THE_SCOPE = Set.of(DirectoryController.class, SignatoriesController.class,
            PapersController.class, GapsController.class, LeavingController.class);

    private final RequestMappingHandlerMapping live;
    private final ScopeRegisters registers;

    ScopeRoutes(RequestMappingHandlerMapping live, ScopeRegisters registers) {
        this.live = live;
        this.registers = registers;
    }

    @Override
    public int getOrder() {
        // Before the mapping of the live controllers.
        return -1;
    }

    @Override
    public boolean usesPathPatterns() {
        return true;
    }

    @Override
    public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
        Viewer viewer = Viewer.current();
        if (!viewer.scoped()) {
            return null;
        }
        HandlerExecutionChain handler = live.getHandler(request);
        if (handler == null || !(handler.getHandler() instanceof HandlerMethod method)
                || !BY_A_REGISTER_OF_THE_SCOPE.contains(method.getBeanType())) {
            return null;
        }
        ScopeRegister register = registers.reading(viewer);
        HandlerInterceptor releasing = new HandlerInterceptor() {

            @Override
            public void afterCompletion(HttpServletRequest answered, HttpServletResponse response, Object how,
                    @Nullable Exception failure) {
                registers.release(register);
            }
        };
        // The first one is called after all others, whichever of them refuses the request.
        return new HandlerExecutionChain(new HandlerMethod(register.controller(method.getBeanType()), method.getMethod()),
                Stream.concat(Stream.of(releasing), Stream.of(handler.getInterceptors())).toArray(HandlerInterceptor[]::new));
    }
}
