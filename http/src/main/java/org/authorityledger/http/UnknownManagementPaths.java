package org.authorityledger.http;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Answers a path that a management endpoint does not know with a problem. Spring would answer without a body and, where a part of the health has
 * an unknown parent, with an error of the server.
 */
@Component
class UnknownManagementPaths implements OperationInvokerAdvisor {

    private static final EndpointId HEALTH = EndpointId.of("health");

    private final ObjectProvider<HealthContributorRegistry> parts;
    private final ObjectProvider<HealthEndpointGroups> groups;

    UnknownManagementPaths(ObjectProvider<HealthContributorRegistry> parts, ObjectProvider<HealthEndpointGroups> groups) {
        this.parts = parts;
        this.groups = groups;
    }

    @Override
    public OperationInvoker apply(EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        return type == OperationType.READ ? context -> {
            Object answer = endpoint.equals(HEALTH) && !parentIsKnown(context) ? null : invoker.invoke(context);
            if (answer == null
                    || (answer instanceof WebEndpointResponse<?> response && response.getStatus() == HttpStatus.NOT_FOUND.value())) {
                throw Problem.of(HttpStatus.NOT_FOUND);
            }
            return answer;
        } : invoker;
    }

    private boolean parentIsKnown(InvocationContext context) {
        if (!(context.getArguments().get("path") instanceof String[] path)) {
            return true;
        }
        Object part = parts.getObject();
        for (int n = inAGroup(path) ? 1 : 0; n < path.length - 1; n++) {
            part = child(part, path[n]);
        }
        return part != null;
    }

    private boolean inAGroup(String[] path) {
        return path.length > 0 && groups.getObject().get(path[0]) != null;
    }

    private static @Nullable Object child(@Nullable Object part, String name) {
        return part instanceof HealthContributors composite ? composite.getContributor(name) : null;
    }
}
