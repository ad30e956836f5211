package org.authorityledger.register.rebuild;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.Form;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows of one table in PostgreSQL's binary format of {@code copy}, gathered until they are sent: neither side converts numbers, dates and instants
 * to text. The fields of a row are added in the order in which the columns are named.
 */
final class CopiedRows {

    private static final byte[] SIGNATURE = { 'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int TEXT_OID = 25;
    private static final int NULL = -1;
    private static final int FULL = 8 << 20;
    /** PostgreSQL counts days and microseconds from 2000-01-01. */
    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long FIRST_SECOND = FIRST_DAY * 86_400;

    private final String into;
    private final short columns;
    private byte[] bytes;
    private int length;

    /**
     * For one table.
     *
     * @param into the table, and its columns in parentheses
     */
    CopiedRows(String into) {
        this(into, 1 << 16);
        clear();
    }

    private CopiedRows(String into, int room) {
        this.into = into;
        this.columns = (short) (into.chars().filter(c -> c == ',').count() + 1);
        this.bytes = new byte[room];
    }

    /** Leaves only the beginning of a stream. */
    private void clear() {
        System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
        length = SIGNATURE.length;
    }

    /** Whether so much is gathered that it should be sent. */
    boolean full() {
        return length > FULL;
    }

    CopiedRows row() {
        room(2);
        bytes[length++] = (byte) (columns >> 8);
        bytes[length++] = (byte) columns;
        return this;
    }

    CopiedRows field(long number) {
        return int4(8).int4((int) (number >> 32)).int4((int) number);
    }

    CopiedRows field(Position position) {
        return field(position.value());
    }

    CopiedRows field(int number) {
        return int4(4).int4(number);
    }

    CopiedRows field(LocalDate day) {
        return field((int) (day.toEpochDay() - FIRST_DAY));
    }

    CopiedRows field(Instant instant) {
        return field((instant.getEpochSecond() - FIRST_SECOND) * 1_000_000 + instant.getNano() / 1_000);
    }

    CopiedRows field(UUID uuid) {
        return int4(16).int4((int) (uuid.getMostSignificantBits() >> 32)).int4((int) uuid.getMostSignificantBits())
                .int4((int) (uuid.getLeastSignificantBits() >> 32)).int4((int) uuid.getLeastSignificantBits());
    }

    CopiedRows field(String text) {
        return field(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Text as UTF-8, or a field that is already encoded. */
    CopiedRows field(byte[] value) {
        int4(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    CopiedRows nothing() {
        return int4(NULL);
    }

    CopiedRows orNothing(@Nullable String text) {
        return text == null ? nothing() : field(text);
    }

    /** An instant; null: infinity. */
    CopiedRows orInfinity(@Nullable Instant instant) {
        return instant == null ? field(Long.MAX_VALUE) : field(instant);
    }

    /** The names of forms as an array of texts, encoded as a field. */
    static byte[] array(List<Form> forms) {
        return texts(forms.stream().map(Form::name).toList());
    }

    /** Texts as an array, encoded as a field. */
    static byte[] texts(List<String> texts) {
        CopiedRows array = new CopiedRows("", 64);
        array.int4(texts.isEmpty() ? 0 : 1).int4(0).int4(TEXT_OID);
        if (!texts.isEmpty()) {
            array.int4(texts.size()).int4(1);
            texts.forEach(array::field);
        }
        return Arrays.copyOf(array.bytes, array.length);
    }

    private CopiedRows int4(int number) {
        room(4);
        bytes[length++] = (byte) (number >> 24);
        bytes[length++] = (byte) (number >> 16);
        bytes[length++] = (byte) (number >> 8);
        bytes[length++] = (byte) number;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Sends the gathered rows, and forgets them. */
    void send(Connection connection, RegisterSchema schema) throws SQLException {
        if (length == SIGNATURE.length) {
            return;
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
                .copyIn("copy " + schema.table(into) + " from stdin (format binary)");
        try {
            copy.writeToCopy(bytes, 0, length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        clear();
    }
}
