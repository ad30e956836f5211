package org.authorityledger.command;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Executor;
import org.authorityledger.http.CommandImport;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** What each import needs, and runs with. */
record LineImport(StrictJson json, CommandReader commands, BatchRecorder batches, Recorder recorder, JsonMapper mapper, Executor workers)
        implements
            CommandImport {

    private static final Logger LOG = LoggerFactory.getLogger(LineImport.class);

    @Override
    public void run(InputStream lines, OutputStream answers, HttpServletRequest request) throws InterruptedException {
        ImportRun run = new ImportRun(this, CommandController.asked(request, IfMatch.NOT_GIVEN, null));
        try {
            run.run(lines, answers);
        } catch (IOException broken) {
            LOG.info("an import broke off after line {}: {}", run.linesRead(), broken.toString());
            throw new Problem(HttpStatus.BAD_REQUEST, "BROKEN_OFF", "The import broke off after line " + run.linesRead()
                    + "; earlier lines may be recorded. Send the file again: nothing is recorded twice.", List.of());
        }
    }
}
