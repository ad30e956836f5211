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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.http.Limit;
import org.authorityledger.questions.check.CheckController;
import org.authorityledger.questions.workspaces.Workspace;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Describes in OpenAPI how to open an investigation, and each question below one, with the description of the live question. It comes before the
 * examples, which are put into these too.
 */
@Order(0)
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
                            .summary(operation.getSummary())
                            .description("The same question, answered by the workspace of an investigation.")
                            .parameters(parameters).requestBody(operation.getRequestBody()).responses(operation.getResponses()));
        });
        return item;
    }

    private static Schema<?> request() {
        Schema<?> request = typed("object");
        request.addProperty("name", text());
        request.addProperty("knownAt",
                text().format("date-time").description("Replay everything known at this moment. Give either this or position"));
        request.addProperty("position",
                typed("integer").format("int64").description("Replay everything up to this position. Give either this or knownAt"));
        LISTS.forEach(list -> request.addProperty(list, typed("array").items(text()).maxItems(Limit.INVESTIGATED.most())));
        request.addProperty("assuming", typed("array").items(typed("object")).maxItems(Limit.INVESTIGATED.most()).description(
                "Commands to assume after that moment, each like a line of an import; \"assuming[0]\" names the record of the first one"));
        request.addProperty("note", text());
        Schema<Object> replay = new Schema<>(SpecVersion.V31).type("string").types(new HashSet<>(Set.of("string")))
                .description("OVERLAY, the default: only the streams of records left out or assumed are replayed, and all"
                        + " others are read from the register as known then. FULL: every stream is. The answers are the same");
        Arrays.stream(Investigation.Replay.values()).map(Object::toString).forEach(replay::addEnumItemObject);
        request.addProperty("replay", replay);
        request.addRequiredItem("name");
        request.setAdditionalProperties(false);
        return request;
    }

    private static Schema<?> text() {
        return typed("string");
    }

    /** The type twice: for OpenAPI 3.0 and, in a set that springdoc may change, for 3.1. */
    private static Schema<?> typed(String type) {
        return new Schema<>(SpecVersion.V31).type(type).types(new HashSet<>(Set.of(type)));
    }
}
