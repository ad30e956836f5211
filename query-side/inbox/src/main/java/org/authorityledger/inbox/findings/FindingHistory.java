package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.authorityledger.authority.Question;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;

/**
 * How a finding changed as records were added: the law answers after each of the last records of the streams that the answer rests on. Names and who
 * is who are those of today throughout.
 */
final class FindingHistory {

    /** How many answers one history may take. */
    private static final int MOST_ANSWERS = 400;
    private static final int MOST_STREAMS = 50;

    private final Checks checks;
    private final LedgerReader ledger;

    FindingHistory(Checks checks, LedgerReader ledger) {
        this.checks = checks;
        this.ledger = ledger;
    }

    /**
     * What a check answers from a moment on.
     *
     * @param recordId the record of that moment, which changed the answer
     */
    record Change(Instant at, @Nullable RecordId recordId, Finding.Judgment judgment) {}

    /**
     * The changes, the first first.
     *
     * @param questions one for each way to take the ids of those concerned, of which the best answer counts
     * @param upTo records up to this position
     * @param seen the parties of the ledger as the finding sees them
     */
    List<Change> of(List<Question> questions, Position upTo, Checks.Sight seen) {
        if (questions.isEmpty()) {
            return List.of();
        }
        int most = Math.max(1, MOST_ANSWERS / questions.size());
        Map<Instant, RecordId> records = new HashMap<>();
        TreeSet<Instant> moments = new TreeSet<>();
        TreeMap<Instant, Finding.Judgment> answers = new TreeMap<>();
        Set<GrantorId> read = new HashSet<>();
        Set<GrantorId> unread = new HashSet<>();
        questions.forEach(question -> unread.add(question.grantorId()));
        while (!unread.isEmpty() && read.size() + unread.size() <= MOST_STREAMS) {
            for (GrantorId stream : unread) {
                ledger.lastRecorded(stream, Set.of(stream), upTo, most).forEach(one -> {
                    records.put(one.at(), one.recordId());
                    moments.add(one.at());
                });
            }
            while (moments.size() > most) {
                answers.remove(moments.removeFirst());
            }
            read.addAll(unread);
            unread.clear();
            unread.addAll(answer(questions, moments.stream().filter(moment -> !answers.containsKey(moment)).toList(), answers, seen));
            unread.removeAll(read);
        }
        List<Change> changes = new ArrayList<>();
        answers.forEach((at, judgment) -> {
            if (changes.isEmpty() || !same(changes.getLast().judgment(), judgment)) {
                changes.add(new Change(at, records.get(at), judgment));
            }
        });
        return changes;
    }

    private static boolean same(Finding.Judgment one, Finding.Judgment other) {
        return one.authorized() == other.authorized() && one.reason() == other.reason();
    }

    /** Answers at each of these moments, and gives whose records the answers rest on. */
    private Set<GrantorId> answer(List<Question> questions, List<Instant> moments, Map<Instant, Finding.Judgment> answers,
            Checks.Sight seen) {
        List<QuestionAsKnownAt> asked = new ArrayList<>();
        moments.forEach(moment -> questions.forEach(question -> asked.add(new QuestionAsKnownAt(question, moment))));
        Set<GrantorId> restsOn = new HashSet<>();
        if (!asked.isEmpty()) {
            checks.judge(asked, seen).forEach(one -> {
                restsOn.addAll(one.restsOn());
                answers.merge(one.knownAt(), Findings.judgment(one.answer()), (before, now) -> now.better(before) ? now : before);
            });
        }
        return restsOn;
    }
}
