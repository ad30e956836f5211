package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LinesTest {

    private static List<String> lines(String text, int longest) throws IOException {
        List<String> read = new ArrayList<>();
        Lines lines = new Lines(trickling(text), longest);
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            read.add(line.tooLong() ? "too long" : new String(line.bytes(), StandardCharsets.UTF_8));
        }
        return read;
    }

    /** As from a slow client: never more than a few bytes at once. */
    private static InputStream trickling(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {

            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 3));
            }
        };
    }

    @Test
    void a_line_ends_with_a_line_feed_a_carriage_return_before_it_or_the_end() throws IOException {
        assertThat(lines("", 9)).isEmpty();
        assertThat(lines("one", 9)).containsExactly("one");
        assertThat(lines("one\n", 9)).containsExactly("one");
        assertThat(lines("one\r\ntwo\n\n\r\nfive", 9)).containsExactly("one", "two", "", "", "five");
    }

    @Test
    void a_line_may_end_with_a_carriage_return_alone() throws IOException {
        assertThat(lines("one\rtwo\r\rfour\r\n\r\nsix\r", 9)).containsExactly("one", "two", "", "four", "", "six");
        assertThat(lines("\r", 9)).containsExactly("");
    }

    @Test
    void a_byte_order_mark_is_passed_over_at_the_beginning_only() throws IOException {
        assertThat(lines("\uFEFFone\n\uFEFFtwo\n", 9)).containsExactly("one", "\uFEFFtwo");
        assertThat(lines("\uFEFF\n\uFEFF", 9)).containsExactly("", "\uFEFF");
        assertThat(lines("\uFEFF", 9)).containsExactly("");
    }

    @Test
    void a_line_has_at_most_the_longest_length() throws IOException {
        assertThat(lines("12345\n123456\n12345\r\n123456\r\n" + "1".repeat(1000) + "\n1", 5)).containsExactly("12345", "too long", "12345",
                "too long", "too long", "1");
    }
}
