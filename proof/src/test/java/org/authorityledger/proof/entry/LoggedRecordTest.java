package org.authorityledger.proof.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoggedRecordTest {

    private static final LoggedRecord DEATH = new LoggedRecord(7, UUID.fromString("01a20313-588b-7b0f-9a3a-acb236fb8320"), "andrew-heaton",
            6,
            "GrantorDied", "1", Instant.parse("2026-11-22T11:45:29.307473Z"), "corporate.secretary", "192.0.2.7", "a/1", null,
            "{\"grantorId\":\"andrew-heaton\",\"on\":\"2026-11-20\"}");

    /** The example of docs/proof.md. */
    @Test
    void the_example_of_the_specification_has_this_entry_and_this_leaf() {
        assertThat(text(DEATH)).isEqualTo("{\"leaf\":\"authority-ledger/record@v1\",\"position\":7,"
                + "\"recordId\":\"01a20313-588b-7b0f-9a3a-acb236fb8320\",\"grantorId\":\"andrew-heaton\",\"sequence\":6,"
                + "\"type\":\"GrantorDied\",\"revision\":\"1\",\"recordedAt\":\"2026-11-22T11:45:29.307473Z\","
                + "\"recordedBy\":\"corporate.secretary\",\"sourceAddress\":\"192.0.2.7\",\"correlationId\":\"a/1\","
                + "\"payload\":{\"grantorId\":\"andrew-heaton\",\"on\":\"2026-11-20\"}}");
        assertThat(DEATH.leaf()).hasToString("NvNHZz4eU//A20nxfaec3f79HNG4iLBXkfixPASpX68=");
    }

    @Test
    void what_is_written_is_read_again() {
        LoggedRecord odd = new LoggedRecord(1, DEATH.recordId(), "g", 0, "T", "1", Instant.parse("0999-01-02T03:04:05.000006Z"),
                "a \"quoted\" \\ name\n\t\b\f\r\u0001\u00e9\ud83d\ude00", null, null,
                new LoggedRecord.Idempotency("key,\"payload\":", 3, "00ff"), "{ \"a\" :1}");

        assertThat(LoggedRecord.parse(odd.entry(), null)).isEqualTo(odd);
        assertThat(LoggedRecord.parse(DEATH.entry(), null)).isEqualTo(DEATH);
        assertThat(odd.detached()).isFalse();
    }

    @Test
    void a_payload_that_fits_no_bundle_is_named_by_its_hash() {
        LoggedRecord fits = withPayloadOf(LoggedRecord.LONGEST);
        LoggedRecord doesNot = withPayloadOf(LoggedRecord.LONGEST + 1);

        assertThat(fits.entry()).hasSize(LoggedRecord.LONGEST);
        assertThat(fits.detached()).isFalse();
        assertThat(doesNot.detached()).isTrue();
        assertThat(text(doesNot)).endsWith(",\"payloadSha256\":\"" + doesNot.payloadSha256() + "\"}");
        assertThat(LoggedRecord.parse(doesNot.entry(), doesNot.payload())).isEqualTo(doesNot);
        assertThatIllegalArgumentException().isThrownBy(() -> LoggedRecord.parse(doesNot.entry(), null));
        assertThatIllegalArgumentException().isThrownBy(() -> LoggedRecord.parse(doesNot.entry(), doesNot.payload() + " "));
    }

    private static LoggedRecord withPayloadOf(int entryLength) {
        int rest = DEATH.entry().length - DEATH.payload().length();
        return new LoggedRecord(DEATH.position(), DEATH.recordId(), DEATH.grantorId(), DEATH.sequence(), DEATH.type(), DEATH.revision(),
                DEATH.recordedAt(), DEATH.recordedBy(), DEATH.sourceAddress(), DEATH.correlationId(), null,
                "\"" + "x".repeat(entryLength - rest - 2) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "{\"leaf\":\"authority-ledger/record@v1\"}",
            "{\"leaf\":\"authority-ledger/record@v2\",\"position\":7}",
            "null", "\"", "{\"leaf\":\"authority-ledger/record@v1\",\"position\":7,\"recordId\":\"x\\"})
    void what_is_no_entry_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LoggedRecord.parse(text.getBytes(StandardCharsets.UTF_8), null));
    }

    @Test
    void any_other_spelling_of_a_record_is_refused() {
        for (String[] change : List.of(new String[]{ "\"position\":7", "\"position\":07"},
                new String[]{ "\"position\":7", "\"position\": 7"},
                new String[]{ "01a20313", "01A20313"}, new String[]{ "29.307473Z", "29.3074730Z"},
                new String[]{ "corporate", "\\u0063orporate"}, new String[]{ "a/1", "a\\/1"},
                new String[]{ ",\"sourceAddress\":\"192.0.2.7\",\"correlationId\":\"a/1\"",
                        ",\"correlationId\":\"a/1\",\"sourceAddress\":\"192.0.2.7\""})) {
            String text = text(DEATH).replace(change[0], change[1]);
            assertThat(text).isNotEqualTo(text(DEATH));
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> LoggedRecord.parse(text.getBytes(StandardCharsets.UTF_8), null));
        }
    }

    @Test
    void a_bundle_is_read_as_it_was_written_and_not_when_it_is_cut_off() {
        List<byte[]> entries = List.of(DEATH.entry(), new byte[0], new byte[LoggedRecord.LONGEST]);
        byte[] bundle = EntryBundle.write(entries);

        assertThat(EntryBundle.read(bundle)).containsExactlyElementsOf(entries);
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.read(java.util.Arrays.copyOf(bundle, bundle.length - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.read(new byte[]{ 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.write(List.of(new byte[LoggedRecord.LONGEST + 1])));
    }

    private static String text(LoggedRecord record) {
        return new String(record.entry(), StandardCharsets.UTF_8);
    }
}
