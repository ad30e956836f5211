package org.authorityledger.questions.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Apache Parquet. Parquet's own classes encode the columns and write its structures; only its class that writes files is not used, since it takes
 * Hadoop with it. What is here is the frame: the magic bytes, the pages of each row group one column after the other, and the footer, without which
 * no reader takes the file.
 */
final class ParquetRowFile implements RowFile {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    /** A row group is written when it takes about so much memory. */
    private static final long GROUP_BYTES = 4 << 20;
    private static final int LOOK_EVERY = 100;
    private static final String MADE_BY = "Authority Ledger";

    private final OutputStream out;
    private final List<Column> columns;
    private final Map<String, String> about;
    private final MessageType schema;
    private final MessageColumnIO io;
    private final List<RowGroup> groups = new ArrayList<>();
    private Group group;
    private long written;
    private long rows;

    ParquetRowFile(OutputStream out, List<Column> columns, Map<String, String> about) throws IOException {
        this.out = out;
        this.columns = columns;
        this.about = about;
        this.schema = ParquetSchema.of(columns);
        this.io = new ColumnIOFactory().getColumnIO(schema);
        this.group = new Group();
        write(MAGIC);
    }

    /** The rows of one group, column by column. */
    private final class Group {

        private final ParquetPages pages = new ParquetPages();
        private final ColumnWriteStoreV1 store = new ColumnWriteStoreV1(schema, pages,
                ParquetProperties.builder().withStatisticsEnabled(false).withSizeStatisticsEnabled(false).build());
        private final RecordConsumer consumer = io.getRecordWriter(store);
        private long rows;

        long bytes() {
            return store.getBufferedSize() + pages.bytes();
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
        RecordConsumer consumer = group.consumer;
        consumer.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                Column column = columns.get(i);
                consumer.startField(column.name(), i);
                value(consumer, column.type(), value);
                consumer.endField(column.name(), i);
            }
        }
        consumer.endMessage();
        rows++;
        if (++group.rows % LOOK_EVERY == 0 && group.bytes() > GROUP_BYTES) {
            endGroup();
        }
    }

    private static void value(RecordConsumer consumer, Column.Type type, Object value) {
        switch (type) {
            case TEXT, JSON -> consumer.addBinary(Binary.fromString((String) value));
            case TEXTS -> texts(consumer, (List<?>) value);
            case DATE -> consumer.addInteger(Math.toIntExact(((LocalDate) value).toEpochDay()));
            case INSTANT -> consumer.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
            case INTEGER -> consumer.addInteger((Integer) value);
            case LONG -> consumer.addLong((Long) value);
            case TRUTH -> consumer.addBoolean((Boolean) value);
        }
    }

    private static void texts(RecordConsumer consumer, List<?> texts) {
        consumer.startGroup();
        if (!texts.isEmpty()) {
            consumer.startField(ParquetSchema.LIST, 0);
            for (Object text : texts) {
                consumer.startGroup();
                consumer.startField(ParquetSchema.ELEMENT, 0);
                consumer.addBinary(Binary.fromString((String) text));
                consumer.endField(ParquetSchema.ELEMENT, 0);
                consumer.endGroup();
            }
            consumer.endField(ParquetSchema.LIST, 0);
        }
        consumer.endGroup();
    }

    private void endGroup() throws IOException {
        if (group.rows > 0) {
            group.consumer.flush();
            group.store.flush();
            long begun = written;
            RowGroup ended = new RowGroup(new ArrayList<>(), 0, group.rows);
            for (ParquetPages.Chunk chunk : group.pages.inOrder(schema)) {
                ended.addToColumns(chunk.column(written));
                ended.setTotal_byte_size(ended.getTotal_byte_size() + chunk.plainBytes());
                chunk.writeTo(out);
                written += chunk.bytes();
            }
            ended.setFile_offset(begun);
            ended.setTotal_compressed_size(written - begun);
            groups.add(ended);
        }
        group.store.close();
        group = new Group();
    }

    @Override
    public void end() throws IOException {
        endGroup();
        group.store.close();
        FileMetaData footer = new FileMetaData(1, ParquetSchema.elements(schema), rows, groups);
        footer.setCreated_by(MADE_BY);
        about.forEach((name, value) -> footer.addToKey_value_metadata(new KeyValue(name).setValue(value)));
        Counting counting = new Counting();
        Util.writeFileMetaData(footer, counting);
        int length = counting.length;
        write(new byte[]{ (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)});
        write(MAGIC);
        out.flush();
    }

    /** The footer goes out as it is made; its length comes after it. */
    private final class Counting extends OutputStream {

        private int length;

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{ (byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
            length += count;
            written += count;
        }
    }
}
