package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads JSON from outside strictly: no unknown field, no field twice, no number for a string, no impossible date, nothing after the end. A refusal
 * names the path of what is wrong.
 */
@Component
public class StrictJson {

    private static final int DEEPEST = 32;
    /** How Jackson's messages begin; it has no exception types for these. */
    private static final String MISSING = "Missing required creator property";
    private static final String TRAILING = "Trailing token";

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxStringLength(Limit.COMMAND_BYTES.most()).build())
            .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .annotationIntrospector(new RequiredUnlessNullable())
            .addModule(new SimpleModule().addDeserializer(LocalDate.class, new DateDeserializer()).addDeserializer(String.class,
                    new TextDeserializer()))
            .build();

    /**
     * The body of a command as an object.
     *
     * @throws Problem if it is too large, not JSON, or not an object
     */
    public ObjectNode body(HttpServletRequest request) throws IOException {
        return object(bytes(request));
    }

    /**
     * The body as an object, where a request needs none: without a body, an object without fields.
     *
     * @throws Problem if it is too large, not JSON, or not an object
     */
    public ObjectNode bodyIfAny(HttpServletRequest request) throws IOException {
        byte[] bytes = bytes(request);
        return bytes.length == 0 ? mapper.createObjectNode() : object(bytes);
    }

    /**
     * Accepts a request without a body, or with an object without fields.
     *
     * @throws Problem if its body is anything else
     */
    public void requireNoFields(HttpServletRequest request) throws IOException {
        as(NoFields.class, bodyIfAny(request));
    }

    private record NoFields() {}

    private static byte[] bytes(HttpServletRequest request) throws IOException {
        requireJson(request.getContentType());
        byte[] bytes = request.getInputStream().readNBytes(Limit.COMMAND_BYTES.most() + 1);
        if (bytes.length > Limit.COMMAND_BYTES.most()) {
            throw Limit.COMMAND_BYTES.tooLarge();
        }
        return bytes;
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType != null && !isJson(contentType)) {
            throw new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", "Send the command as application/json.",
                    List.of());
        }
    }

    static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.isCompatibleWith(MediaType.APPLICATION_JSON) || type.getSubtype().endsWith("+json");
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /**
     * Bytes of UTF-8 as an object.
     *
     * @throws Problem if they are not JSON, or not an object
     */
    public ObjectNode object(byte[] utf8) {
        JsonNode tree;
        try {
            Utf8.decode(utf8);
            tree = mapper.readTree(utf8);
        } catch (JacksonException e) {
            throw malformed(e);
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw Problem.malformed("", "a JSON object is expected");
    }

    /**
     * An object as a value of a type.
     *
     * @throws Problem when a field is unknown, of the wrong type or form
     */
    public <T> T as(Class<T> type, ObjectNode object) {
        try {
            return mapper.treeToValue(withoutNulls(object, ""), type);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** One text for all spellings of an object: fields in order, no spaces. For comparing requests. */
    public String canonical(ObjectNode object) {
        return mapper.writeValueAsString(sorted(object));
    }

    private JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            ObjectNode result = mapper.createObjectNode();
            node.propertyNames().stream().sorted().forEach(name -> result.set(name, sorted(node.get(name))));
            return result;
        }
        if (node.isArray()) {
            ArrayNode result = mapper.createArrayNode();
            node.forEach(element -> result.add(sorted(element)));
            return result;
        }
        return node;
    }

    /** A field that is null is as absent; an element that is null is nothing that could be meant. */
    private static ObjectNode withoutNulls(ObjectNode object, String path) {
        ObjectNode result = object.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull()) {
                result.set(field.getKey(), withoutNullsIn(field.getValue(), path + "." + field.getKey()));
            }
        }
        return result;
    }

    private static JsonNode withoutNullsIn(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return withoutNulls(object, path);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = array.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isNull()) {
                    throw Problem.malformed(path.substring(1) + "[" + i + "]", "is null");
                }
                result.add(withoutNullsIn(array.get(i), path + "[" + i + "]"));
            }
            return result;
        }
        return node;
    }

    private static Problem malformed(JacksonException e) {
        boolean wellFormed = e instanceof DatabindException || e instanceof InputCoercionException;
        if (!wellFormed) {
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            return Problem.malformed("", "is not well-formed JSON" + at + ": " + e.getOriginalMessage());
        }
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return Problem.malformed(path.startsWith(".") ? path.substring(1) : path, message(e));
    }

    private static String message(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "unknown field";
        }
        if (e.getOriginalMessage().startsWith(MISSING)) {
            return "is required";
        }
        if (e.getOriginalMessage().startsWith(TRAILING)) {
            return "something follows after its end";
        }
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        if (e instanceof InvalidFormatException format && format.getTargetType() != null
                && format.getTargetType().isEnum()) {
            return "must be one of " + List.of(format.getTargetType().getEnumConstants());
        }
        String message = e.getOriginalMessage();
        return message.contains("org.authorityledger") || message.contains("java.") ? "has the wrong type" : message;
    }

    /** A component of a record is required unless it is declared {@code @Nullable}; an absent collection is empty, an absent flag is off. */
    private static final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            if (member instanceof AnnotatedParameter parameter && parameter.getOwner() instanceof AnnotatedConstructor constructor
                    && constructor.getDeclaringClass().isRecord() && !parameter.getRawType().isPrimitive()
                    && !Collection.class.isAssignableFrom(parameter.getRawType())) {
                return !nullable(constructor.getAnnotated(), parameter.getIndex());
            }
            return super.hasRequiredMarker(config, member);
        }
    }

    /** Asked of the component too: javac leaves the annotation of a nested type out of a compact constructor. */
    private static boolean nullable(Constructor<?> constructor, int place) {
        RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
        return constructor.getAnnotatedParameterTypes()[place].isAnnotationPresent(Nullable.class)
                || (components.length == constructor.getParameterCount()
                        && components[place].getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    /** {@code YYYY-MM-DD}, and a day that exists. */
    private static final class DateDeserializer extends ValueDeserializer<LocalDate> {

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (LocalDate) context.reportInputMismatch(LocalDate.class, "is not a date in quotes, YYYY-MM-DD");
            }
            try {
                return Dates.parse(parser.getString());
            } catch (IllegalArgumentException e) {
                return (LocalDate) context.reportInputMismatch(LocalDate.class, "%s", e.getMessage());
            }
        }
    }

    /**
     * Text that every part of the ledger can keep and show: something can be seen of it; no NUL, no half of a surrogate pair, no control
     * characters but line breaks and tabs. What is not prose, as names, is one line, and nothing in it turns the text around.
     */
    private static final class TextDeserializer extends ValueDeserializer<String> {

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (String) context.reportInputMismatch(String.class, "is not text in quotes");
            }
            String text = parser.getString();
            if (text.isBlank()) {
                return (String) context.reportInputMismatch(String.class, "is blank; leave the field out instead");
            }
            Limit limit = Limit.ofText(parser.currentName());
            boolean prose = limit == Limit.PROSE;
            int longest = limit.most();
            if (text.length() > longest) {
                return (String) context.reportInputMismatch(String.class, "has more than %d characters", longest);
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
                if (pair) {
                    i++;
                } else if (Character.isSurrogate(c) || (Character.isISOControl(c) && !Visible.breaksLine(c))) {
                    return refuse(context, "has the character U+%s, which is not text", c);
                } else if (!prose && Visible.breaksLine(c)) {
                    return refuse(context, "has the character U+%s, and may only be one line", c);
                } else if (!prose && Visible.turnsText(c)) {
                    return refuse(context, "has the character U+%s, which changes the direction of the text", c);
                }
            }
            if (!Visible.anyIn(text)) {
                return (String) context.reportInputMismatch(String.class, "has no visible character");
            }
            return text;
        }

        private static String refuse(DeserializationContext context, String message, char character) {
            return (String) context.reportInputMismatch(String.class, message, String.format(Locale.ROOT, "%04X", (int) character));
        }
    }
}
