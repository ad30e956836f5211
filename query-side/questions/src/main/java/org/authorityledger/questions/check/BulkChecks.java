package org.authorityledger.questions.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.refusals.RegisterProblems;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.jspecify.annotations.Nullable;

/** Answers many checks in batches, so that the register is read once for each batch and only one batch is in memory. */
final class BulkChecks {

    private static final int BATCH = 500;
    /** Of very many signers, fewer checks are answered at once. */
    private static final int SIGNERS = 2_000;

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
        int signers = 0;
        for (CheckLine line = lines.next(); line != null; line = lines.next()) {
            batch.add(line);
            signers += line.request() == null ? 0 : line.request().signers().size();
            if (batch.size() == BATCH || signers >= SIGNERS) {
                answer(batch, writer);
                batch.clear();
                signers = 0;
            }
        }
        answer(batch, writer);
        writer.flush();
    }

    private void answer(List<CheckLine> batch, CheckLineWriter writer) throws IOException {
        List<CheckLine> settled = new ArrayList<>(batch.size());
        List<QuestionAsKnownAt> questions = new ArrayList<>(batch.size());
        for (CheckLine line : batch) {
            settled.add(settle(line, questions));
        }
        Iterator<Outcome> outcomes = outcomes(questions).iterator();
        for (CheckLine line : settled) {
            Outcome one = line.request() == null ? null : outcomes.next();
            if (one != null && one.problem() != null) {
                writer.write(CheckLine.malformed(line.number(), one.problem()), null);
            } else {
                writer.write(line, one == null ? null : one.answer());
            }
        }
    }

    /** An answer, or why it could not be given. */
    private record Outcome(@Nullable CheckAnswer answer, @Nullable Problem problem) {}

    private List<Outcome> outcomes(List<QuestionAsKnownAt> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        long position = progress.position();
        try {
            return checks.answer(questions, position).stream().map(answer -> new Outcome(answer, null)).toList();
        } catch (Problem problem) {
            // One that cannot be answered is no reason not to answer the others.
            return questions.size() == 1
                    ? List.of(new Outcome(null, problem))
                    : questions.stream().flatMap(question -> outcomes(List.of(question)).stream()).toList();
        }
    }

    /** Adds the line's question, or answers with the line and why it cannot be asked. */
    private CheckLine settle(CheckLine line, List<QuestionAsKnownAt> questions) {
        CheckRequest request = line.request();
        if (request != null) {
            try {
                questions.add(request.at(clock));
            } catch (RegisterRefusal refusal) {
                return CheckLine.malformed(line.number(), RegisterProblems.problem(refusal));
            }
        }
        return line;
    }
}
