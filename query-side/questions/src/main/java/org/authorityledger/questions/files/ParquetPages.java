package org.authorityledger.questions.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;

/** The pages of one row group as they will stand in the file: compressed, each after its header, those of a column one after the other. */
final class ParquetPages implements PageWriteStore {

    private final Map<ColumnDescriptor, Chunk> chunks = new HashMap<>();

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return chunks.computeIfAbsent(column, Chunk::new);
    }

    /** How much memory they take. */
    long bytes() {
        return chunks.values().stream().mapToLong(Chunk::getMemSize).sum();
    }

    /** The columns in the order of the schema. */
    List<Chunk> inOrder(MessageType schema) {
        return schema.getColumns().stream().map(column -> Objects.requireNonNull(chunks.get(column))).toList();
    }

    /** The pages of one column. */
    static final class Chunk implements PageWriter {

        private final ColumnDescriptor column;
        private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
        private long values;
        private long plain;

        Chunk(ColumnDescriptor column) {
            this.column = column;
        }

        @Deprecated
        @Override
        public void writePage(BytesInput bytes, int valueCount, Statistics<?> statistics, Encoding repetition, Encoding definition,
                Encoding encoding) throws IOException {
            page(bytes, valueCount, repetition, definition, encoding);
        }

        private void page(BytesInput bytes, int valueCount, Encoding repetition, Encoding definition, Encoding encoding)
                throws IOException {
            PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0);
            header.setData_page_header(new DataPageHeader(valueCount, format(encoding), format(definition), format(repetition)));
            write(header, bytes, data);
            encodings.addAll(List.of(repetition, definition, encoding));
            values += valueCount;
        }

        @Override
        public void writePage(BytesInput bytes, int valueCount, int rowCount, Statistics<?> statistics, Encoding repetition,
                Encoding definition, Encoding encoding) throws IOException {
            page(bytes, valueCount, repetition, definition, encoding);
        }

        @Override
        public void writePage(BytesInput bytes, int valueCount, int rowCount, Statistics<?> statistics, SizeStatistics sizes,
                GeospatialStatistics places, Encoding repetition, Encoding definition, Encoding encoding) throws IOException {
            page(bytes, valueCount, repetition, definition, encoding);
        }

        @Override
        public void writePageV2(int rowCount, int nullCount, int valueCount, BytesInput repetition, BytesInput definition,
                Encoding encoding, BytesInput bytes, Statistics<?> statistics) {
            throw new UnsupportedOperationException("pages are of the first version, which every reader knows");
        }

        @Override
        public void writeDictionaryPage(DictionaryPage page) throws IOException {
            PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
            header.setDictionary_page_header(new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding())));
            write(header, page.getBytes(), dictionary);
            encodings.add(page.getEncoding());
        }

        private void write(PageHeader header, BytesInput bytes, ByteArrayOutputStream to) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                bytes.writeAllTo(gzip);
            }
            header.setUncompressed_page_size(Math.toIntExact(bytes.size()));
            header.setCompressed_page_size(compressed.size());
            int before = to.size();
            Util.writePageHeader(header, to);
            plain += to.size() - before + bytes.size();
            compressed.writeTo(to);
        }

        private static org.apache.parquet.format.Encoding format(Encoding encoding) {
            return org.apache.parquet.format.Encoding.valueOf(encoding.name());
        }

        /** Its length in the file. */
        long bytes() {
            return (long) dictionary.size() + data.size();
        }

        /** Its length before compression. */
        long plainBytes() {
            return plain;
        }

        void writeTo(OutputStream out) throws IOException {
            dictionary.writeTo(out);
            data.writeTo(out);
        }

        /** As the footer lists it, when it begins at a place in the file. */
        ColumnChunk column(long at) {
            List<org.apache.parquet.format.Encoding> used = new ArrayList<>();
            encodings.forEach(encoding -> used.add(format(encoding)));
            ColumnMetaData meta = new ColumnMetaData(ParquetSchema.type(column.getPrimitiveType()), used, List.of(column.getPath()),
                    CompressionCodec.GZIP, values, plain, bytes(), at + dictionary.size());
            if (dictionary.size() > 0) {
                meta.setDictionary_page_offset(at);
            }
            return new ColumnChunk(at).setMeta_data(meta);
        }

        @Override
        public long getMemSize() {
            return bytes();
        }

        @Override
        public long allocatedSize() {
            return bytes();
        }

        @Override
        public String memUsageString(String prefix) {
            return prefix + " " + bytes();
        }
    }
}
