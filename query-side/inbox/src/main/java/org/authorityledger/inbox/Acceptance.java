package org.authorityledger.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From a proposal and what a person says about it to the command that is recorded. */
final class Acceptance {

    static final String OPEN_FIELDS = "OPEN_FIELDS";
    private static final String DOCUMENT = "document";
    private static final String COMMAND = "command";
    private static final Pattern STEP = Pattern.compile("(?:^|\\.)([A-Za-z][A-Za-z0-9]*)|\\[(\\d{1,3})]");

    private Acceptance() {}

    /** The name of the command that a proposal would become. */
    static String command(Proposal.Kind kind) {
        return switch (kind) {
            case GRANT -> "GrantPowerOfAttorney";
            case SUBSTITUTION -> "AppointSubstitute";
            case AMENDMENT -> "AmendPowerOfAttorney";
            case REVOCATION -> "RevokePowerOfAttorney";
            case SIGNATORY -> "RecordSignatory";
            case CESSATION -> "RecordCessation";
            case BEGINNING -> "RecordReportingBegan";
            case CONFIRMATION -> "RecordConfirmationFiled";
        };
    }

    /**
     * The whole command, as a line of an import.
     *
     * @param given the completed body, with every field that was read; or only some fields, which take the place of those that were read. A name
     *        may be a path such as {@code attorneys[1].attorneyId}; null removes. Null: as it was read
     * @throws Problem if something is open that is not given
     */
    static ObjectNode complete(Proposal.Kind kind, Settled settled, @Nullable ObjectNode given, String sha256, @Nullable String fileName) {
        ObjectNode body = settled.body().deepCopy();
        if (given == null || given.isEmpty()) {
            requireNothingOpen(settled.open());
        } else {
            for (String name : List.of(COMMAND, "idempotencyKey")) {
                if (given.has(name)) {
                    throw Problem.malformed(name, "unknown field");
                }
            }
            if (body.propertyNames().stream().allMatch(given::has)) {
                body = given.deepCopy();
            } else {
                requireNothingOpen(settled.open().stream().filter(one -> !names(given, one.field())).toList());
                for (String path : given.propertyNames()) {
                    set(body, path, given.get(path));
                }
            }
        }
        if (!body.has(DOCUMENT)) {
            ObjectNode document = body.putObject(DOCUMENT).put("sha256", sha256);
            if (fileName != null) {
                document.put("name", fileName);
            }
        }
        ObjectNode command = body.objectNode().put(COMMAND, command(kind));
        command.setAll(body);
        return command;
    }

    private static void requireNothingOpen(List<Open> open) {
        if (!open.isEmpty()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, OPEN_FIELDS,
                    "The text leaves something open. Say what holds, field by field, or null to leave it out.",
                    open.stream().map(one -> new Problem.Fault(one.field(), one.why())).toList());
        }
    }

    /** Whether someone said what an open field is: itself, or something that it is a part of, or a part of it. */
    private static boolean names(ObjectNode given, String open) {
        for (String path : given.propertyNames()) {
            if (path.equals(open) || isPart(open, path) || isPart(path, open) || open.equals("grantorName") && path.equals("grantorId")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(String path, String of) {
        return path.startsWith(of) && path.length() > of.length() && (path.charAt(of.length()) == '.' || path.charAt(of.length()) == '[');
    }

    /** Puts a value where a path leads; null removes what is there. */
    private static void set(ObjectNode body, String path, JsonNode value) {
        List<Object> steps = steps(path);
        JsonNode at = body;
        for (int i = 0; i < steps.size() - 1; i++) {
            JsonNode next = steps.get(i) instanceof Integer place ? at.get(place) : at.get((String) steps.get(i));
            if (next == null && at instanceof ObjectNode object && steps.get(i + 1) instanceof String) {
                next = object.putObject((String) steps.get(i));
            }
            if (next == null) {
                throw Problem.malformed(path, "there is no such place in the proposal");
            }
            at = next;
        }
        Object last = steps.getLast();
        if (at instanceof ObjectNode object && last instanceof String name) {
            if (value.isNull()) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (at instanceof ArrayNode array && last instanceof Integer place && place < array.size() && !value.isNull()) {
            array.set(place, value);
        } else {
            throw Problem.malformed(path, "there is no such place in the proposal");
        }
    }

    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        int at = 0;
        while (at < path.length() && matcher.find() && matcher.start() == at) {
            steps.add(matcher.group(1) == null ? (Object) Integer.valueOf(matcher.group(2)) : matcher.group(1));
            at = matcher.end();
        }
        if (at != path.length() || steps.isEmpty()) {
            throw Problem.malformed(path, "unknown field");
        }
        return steps;
    }
}
