package org.authorityledger.questions.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a spreadsheet opens. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SpreadsheetFileTest {

    @ParameterizedTest
    @ValueSource(strings = { "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1",
            "＠x"})
    void a_cell_that_would_be_a_formula_begins_with_an_apostrophe(String cell) {
        assertThat(SpreadsheetFile.defused(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Ann Vale", "a=1", "2003-05-08", "O'Neill", "3, 4", "1-2", " Ann"})
    void any_other_cell_stays_as_it_is(String cell) {
        assertThat(SpreadsheetFile.defused(cell)).isEqualTo(cell);
    }

    @Test
    void the_file_begins_with_a_byte_order_mark_and_is_utf_8() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SpreadsheetFile file = new SpreadsheetFile(out, List.of("name", "value"))) {
            file.row(List.of("Zoë", "=1"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFFname,value\r\nZoë,'=1\r\n");
    }
}
