package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Cik;
import org.authorityledger.events.Form;
import org.authorityledger.events.Issuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StrictJsonTest {

    private static final String GOOD = """
            {"name": "Andrew Heaton", "signedOn": "2003-05-08", "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving"}]}""";

    private final StrictJson json = new StrictJson();

    /** Like the commands. */
    record Writing(String name, @Nullable Integer count, @Nullable Boolean amendments, boolean durable, LocalDate signedOn,
            @Nullable LocalDate expiresOn, List<Appointment> attorneys, @Nullable Set<Form> forms, @Nullable Set<Capacity> capacities,
            @Nullable Issuer issuer, @Nullable Cik cik, @Nullable String note) {}

    record Appointment(AttorneyId attorneyId, String name, @Nullable String title) {}

    private Writing read(String text) {
        return json.as(Writing.class, json.object(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The good text with this field added or replaced. */
    private Writing readWith(String field, String value) {
        ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(GOOD);
        object.remove(field);
        String text = object.toString();
        return read("{" + "\"" + field + "\": " + value + (object.isEmpty() ? "" : ", ") + text.substring(1));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String path) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().status().value()).isEqualTo(400);
            assertThat(problem.report().code()).isEqualTo("MALFORMED");
            assertThat(problem.report().errors()).extracting(Problem.Fault::path).containsExactly(path);
            assertThat(problem.report().errors().getFirst().message()).isNotBlank().doesNotContain("java.", "org.authorityledger",
                    "jackson");
        });
    }

    @Test
    void what_is_well_formed_is_read_with_all_that_was_left_out_as_absent() {
        Writing writing = read(GOOD);

        assertThat(writing.name()).isEqualTo("Andrew Heaton");
        assertThat(writing.signedOn()).isEqualTo("2003-05-08");
        assertThat(writing.attorneys()).containsExactly(new Appointment(AttorneyId.of("judi-irving"), "Judi Irving", null));
        assertThat(writing.count()).isNull();
        assertThat(writing.amendments()).isNull();
        assertThat(writing.durable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "expiresOn", "count", "durable", "note"})
    void a_field_that_is_null_is_as_absent(String field) {
        assertThat(readWith(field, "null")).isEqualTo(read(GOOD));
    }

    @Test
    void an_unknown_field_is_refused_with_its_path() {
        assertRefused(() -> readWith("signedon", "\"2003-05-08\""), "signedon");
        assertRefused(
                () -> readWith("attorneys",
                        "[{\"attorneyId\": \"a\", \"name\": \"A\"}, {\"attorneyId\": \"b\", \"name\": \"B\", \"role\": 1}]"),
                "attorneys[1].role");
    }

    @Test
    void a_field_given_twice_is_refused() {
        assertRefused(() -> read(GOOD.replace("{\"name\": \"A", "{\"name\": \"Somebody Else\", \"name\": \"A")), "");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            name; 5
            name; 5.5
            name; true
            name; ["Andrew Heaton"]
            name; {"first": "Andrew"}
            count; "2"
            count; 2.0
            count; 1.5
            count; true
            count; 99999999999
            count; []
            amendments; "true"
            amendments; 1
            amendments; "yes"
            durable; "false"
            durable; 0
            signedOn; 20030508
            signedOn; [2003, 5, 8]
            signedOn; {"year": 2003}
            signedOn; true
            attorneys; {"attorneyId": "judi-irving", "name": "Judi Irving"}
            attorneys; "judi-irving"
            forms; "FORM_4"
            cik; 801748
            cik; "80174x"
            issuer; "hemacare"
            issuer; 5
            """)
    void a_value_of_another_type_is_refused_with_its_path(String field, String value) {
        assertRefused(() -> readWith(field, value), field);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = { "2023-02-30", "2023-02-29", "2023-13-01", "2023-00-10", "23-02-03", "2023-2-3", "2023-02-03T00:00:00Z",
            "03/02/2023", "1599-12-31", " 2023-02-03", "tomorrow"})
    void an_impossible_date_is_refused(String date) {
        assertRefused(() -> readWith("signedOn", "\"" + date + "\""), "signedOn");
    }

    @Test
    void a_leap_day_is_a_date() {
        assertThat(readWith("signedOn", "\"2024-02-29\"").signedOn()).isEqualTo("2024-02-29");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            name
            signedOn
            """)
    void a_required_field_that_is_missing_is_named(String field) {
        ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(GOOD);
        object.remove(field);

        assertRefused(() -> read(object.toString()), field);
        assertRefused(() -> readWith(field, "null"), field);
    }

    @Test
    void a_required_field_that_is_missing_deep_inside_is_named_with_its_path() {
        assertRefused(() -> readWith("attorneys", "[{\"attorneyId\": \"a\", \"name\": \"A\"}, {\"attorneyId\": \"b\"}]"),
                "attorneys[1].name");
        assertRefused(() -> readWith("issuer", "{\"issuerId\": \"hemacare\"}"), "issuer.name");
    }

    @Test
    void an_element_that_is_null_is_refused_with_its_path() {
        assertRefused(() -> readWith("attorneys", "[{\"attorneyId\": \"a\", \"name\": \"A\"}, null]"), "attorneys[1]");
        assertRefused(() -> readWith("forms", "[null]"), "forms[0]");
    }

    @Test
    void an_unknown_word_is_refused_with_its_path() {
        assertRefused(() -> readWith("forms", "[\"FORM_4\", \"4/A\"]"), "forms[1]");
        assertRefused(() -> readWith("capacities", "[\"EMPEROR\"]"), "capacities[0]");
        assertRefused(() -> readWith("capacities", "[0]"), "capacities[0]");
        assertRefused(() -> readWith("attorneys", "[{\"attorneyId\": \"not an id\", \"name\": \"A\"}]"), "attorneys[0].attorneyId");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "\\t", "\\u00a0\\n", "a\\u0000b", "a\\u0007b", "a\\ud800b", "\\udc00", "a\\u0085b"})
    void text_that_is_blank_or_not_text_is_refused(String escaped) {
        String blank = escaped.equals("\\u00a0\\n") ? "\\n " : escaped;
        assertRefused(() -> readWith("name", "\"" + blank + "\""), "name");
    }

    /** Spaces, format characters, fillers, blanks, marks without a letter, and code points that are not characters. */
    @ParameterizedTest
    @ValueSource(strings = { "\\u00a0", "\\u200b", "\\u202e", "\\u3164", "\\u2800", "\\u0301", "\\u0301\\u0302", "\\ufeff", "\\u2060",
            "\\u00ad",
            "\\u200d", "\\u200e", "\\u061c", "\\u115f\\u1160", "\\uffa0", "\\u180e", "\\ufe0f", "\\u3000", "\\u2028", "\\uffff",
            "\\udb40\\udc41",
            "\\udb40\\udd00", "\\u034f", "\\u17b4", " \\u200b\\u00a0 ", "\\u20dd"})
    void text_of_which_nothing_can_be_seen_is_refused(String escaped) {
        assertRefused(() -> readWith("name", "\"" + escaped + "\""), "name");
        assertRefused(() -> readWith("note", "\"" + escaped + "\""), "note");
        assertRefused(() -> readWith("attorneys", "[{\"attorneyId\": \"a\", \"name\": \"" + escaped + "\"}]"), "attorneys[0].name");
        assertRefused(() -> readWith("issuer", "{\"issuerId\": \"i\", \"name\": \"" + escaped + "\"}"), "issuer.name");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\\u202a", "\\u202b", "\\u202c", "\\u202d", "\\u202e", "\\u2066", "\\u2067", "\\u2068", "\\u2069", "\\u206f",
            "\\n", "\\r",
            "\\t", "\\u2028", "\\u2029", "\\u0000", "\\u001b", "\\u007f", "\\u009f"})
    void a_name_with_a_character_that_turns_or_breaks_the_line_is_refused(String escaped) {
        String name = "\"Ann " + escaped + "elaV\"";
        assertRefused(() -> readWith("name", name), "name");
        assertRefused(() -> readWith("attorneys", "[{\"attorneyId\": \"a\", \"name\": \"A\", \"title\": " + name + "}]"),
                "attorneys[0].title");
    }

    /** Hebrew, Arabic, Persian with a non-joiner, Hindi with a joiner, Hangul, a mark of direction, accents as marks, an emoji of several parts. */
    @ParameterizedTest
    @ValueSource(strings = { "\u05e0\u05e2\u05de\u05d9 \u05db\u05d4\u05df", "\u0645\u062d\u0645\u062f",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647",
            "\u0915\u094d\u200d\u0937", "\uae40\ucca0\uc218", "\u05d0\u05d1\u05d2 Ltd.\u200f", "Zoe\u0308",
            "\ud83d\udc69\u200d\u2696\ufe0f", "\ud83d\udc8e", "-",
            "+++", "X", "\u2019", "\u3002", "O\u00a0Neill", "\u02bc"})
    void a_name_in_any_script_is_kept_exactly(String name) {
        assertThat(readWith("name", "\"" + name + "\"").name()).isEqualTo(name);
    }

    @Test
    void text_of_any_script_with_line_breaks_is_kept_exactly() {
        assertThat(readWith("note", "\"Zo\\u00eb \\ud83d\\ude00\\n\\tO'Neill\"").note()).isEqualTo("Zoë 😀\n\tO'Neill");
    }

    @Test
    void a_name_has_at_most_five_hundred_characters_and_prose_twenty_thousand() {
        assertThat(readWith("name", "\"" + "x".repeat(500) + "\"").name()).hasSize(500);
        assertRefused(() -> readWith("name", "\"" + "x".repeat(501) + "\""), "name");
        assertThat(readWith("note", "\"" + "x".repeat(20_000) + "\"").note()).hasSize(20_000);
        assertRefused(() -> readWith("note", "\"" + "x".repeat(20_001) + "\""), "note");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "{", "{\"name\": }", "{} {}", "{}]", "{'name': 'A'}", "{\"name\": \"A\",}", "{\"name\": NaN}",
            "{\"name\": \"a\nb\"}", "// nothing\n{}", "[]", "\"name\"", "5", "null", "<name/>", "\uFEFF\uFEFF{}"})
    void what_is_not_one_json_object_is_refused(String text) {
        assertRefused(() -> read(text), "");
    }

    @Test
    void nesting_deeper_than_anything_the_contract_has_is_refused() {
        assertRefused(() -> read("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)), "");
        assertRefused(() -> read("{\"name\": " + "[".repeat(40) + "]".repeat(40) + "}"), "");
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        byte[] latin = "{\"name\": \"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = { '{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
        byte[] utf16 = GOOD.getBytes(StandardCharsets.UTF_16);
        byte[] utf16WithoutMark = GOOD.getBytes(StandardCharsets.UTF_16LE);
        byte[] utf32 = GOOD.getBytes(Charset.forName("UTF-32"));

        for (byte[] bytes : Arrays.asList(latin, overlong, utf16, utf16WithoutMark, utf32)) {
            assertRefused(() -> json.object(bytes), "");
        }
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        assertThat(read("\uFEFF" + GOOD)).isEqualTo(read(GOOD));
    }

    @Test
    void a_number_without_end_is_refused_and_not_computed() {
        assertRefused(() -> read("{\"count\": " + "9".repeat(5_000) + "}"), "");
        assertRefused(() -> readWith("count", "1e999999999"), "count");
    }

    @Test
    void a_body_beyond_the_largest_is_too_large() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContentType("application/json");
        request.setContent(("{\"note\": \"" + "x".repeat(Limit.COMMAND_BYTES.most()) + "\"}").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> json.body(request)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.report().status().value()).isEqualTo(413));
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/plain", "text/csv", "application/xml", "nonsense", "application/x-www-form-urlencoded"})
    void a_body_of_another_media_type_is_not_taken(String type) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContentType(type);
        request.setContent(GOOD.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> json.body(request)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.report().status().value()).isEqualTo(415));
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json", "application/json;charset=UTF-8", "application/merge-patch+json"})
    void a_body_of_json_is_taken(String type) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContentType(type);
        request.setContent(GOOD.getBytes(StandardCharsets.UTF_8));

        assertThat(json.body(request).get("name").stringValue()).isEqualTo("Andrew Heaton");
    }

    @Test
    void spellings_of_one_object_have_one_canonical_text_and_different_objects_two() {
        String canonical = json.canonical(json.object(GOOD.getBytes(StandardCharsets.UTF_8)));
        String reordered = "{\"attorneys\":[{\"name\":\"Judi Irving\",\"attorneyId\":\"judi-irving\"}],  \"signedOn\":\"2003-05-08\","
                + "\"name\":\"Andrew He\\u0061ton\"}";

        assertThat(json.canonical(json.object(reordered.getBytes(StandardCharsets.UTF_8)))).isEqualTo(canonical);
        assertThat(json.canonical(json.object(GOOD.replace("05-08", "05-09").getBytes(StandardCharsets.UTF_8)))).isNotEqualTo(canonical);
    }
}
