package org.authorityledger.questions.files;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Columns as the schema of a Parquet file: for Parquet's encoders, and as its footer states it. */
final class ParquetSchema {

    static final String LIST = "list";
    static final String ELEMENT = "element";
    private static final String ROOT = "row";

    private ParquetSchema() {}

    static MessageType of(List<Column> columns) {
        Types.MessageTypeBuilder row = Types.buildMessage();
        columns.forEach(column -> row.addField(field(column)));
        return row.named(ROOT);
    }

    private static org.apache.parquet.schema.Type field(Column column) {
        return switch (column.type()) {
            // JSON as text: readers differ in what they take for JSON.
            case TEXT, JSON -> Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(column.name());
            case TEXTS -> Types.optionalList().optionalElement(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType())
                    .named(column.name());
            case DATE -> Types.optional(PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType()).named(column.name());
            case INSTANT -> Types.optional(PrimitiveTypeName.INT64)
                    .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS)).named(column.name());
            case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(column.name());
            case LONG -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case TRUTH -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
        };
    }

    /** The schema as the footer lists it: each group before its fields. */
    static List<SchemaElement> elements(MessageType schema) {
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement(ROOT).setNum_children(schema.getFieldCount()));
        schema.getFields().forEach(field -> add(field, elements));
        return elements;
    }

    private static void add(org.apache.parquet.schema.Type field, List<SchemaElement> elements) {
        SchemaElement element = new SchemaElement(field.getName());
        element.setRepetition_type(FieldRepetitionType.valueOf(field.getRepetition().name()));
        elements.add(element);
        annotate(element, field.getLogicalTypeAnnotation());
        if (field instanceof GroupType group) {
            element.setNum_children(group.getFieldCount());
            group.getFields().forEach(part -> add(part, elements));
        } else {
            element.setType(type(field.asPrimitiveType()));
        }
    }

    static Type type(PrimitiveType field) {
        return switch (field.getPrimitiveTypeName()) {
            case BINARY -> Type.BYTE_ARRAY;
            case INT32 -> Type.INT32;
            case INT64 -> Type.INT64;
            case BOOLEAN -> Type.BOOLEAN;
            default -> throw new IllegalArgumentException("no column is of the type " + field);
        };
    }

    /** In both spellings: older readers know only the first. */
    private static void annotate(SchemaElement element, @org.jspecify.annotations.Nullable LogicalTypeAnnotation type) {
        switch (type) {
            case LogicalTypeAnnotation.StringLogicalTypeAnnotation text -> element.setConverted_type(ConvertedType.UTF8)
                    .setLogicalType(LogicalType.STRING(new StringType()));
            case LogicalTypeAnnotation.ListLogicalTypeAnnotation list -> element.setConverted_type(ConvertedType.LIST)
                    .setLogicalType(LogicalType.LIST(new ListType()));
            case LogicalTypeAnnotation.DateLogicalTypeAnnotation date -> element.setConverted_type(ConvertedType.DATE)
                    .setLogicalType(LogicalType.DATE(new DateType()));
            case LogicalTypeAnnotation.TimestampLogicalTypeAnnotation instant -> element
                    .setConverted_type(ConvertedType.TIMESTAMP_MICROS)
                    .setLogicalType(LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
            case null, default -> {
                // A number or a truth value needs no more than its type.
            }
        }
    }
}
