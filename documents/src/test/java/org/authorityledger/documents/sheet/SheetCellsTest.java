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
    @ValueSource(strings = { "Ann Lee (resigned 6/1/2021)", "Ann Lee (revoked 6/1/2021)", "Ann Lee (until 6/1/2021)", "Ann Lee (left 2021)",
            "Ann Lee (Form 144 only)", "Ann Lee (with Bob Ray)", "Ann Lee (Bob Ray as backup)", "Ann Lee or her designee",
            "Ann Lee [revoked]",
            "Ann Lee (removed)", "Ann Lee (deceased)", "Ann Lee - revoked", "Ann Lee, resigned 6/1/2021", "Ann Lee, former CFO",
            "former: Ann Lee",
            "not Bob Ray", "ex-Ann Lee", "~~Ann Lee~~", "Ann Lee with Bob Ray", "Ann Lee acting with Bob Ray", "Ann Lee 2) Bob Ray",
            "Ann Lee except for Form 144", "Ann Lee*", "Ann Lee?", "Bob Ray; Ann Lee (resigned)", "Ann Lee (former CFO)", "Ann Lee (left)",
            "Ann Lee \u2013 gone", "Ann Lee (CFO until 2021)", "Ann Lee, CFO (resigned)", "Ann Lee (Form 144", "Ann Lee (for Acme)",
            "Ann Lee (CFO, left)", "Ann Lee (Acme LLC)", "Roe Trust (2004)"})
    void what_says_more_than_a_name_and_a_title_is_not_decided(String cell) {
        assertThat(SheetNames.several(cell).fault()).isNotBlank();
        assertThat(SheetNames.grantorFault(cell)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Ann Lee", "Ann Lee (CFO)", "Ann Lee, General Counsel", "Ann Lee, Legal and Compliance Officer",
            "Ann Lee - General Counsel", "Andrew Left",
            "Mary-Ann O\u2019Neil", "William (Bill) Smith", "John Smith, Jr.", "2004 Roe Family Trust", "Roe Trust (Delaware)", "Judi Till",
            "Ann Lee (Corporate Secretary and General Counsel)", "\u738b\u4f1f", "\u91d1\ubbfc", "Roe Revocable Trust"})
    void a_name_with_or_without_a_title_is_one(String cell) {
        assertThat(SheetNames.several(cell).names()).as(String.valueOf(SheetNames.several(cell).fault())).hasSize(1);
        assertThat(SheetNames.grantorFault(cell)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Ann Lee or the General Counsel", "Ann Lee, gone; Bob Ray", "Ann Lee and staff"})
    void a_title_alone_names_no_one(String cell) {
        assertThat(SheetNames.several(cell).fault()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Ann Lee, CFO, gone", "Lee, Ann, gone", "John and Mary Roe", "John & Mary Roe", "John Roe / Mary Roe",
            "John Roe or Mary Roe"})
    void several_grantors_in_one_cell_are_not_one(String cell) {
        assertThat(SheetNames.grantorFault(cell)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Acme Widgets and its subsidiaries", "Acme, and all affiliates", "Acme (until 6/1/2021)",
            "Acme Corp (resigned)",
            "Acme Corp*", "subsidiaries of Acme"})
    void what_says_more_than_the_name_of_a_company_is_not_decided(String name) {
        assertThat(SheetNames.companyFault(name)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Acme Widgets and Sons, Inc.", "Affiliated Managers Group", "Bed Bath & Beyond Inc.", "Yahoo! Inc.",
            "Acme (UK) Ltd.",
            "3M Company", "Corp 2000 Inc"})
    void the_name_of_a_company_is_one(String name) {
        assertThat(SheetNames.companyFault(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\u738b", "\u738b\u4f1f\u3001\u674e\u5a1c"})
    void one_letter_or_a_list_is_no_whole_name(String cell) {
        assertThat(SheetNames.several(cell).fault()).isNotBlank();
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
            "Rule 144|FORM_144", "3 4 5|FORM_3 FORM_4 FORM_5", "Forms 3 4 5 144|FORM_3 FORM_4 FORM_5 FORM_144",
            "3 through 5|FORM_3 FORM_4 FORM_5",
            "Form 8-K|8-K", "3,4,5,ID,144,13F-HR|FORM_3 FORM_4 FORM_5 FORM_144 FORM_ID 13F-HR"})
    void forms_are_read_as_trackers_write_them(String cell, String forms) {
        SheetForms.Found found = SheetForms.of(cell);
        assertThat(found.fault()).isNull();
        assertThat(found.forms().stream().map(Form::name)).containsExactly(forms.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = { "yes", "4/A", "see paper", "3, 4, whatever", "", "standard", "all except 144", "all but 144", "not 144",
            "4 only", "345", "16",
            "3,4,5 no 144", "144 pending", "4 through 2021", "Form 4 revoked 6/1/2021", "4 5 6 7", "4 (until 2021)", "4 2021", "16 forms",
            "4 Jane"})
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
