package org.authorityledger.questions.listing;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.http.Dates;
import org.authorityledger.register.Incomplete;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a {@link Listing}: as JSON, with everything about it; as CSV or NDJSON, only the rows, with the next cursor in the header {@code
 * Ledger-Next}.
 */
public final class ListingConverter extends AbstractHttpMessageConverter<Listing> {

    /** One JSON value on each line. */
    public static final MediaType NDJSON = MediaType.APPLICATION_NDJSON;
    /** Comma-separated values (RFC 4180). */
    public static final MediaType CSV = new MediaType("text", "csv");
    /** The formats of every list; a client that does not care gets the first. */
    public static final List<MediaType> FORMATS = List.of(MediaType.APPLICATION_JSON, CSV, NDJSON);
    private static final int MOST_IN_A_HEADER = 20;

    private final JsonMapper mapper;

    public ListingConverter(JsonMapper mapper) {
        super(StandardCharsets.UTF_8, FORMATS.toArray(MediaType[]::new));
        this.mapper = mapper;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return Listing.class == type;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Listing readInternal(Class<? extends Listing> type, HttpInputMessage input) {
        throw new UnsupportedOperationException("lists are only written");
    }

    /** No header grows with the data: the first few, and how many there are. */
    private String brief(Object value) {
        if (value instanceof Collection<?> all && all.size() > MOST_IN_A_HEADER) {
            return cell(all.stream().limit(MOST_IN_A_HEADER).toList()) + " | and " + (all.size() - MOST_IN_A_HEADER) + " more";
        }
        return value instanceof Collection<?> none && none.isEmpty() ? Incomplete.UNNAMED : cell(value);
    }

    @Override
    protected void writeInternal(Listing listing, HttpOutputMessage output) throws IOException {
        MediaType type = output.getHeaders().getContentType();
        headers(listing.about()).forEach(output.getHeaders()::set);
        if (listing.next() != null) {
            output.getHeaders().set("Ledger-Next", listing.next());
        }
        if (listing.total() != null) {
            output.getHeaders().set("Ledger-Total", listing.total().toString());
        }
        OutputStream body = output.getBody();
        if (type != null && CSV.isCompatibleWith(type)) {
            csv(listing, body);
        } else if (type != null && NDJSON.isCompatibleWith(type)) {
            for (Map<String, Object> item : listing.items()) {
                body.write(mapper.writeValueAsBytes(item));
                body.write('\n');
            }
        } else {
            Map<String, Object> whole = new LinkedHashMap<>();
            whole.put("items", listing.items());
            if (listing.next() != null) {
                whole.put("next", listing.next());
            }
            whole.putAll(listing.about());
            body.write(mapper.writeValueAsBytes(whole));
        }
    }

    /** What an answer holds for, as headers: for all that has no room for it. */
    public Map<String, String> headers(Map<String, Object> about) {
        Map<String, String> headers = new LinkedHashMap<>();
        about.forEach((name, value) -> {
            switch (name) {
                case "position" -> headers.put("Ledger-Position", String.valueOf(value));
                case "on" -> headers.put("Ledger-On", String.valueOf(value));
                case "knownAt" -> headers.put("Ledger-Known-At", value instanceof Instant at ? Dates.format(at) : String.valueOf(value));
                case "from" -> moment(headers, "Ledger-From-", value);
                case "to" -> moment(headers, "Ledger-", value);
                case "total" -> headers.put("Ledger-Total", String.valueOf(value));
                case "incomplete" -> headers.put("Ledger-Incomplete", brief(value));
                case "withinScope" -> headers.put("Ledger-Within-Scope", String.valueOf(value));
                default -> {
                    // Only JSON has room for the rest.
                }
            }
        });
        return headers;
    }

    private static void moment(Map<String, String> headers, String prefix, Object value) {
        if (value instanceof Moment moment) {
            headers.put(prefix + "On", moment.on().toString());
            headers.put(prefix + "Known-At", Dates.format(moment.knownAt()));
        }
    }

    private void csv(Listing listing, OutputStream body) throws IOException {
        Writer text = new OutputStreamWriter(body, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(listing.columns());
        for (Map<String, Object> item : listing.items()) {
            csv.writeRecord(listing.columns().stream().map(column -> cell(item.get(column))).toList());
        }
        csv.flush();
        text.flush();
    }

    /** A value as the text of one cell: the elements of a list joined by {@code  | }, anything with parts as JSON. */
    public String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Instant instant -> Dates.format(instant);
            case Collection<?> values when values.stream().noneMatch(Map.class::isInstance) ->
                values.stream().map(String::valueOf).collect(Collectors.joining(" | "));
            case Collection<?> values -> mapper.writeValueAsString(values);
            case Map<?, ?> parts -> mapper.writeValueAsString(parts);
            default -> value.toString();
        };
    }
}
