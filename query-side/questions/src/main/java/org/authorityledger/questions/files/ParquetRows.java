package org.authorityledger.questions.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file of flat columns: text, lists of text, dates, and instants. One row is in memory at a time, with one page of each
 * column. Parquet's own classes decode; only its class that reads files is not used, since it takes Hadoop with it.
 */
public final class ParquetRows implements Closeable {

    private final FileChannel file;
    private final int longest;
    private final ParquetSource source;
    private final List<Field> fields = new ArrayList<>();
    private final MessageType schema;
    private final MessageColumnIO io;
    private final Iterator<RowGroup> groups;
    private @Nullable RecordReader<Row> reader;
    private long left;

    /** What the values of a column are. */
    private enum Kind {
        TEXT, TEXTS, DATE, MILLIS, MICROS, NANOS
    }

    private record Field(String name, Kind kind) {}

    /**
     * A row.
     *
     * @param values one for each column: a {@code String}, a {@code List<String>}, a {@code LocalDate}, an {@code Instant}, or null
     * @param bytes how long its texts are
     * @param tooLong whether its texts are longer than what is read; then values are missing
     */
    public record Row(List<@Nullable Object> values, int bytes, boolean tooLong) {}

    /**
     * Opens a file.
     *
     * @param longest as many bytes of text as are read of a row
     * @throws UnreadableFile if it is no Parquet file, or one of other columns than described above
     */
    public ParquetRows(Path path, int longest) throws IOException {
        this.longest = longest;
        this.file = FileChannel.open(path);
        try {
            this.source = new ParquetSource(file);
            this.schema = schema(source.meta().getSchema());
            this.io = new ColumnIOFactory().getColumnIO(schema);
            this.groups = source.groups().iterator();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e instanceof UnreadableFile unreadable ? unreadable : new UnreadableFile("cannot be read: its footer is damaged");
        }
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        return fields.stream().map(Field::name).toList();
    }

    /**
     * The next row; null after the last.
     *
     * @throws UnreadableFile if the file is damaged
     */
    public @Nullable Row next() throws IOException {
        try {
            if (left == 0) {
                if (!groups.hasNext()) {
                    return null;
                }
                RowGroup group = groups.next();
                left = group.getNum_rows();
                reader = io.getRecordReader(source.pages(group, schema), new Rows());
            }
            left--;
            return Objects.requireNonNull(reader).read();
        } catch (RuntimeException | IOException broken) {
            throw unreadable(broken);
        }
    }

    /** Parquet's own classes tell of a damaged page by many exceptions, also by that of a wrong index. */
    private static UnreadableFile unreadable(Exception broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableFile unreadable) {
                return unreadable;
            }
        }
        return new UnreadableFile("cannot be read: a page is damaged");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private MessageType schema(List<SchemaElement> elements) throws UnreadableFile {
        Types.MessageTypeBuilder row = Types.buildMessage();
        int next = 1;
        while (next < elements.size()) {
            SchemaElement element = elements.get(next);
            if (element.isSetNum_children()) {
                next = list(elements, next, row);
            } else {
                fields.add(new Field(element.getName(), kind(element)));
                row.addField(Types.primitive(primitive(element.getType()), repetition(element)).named(element.getName()));
                next++;
            }
        }
        if (fields.isEmpty()) {
            throw new UnreadableFile("has no columns");
        }
        return row.named("row");
    }

    /** Reads three levels: the list, what is repeated, its text. Returns where the next column begins. */
    private int list(List<SchemaElement> elements, int at, Types.MessageTypeBuilder row) throws UnreadableFile {
        SchemaElement list = elements.get(at);
        boolean whole = at + 2 < elements.size() && list.getNum_children() == 1
                && (list.isSetLogicalType() ? list.getLogicalType().isSetLIST() : list.getConverted_type() == ConvertedType.LIST);
        SchemaElement repeated = whole ? elements.get(at + 1) : list;
        SchemaElement text = whole ? elements.get(at + 2) : list;
        if (!whole || repeated.getRepetition_type() != FieldRepetitionType.REPEATED || repeated.getNum_children() != 1
                || text.isSetNum_children() || text.getType() != Type.BYTE_ARRAY) {
            throw new UnreadableFile("has a column " + list.getName() + " that is neither text nor a list of texts");
        }
        fields.add(new Field(list.getName(), Kind.TEXTS));
        row.addField(Types.buildGroup(repetition(list))
                .addField(Types.repeatedGroup()
                        .addField(Types.primitive(PrimitiveTypeName.BINARY, repetition(text)).named(text.getName()))
                        .named(repeated.getName()))
                .named(list.getName()));
        return at + 3;
    }

    private static Repetition repetition(SchemaElement element) throws UnreadableFile {
        return switch (element.getRepetition_type()) {
            case REQUIRED -> Repetition.REQUIRED;
            case OPTIONAL -> Repetition.OPTIONAL;
            case REPEATED -> throw new UnreadableFile("has a column " + element.getName() + " that repeats without being a list");
        };
    }

    private static PrimitiveTypeName primitive(Type type) {
        return switch (type) {
            case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
            case INT32 -> PrimitiveTypeName.INT32;
            case INT64 -> PrimitiveTypeName.INT64;
            default -> throw new IllegalArgumentException("no kind is kept as " + type);
        };
    }

    private static Kind kind(SchemaElement element) throws UnreadableFile {
        LogicalType logical = element.getLogicalType();
        ConvertedType converted = element.getConverted_type();
        if (element.getType() == Type.BYTE_ARRAY && (logical == null || !logical.isSetDECIMAL()) && converted != ConvertedType.DECIMAL) {
            return Kind.TEXT;
        }
        if (element.getType() == Type.INT32 && (logical == null ? converted == ConvertedType.DATE : logical.isSetDATE())) {
            return Kind.DATE;
        }
        if (element.getType() == Type.INT64 && logical != null && logical.isSetTIMESTAMP()) {
            return instants(element.getName(), logical.getTIMESTAMP());
        }
        if (element.getType() == Type.INT64 && logical == null && converted == ConvertedType.TIMESTAMP_MILLIS) {
            return Kind.MILLIS;
        }
        if (element.getType() == Type.INT64 && logical == null && converted == ConvertedType.TIMESTAMP_MICROS) {
            return Kind.MICROS;
        }
        throw new UnreadableFile(
                "has a column " + element.getName() + " that is neither text, nor a list of texts, nor a date, nor an instant");
    }

    private static Kind instants(String name, TimestampType type) throws UnreadableFile {
        if (!type.isIsAdjustedToUTC()) {
            throw new UnreadableFile("has a column " + name + " of times without a time zone: make it one of instants, or of text");
        }
        if (type.getUnit().isSetNANOS()) {
            return Kind.NANOS;
        }
        return type.getUnit().isSetMICROS() ? Kind.MICROS : Kind.MILLIS;
    }

    /** Makes rows of values. */
    private final class Rows extends RecordMaterializer<Row> {

        private final GroupConverter root = new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
                return converters.get(field);
            }

            @Override
            public void start() {
                values = new @Nullable Object[fields.size()];
                bytes = 0;
            }

            @Override
            public void end() {
                // The row is taken as it is then.
            }
        };
        private final List<Converter> converters = new ArrayList<>();
        private @Nullable Object[] values = {};
        private long bytes;

        Rows() {
            for (int place = 0; place < fields.size(); place++) {
                converters.add(fields.get(place).kind() == Kind.TEXTS ? new Texts(place) : new Value(place, fields.get(place).kind()));
            }
        }

        private boolean room(Binary text) {
            bytes += text.length();
            return bytes <= longest;
        }

        @Override
        public Row getCurrentRecord() {
            return new Row(Arrays.asList(values), (int) Math.min(bytes, longest + 1L), bytes > longest);
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }

        /** A value of a column. */
        private final class Value extends PrimitiveConverter {

            private final int place;
            private final Kind kind;

            Value(int place, Kind kind) {
                this.place = place;
                this.kind = kind;
            }

            @Override
            public void addBinary(Binary value) {
                if (room(value)) {
                    values[place] = value.toStringUsingUTF8();
                }
            }

            @Override
            public void addInt(int value) {
                values[place] = LocalDate.ofEpochDay(value);
            }

            @Override
            public void addLong(long value) {
                values[place] = Instant.EPOCH.plus(value, switch (kind) {
                    case NANOS -> ChronoUnit.NANOS;
                    case MICROS -> ChronoUnit.MICROS;
                    default -> ChronoUnit.MILLIS;
                });
            }
        }

        /** The list of a column. */
        private final class Texts extends GroupConverter {

            private final int place;
            private final List<String> texts = new ArrayList<>();
            private boolean valued;

            Texts(int place) {
                this.place = place;
            }

            @Override
            public Converter getConverter(int repeated) {
                return new GroupConverter() {
                    private final PrimitiveConverter element = new PrimitiveConverter() {
                        @Override
                        public void addBinary(Binary value) {
                            valued = true;
                            // An empty one takes room, too.
                            bytes++;
                            if (room(value)) {
                                texts.add(value.toStringUsingUTF8());
                            }
                        }
                    };

                    @Override
                    public Converter getConverter(int field) {
                        return element;
                    }

                    @Override
                    public void start() {
                        valued = false;
                    }

                    @Override
                    public void end() {
                        if (!valued && ++bytes <= longest) {
                            texts.add("");
                        }
                    }
                };
            }

            @Override
            public void start() {
                texts.clear();
            }

            @Override
            public void end() {
                values[place] = List.copyOf(texts);
            }
        }
    }
}
