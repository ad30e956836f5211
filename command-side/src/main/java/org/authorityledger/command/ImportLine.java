package org.authorityledger.command;

import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command as one object: its name in {@code command}, then the fields of its path and body, and an optional {@code idempotencyKey}.
 *
 * @param request the command's fields and nothing else
 * @param key the idempotency key given, if one was
 */
record ImportLine(Command command, ObjectNode request, @Nullable String key) {

    static final String COMMAND = "command";
    private static final String IDEMPOTENCY_KEY = "idempotencyKey";

    /**
     * Reads it; what is not of the command itself is taken out of the object.
     *
     * @throws Problem when there is no such command, or a field is unknown, missing, of the wrong type or form
     */
    static ImportLine read(ObjectNode fields, CommandReader commands) {
        Class<? extends Command> kind = CommandReader.kind(required(fields, COMMAND));
        if (kind == null) {
            throw Problem.malformed(COMMAND, "there is no such command");
        }
        JsonNode key = fields.get(IDEMPOTENCY_KEY);
        String given = key == null || key.isNull() ? null : CommandReader.keyOfClient(IDEMPOTENCY_KEY, required(fields, IDEMPOTENCY_KEY));
        fields.remove(COMMAND);
        fields.remove(IDEMPOTENCY_KEY);
        return new ImportLine(commands.read(kind, fields), fields, given);
    }

    private static String required(ObjectNode fields, String name) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            throw Problem.malformed(name, "is required");
        }
        if (!value.isString()) {
            throw Problem.malformed(name, "is not text in quotes");
        }
        return value.stringValue();
    }
}
