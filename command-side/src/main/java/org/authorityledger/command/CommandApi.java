package org.authorityledger.command;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.authority.AuthorityFields;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.ActForms;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.events.Accession;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Cik;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes the commands in OpenAPI. Types come from the records that commands are read into, and what is not nullable there is required here; the
 * words come from the {@link ActForm} of the command. Terms are flat as on the wire.
 */
final class CommandApi implements OperationCustomizer {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String ID = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
    private static final String NDJSON = "application/x-ndjson";
    private static final String ISSUERS = "issuers";
    private static final Map<Integer, String> PROBLEMS = new TreeMap<>(
            Map.of(400, "Malformed", 401, "Authentication required", 403, "Your role does not allow this", 404,
                    "It names something the ledger does not know", 409, "Conflicts with what is recorded", 412,
                    "The stream is not at the version of If-Match", 413,
                    "Larger than " + Limit.COMMAND_BYTES.most() + " bytes", 415,
                    "Not JSON", 422, "Refused by a rule, or the Idempotency-Key was used for another request", 503,
                    "The database cannot be reached"));

    /** A problem as it is sent (RFC 9457). */
    private record SentProblem(String type, String title, int status, String code, String detail, List<Problem.Fault> errors) {}

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        CommandController.Records records = method.getMethodAnnotation(CommandController.Records.class);
        PostMapping mapping = method.getMethodAnnotation(PostMapping.class);
        if (records != null && mapping != null) {
            describe(operation, records, variables(mapping.value()[0]));
        } else if (method.getBeanType() == ImportController.class) {
            describeImport(operation);
        } else if (method.getBeanType() == ConsequencesController.class) {
            describeConsequences(operation);
        }
        return operation;
    }

    private static List<String> variables(String path) {
        return VARIABLE.matcher(path).results().map((MatchResult found) -> found.group(1)).toList();
    }

    private static void describe(Operation operation, CommandController.Records records, List<String> variables) {
        List<Parameter> parameters = new ArrayList<>();
        variables.forEach(name -> parameters.add(new Parameter().in("path").name(name).required(true)
                .schema(component(records.value(), name))));
        parameters.add(header("Idempotency-Key", "The same key and body again: the first answer again, and nothing is recorded twice",
                of("string").pattern("^[\\x21-\\x7E]{1,200}$")));
        boolean bulk = !Command.class.isAssignableFrom(records.value());
        if (!bulk) {
            parameters.add(header("If-Match", "The version of the grantor's stream, as an ETag gave it; at any other nothing is recorded",
                    of("string")));
        }
        ActForm form = ActForms.ofCommand(records.value().getSimpleName()).orElseThrow();
        Map<String, Field> fields = form.described()
                .collect(Collectors.toMap(Field.Described::path, Field.Described::field, (outer, inner) -> inner));
        Schema<?> body = object(records.value(), "", fields);
        variables.forEach(name -> without(body, name));
        ApiResponse created = new ApiResponse().description(bulk ? "Recorded for all of them" : "Recorded")
                .content(content("application/json", bulk ? object(CommandController.Receipts.class) : object(RecordedReply.class)))
                .addHeaderObject("Ledger-Position", new Header().description("The position of the record").schema(of("integer")));
        if (!bulk) {
            created.addHeaderObject("ETag", new Header().description("The version of the grantor's stream").schema(of("string")));
        }
        operation.summary(form.summary()).tags(List.of("commands")).parameters(parameters)
                .requestBody(new RequestBody().required(true).content(content("application/json", body)))
                .responses(responses("201", created).addApiResponse("202", new ApiResponse()
                        .description("It waits until another person approves it, and is not recorded")
                        .content(content("application/json", object(ApprovalReply.class)))
                        .addHeaderObject("Location", new Header().description("The path of the approval").schema(of("string")))));
    }

    private static void describeImport(Operation operation) {
        operation.summary("Record many commands, one a line").tags(List.of("commands"))
                .description(
                        "Each line is an object with command, the fields of the command's path and body, and idempotencyKey if wished. Each is "
                                + "answered by a line, in order: line, status, and the record or the problem. A client may send all before it reads.")
                .requestBody(new RequestBody().required(true).content(content(NDJSON, of("string"))))
                .responses(
                        responses("200", new ApiResponse().description("An answer for each line").content(content(NDJSON, of("string")))));
    }

    private static void describeConsequences(Operation operation) {
        Schema<?> authority = of("object");
        AuthorityFields.NAMES.forEach(name -> authority.addProperty(name, switch (name) {
            case "forms", "amendableForms", "clauses" -> of("array").items(of("string"));
            case "minimumSignatures" -> of("integer");
            case "signing" -> of("object");
            case "clauseRules" ->
                of("array").items(of("object")).description("Of clauses with a rule of signing or capacities of their own");
            default -> of("string");
        }));
        Schema<?> changed = of("object").addProperty("before", authority).addProperty("after", authority);
        Schema<?> act = of("object").addProperty("type", of("string")).addProperty("payload", of("object"));
        Schema<?> answer = of("object").addProperty("command", of("string")).addProperty("grantorId", of("string"))
                .addProperty("version", of("integer").format("int64")).addProperty("acts", of("array").items(act))
                .addProperty("gained", of("array").items(authority)).addProperty("lost", of("array").items(authority))
                .addProperty("changed", of("array").items(changed)).addProperty("sentences", of("array").items(of("string")));
        Schema<?> line = of("object").addProperty("command", of("string").description("Its name, such as RevokePowerOfAttorney"))
                .addProperty("grantorId", of("string").pattern(ID)).required(List.of("command", "grantorId"));
        line.setAdditionalProperties(true);
        operation.summary("What would this command record, and what would follow from it?").tags(List.of("commands"))
                .description(
                        "The body is one line of an import: command, and the fields of the command's path and body. It is judged as the "
                                + "command would be, with the same problems, and nothing is recorded. A name that the ledger would mint is an example.")
                .addParametersItem(header("If-Match", "The version of the grantor's stream, as an ETag gave it", of("string")))
                .requestBody(new RequestBody().required(true).content(content("application/json", line)))
                .responses(responses("200", new ApiResponse().description("What would be recorded, and what would follow")
                        .content(content("application/json", answer))));
    }

    private static ApiResponses responses(String status, ApiResponse good) {
        ApiResponses responses = new ApiResponses().addApiResponse(status, good);
        PROBLEMS.forEach((problem, description) -> responses.addApiResponse(Integer.toString(problem),
                new ApiResponse().description(description).content(content("application/problem+json", object(SentProblem.class)))));
        return responses;
    }

    private static Content content(String mediaType, Schema<?> schema) {
        return new Content().addMediaType(mediaType, new MediaType().schema(schema));
    }

    private static Parameter header(String name, String description, Schema<?> schema) {
        return new Parameter().in("header").name(name).description(description).schema(schema);
    }

    private static Schema<?> of(String type) {
        return typed(new Schema<>(SpecVersion.V31), type);
    }

    /** Set twice, for OpenAPI 3.0 and 3.1, in a set that springdoc may change. */
    private static Schema<?> typed(Schema<?> schema, String type) {
        return schema.type(type).types(new HashSet<>(Set.of(type)));
    }

    private static Schema<?> object(Class<?> type) {
        return object(type, "", Map.of());
    }

    /**
     * A record as an object.
     *
     * @param path before the names of its components
     * @param fields the fields of the form of the command, by path
     */
    private static Schema<?> object(Class<?> type, String path, Map<String, Field> fields) {
        Schema<?> object = of("object");
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Terms.class) {
                Schema<?> terms = object(Terms.class, path, fields);
                terms.getProperties().forEach(object::addProperty);
                terms.getRequired().stream().filter(name -> !name.equals(ISSUERS)).forEach(object::addRequiredItem);
                shortForms(object);
                continue;
            }
            Schema<?> property = schema(component.getAnnotatedType(), path + component.getName(), fields);
            bound(property, type, component.getName());
            Field field = fields.get(path + component.getName());
            // Absence is read as emptiness, but the form says that there must be one.
            boolean neverEmpty = field != null && field.required() && Collection.class.isAssignableFrom(component.getType());
            if (neverEmpty) {
                property.minItems(1);
            }
            object.addProperty(component.getName(), property);
            if (neverEmpty || required(component)) {
                object.addRequiredItem(component.getName());
            }
        }
        object.setAdditionalProperties(false);
        return object;
    }

    /** What can be written in the place of a fuller field. */
    private static void shortForms(Schema<?> object) {
        object.addProperty("issuer", issuer().description("The one company, or ANY: short for issuers"));
        object.addProperty("minimumSignatures", of("integer").format("int32").description("Short for a signing rule with this minimum"));
        object.addProperty("substitutionAllowed", of("boolean").description("Short for substitution: ALLOWED or NONE"));
        object.anyOf(List.of(new Schema<>(SpecVersion.V31).required(List.of("issuer")),
                new Schema<>(SpecVersion.V31).required(List.of(ISSUERS))));
    }

    private static Schema<?> issuer() {
        return new Schema<>(SpecVersion.V31).oneOf(List.of(any(), object(Issuer.class)));
    }

    /** The limits of one field; those of several fields together stand in the description. */
    private static void bound(Schema<?> property, Class<?> type, String name) {
        boolean plainText = property.getTypes() != null && property.getTypes().contains("string") && property.getPattern() == null
                && property.getFormat() == null && property.getEnum() == null;
        if (plainText) {
            property.maxLength(Limit.ofText(name).most());
        }
        if (type == Terms.class || type == RevokePowerOfAttorney.class) {
            switch (name) {
                case "issuers" -> property.maxItems(Limit.ISSUERS.most());
                case "attorneys" -> property.maxItems((type == Terms.class ? Limit.ATTORNEYS : Limit.REVOKED_ATTORNEYS).most());
                case "deliveries" -> property.maxItems(Limit.DELIVERIES.most());
                case "powers" -> property.maxItems(Limit.POWERS.most()).description(
                        "At most %,d %s, %,d %s and %,d %s".formatted(Limit.ATTORNEYS_TIMES_POWERS.most(),
                                Limit.ATTORNEYS_TIMES_POWERS.of(),
                                Limit.POWER_TEXT.most(), Limit.POWER_TEXT.of(), Limit.ATTORNEYS_TIMES_TEXT.most(),
                                Limit.ATTORNEYS_TIMES_TEXT.of()));
                default -> {
                    // Nothing that could be many.
                }
            }
        }
    }

    private static boolean required(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class) && component.getType() != boolean.class
                && !Collection.class.isAssignableFrom(component.getType());
    }

    private static void without(Schema<?> object, String name) {
        object.getProperties().remove(name);
        if (object.getRequired() != null) {
            object.setRequired(object.getRequired().stream().filter(required -> !required.equals(name)).toList());
        }
    }

    private static Schema<?> component(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents()).filter(component -> component.getName().equals(name)).findFirst()
                .map((RecordComponent component) -> (Schema<?>) schema(component.getAnnotatedType(), name, Map.of())).orElseThrow();
    }

    private static Schema<?> schema(AnnotatedType annotated, String path, Map<String, Field> fields) {
        Schema<?> schema = schemaOf(annotated, path, fields);
        Field field = fields.get(path);
        if (field != null && schema.getDescription() == null) {
            schema.description(field.hint().isEmpty() ? field.label() : field.label() + ": " + field.hint());
        }
        return schema;
    }

    private static Schema<?> schemaOf(AnnotatedType annotated, String path, Map<String, Field> fields) {
        Type type = annotated.getType();
        if (annotated instanceof AnnotatedParameterizedType parameterized && type instanceof ParameterizedType collection) {
            Schema<?> array = of("array").items(schema(parameterized.getAnnotatedActualTypeArguments()[0], path + "[]", fields));
            return collection.getRawType() == Set.class ? array.uniqueItems(true) : array;
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Issuer.class) {
            return new Schema<>(SpecVersion.V31).oneOf(List.of(any(), object(plain, path + ".", fields)));
        }
        if (plain.isEnum()) {
            return values(plain);
        }
        if (plain == IssuerId.class) {
            return of("string").pattern(ID).description("or ANY: all issuers");
        }
        if (plain == OnBehalfOf.class) {
            return new Schema<>(SpecVersion.V31).oneOf(List.of(any(), of("array").items(of("string").pattern(ID))));
        }
        if (plain == Form.class) {
            return of("string").example("FORM_4");
        }
        if (plain == Accession.class) {
            return of("string").pattern("^([0-9]{10}-[0-9]{2}-[0-9]{6}|[0-9]{18})$");
        }
        if (plain == GrantorId.class || plain == AttorneyId.class || plain == PoaId.class || plain == PartyId.class) {
            return of("string").pattern(ID);
        }
        if (plain == RecordId.class || plain == UUID.class) {
            return of("string").format("uuid");
        }
        if (plain == Cik.class) {
            return of("string").pattern("^[0-9]{1,10}$");
        }
        if (plain == LocalDate.class) {
            return of("string").format("date");
        }
        if (plain == Instant.class) {
            return of("string").format("date-time");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return of("boolean");
        }
        if (plain == int.class || plain == Integer.class || plain == long.class) {
            return of("integer").format(plain == long.class ? "int64" : "int32");
        }
        return plain.isRecord() ? object(plain, path + ".", fields) : of("string");
    }

    private static Schema<?> any() {
        Schema<Object> any = new Schema<>(SpecVersion.V31);
        typed(any, "string");
        any.addEnumItemObject("ANY");
        return any;
    }

    private static Schema<?> values(Class<?> type) {
        Schema<Object> values = new Schema<>(SpecVersion.V31);
        typed(values, "string");
        Arrays.stream(type.getEnumConstants()).map(Object::toString).forEach(values::addEnumItemObject);
        return values;
    }
}
