package org.authorityledger.pages.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.authority.Announcement;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.PartyAnnouncement;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.authority.UnreachedAttorneys;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;

/**
 * What would follow from a form, were it recorded.
 *
 * @param sentences the consequences, in plain words
 * @param signing who may still sign, where a revocation has not reached everyone
 * @param version the version of the grantor's stream that it was judged by; null: it is about several grantors
 * @param digest of the command that was judged: only this one may then be recorded
 * @param shown for how many grantors it would be recorded, where it is about several: the consequences for all of them are shown
 * @param more for how many more grantors the consequences are not shown
 * @param rejected why it would be refused; null: it would be recorded
 */
record FormPreview(List<String> sentences, List<String> signing, @Nullable Version version, String digest, int shown, int more,
        PreviewResult.@Nullable Rejected rejected) {

    private static final int MOST_GRANTORS = 1_000;
    private static final int READ_AT_ONCE = 200;
    private static final String UNKNOWN_ATTORNEY = "UNKNOWN_ATTORNEY";

    /** Judges a command about one grantor. */
    static FormPreview of(CommandText command, CommandPreview judge, LedgerReader reader, DisplayText words) {
        Instant now = Instant.now();
        Records records = new Records(reader);
        return switch (judge.judge(command.json(), words.dayOf(now), records)) {
            case PreviewResult.Rejected rejected -> refused(command, rejected);
            case PreviewResult.Accepted accepted -> {
                GrantorRecords before = records.apply(accepted.grantorId());
                yield new FormPreview(sentences(accepted, before, now, words), signing(accepted, before, now, words), before.version(),
                        command.digest(), 1, 0, null);
            }
        };
    }

    /** What a command about one grantor would record now, or why it would be refused. */
    static PreviewResult judged(String command, CommandPreview judge, LedgerReader reader, DisplayText words) {
        return judge.judge(command, words.dayOf(Instant.now()), new Records(reader));
    }

    /**
     * Judges a command about all grantors of an attorney, by one command for each.
     *
     * @param commandForOne the name of the command for one grantor
     */
    static FormPreview of(CommandText command, String commandForOne, List<GrantorId> grantors, CommandPreview judge, LedgerReader reader,
            DisplayText words) {
        Instant now = Instant.now();
        List<GrantorId> judged = grantors.subList(0, Math.min(grantors.size(), MOST_GRANTORS));
        List<String> sentences = new ArrayList<>();
        int recorded = 0;
        for (int from = 0; from < judged.size(); from += READ_AT_ONCE) {
            List<GrantorId> some = judged.subList(from, Math.min(judged.size(), from + READ_AT_ONCE));
            Map<GrantorId, List<LedgerRecord>> lives = reader.forTheLaw(some, Position.END).stream()
                    .collect(Collectors.groupingBy(record -> record.act().grantorId()));
            for (GrantorId grantorId : some) {
                GrantorRecords records = GrantorRecords.of(lives.getOrDefault(grantorId, List.of()));
                String line = command.jsonWith(Map.of("command", commandForOne, "grantorId", grantorId.value()));
                switch (judge.judge(line, words.dayOf(now), one -> records)) {
                    case PreviewResult.Accepted accepted -> {
                        recorded++;
                        sentences.addAll(sentencesFor(accepted, records, now, words));
                    }
                    case PreviewResult.Rejected rejected -> {
                        // Not every grantor who ever named them still does.
                        if (!rejected.code().equals(UNKNOWN_ATTORNEY)) {
                            return refused(command, rejected);
                        }
                    }
                }
            }
        }
        return new FormPreview(sentences, List.of(), null, command.digest(), recorded, grantors.size() - judged.size(), null);
    }

    /** Of several grantors, also those are named for whom nothing follows: it is recorded for them too. */
    private static List<String> sentencesFor(PreviewResult.Accepted accepted, GrantorRecords before, Instant now, DisplayText words) {
        List<String> sentences = sentences(accepted, before, now, words);
        return sentences.isEmpty()
                ? List.of("For " + names(before).of(Naming.Part.GRANTOR, accepted.grantorId().value())
                        + ", no one’s authority to sign changes.")
                : sentences;
    }

    private static FormPreview refused(CommandText command, PreviewResult.Rejected rejected) {
        return new FormPreview(List.of(), List.of(), null, command.digest(), 0, 0, rejected);
    }

    private static List<String> sentences(PreviewResult.Accepted accepted, GrantorRecords before, Instant now, DisplayText words) {
        GrantorRecords after = before.supposing(accepted.acts(), now);
        List<String> sentences = new ArrayList<>(
                Announcement.of(Consequences.between(before.authorities(), after.authorities()), names(after), words::day));
        sentences.addAll(PartyAnnouncement.of(PartyId.of(accepted.grantorId().value()), before.facts(), after.facts(), names(after),
                words::day));
        return sentences;
    }

    private static List<String> signing(PreviewResult.Accepted accepted, GrantorRecords before, Instant now, DisplayText words) {
        GrantorRecords after = before.supposing(accepted.acts(), now);
        return accepted.acts().stream()
                .flatMap(act -> UnreachedAttorneys.sentences(act, after, words.dayOf(now), names(after), words::day).stream()).toList();
    }

    private static Names names(GrantorRecords records) {
        return NameMarkup.isolating(Names.in(records.records().stream().map(LedgerRecord::act).toList()));
    }

    /** All that is recorded of the grantor of a command, read once. */
    private static final class Records implements Function<GrantorId, GrantorRecords> {

        private final LedgerReader reader;
        private @Nullable GrantorRecords read;

        Records(LedgerReader reader) {
            this.reader = reader;
        }

        @Override
        public GrantorRecords apply(GrantorId grantorId) {
            GrantorRecords records = read;
            if (records == null) {
                records = GrantorRecords.of(reader.forTheLaw(grantorId, Sequence.FIRST));
                read = records;
            }
            return records;
        }
    }
}
