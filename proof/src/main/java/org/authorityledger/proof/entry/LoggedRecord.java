package org.authorityledger.proof.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ActJson;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleTree;
import org.jspecify.annotations.Nullable;

/**
 * Everything the ledger keeps of one recorded act: every column of its row. The entry of the log is its canonical spelling, one line of JSON.
 *
 * <p>Its numbers are bare, since it may come from a row that was tampered with: a verification must be able to say what is there, whatever it is.
 *
 * @param position its place in the ledger, from 1; in the log it is the leaf {@code position - 1}
 * @param sequence its place in the grantor's stream, from 0
 * @param idempotency what made the request safe to repeat, if it had a key
 * @param payload the act's JSON, to the letter
 */
public record LoggedRecord(long position, UUID recordId, String grantorId, long sequence, String type, String revision, Instant recordedAt,
        String recordedBy, @Nullable String sourceAddress, @Nullable String correlationId, @Nullable Idempotency idempotency,
        String payload) {

    /** The longest entry that a bundle of C2SP {@code tlog-tiles} can carry. */
    public static final int LONGEST = 65_535;

    static final String LEAF = "authority-ledger/record@v1";

    /**
     * The key of a request.
     *
     * @param requestDigest the SHA-256 of the request, in hexadecimal
     */
    public record Idempotency(String key, int part, String requestDigest) {}

    /** The entry: with the payload, or with its SHA-256 if the whole would be too long for a bundle. */
    public byte[] entry() {
        byte[] whole = whole();
        return whole.length <= LONGEST
                ? whole
                : (head() + ",\"payloadSha256\":\"" + payloadSha256() + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] whole() {
        return (head() + ",\"payload\":" + payload + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the entry has only the payload's hash. */
    public boolean detached() {
        return whole().length > LONGEST;
    }

    /** The hash of the entry as a leaf. */
    public Hash leaf() {
        return MerkleTree.leaf(entry());
    }

    /** The number of its leaf, from 0. */
    public long leafIndex() {
        return position - 1;
    }

    /** The payload's SHA-256 in hexadecimal. */
    public String payloadSha256() {
        return HexFormat.of().formatHex(Hash.sha256(payload.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    private String head() {
        StringBuilder text = new StringBuilder(512).append("{\"leaf\":\"").append(LEAF).append("\",\"position\":").append(position);
        member(text, "recordId", recordId.toString());
        member(text, "grantorId", grantorId);
        text.append(",\"sequence\":").append(sequence);
        member(text, "type", type);
        member(text, "revision", revision);
        member(text, "recordedAt", format(recordedAt));
        member(text, "recordedBy", recordedBy);
        if (sourceAddress != null) {
            member(text, "sourceAddress", sourceAddress);
        }
        if (correlationId != null) {
            member(text, "correlationId", correlationId);
        }
        if (idempotency != null) {
            member(text, "idempotencyKey", idempotency.key());
            text.append(",\"idempotencyPart\":").append(idempotency.part());
            member(text, "requestDigest", idempotency.requestDigest());
        }
        return text.toString();
    }

    private static void member(StringBuilder text, String name, String value) {
        text.append(",\"").append(name).append("\":\"");
        JsonText.escape(value, text);
        text.append('"');
    }

    /** An instant in UTC with exactly six digits of microseconds. */
    public static String format(Instant instant) {
        ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(27);
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2).append('.');
        return digits(text, utc.getNano() / 1000, 6).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }

    /**
     * Reads an entry.
     *
     * @param detached the payload, if the entry has only its hash
     * @throws IllegalArgumentException if it is not the canonical spelling of a record, or the payload is not the one it names
     */
    public static LoggedRecord parse(byte[] entry, @Nullable String detached) {
        return new EntryReader(new String(entry, StandardCharsets.UTF_8)).read(entry, detached);
    }

    /** The SHA-256 of the payload, if an entry has only that. */
    public static Optional<String> detachedSha256(byte[] entry) {
        String text = new String(entry, StandardCharsets.UTF_8);
        String name = ",\"payloadSha256\":\"";
        int at = text.length() - 2 - Hash.LENGTH * 2 - name.length();
        return at > 0 && text.endsWith("\"}") && text.startsWith(name, at)
                ? Optional.of(text.substring(at + name.length(), text.length() - 2))
                : Optional.empty();
    }

    /** The record as the law reads it. */
    public LedgerRecord toLedgerRecord() {
        return new LedgerRecord(new RecordId(recordId), Position.of(position), Sequence.of(sequence), recordedAt, recordedBy,
                ActJson.read(type, revision, payload));
    }

    /** The same record, as if it were at another position and moment. */
    public LoggedRecord at(long otherPosition, Instant otherRecordedAt) {
        return new LoggedRecord(otherPosition, recordId, grantorId, sequence, type, revision, otherRecordedAt, recordedBy, sourceAddress,
                correlationId, idempotency, payload);
    }

    /** Records of one grantor, in the order of the stream, as the law reads them. */
    public static GrantorRecords stream(List<LoggedRecord> records) {
        return GrantorRecords.of(records.stream().map(LoggedRecord::toLedgerRecord).toList());
    }
}
