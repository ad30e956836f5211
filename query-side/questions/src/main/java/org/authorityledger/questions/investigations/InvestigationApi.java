package org.authorityledger.questions.investigations;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.questions.check.CheckController;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Describes in OpenAPI how an investigation is opened, and every question below one, as the live question is described. */
final class InvestigationApi implements OpenApiCustomizer {

    private static final String API = "/api/";
    private static final String BELOW = "/api/investigations/{investigationId}/";
    private static final List<String> LISTS = List.of("grantors", "attorneys", "issuers", "without");

    private final RequestMappingHandlerMapping live;

    InvestigationApi(RequestMappingHandlerMapping live) {
        this.live = live;
    }

    @Override
    public void customise(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        PathItem all = api.getPaths().get("/api/investigations");
        if (all != null && all.getPost() != null) {
            all.getPost().requestBody(new RequestBody().required(true)
                    .content(new Content().addMediaType("application/json", new MediaType().schema(request()))));
        }
        Set<String> questions = questions();
        Map<String, PathItem> below = new LinkedHashMap<>();
        api.getPaths().forEach((path, item) -> {
            if (questions.contains(path)) {
                below.put(BELOW + path.substring(API.length()), of(item));
            }
        });
        below.forEach(api.getPaths()::addPathItem);
    }

    private Set<String> questions() {
        Set<String> paths = new HashSet<>();
        live.getHandlerMethods().forEach((mapping, method) -> {
            if (Workspace.QUESTIONS.contains(method.getBeanType())) {
                paths.addAll(mapping.getPatternValues());
            }
        });
        return paths;
    }

    private static PathItem of(PathItem live) {
        PathItem item = new PathItem();
        live.readOperationsMap().forEach((method, operation) -> {
            List<Parameter> parameters = new ArrayList<>();
            parameters.add(new Parameter().in("path").name("investigationId").required(true).schema(text().format("uuid")));
            if (operation.getParameters() != null) {
                operation.getParameters().stream().filter(parameter -> !CheckController.RECEIPT.equals(parameter.getName()))
                        .forEach(parameters::add);
            }
            item.operation(method,
                    new Operation().operationId(operation.getOperationId() + "-investigated").tags(List.of("Investigations"))
                            .summary(operation.getSummary()).description("The same question, asked of the workspace of an investigation.")
                            .parameters(parameters).requestBody(operation.getRequestBody()).responses(operation.getResponses()));
        });
        return item;
    }

    private static Schema<?> request() {
        Schema<?> request = typed("object");
        request.addProperty("name", text());
        request.addProperty("knownAt", text().format("date-time").description("All that was known at this moment; or position"));
        request.addProperty("position", typed("integer").format("int64").description("Everything up to this position; or knownAt"));
        LISTS.forEach(list -> request.addProperty(list, typed("array").items(text())));
        request.addProperty("assuming", typed("array").items(typed("object")).description(
                "Commands to be supposed after that moment, each as a line of an import; \"assuming[0]\" names the record of an earlier one"));
        request.addProperty("note", text());
        request.addRequiredItem("name");
        request.setAdditionalProperties(false);
        return request;
    }

    private static Schema<?> text() {
        return typed("string");
    }

    /** Told twice, for OpenAPI 3.0 and 3.1, in a set that springdoc may change. */
    private static Schema<?> typed(String type) {
        return new Schema<>(SpecVersion.V31).type(type).types(new HashSet<>(Set.of(type)));
    }
}
