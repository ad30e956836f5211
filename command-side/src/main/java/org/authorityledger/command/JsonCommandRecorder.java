package org.authorityledger.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Version;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.WaitsForApproval;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/** Records commands given as JSON text, as {@link CommandController} records those of its paths. */
final class JsonCommandRecorder implements CommandRecorder {

    /** How the names end of commands about someone, for every grantor whom it concerns. */
    static final String EVERYWHERE = "Everywhere";

    private final StrictJson json;
    private final CommandReader commands;
    private final Recorder recorder;

    JsonCommandRecorder(StrictJson json, CommandReader commands, Recorder recorder) {
        this.json = json;
        this.commands = commands;
        this.recorder = recorder;
    }

    @Override
    public Optional<PreviewResult.Rejected> record(String command, Sender sender, String idempotencyKey, @Nullable Version version) {
        try {
            records(command, new Submission(sender.user(), sender.address(), sender.correlationId(), at(version),
                    CommandReader.key("Idempotency-Key", idempotencyKey)));
            return Optional.empty();
        } catch (WaitsForApproval waits) {
            return Optional.of(new PreviewResult.Rejected(HttpStatus.ACCEPTED.value(), CommandApproval.WAITS,
                    "This waits until another person approves it.", List.of()));
        } catch (Problem problem) {
            return Optional.of(CommandDryRun.rejected(problem));
        }
    }

    /**
     * Records a command.
     *
     * @throws Problem when it is refused
     * @throws WaitsForApproval when another person must approve it
     */
    List<LedgerRecord> records(String command, Submission submission) {
        ObjectNode fields = json.object(command.getBytes(StandardCharsets.UTF_8));
        String name = fields.path(ImportLine.COMMAND).asString("");
        if (name.endsWith(EVERYWHERE)) {
            fields.remove(ImportLine.COMMAND);
            return recorder.record(everywhere(name, fields), fields, submission);
        }
        ImportLine line = ImportLine.read(fields, commands);
        return List.of(recorder.record(line.command(), line.request(), submission));
    }

    private Everywhere everywhere(String name, ObjectNode fields) {
        return switch (name) {
            case "RecordEmploymentEndedEverywhere" -> Everywhere.of(commands.readAs(RecordEmploymentEndedEverywhere.class, fields));
            case "RecordAttorneyDeathEverywhere" -> Everywhere.of(commands.readAs(RecordAttorneyDeathEverywhere.class, fields));
            case "RecordAttorneyIncapacityEverywhere" -> Everywhere.of(commands.readAs(RecordAttorneyIncapacityEverywhere.class, fields));
            default -> throw Problem.malformed(ImportLine.COMMAND, "there is no such command");
        };
    }

    static IfMatch at(@Nullable Version version) {
        return version == null ? IfMatch.NOT_GIVEN : IfMatch.at(version);
    }
}
