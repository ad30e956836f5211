package org.authorityledger.pages.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.authorityledger.authority.Announcement;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;

/**
 * What would follow from a form, were it recorded.
 *
 * @param sentences the consequences, in plain words
 * @param version the version of the grantor's stream that it was judged by; null: it is about several grantors
 * @param digest of the command that was judged: only this one may then be recorded
 * @param shown for how many grantors the consequences are shown, where it is about several
 * @param more for how many more grantors it would be recorded
 * @param rejected why it would be refused; null: it would be recorded
 */
record FormPreview(List<String> sentences, @Nullable Long version, String digest, int shown, int more,
        PreviewResult.@Nullable Rejected rejected) {

    private static final int MOST_GRANTORS = 50;
    private static final String UNKNOWN_ATTORNEY = "UNKNOWN_ATTORNEY";

    /** Judges a command about one grantor. */
    static FormPreview of(CommandText command, CommandPreview judge, LedgerReader reader, DisplayText words) {
        Instant now = Instant.now();
        Records records = new Records(reader);
        return switch (judge.judge(command.json(), words.dayOf(now), records)) {
            case PreviewResult.Rejected rejected -> refused(command, rejected);
            case PreviewResult.Accepted accepted -> new FormPreview(sentences(accepted, records, now, words),
                    records.apply(accepted.grantorId()).version(), command.digest(), 1, 0, null);
        };
    }

    /**
     * Judges a command about all grantors of an attorney, by one command for each of the first of them.
     *
     * @param commandForOne the name of the command for one grantor
     */
    static FormPreview of(CommandText command, String commandForOne, List<GrantorId> grantors, CommandPreview judge, LedgerReader reader,
            DisplayText words) {
        Instant now = Instant.now();
        List<GrantorId> first = grantors.subList(0, Math.min(grantors.size(), MOST_GRANTORS));
        List<String> sentences = new ArrayList<>();
        for (GrantorId grantorId : first) {
            Records records = new Records(reader);
            String line = command.jsonWith(Map.of("command", commandForOne, "grantorId", grantorId.value()));
            switch (judge.judge(line, words.dayOf(now), records)) {
                case PreviewResult.Accepted accepted -> sentences.addAll(sentences(accepted, records, now, words));
                case PreviewResult.Rejected rejected -> {
                    // Not every grantor who ever named them still does.
                    if (!rejected.code().equals(UNKNOWN_ATTORNEY)) {
                        return refused(command, rejected);
                    }
                }
            }
        }
        return new FormPreview(sentences, null, command.digest(), first.size(), grantors.size() - first.size(), null);
    }

    private static FormPreview refused(CommandText command, PreviewResult.Rejected rejected) {
        return new FormPreview(List.of(), null, command.digest(), 0, 0, rejected);
    }

    private static List<String> sentences(PreviewResult.Accepted accepted, Records records, Instant now, DisplayText words) {
        GrantorRecords before = records.apply(accepted.grantorId());
        GrantorRecords after = before.supposing(accepted.acts(), now);
        return Announcement.of(Consequences.between(before.authorities(), after.authorities()),
                Names.in(after.records().stream().map(LedgerRecord::act).toList()), words::day);
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
                records = GrantorRecords.of(reader.forTheLaw(grantorId, 0));
                read = records;
            }
            return records;
        }
    }
}
