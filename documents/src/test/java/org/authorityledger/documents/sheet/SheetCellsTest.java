package org.authorityledger.documents.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.authorityledger.events.Form;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SheetCellsTest {

    private static final List<String> THREE = List.of("Judi Irving", "David Fractor", "JoAnn Stover");

    private static List<String> names(String cell) {
        SheetNames.Found found = SheetNames.several(cell);
        assertThat(found.fault()).as(cell).isNull();
        return found.names().stream().map(SheetNames.Named::name).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Judi Irving; David Fractor; JoAnn Stover", "Judi Irving\nDavid Fractor\nJoAnn Stover",
            "Judi Irving, David Fractor, and JoAnn Stover", "Judi Irving, David Fractor & JoAnn Stover",
            "Judi Irving / David Fractor / JoAnn Stover",
            "Judi Irving or David Fractor or JoAnn Stover", "Any of: Judi Irving, David Fractor, JoAnn Stover, singly",
            "Irving, Judi; Fractor, David; Stover, JoAnn", "1. Judi Irving\n2. David Fractor\n3. JoAnn Stover",
            "Judi Irving, General Counsel, David Fractor, CFO, and JoAnn Stover", "Judi Irving; David Fractor; judi irving; JoAnn Stover"})
    void a_cell_names_several(String cell) {
        assertThat(names(cell)).isEqualTo(THREE);
    }

    @Test
    void a_suffix_is_of_the_name_before_it() {
        assertThat(names("John Smith, Jr., Jane Doe")).containsExactly("John Smith, Jr.", "Jane Doe");
        assertThat(names("John Smith, Jr.; Jane Doe")).containsExactly("John Smith, Jr.", "Jane Doe");
        assertThat(names("Pinnacle Services, LLC; Jane Doe")).containsExactly("Pinnacle Services, LLC", "Jane Doe");
        assertThat(names("Pinnacle Services, LLC")).containsExactly("Pinnacle Services, LLC");
        assertThat(names("Simpson & Bartlett LLP")).containsExactly("Simpson & Bartlett LLP");
    }

    @Test
    void a_title_stays_with_its_name() {
        assertThat(SheetNames.several("Judi Irving (Chief Executive Officer)").names())
                .containsExactly(new SheetNames.Named("Judi Irving", "Chief Executive Officer"));
        assertThat(SheetNames.one("Stover, JoAnn")).isEqualTo(new SheetNames.Named("JoAnn Stover", null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Irving, Judi", "Irving & Fractor", "Smith and Jones LLP", "Judi Irving and Pinnacle LLC",
            "Judi Irving and David Fractor jointly", "any two of Judi Irving, David Fractor, JoAnn Stover", "N/A", "-", "Judi"})
    void what_may_be_one_name_or_two_is_not_decided(String cell) {
        assertThat(SheetNames.several(cell).fault()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "3, 4, 5|FORM_3 FORM_4 FORM_5", "Forms 3/4/5 and 144|FORM_3 FORM_4 FORM_5 FORM_144",
            "Form 3; Form 4|FORM_3 FORM_4", "3-5|FORM_3 FORM_4 FORM_5", "Section 16|FORM_3 FORM_4 FORM_5",
            "Sec. 16 filings, Form ID|FORM_3 FORM_4 FORM_5 FORM_ID", "13D/G|SCHEDULE_13D SCHEDULE_13G",
            "Schedules 13D and 13G, and amendments|SCHEDULE_13D SCHEDULE_13G", "SC 13G|SCHEDULE_13G", "All|ALL", "all forms|ALL",
            "4|FORM_4",
            "Rule 144|FORM_144", "3,4,5,ID,144,13F-HR|FORM_3 FORM_4 FORM_5 FORM_144 FORM_ID 13F-HR"})
    void forms_are_read_as_trackers_write_them(String cell, String forms) {
        SheetForms.Found found = SheetForms.of(cell);
        assertThat(found.fault()).isNull();
        assertThat(found.forms().stream().map(Form::name)).containsExactly(forms.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = { "yes", "4/A", "see paper", "3, 4, whatever", "", "standard"})
    void what_names_no_form_is_not_read(String cell) {
        assertThat(SheetForms.of(cell).fault()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({ "Grantor,GRANTOR", "Insider,GRANTOR", "Insider Name,GRANTOR", "Reporting Person,GRANTOR", "Section 16 Officer,GRANTOR",
            "Officer/Director,GRANTOR", "CIK,GRANTOR_CIK", "Reporting Person CIK,GRANTOR_CIK", "Issuer CIK,ISSUER_CIK", "Company,ISSUER",
            "Issuer Name,ISSUER", "Attorney(s)-in-Fact,ATTORNEYS", "Attorneys in fact,ATTORNEYS", "Attorney-in-Fact 2,ATTORNEYS",
            "Agents,ATTORNEYS",
            "POA Holder,ATTORNEYS", "Authorized Signers,ATTORNEYS", "Signed,SIGNED", "Date Executed,SIGNED", "Executed on,SIGNED",
            "Date of POA,SIGNED", "POA Date,SIGNED", "Date,SIGNED", "Expires,EXPIRES", "Expiration Date,EXPIRES", "Term,EXPIRES",
            "Valid Until,EXPIRES",
            "Effective Date,EFFECTIVE", "Forms,FORMS", "Forms Covered,FORMS", "Form Types,FORMS", "Revoked on,REVOKED",
            "Date Revoked,REVOKED",
            "Revocation Delivered,DELIVERED", "Notes,NOTE", "Comments,NOTE", "Reference,POA_ID", "POA ID,POA_ID", "First Name,FIRST_NAME",
            "Last Name,LAST_NAME", "Signatures required,MINIMUM", "D&O,GRANTOR"})
    void headings_are_guessed(String heading, SheetField field) {
        assertThat(SheetField.guess(heading)).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Title", "Email", "Ticker", "#", "", "Status", "Attorney Title", "Why it was not recorded", "Filed on",
            "Department"})
    void what_is_something_else_is_not_read(String heading) {
        assertThat(SheetField.guess(heading)).isNull();
    }
}
