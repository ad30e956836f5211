package org.authorityledger.command;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.authorityledger.http.CommandImport;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Runs imports, each with all that it needs. */
final class LineImport implements CommandImport {

    private static final Logger LOG = LoggerFactory.getLogger(LineImport.class);

    private final StrictJson json;
    private final CommandReader commands;
    private final BatchRecorder batches;
    private final Recorder recorder;
    private final JsonMapper mapper;
    private final ExecutorService workers;

    LineImport(StrictJson json, CommandReader commands, BatchRecorder batches, Recorder recorder, JsonMapper mapper,
            ExecutorService workers) {
        this.json = json;
        this.commands = commands;
        this.batches = batches;
        this.recorder = recorder;
        this.mapper = mapper;
        this.workers = workers;
    }

    @Override
    public void run(InputStream lines, OutputStream answers, HttpServletRequest request) throws InterruptedException {
        ImportRun run = new ImportRun(json, commands, batches, recorder, mapper, workers,
                CommandController.asked(request, IfMatch.NOT_GIVEN, null));
        try {
            run.run(lines, answers);
        } catch (IOException broken) {
            LOG.info("an import broke off after line {}: {}", run.linesRead(), broken.toString());
            throw new Problem(HttpStatus.BAD_REQUEST, "BROKEN_OFF", "The import broke off after line " + run.linesRead()
                    + "; earlier lines may be recorded. Send the file again: nothing is recorded twice.", List.of());
        }
    }
}
