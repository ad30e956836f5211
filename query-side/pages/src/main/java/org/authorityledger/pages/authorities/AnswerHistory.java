package org.authorityledger.pages.authorities;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.authorityledger.authority.Question;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;

/**
 * How an answer changed as records were added. An answer rests on the grantor's stream and on those of others: of signers who may have died, of
 * entities and their signatories. The law answers after each record of all of them, and of what then bears on the answer the streams are read
 * too, until there are no more. What a party is, any stream may state: the moments at which that changed count as well.
 *
 * @param periods in order; empty: they are not shown
 * @param bound what is not shown; null: nothing
 * @param since where only the last records are shown, the moment from which on they are
 */
record AnswerHistory(List<AnswerPeriod> periods, @Nullable Bound bound, @Nullable Instant since) {

    static final int MOST_RECORDS = 200;
    static final int MOST_STREAMS = 50;
    private static final int MOST_STATEMENTS = 20_000;

    /** Where it ends. */
    enum Bound {
        /** Only the last records are shown. */
        LAST_RECORDS("More than " + MOST_RECORDS + " records bear on this answer. Only what the last " + MOST_RECORDS
                + " of them changed is shown."),
        /** Nothing is shown. */
        TOO_MANY_PARTIES("The records of too many parties bear on this answer to show how it changed."),
        /** Nothing is shown. */
        CHAIN_TOO_LARGE("At one of these times a chain of signatories was too large to answer, so the changes are not shown.");

        private final String sentence;

        Bound(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    /**
     * What the ledger would have answered for a while.
     *
     * @param from null: before anything was recorded of the grantor
     * @param until null: to this day
     * @param recordId the record that changed the answer; null: none did, it is the first that is shown
     */
    record AnswerPeriod(@Nullable Instant from, @Nullable Instant until, boolean yes, String sentence, @Nullable RecordId recordId,
            boolean shown) {

        private AnswerPeriod endingAt(Instant end) {
            return new AnswerPeriod(from, end, yes, sentence, recordId, shown);
        }

        private AnswerPeriod shownAt(Instant moment) {
            return new AnswerPeriod(from, until, yes, sentence, recordId,
                    (from == null || !from.isAfter(moment)) && (until == null || until.isAfter(moment)));
        }
    }

    private static AnswerHistory without(Bound bound) {
        return new AnswerHistory(List.of(), bound, null);
    }

    /**
     * Asks at every moment.
     *
     * @param restsOn whose records the answer rests on as known at some moment
     * @param reached the position up to which the register has the records
     */
    static AnswerHistory of(CheckSource source, SigningRecord record, Question question, Set<GrantorId> restsOn, Position reached,
            AsOf asOf,
            Function<LocalDate, String> days) {
        try {
            // An investigation ends with what it supposes, after the ledger.
            return new Reading(source, record, question, source.isLive() ? reached : Position.END).read(restsOn, asOf, days);
        } catch (Problem unanswered) {
            if (unanswered.report().code().equals("CHAIN_TOO_LARGE")) {
                return without(Bound.CHAIN_TOO_LARGE);
            }
            throw unanswered;
        }
    }

    /** What has been read and answered so far. */
    private static final class Reading {

        private final CheckSource source;
        private final SigningRecord record;
        private final Question question;
        private final Position reached;
        private final Map<Instant, RecordId> recordIds = new HashMap<>();
        private final TreeSet<Instant> moments = new TreeSet<>();
        private final TreeMap<Instant, Checks.Judged> judged = new TreeMap<>();
        private final Set<GrantorId> streams = new HashSet<>();
        private final Set<PartyId> kinds = new HashSet<>();
        private boolean more;

        private Reading(CheckSource source, SigningRecord record, Question question, Position reached) {
            this.source = source;
            this.record = record;
            this.question = question;
            this.reached = reached;
        }

        private AnswerHistory read(Set<GrantorId> restsOn, AsOf asOf, Function<LocalDate, String> days) {
            Set<GrantorId> unread = new LinkedHashSet<>(Set.of(question.grantorId()));
            unread.addAll(restsOn);
            Set<PartyId> unstated = new HashSet<>();
            while (!unread.isEmpty() || !unstated.isEmpty()) {
                streams.addAll(unread);
                kinds.addAll(unstated);
                if (streams.size() > MOST_STREAMS) {
                    return without(Bound.TOO_MANY_PARTIES);
                }
                List<Instant> changes = unstated.isEmpty() ? List.of() : source.register().kindChanges(unstated, MOST_STATEMENTS);
                if (changes == null) {
                    return without(Bound.TOO_MANY_PARTIES);
                }
                Instant begin = moments.isEmpty() ? Instant.MIN : moments.first();
                Stream.concat(recorded(unread), changes.stream()).filter(moment -> !moment.isBefore(begin)).forEach(moments::add);
                while (moments.size() > MOST_RECORDS) {
                    judged.remove(moments.removeFirst());
                    more = true;
                }
                judge();
                unread = new LinkedHashSet<>();
                unstated = new HashSet<>();
                for (Checks.Judged one : judged.values()) {
                    unread.addAll(one.restsOn());
                    unstated.addAll(one.kinds());
                }
                unread.removeAll(streams);
                unstated.removeAll(kinds);
            }
            return new AnswerHistory(periods(asOf, days), more ? Bound.LAST_RECORDS : null, more ? moments.first() : null);
        }

        private Stream<Instant> recorded(Set<GrantorId> some) {
            List<LedgerReader.Recorded> last = some.isEmpty()
                    ? List.of()
                    : source.replay().lastRecorded(question.grantorId(), some, reached, MOST_RECORDS + 1);
            last.forEach(one -> recordIds.put(one.at(), one.recordId()));
            return last.stream().map(LedgerReader.Recorded::at);
        }

        private void judge() {
            List<QuestionAsKnownAt> asked = moments.stream().filter(moment -> !judged.containsKey(moment))
                    .map(moment -> new QuestionAsKnownAt(question, moment)).toList();
            if (!asked.isEmpty()) {
                record.judge(asked).forEach(one -> judged.put(one.knownAt(), one));
            }
        }

        /** Joined where the answer is the same: that it speaks of the past from some day on makes no other. */
        private List<AnswerPeriod> periods(AsOf asOf, Function<LocalDate, String> days) {
            List<AnswerPeriod> periods = new ArrayList<>();
            if (!more && !judged.isEmpty()) {
                periods.add(new AnswerPeriod(null, null, false, "The ledger held no record that this answer rests on.", null, false));
            }
            String last = "";
            for (Checks.Judged one : judged.values()) {
                String said = one.answer().authorized() + " " + one.answer().reason() + " " + one.explanation(days, asOf.on());
                if (!said.equals(last)) {
                    if (!periods.isEmpty()) {
                        periods.add(periods.removeLast().endingAt(one.knownAt()));
                    }
                    periods.add(new AnswerPeriod(one.knownAt(), null, one.answer().authorized(), one.explanation(days),
                            more && periods.isEmpty() ? null : recordId(one.knownAt()), false));
                    last = said;
                }
            }
            return periods.stream().map(period -> period.shownAt(asOf.knownAt())).toList();
        }

        /** What a party is may be stated in a stream that is not read otherwise. */
        private @Nullable RecordId recordId(Instant moment) {
            RecordId read = recordIds.get(moment);
            return read != null
                    ? read
                    : source.replay().recordedThen(moment).stream().map(LedgerReader.Recorded::recordId).filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
        }
    }
}
