package org.authorityledger.command;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;

/** Judges commands as {@link Recorder} does, by the same reading and the same {@link Grantor}, and records nothing. */
final class CommandDryRun implements CommandPreview {

    private final StrictJson json;
    private final CommandReader commands;
    private final StatedKinds kinds;

    CommandDryRun(StrictJson json, CommandReader commands, StatedKinds kinds) {
        this.json = json;
        this.commands = commands;
        this.kinds = kinds;
    }

    @Override
    public PreviewResult judge(String command, LocalDate today, Function<GrantorId, GrantorRecords> known) {
        try {
            ImportLine line = ImportLine.read(json.object(command.getBytes(StandardCharsets.UTF_8)), commands);
            Command read = line.command();
            GrantorRecords records = known.apply(read.grantorId());
            return new PreviewResult.Accepted(read.name(), read.grantorId(), acts(line, today, IfMatch.NOT_GIVEN, records));
        } catch (Problem problem) {
            return rejected(problem);
        }
    }

    static PreviewResult.Rejected rejected(Problem problem) {
        Problem.Report report = problem.report();
        return new PreviewResult.Rejected(report.status().value(), report.code(), report.detail(),
                report.errors().stream().map(fault -> new PreviewResult.Fault(fault.path(), fault.message())).toList());
    }

    /**
     * What a command would record.
     *
     * @throws Problem as the command itself would be refused
     */
    List<LegalAct> acts(ImportLine line, LocalDate today, IfMatch ifMatch, GrantorRecords known) {
        try {
            return Grantors.suppose(line.command(), today, ifMatch, kinds, known);
        } catch (Refused refused) {
            throw CommandReader.asSent(refused.problem(), line.request());
        }
    }
}
