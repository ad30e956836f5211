package org.authorityledger.questions.listing;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Position;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Numbers;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a client requests.
 *
 * <p>All pages of a list are of one moment: the cursor of the next page keeps the clocks of the first. It belongs to its question: with
 * another path, other parameters or other clocks it is refused, and so is a cursor that was changed.
 *
 * @param limit the maximum number of rows
 * @param after the key of the last row of the page before; empty for the first page
 * @param question the digest of the path and the parameters
 * @param clocks what holds for all pages of the list, by name
 */
public record Page(int limit, List<String> after, String question, Map<String, String> clocks) {

    private static final int USUAL = 100;
    private static final String SEPARATOR = "\n";
    private static final int SEAL = 16;
    /** What may differ from page to page. The clocks are compared by their values. */
    private static final Set<String> NOT_OF_THE_QUESTION = Set.of("cursor", "limit", "minPosition");
    private static final String ON = "on";
    private static final String KNOWN_AT = "knownAt";
    private static final String POSITION = "position";

    /** A page of a list that no client asks for. */
    public Page(int limit, List<String> after) {
        this(limit, after, "", Map.of());
    }

    /**
     * Reads the parameters {@code limit} and {@code cursor}.
     *
     * @param parts the number of parts of a row's key
     * @param request the question: its path and its parameters
     * @throws Problem if the limit is not from 1 to 1000, or the cursor is not one that this list gave out
     */
    public static Page of(@Nullable Integer limit, @Nullable String cursor, int parts, HttpServletRequest request) {
        if (limit != null && (limit < 1 || limit > Limit.PAGE_ROWS.most())) {
            throw Problem.malformed("limit", "is a number from 1 to " + Limit.PAGE_ROWS.most());
        }
        return of(limit == null ? USUAL : limit, cursor, parts, question(request));
    }

    /** Reads the parameter {@code cursor} of a question that has another form than that of a request. */
    public static Page of(int limit, @Nullable String cursor, int parts, String question) {
        Page first = new Page(limit, List.of(), question, Map.of());
        return cursor == null ? first : first.decode(cursor, parts);
    }

    /** What a cursor says that it keeps, before it is known whether it belongs to the question; nothing if it is not a cursor. */
    public static Map<String, String> clocksOf(@Nullable String cursor) {
        if (cursor != null) {
            try {
                return Content.of(cursor).clocks();
            } catch (IllegalArgumentException e) {
                // Refused when the page is read.
            }
        }
        return Map.of();
    }

    /** A cursor that can be read. */
    private record Content(byte[] seal, String text, Map<String, String> clocks, List<String> key) {

        static Content of(String cursor) {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length <= SEAL) {
                throw new IllegalArgumentException("too short");
            }
            String text = new String(bytes, SEAL, bytes.length - SEAL, StandardCharsets.UTF_8);
            List<String> lines = Arrays.asList(text.split(SEPARATOR, -1));
            int end = lines.indexOf("");
            if (end < 0 || lines.subList(0, end).stream().anyMatch(line -> line.indexOf('=') < 1)) {
                throw new IllegalArgumentException("no clocks");
            }
            Map<String, String> clocks = new TreeMap<>();
            lines.subList(0, end)
                    .forEach(line -> clocks.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            return new Content(Arrays.copyOf(bytes, SEAL), text, clocks, lines.subList(end + 1, lines.size()));
        }
    }

    /** The page after the row with this key. */
    public Page following(List<String> key) {
        return new Page(limit, key, question, clocks);
    }

    private static String question(HttpServletRequest request) {
        StringBuilder question = new StringBuilder(request.getRequestURI());
        new TreeMap<>(request.getParameterMap()).forEach((name, values) -> {
            boolean clock = name.equals(ON) || name.equals(KNOWN_AT) || name.endsWith("." + ON) || name.endsWith("." + KNOWN_AT);
            if (!clock && !NOT_OF_THE_QUESTION.contains(name)) {
                question.append('\0').append(name).append('\1').append(String.join("\1", values));
            }
        });
        return question.toString();
    }

    private Page decode(String cursor, int parts) {
        try {
            Content read = Content.of(cursor);
            if (read.key().size() == parts && Arrays.equals(seal(read.text()), read.seal())) {
                return new Page(limit, read.key(), question, read.clocks());
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other text that is not a cursor.
        }
        throw Problem.malformed("cursor", "is not a cursor from this list with these parameters");
    }

    /** Binds a cursor to its question. One made by hand reveals no more than a question does, so this needs no secret that nodes share. */
    private byte[] seal(String text) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest((question + "\0\0" + text).getBytes(StandardCharsets.UTF_8)),
                    SEAL);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The day that the list is about: that of the first page, or the one asked for; null if there is neither. */
    public @Nullable LocalDate day(String prefix, @Nullable LocalDate asked) {
        return clock(prefix + ON, asked, Dates::parse);
    }

    /** The moment of knowledge of the list: that of the first page, or the one asked for; null if there is neither. */
    public @Nullable Instant knownAt(String prefix, @Nullable Instant asked) {
        return clock(prefix + KNOWN_AT, asked, Dates::parseInstant);
    }

    /** The position at which the list ends: that of the first page, or this one. */
    public Position position(Position now) {
        Position kept = clock(POSITION, null, text -> Position.of(Long.parseLong(text)));
        return kept == null ? now : kept;
    }

    private <T> @Nullable T clock(String name, @Nullable T asked, Function<String, T> read) {
        String text = clocks.get(name);
        if (text == null) {
            return asked;
        }
        T kept = read.apply(text);
        if (asked != null && !asked.equals(kept)) {
            throw Problem.malformed("cursor", "is from a list with another " + name);
        }
        return kept;
    }

    /** Keeps both clocks for the pages that follow. */
    public Page keeping(String prefix, Moment moment) {
        return with(prefix + ON, moment.on().toString()).keeping(prefix, moment.knownAt());
    }

    /** Keeps the moment of knowledge for the pages that follow. */
    public Page keeping(String prefix, Instant knownAt) {
        return with(prefix + KNOWN_AT, Dates.format(knownAt));
    }

    /** Keeps the position at which the list ends for the pages that follow. */
    public Page keeping(Position position) {
        return with(POSITION, position.toString());
    }

    private Page with(String name, String value) {
        if (!clocks.getOrDefault(name, value).equals(value)) {
            throw Problem.malformed("cursor", "is from a list with another " + name);
        }
        Map<String, String> more = new TreeMap<>(clocks);
        more.put(name, value);
        return new Page(limit, after, question, Collections.unmodifiableMap(more));
    }

    /** A part of the key as a number. */
    public long number(int part) {
        try {
            return Numbers.parse(after.get(part));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor from this list");
        }
    }

    /** A part of the cursor that is a position. */
    public Position position(int part) {
        long number = number(part);
        if (number < 0) {
            throw Problem.malformed("cursor", "is not a cursor from this list");
        }
        return Position.of(number);
    }

    /** Whether this is the first page. */
    public boolean first() {
        return after.isEmpty();
    }

    /** The number of rows to read: one more than the limit, to see whether there is a next page. */
    public int toRead() {
        return limit + 1;
    }

    /** The cursor of the next page; null on the last page. */
    public <T> @Nullable String next(List<T> read, Function<T, List<String>> key) {
        if (read.size() <= limit) {
            return null;
        }
        return cursor(key.apply(read.get(limit - 1)));
    }

    /** The cursor of the page after the row with this key. */
    public String cursor(List<String> key) {
        StringBuilder kept = new StringBuilder();
        new TreeMap<>(clocks).forEach((name, value) -> kept.append(name).append('=').append(value).append(SEPARATOR));
        String text = kept + SEPARATOR + String.join(SEPARATOR, key);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(SEAL + bytes.length).put(seal(text)).put(bytes).array());
    }

    /** The rows of this page. */
    public <T> List<T> cut(List<T> read) {
        return read.size() <= limit ? read : read.subList(0, limit);
    }

    /** This page as an answer. The number of rows of the whole list is known if they are all on it. */
    public Listing listing(List<String> columns, List<Map<String, Object>> items, @Nullable String next, Map<String, Object> about) {
        return new Listing(columns, items, next, first() && next == null ? items.size() : null, about);
    }
}
