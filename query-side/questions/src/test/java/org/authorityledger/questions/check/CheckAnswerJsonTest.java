package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Remark;
import org.authorityledger.authority.Role;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SigningRule;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.questions.listing.ChainLink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer written member by member is what Jackson makes of it, whichever of its members are absent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckAnswerJsonTest {

    private static final RecordId RECORD = new RecordId(UUID.fromString("01a21bf8-a108-7739-bd5d-6137d3d8c782"));
    private static final String ODD = "\"quoted\" \\ \u0007 \u2028 \u00fc \ud83d\ude00 </script>";
    private static final List<ChainLink> CHAIN = List.of(
            new ChainLink(PartyId.of("fund"), PartyId.of("manager"), Link.By.values()[0], SignatoryCapacity.values()[0], RECORD),
            new ChainLink(PartyId.of("manager"), PartyId.of("hand"), Link.By.HAND, null, null));
    private static final SigningRule GROUPS = new SigningRule(1,
            List.of(new SigningRule.Group(List.of(AttorneyId.of("a"), AttorneyId.of("b")), 2)));
    private static final CheckAnswer.ConsideredAuthority CONSIDERED = new CheckAnswer.ConsideredAuthority(PoaId.of("poa"),
            IssuerId.of("issuer"),
            AttorneyId.of("attorney"), Role.values()[0], AttorneyId.of("other"), Reason.IN_FORCE, List.of("a", ODD), 2, GROUPS,
            LocalDate.of(2003, 5, 8), LocalDate.of(9999, 12, 31), new CheckAnswer.EndedBy(EndCause.REVOKED, RECORD), RECORD, RECORD, CHAIN,
            List.of(CHAIN, CHAIN));
    private static final CheckAnswer.RemarkText REMARK = new CheckAnswer.RemarkText(Remark.Code.values()[0], ODD, RECORD);
    private static final CheckAnswer ANSWER = new CheckAnswer(true, Reason.IN_FORCE, ODD, List.of(CONSIDERED), List.of(REMARK),
            LocalDate.of(2004, 3, 1), Instant.parse("2026-11-27T07:24:13.112969Z"), Position.of(17), List.of("grantor", ODD));

    @Test
    void each_answer_is_as_jackson_writes_it() throws Exception {
        List<CheckAnswer> answers = new ArrayList<>(without(ANSWER, "incomplete"));
        answers.add(ANSWER);
        for (CheckAnswer.ConsideredAuthority one : without(CONSIDERED, "poaId", "issuerId", "attorneyId", "role", "inPlaceOf",
                "minimumSignatures", "signing", "from", "until", "endedBy", "recordId", "termsBy", "chain", "chains")) {
            answers.add(answer(List.of(CONSIDERED, one), List.of()));
        }
        for (CheckAnswer.RemarkText one : without(REMARK, "recordId")) {
            answers.add(answer(List.of(), List.of(one, REMARK)));
        }
        assertThat(answers).hasSize(17);
        withMapper(mapper -> {
            for (CheckAnswer answer : answers) {
                assertThat(new String(new CheckAnswerJson(mapper).bytes(answer), StandardCharsets.UTF_8))
                        .isEqualTo(mapper.writeValueAsString(answer));
            }
        });
    }

    @Test
    void a_line_of_a_bulk_check_is_the_answer_with_its_number_before_it() throws Exception {
        Problem problem = Problem.malformed("grantor", ODD);
        withMapper(mapper -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            NdjsonCheckLineWriter writer = new NdjsonCheckLineWriter(out, mapper);
            writer.write(CheckLine.malformed(3, problem), ANSWER);
            writer.write(CheckLine.malformed(4, problem), null);

            ObjectNode first = mapper.createObjectNode().put("line", 3);
            first.setAll((ObjectNode) mapper.valueToTree(ANSWER));
            ObjectNode second = mapper.createObjectNode().put("line", 4);
            second.setAll((ObjectNode) mapper.valueToTree(ProblemWriter.members(CheckLineWriter.report(CheckLine.malformed(4, problem)))));
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(mapper.writeValueAsString(first) + "\n"
                    + mapper.writeValueAsString(second) + "\n");
        });
    }

    @Test
    void that_records_wait_is_said_in_every_format_also_where_a_scope_does_not_say_whose() throws Exception {
        CheckAnswer unnamed = new CheckAnswer(true, Reason.IN_FORCE, "Yes.", List.of(), List.of(), LocalDate.of(2004, 3, 1), Instant.EPOCH,
                Position.of(17), List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvCheckLineWriter csv = new CsvCheckLineWriter(out);
        csv.write(new CheckLine(1, null, null), unnamed);
        csv.write(new CheckLine(2, null, null), answer(List.of(), List.of()));
        csv.flush();

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "1,true,IN_FORCE,Yes.,,,,,,,2004-03-01,1970-01-01T00:00:00.000000Z,17,,*,,,",
                "2,false,REVOKED,No.,,,,,,,0001-01-01,1970-01-01T00:00:00.000000Z,0,,,,,");
        withMapper(mapper -> assertThat(mapper.readTree(new CheckAnswerJson(mapper).bytes(unnamed)).path("incomplete").isArray()).isTrue());
    }

    private static CheckAnswer answer(List<CheckAnswer.ConsideredAuthority> basis, List<CheckAnswer.RemarkText> remarks) {
        return new CheckAnswer(false, Reason.REVOKED, "No.", basis, remarks, LocalDate.of(1, 1, 1), Instant.EPOCH, Position.START, null);
    }

    /** The record once without each of these members. */
    private static <R extends Record> List<R> without(R whole, String... members) throws ReflectiveOperationException {
        List<R> found = new ArrayList<>();
        RecordComponent[] components = whole.getClass().getRecordComponents();
        for (String member : members) {
            @Nullable
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                components[i].getAccessor().setAccessible(true);
                values[i] = components[i].getName().equals(member) ? null : components[i].getAccessor().invoke(whole);
            }
            @SuppressWarnings("unchecked")
            R changed = (R) whole.getClass().getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new)).newInstance(values);
            found.add(changed);
        }
        return found;
    }

    private interface WithMapper {

        void use(JsonMapper mapper) throws Exception;
    }

    /** The mapper as the server has it. */
    private static void withMapper(WithMapper test) {
        new ApplicationContextRunner().withUserConfiguration(JacksonAutoConfiguration.class)
                .withBean(JsonMapperBuilderCustomizer.class, CheckAnswerJsonTest::contract)
                .run(context -> test.use(context.getBean(JsonMapper.class)));
    }

    private static JsonMapperBuilderCustomizer contract() {
        return WebConfiguration.asTheContractWritesThem();
    }
}
