package org.authorityledger.questions.files;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.InterningProtocol;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/**
 * The structures of a Parquet file, read from where they stand: the footer, and page after page of each column. The counterpart of
 * {@link ParquetPages}. Nothing that the file says about itself is believed before it is compared with a limit, so that a file made to harm takes no
 * more memory than any other.
 */
final class ParquetSource {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = Integer.BYTES + MAGIC.length;
    private static final int FOOTER_BYTES = 1 << 20;
    private static final int HEADER_BYTES = 64 << 10;
    private static final int PAGE_BYTES = 4 << 20;
    private static final int PAGE_VALUES = 2 << 20;
    /** A dictionary is unpacked into objects. */
    private static final int DICTIONARY_BYTES = 2 << 20;
    private static final int DICTIONARY_VALUES = 1 << 17;
    private static final long ROWS = 10_000_000;
    private static final int DEEPEST = 16;
    /** Beside plain ones. Decoders of others believe what stands within a page: how much follows, which is memory to be taken. */
    private static final Set<Encoding> BY_DICTIONARY = EnumSet.of(Encoding.PLAIN_DICTIONARY, Encoding.RLE_DICTIONARY);
    /** As far back as Snappy's encoders refer. */
    private static final int SNAPPY_BLOCK = 1 << 16;

    private final FileChannel file;
    private final FileMetaData footer;

    /**
     * Reads the footer.
     *
     * @throws UnreadableFile if it is no Parquet file, or one that is not read here
     */
    ParquetSource(FileChannel file) throws IOException {
        this.file = file;
        this.footer = read();
    }

    private FileMetaData read() throws IOException {
        long size = file.size();
        if (size < MAGIC.length + TAIL || !Arrays.equals(bytes(0, MAGIC.length), MAGIC)) {
            throw new UnreadableFile("is no Parquet file");
        }
        byte[] tail = bytes(size - TAIL, TAIL);
        byte[] end = Arrays.copyOfRange(tail, Integer.BYTES, TAIL);
        if (Arrays.equals(end, ENCRYPTED)) {
            throw new UnreadableFile("is encrypted");
        }
        int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (!Arrays.equals(end, MAGIC) || length <= 0 || length > size - TAIL - MAGIC.length) {
            throw new UnreadableFile("has no end: it was cut off");
        }
        if (length > FOOTER_BYTES) {
            throw new UnreadableFile("has a footer of more than %,d bytes".formatted(FOOTER_BYTES));
        }
        return Util.readFileMetaData(new ByteArrayInputStream(bytes(size - TAIL - length, length)), length);
    }

    /**
     * The row groups that have rows.
     *
     * @throws UnreadableFile if they have more rows than are read
     */
    List<RowGroup> groups() throws UnreadableFile {
        long rows = 0;
        for (RowGroup group : footer.getRow_groups()) {
            rows += group.getNum_rows();
            if (group.getNum_rows() < 0 || group.getNum_rows() > ROWS || rows > ROWS) {
                throw new UnreadableFile("has more than %,d rows".formatted(ROWS));
            }
        }
        return footer.getRow_groups().stream().filter(group -> group.getNum_rows() > 0).toList();
    }

    FileMetaData meta() {
        return footer;
    }

    private byte[] bytes(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (at < 0 || file.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.array();
    }

    /**
     * The pages of a row group.
     *
     * @throws UnreadableFile if its columns do not have as many values as it says it has rows
     */
    PageReadStore pages(RowGroup group, MessageType schema) throws IOException {
        Map<List<String>, ColumnMetaData> chunks = new HashMap<>();
        for (ColumnChunk chunk : group.getColumns()) {
            ColumnMetaData meta = chunk.getMeta_data();
            if (meta == null || chunk.getFile_path() != null) {
                throw new UnreadableFile("has columns that stand elsewhere or are encrypted");
            }
            chunks.put(meta.getPath_in_schema(), meta);
        }
        Map<ColumnDescriptor, PageReader> readers = new HashMap<>();
        for (ColumnDescriptor column : schema.getColumns()) {
            ColumnMetaData meta = chunks.get(List.of(column.getPath()));
            if (meta == null) {
                throw new UnreadableFile("lacks values of the column " + column.getPath()[0]);
            }
            boolean flat = column.getMaxRepetitionLevel() == 0;
            if (flat ? meta.getNum_values() != group.getNum_rows() : meta.getNum_values() < group.getNum_rows()) {
                throw new UnreadableFile("has a row group of more or fewer rows than it says");
            }
            readers.put(column, new Pages(meta, column));
        }
        return new PageReadStore() {
            @Override
            public PageReader getPageReader(ColumnDescriptor column) {
                return Objects.requireNonNull(readers.get(column));
            }

            @Override
            public long getRowCount() {
                return group.getNum_rows();
            }
        };
    }

    /** The pages of one column of one row group, in order. */
    private final class Pages implements PageReader {

        private final ColumnMetaData meta;
        private final ColumnDescriptor column;
        private final @Nullable DictionaryPage dictionary;
        private long next;
        private long left;

        Pages(ColumnMetaData meta, ColumnDescriptor column) throws IOException {
            this.meta = meta;
            this.column = column;
            this.left = meta.getNum_values();
            this.next = meta.isSetDictionary_page_offset() && meta.getDictionary_page_offset() > 0
                    ? Math.min(meta.getDictionary_page_offset(), meta.getData_page_offset())
                    : meta.getData_page_offset();
            this.dictionary = dictionary();
        }

        private PageHeader header() throws IOException {
            int most = Math.toIntExact(Math.min(HEADER_BYTES, Math.max(0, file.size() - next)));
            ByteArrayInputStream bytes = new ByteArrayInputStream(bytes(next, most));
            PageHeader header = new PageHeader();
            try {
                header.read(new InterningProtocol(
                        new TCompactProtocol(new TIOStreamTransport(new TConfiguration(HEADER_BYTES, HEADER_BYTES, DEEPEST), bytes))));
            } catch (TException damaged) {
                throw new UnreadableFile("cannot be read: the header of a page is damaged");
            }
            int plain = header.getUncompressed_page_size();
            int packed = header.getCompressed_page_size();
            if (plain < 0 || packed < 0 || plain > PAGE_BYTES || packed > PAGE_BYTES) {
                throw new UnreadableFile("has a page of more than %,d bytes: write it in smaller row groups".formatted(PAGE_BYTES));
            }
            next += most - bytes.available();
            return header;
        }

        private @Nullable DictionaryPage dictionary() throws IOException {
            long before = next;
            PageHeader header = header();
            DictionaryPageHeader about = header.getDictionary_page_header();
            if (about == null) {
                next = before;
                return null;
            }
            if (header.getUncompressed_page_size() > DICTIONARY_BYTES || about.getNum_values() < 0
                    || about.getNum_values() > DICTIONARY_VALUES) {
                throw new UnreadableFile("has a dictionary of more than %,d values or %,d bytes: write it in smaller row groups"
                        .formatted(DICTIONARY_VALUES, DICTIONARY_BYTES));
            }
            byte[] page = page(header);
            return new DictionaryPage(BytesInput.from(unpacked(page, 0, page.length, header.getUncompressed_page_size(), true)),
                    about.getNum_values(), encoding(about.getEncoding()));
        }

        private byte[] page(PageHeader header) throws IOException {
            byte[] page = bytes(next, header.getCompressed_page_size());
            next += page.length;
            return page;
        }

        private int values(int values) throws UnreadableFile {
            left -= Math.max(1, values);
            if (values < 0 || left < 0) {
                throw new UnreadableFile("has pages of more values than it says");
            }
            if (values > PAGE_VALUES) {
                throw new UnreadableFile("has a page of more than %,d values: write it in smaller row groups".formatted(PAGE_VALUES));
            }
            return values;
        }

        private byte[] unpacked(byte[] packed, int from, int length, int plain, boolean compressed) throws IOException {
            CompressionCodec codec = compressed ? meta.getCodec() : CompressionCodec.UNCOMPRESSED;
            InputStream source = new ByteArrayInputStream(packed, from, length);
            try (InputStream bytes = switch (codec) {
                case UNCOMPRESSED -> source;
                case GZIP -> new GZIPInputStream(source);
                case SNAPPY -> new SnappyCompressorInputStream(source, SNAPPY_BLOCK);
                default -> throw new UnreadableFile("is compressed with " + codec + ": write it with SNAPPY, GZIP or uncompressed");
            }) {
                byte[] all = bytes.readNBytes(plain);
                if (all.length < plain || bytes.read() >= 0) {
                    throw new UnreadableFile("has a page that is not as long as it says");
                }
                return all;
            }
        }

        @Override
        public @Nullable DictionaryPage readDictionaryPage() {
            return dictionary;
        }

        @Override
        public long getTotalValueCount() {
            return meta.getNum_values();
        }

        @Override
        @SuppressWarnings("NullAway")
        public @Nullable DataPage readPage() {
            try {
                return left <= 0 ? null : nextPage();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private DataPage nextPage() throws IOException {
            PageHeader header = header();
            byte[] page = page(header);
            DataPageHeader first = header.getData_page_header();
            DataPageHeaderV2 second = header.getData_page_header_v2();
            Statistics<?> none = Statistics.getBuilderForReading(column.getPrimitiveType()).build();
            if (first != null) {
                int values = values(first.getNum_values());
                byte[] plain = unpacked(page, 0, page.length, header.getUncompressed_page_size(), true);
                requireRuns(first.getRepetition_level_encoding(), first.getDefinition_level_encoding());
                ParquetRuns runs = new ParquetRuns(plain, 0, plain.length);
                runs.levels(column.getMaxRepetitionLevel(), values);
                runs.levels(column.getMaxDefinitionLevel(), values);
                Encoding encoding = valuesAsExpected(first.getEncoding(), runs, values);
                return new DataPageV1(BytesInput.from(plain), values, plain.length, none, Encoding.RLE, Encoding.RLE, encoding);
            }
            if (second == null) {
                throw new UnreadableFile("has a page of an unknown kind");
            }
            int values = values(second.getNum_values());
            int repetition = second.getRepetition_levels_byte_length();
            int definition = second.getDefinition_levels_byte_length();
            if (repetition < 0 || definition < 0 || (long) repetition + definition > page.length
                    || (long) repetition + definition > header.getUncompressed_page_size()) {
                throw new UnreadableFile("has a page that is not as long as it says");
            }
            int levels = repetition + definition;
            new ParquetRuns(page, 0, repetition).levelsAlone(column.getMaxRepetitionLevel(), values);
            new ParquetRuns(page, repetition, levels).levelsAlone(column.getMaxDefinitionLevel(), values);
            byte[] data = unpacked(page, levels, page.length - levels, header.getUncompressed_page_size() - levels,
                    !second.isSetIs_compressed() || second.isIs_compressed());
            Encoding encoding = valuesAsExpected(second.getEncoding(), new ParquetRuns(data, 0, data.length), values);
            return DataPageV2.uncompressed(second.getNum_rows(), second.getNum_nulls(), values, BytesInput.from(page, 0, repetition),
                    BytesInput.from(page, repetition, definition), encoding, BytesInput.from(data), none);
        }

        private Encoding valuesAsExpected(org.apache.parquet.format.Encoding given, ParquetRuns runs, int values) throws UnreadableFile {
            Encoding encoding = encoding(given);
            if (BY_DICTIONARY.contains(encoding)) {
                runs.indexes(values);
            } else if (encoding != Encoding.PLAIN) {
                throw new UnreadableFile("has a column in the encoding " + encoding
                        + ": write it plain or with dictionaries, as the first version of the format does");
            }
            return encoding;
        }

        private void requireRuns(org.apache.parquet.format.Encoding repetition, org.apache.parquet.format.Encoding definition)
                throws UnreadableFile {
            boolean asExpected = (column.getMaxRepetitionLevel() == 0 || encoding(repetition) == Encoding.RLE)
                    && (column.getMaxDefinitionLevel() == 0 || encoding(definition) == Encoding.RLE);
            if (!asExpected) {
                throw new UnreadableFile("has levels in an encoding that is no longer used");
            }
        }

        private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
            return Encoding.valueOf(encoding.name());
        }
    }
}
