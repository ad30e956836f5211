package org.authorityledger.documents.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.documents.instrument.Open;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tracker says beside the columns that are read, and in ways that are not those of the others. */
class DoubtfulColumnsTest {

    @TempDir
    Path dir;

    private SheetRow row(String headings, String cells) throws IOException {
        List<SheetInstrument> all = new ArrayList<>();
        Path file = Files.write(dir.resolve("sheet"), (headings + "\n" + cells + "\n").getBytes(StandardCharsets.UTF_8));
        TrackerSheet.open(file, "", null, SheetDefaults.NONE, 10).read(all::add);
        assertThat(all).hasSize(1);
        return all.getFirst().row();
    }

    private SheetRow with(String heading, String value) throws IOException {
        return row("Insider,Company,Attorneys,Date,Forms," + heading, "Ida Moor,Acme Corp,Tom Vale,1/2/2020,4," + value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Executed?         | No
            Signed?           | N
            In effect?        | No
            On file?          | not yet
            Original received | No
            Original received | pending
            Second signer     | Kim Lee
            Term (months)     | 12
            New POA           | 1/5/2023
            Renewal           | 2024
            Notes             | declined
            Notes             | refused to sign
            Notes             | rejected
            Notes             | replaced
            Notes             | 2 sigs
            Notes             | exp 6/22
            Notes             | outdated
            Notes             | conditional
            Comment           | Attorney withdrew
            Memo              | Attorney withdrew
            """)
    void a_column_that_may_take_a_power_away_or_limit_it_leaves_its_row_open(String heading, String value) throws IOException {
        assertThat(with(heading, value).open()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Executed copy?    | Yes
            On file?          | Yes
            Original received | 1/5/2020
            Original received | Yes
            Second signer     | none
            Term (months)     | n/a
            New POA           | no
            Notes             | On file with Legal
            Notes             | Granted at the annual meeting
            Memo              | Expert of the board
            """)
    void what_says_that_the_power_is_there_and_whole_does_not(String heading, String value) throws IOException {
        assertThat(with(heading, value).open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "same as above", "as above", "ditto", "Jo Fox w/ Kim Lee", "Jo Fox w Kim Lee", "Jo Fox c/o Kim Lee",
            "Jo Fox plus Kim Lee"})
    void attorneys_that_are_no_names_or_sign_together_are_open(String attorneys) throws IOException {
        SheetRow row = row("Insider,Company,Attorneys,Date,Forms", "Ida Moor,Acme Corp," + attorneys + ",1/2/2020,4");
        assertThat(row.open()).extracting(Open::field).containsExactly(SheetField.ATTORNEYS.key());
    }

    @ParameterizedTest
    @ValueSource(strings = { "Jo Fox / Kim Lee", "Jo W. Fox; Kim Lee", "Jo Fox and Kim W Lee"})
    void names_stay_names(String attorneys) throws IOException {
        SheetRow row = row("Insider,Company,Attorneys,Date,Forms", "Ida Moor,Acme Corp," + attorneys + ",1/2/2020,4");
        assertThat(row.open()).isEmpty();
        assertThat(row.attorneys()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Form 4s     | 4
            4s and 5s   | 4 5
            16a         | 3 4 5
            16(a)       | 3 4 5
            Section 16a | 3 4 5
            16b         | -
            """)
    void forms_are_named_in_the_plural_and_by_their_section(String cell, String forms) {
        SheetForms.Found found = SheetForms.of(cell);
        assertThat(found.fault() != null).isEqualTo(forms.equals("-"));
        assertThat(found.forms()).extracting(form -> form.name().substring("FORM_".length()))
                .containsExactlyInAnyOrder(forms.equals("-") ? new String[0] : forms.split(" "));
    }
}
