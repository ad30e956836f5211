package org.authorityledger.proof.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the one canonical spelling of a record, and no other. */
final class EntryReader {

    private static final String MALFORMED = "the entry is not the canonical spelling of a record";

    private final String text;
    private int at;

    EntryReader(String text) {
        this.text = text;
    }

    LoggedRecord read(byte[] entry, @Nullable String detached) {
        expect("{\"leaf\":\"" + LoggedRecord.LEAF + "\",\"position\":");
        long position = number();
        UUID recordId = uuid(required("recordId"));
        String grantorId = required("grantorId");
        expect(",\"sequence\":");
        long sequence = number();
        String type = required("type");
        String revision = required("revision");
        Instant recordedAt = instant(required("recordedAt"));
        String recordedBy = required("recordedBy");
        String sourceAddress = optional("sourceAddress");
        String correlationId = optional("correlationId");
        String key = optional("idempotencyKey");
        LoggedRecord.Idempotency idempotency = null;
        if (key != null) {
            expect(",\"idempotencyPart\":");
            idempotency = new LoggedRecord.Idempotency(key, (int) number(), required("requestDigest"));
        }
        String payload = payload(detached);
        LoggedRecord record = new LoggedRecord(position, recordId, grantorId, sequence, type, revision, recordedAt, recordedBy,
                sourceAddress, correlationId, idempotency, payload);
        if (!Arrays.equals(record.entry(), entry)) {
            throw new IllegalArgumentException(MALFORMED);
        }
        return record;
    }

    private String payload(@Nullable String detached) {
        String hash = optional("payloadSha256");
        if (hash == null) {
            expect(",\"payload\":");
            if (!text.endsWith("}") || at >= text.length() - 1) {
                throw new IllegalArgumentException(MALFORMED);
            }
            return text.substring(at, text.length() - 1);
        }
        if (detached == null) {
            throw new IllegalArgumentException("the entry names a payload by its SHA-256, and the payload is not there");
        }
        return detached;
    }

    private void expect(String literal) {
        if (!text.startsWith(literal, at)) {
            throw new IllegalArgumentException(MALFORMED);
        }
        at += literal.length();
    }

    private long number() {
        int from = at;
        while (at < text.length() && at - from < 18 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (from == at) {
            throw new IllegalArgumentException(MALFORMED);
        }
        return Long.parseLong(text, from, at, 10);
    }

    private String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw new IllegalArgumentException(MALFORMED);
        }
        return value;
    }

    private @Nullable String optional(String name) {
        String start = ",\"" + name + "\":\"";
        if (!text.startsWith(start, at)) {
            return null;
        }
        at += start.length();
        int end = text.indexOf('"', at);
        int escape = text.indexOf('\\', at);
        if (end < 0) {
            throw new IllegalArgumentException(MALFORMED);
        }
        if (escape < 0 || escape > end) {
            String plain = text.substring(at, end);
            at = end + 1;
            return plain;
        }
        return escaped();
    }

    private String escaped() {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c != '\\' || at >= text.length()) {
                value.append(c);
                continue;
            }
            char kind = text.charAt(at++);
            switch (kind) {
                case 'b' -> value.append('\b');
                case 't' -> value.append('\t');
                case 'n' -> value.append('\n');
                case 'f' -> value.append('\f');
                case 'r' -> value.append('\r');
                case 'u' -> value.append(unicode());
                default -> value.append(kind);
            }
        }
        throw new IllegalArgumentException(MALFORMED);
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw new IllegalArgumentException(MALFORMED);
        }
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return c;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(MALFORMED, e);
        }
    }

    private static UUID uuid(String value) {
        return UUID.fromString(value);
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(MALFORMED, e);
        }
    }
}
