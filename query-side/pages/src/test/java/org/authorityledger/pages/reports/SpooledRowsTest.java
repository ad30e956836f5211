package org.authorityledger.pages.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Rows that wait in a file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SpooledRowsTest {

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private static List<List<@Nullable Object>> rows(SpooledRows spooled) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        spooled.each(cells -> rows.add(Arrays.asList(cells)));
        return rows;
    }

    @Test
    void rows_come_back_as_they_were_and_in_their_order_and_their_file_goes() throws IOException {
        List<@Nullable Object> first = Arrays.asList("d2024-01-01", LocalDate.of(2024, 1, 1), null, "",
                "two\nlines and \"quotes\" \u202E \u738B");
        try (SpooledRows spooled = new SpooledRows(JsonMapper.shared(), directory)) {
            spooled.add(first);
            spooled.add(List.of("tail"));
            assertThat(directory).isNotEmptyDirectory();
            assertThat(rows(spooled)).containsExactly(first, List.of("tail"));
            assertThat(rows(spooled)).as("again").hasSize(2);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void without_rows_there_is_no_file() throws IOException {
        try (SpooledRows spooled = new SpooledRows(JsonMapper.shared(), directory)) {
            assertThat(rows(spooled)).isEmpty();
            assertThat(directory).isEmptyDirectory();
        }
    }
}
