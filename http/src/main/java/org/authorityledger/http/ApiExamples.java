package org.authorityledger.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts an example into the description of each operation that has one in {@code api-examples.json}: values for its parameters, and a
 * body. They are about the Heaton example, and a test sends each to a ledger that holds it, in their order. An id that the ledger makes has
 * the same value everywhere, in the place of one that there is.
 */
final class ApiExamples implements OpenApiCustomizer {

    private static final String RESOURCE = "api-examples.json";
    private static final String INVESTIGATION = "/api/investigations/{investigationId}";
    private static final String QUESTIONS = "/api";
    private static final String JSON = "application/json";

    private final Map<String, JsonNode> examples = new LinkedHashMap<>();

    ApiExamples() {
        try (InputStream in = Objects.requireNonNull(ApiExamples.class.getClassLoader().getResourceAsStream(RESOURCE))) {
            JsonMapper.shared().readTree(in).properties().forEach(one -> examples.put(one.getKey(), one.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
            JsonNode example = of(method, path);
            if (example != null) {
                parameters(operation, example.path("parameters"));
                if (example.has("body")) {
                    body(operation, example);
                }
            }
        }));
    }

    /** A question asked of an investigation has the example of the same question asked of the ledger. */
    private @Nullable JsonNode of(PathItem.HttpMethod method, String path) {
        JsonNode own = examples.get(method + " " + path);
        if (own != null || !path.startsWith(INVESTIGATION + "/")) {
            return own;
        }
        JsonNode question = examples.get(method + " " + QUESTIONS + path.substring(INVESTIGATION.length()));
        JsonNode investigation = Objects.requireNonNull(examples.get("GET " + INVESTIGATION));
        if (question == null) {
            return investigation;
        }
        ObjectNode both = (ObjectNode) question.deepCopy();
        both.withObject("/parameters").setAll((ObjectNode) investigation.path("parameters"));
        return both;
    }

    private static void parameters(Operation operation, JsonNode values) {
        if (operation.getParameters() != null) {
            for (Parameter parameter : operation.getParameters()) {
                JsonNode value = values.path(parameter.getName());
                if (!value.isMissingNode()) {
                    parameter.setExample(value.isArray() ? JsonMapper.shared().convertValue(value, Object.class) : value.asString());
                }
            }
        }
    }

    private static void body(Operation operation, JsonNode example) {
        if (operation.getRequestBody() == null) {
            operation.setRequestBody(new RequestBody());
        }
        RequestBody body = operation.getRequestBody();
        if (body.getContent() == null) {
            body.setContent(new Content());
        }
        String type = example.path("type").asString(body.getContent().isEmpty() ? JSON : body.getContent().keySet().iterator().next());
        MediaType media = body.getContent().computeIfAbsent(type,
                none -> new MediaType().schema(new Schema<>(SpecVersion.V31).type(type.equals(JSON) ? "object" : "string")));
        media.setExample(JsonMapper.shared().convertValue(example.path("body"), Object.class));
    }
}
