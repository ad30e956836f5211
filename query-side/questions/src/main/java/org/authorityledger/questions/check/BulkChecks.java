package org.authorityledger.questions.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;

/** Answers many checks in batches, so that the register is read once for each batch and only one batch is in memory. */
final class BulkChecks {

    private static final int BATCH = 500;

    private final Checks checks;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    BulkChecks(Checks checks, QuestionClock clock, RegisterProgress progress) {
        this.checks = checks;
        this.clock = clock;
        this.progress = progress;
    }

    /** Answers each line, in order. */
    void answer(CheckLines lines, CheckLineWriter writer) throws IOException {
        List<CheckLine> batch = new ArrayList<>(BATCH);
        for (CheckLine line = lines.next(); line != null; line = lines.next()) {
            batch.add(line);
            if (batch.size() == BATCH) {
                answer(batch, writer);
                batch.clear();
            }
        }
        answer(batch, writer);
        writer.flush();
    }

    private void answer(List<CheckLine> batch, CheckLineWriter writer) throws IOException {
        List<QuestionAsKnownAt> questions = batch.stream().map(CheckLine::request).filter(Objects::nonNull)
                .map(request -> request.at(clock)).toList();
        Iterator<CheckAnswer> answers = (questions.isEmpty() ? List.<CheckAnswer>of() : checks.answer(questions, progress.position()))
                .iterator();
        for (CheckLine line : batch) {
            writer.write(line, line.request() == null ? null : answers.next());
        }
    }
}
