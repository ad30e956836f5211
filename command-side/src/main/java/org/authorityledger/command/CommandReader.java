package org.authorityledger.command;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.WaitingCommand;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads commands as they come over the wire: one flat object, in which the terms of an instrument stand beside the other fields and the parts of
 * the path are fields too.
 */
final class CommandReader {

    private static final String TERMS = "terms";
    private static final String POA_ID = "poaId";
    private static final String ISSUER = "issuer";
    private static final String ISSUERS = "issuers";
    private static final String MINIMUM = "minimumSignatures";
    private static final String SIGNING = "signing";
    private static final String SUBSTITUTION_ALLOWED = "substitutionAllowed";
    private static final String SUBSTITUTION = "substitution";
    private static final Set<String> FIELDS_OF_TERMS = Arrays.stream(Terms.class.getRecordComponents()).map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, Class<? extends Command>> KINDS = Arrays.stream(Command.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, kind -> kind.asSubclass(Command.class)));
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private final StrictJson json;

    CommandReader(StrictJson json) {
        this.json = json;
    }

    /** The type of the command with this name, or null for an unknown name. */
    static @Nullable Class<? extends Command> kind(String name) {
        return KINDS.get(name);
    }

    /**
     * An idempotency key as given.
     *
     * @throws Problem when it cannot be one
     */
    static String key(String path, String key) {
        if (!KEY.matcher(key).matches()) {
            throw Problem.malformed(path, "is 1 to 200 visible ASCII characters");
        }
        return key;
    }

    /**
     * A key that a client chose.
     *
     * @throws Problem when it cannot be one, or is one of those that the ledger itself makes
     */
    static String keyOfClient(String path, String key) {
        if (key.startsWith(CommandRecorder.PROPOSALS)) {
            throw Problem.malformed(path, "begins with " + CommandRecorder.PROPOSALS + ", as keys of accepted proposals do");
        }
        if (key.startsWith(WaitingCommand.KEYS)) {
            throw Problem.malformed(path, "begins with " + WaitingCommand.KEYS + ", as keys of commands that waited do");
        }
        return key(path, key);
    }

    /**
     * A flat object as a command; an instrument without an id is given one.
     *
     * @throws Problem when a field is unknown, missing, of the wrong type or form, or beyond {@link CommandBounds}
     */
    <C extends Command> Command read(Class<C> kind, ObjectNode fields) {
        Command command = hasTerms(kind) ? withTerms(kind, fields) : json.as(kind, fields);
        try {
            CommandBounds.require(command);
        } catch (Problem problem) {
            throw asSent(problem, fields);
        }
        return command;
    }

    /** Any other flat object. */
    <T> T readAs(Class<T> type, ObjectNode fields) {
        return json.as(type, fields);
    }

    /** What distinguishes one request from another: the SHA-256 of its name and its fields, however they are spelled. */
    String digest(String name, ObjectNode fields) {
        try {
            byte[] request = (name + '\n' + json.canonical(fields)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(request));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean hasTerms(Class<?> kind) {
        return Arrays.stream(kind.getRecordComponents()).anyMatch(component -> component.getType() == Terms.class);
    }

    private <C> C withTerms(Class<C> kind, ObjectNode fields) {
        if (fields.has(TERMS)) {
            throw Problem.malformed(TERMS, "unknown field");
        }
        ObjectNode folded = fields.objectNode();
        ObjectNode terms = folded.putObject(TERMS);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            (FIELDS_OF_TERMS.contains(field.getKey()) ? terms : folded).set(field.getKey(), field.getValue());
        }
        shortForm(ISSUER, ISSUERS, folded, terms, issuer -> folded.arrayNode().add(issuer));
        shortForm(MINIMUM, SIGNING, folded, terms, minimum -> folded.objectNode().set("minimum", minimum));
        shortForm(SUBSTITUTION_ALLOWED, SUBSTITUTION, folded, terms, CommandReader::substitution);
        if (kind == GrantPowerOfAttorney.class && !folded.hasNonNull(POA_ID)) {
            // Once, before the command is first tried: however often it is tried, the instrument has the same id.
            folded.put(POA_ID, RecordIds.mint().toString());
        }
        try {
            return json.as(kind, folded);
        } catch (Problem problem) {
            throw unfolded(problem, fields);
        }
    }

    /** A short form in the place of the full one; both only where they say the same. */
    private static void shortForm(String name, String full, ObjectNode fields, ObjectNode terms, UnaryOperator<JsonNode> spelledOut) {
        JsonNode given = fields.remove(name);
        if (given == null || given.isNull()) {
            return;
        }
        JsonNode spelled = spelledOut.apply(given);
        if (terms.hasNonNull(full) && !terms.get(full).equals(spelled)) {
            throw Problem.malformed(name, "says something else than " + full + ": give one of the two");
        }
        terms.set(full, spelled);
    }

    private static JsonNode substitution(JsonNode allowed) {
        if (!allowed.isBoolean()) {
            throw Problem.malformed(SUBSTITUTION_ALLOWED, "is true or false");
        }
        return StringNode.valueOf((allowed.booleanValue() ? SubstitutionPower.ALLOWED : SubstitutionPower.NONE).name());
    }

    private static Problem unfolded(Problem problem, ObjectNode sent) {
        for (Problem.Fault fault : problem.report().errors()) {
            if (fault.path().startsWith(TERMS + ".")) {
                return Problem.malformed(asSent(fault.path().substring(TERMS.length() + 1), sent), fault.message());
            }
        }
        return problem;
    }

    /** A problem with the paths that the client wrote, where it wrote short forms. */
    static Problem asSent(Problem problem, ObjectNode sent) {
        Problem.Report report = problem.report();
        List<Problem.Fault> faults = report.errors().stream()
                .map(fault -> new Problem.Fault(asSent(fault.path(), sent), fault.message())).toList();
        if (faults.equals(report.errors())) {
            return problem;
        }
        return new Problem(report.status(), report.code(),
                faults.stream().map(fault -> fault.path() + ": " + fault.message() + ".").collect(Collectors.joining(" ")), faults);
    }

    private static String asSent(String path, ObjectNode sent) {
        if (sent.hasNonNull(ISSUER) && path.startsWith(ISSUERS + "[0]")) {
            return ISSUER + path.substring((ISSUERS + "[0]").length());
        }
        return sent.hasNonNull(MINIMUM) && path.equals(SIGNING + ".minimum") ? MINIMUM : path;
    }
}
