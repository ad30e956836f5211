package org.authorityledger.inbox.sheet;

import java.util.List;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.sheet.SheetInstrument;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of the rows of one instrument.
 *
 * @param sentences what they would record, or recorded, each act in a sentence
 * @param commands the commands, as lines of an import
 * @param open what must be known first
 * @param remarks what a person should see, and what is not known even when it is recorded
 * @param changes what the ledger has and the sheet says otherwise
 * @param problem why the ledger refuses it; null: it does not
 * @param records what was recorded of it now, or before under the same keys
 */
public record SheetItem(SheetInstrument instrument, State state, List<String> sentences, List<ObjectNode> commands, List<Open> open,
        List<String> remarks, List<Change> changes, Problem.@Nullable Report problem, List<Recorded> records) {

    /** What becomes of it. */
    public enum State {
        /** It would be recorded. */
        NEW,
        /** It was recorded now. */
        RECORDED,
        /** It is in the ledger already. */
        UNCHANGED,
        /** The ledger has it otherwise. It is not recorded: a correction, a rider or another act must say which of the two is right, and why. */
        CHANGED,
        /** Something must be known first. */
        OPEN,
        /** The ledger refuses it. */
        REFUSED,
        /** Another person must approve it first. Of several acts only the first waits: the sheet is sent again then. */
        WAITING;

        /** Whether its rows come back, each with its reason. */
        public boolean comesBack() {
            return this == CHANGED || this == OPEN || this == REFUSED || this == WAITING;
        }
    }

    /** A field of which the ledger knows something else. */
    public record Change(String field, String recorded, String sheet) {}

    /** A record in the ledger. */
    public record Recorded(String recordId, Position position) {}

    /** Why its rows come back; empty: they do not. */
    public String reason() {
        return switch (state) {
            case OPEN -> String.join("; ", open.stream().map(one -> SheetText.label(one.field()) + ": " + one.why()).toList());
            case CHANGED -> String.join("; ", changes.stream()
                    .map(one -> SheetText.label(one.field()) + ": the ledger has " + one.recorded() + ", the sheet says " + one.sheet())
                    .toList())
                    + ". Record a correction or a rider.";
            case REFUSED -> problem == null ? "" : problem.detail();
            case WAITING -> "Waits until another person approves it. Then send the sheet again.";
            case NEW, RECORDED, UNCHANGED -> "";
        };
    }

    SheetItem as(State state, List<Recorded> records) {
        return new SheetItem(instrument, state, sentences, commands, open, remarks, changes, problem, records);
    }

    SheetItem refused(Problem.Report problem) {
        return new SheetItem(instrument, State.REFUSED, sentences, commands, open, remarks, changes, problem, records);
    }
}
