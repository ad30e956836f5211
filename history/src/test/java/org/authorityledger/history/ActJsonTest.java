package org.authorityledger.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The golden files are the contract with history: what was once written like this must always be readable, and is still written so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ActJsonTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    static List<LegalAct> acts() {
        return ExampleActs.all();
    }

    @Test
    void every_kind_of_act_has_a_golden_file() {
        Set<String> kinds = Arrays.stream(LegalAct.class.getPermittedSubclasses()).map(Class::getSimpleName).collect(Collectors.toSet());

        assertThat(acts()).extracting(ActJson::type).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(acts()).allSatisfy(act -> assertThat(golden(act)).isNotBlank());
    }

    @Test
    void the_golden_files_tell_every_field_there_is() {
        Set<String> fields = new TreeSet<>();
        Set<String> found = new TreeSet<>();
        acts().forEach(act -> collect((Record) act, fields, found));

        assertThat(found).containsExactlyElementsOf(fields).contains("Terms.supersedesPrior", "Person.employer", "Document.name");
    }

    private static void collect(Record record, Set<String> fields, Set<String> found) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String field = record.getClass().getSimpleName() + "." + component.getName();
            Object value = value(record, component);
            fields.add(field);
            if (value != null && !value.equals(false) && !(value instanceof Collection<?> values && values.isEmpty())) {
                found.add(field);
            }
            Stream<?> parts = value instanceof Collection<?> values ? values.stream() : Stream.ofNullable(value);
            parts.filter(Record.class::isInstance).forEach(part -> collect((Record) part, fields, found));
        }
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acts")
    void an_act_is_written_field_by_field_as_its_golden_file_has_it(LegalAct act) {
        assertThat(ActJson.write(act)).isEqualTo(JSON.readTree(golden(act)).toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acts")
    void a_golden_file_is_read_as_the_act_it_tells(LegalAct act) {
        assertThat(ActJson.read(ActJson.type(act), ActJson.revision(act), golden(act))).isEqualTo(act);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acts")
    void fields_of_a_later_build_are_passed_over_at_any_depth(LegalAct act) {
        JsonNode later = JSON.readTree(golden(act));
        addUnknownFields(later);

        assertThat(ActJson.read(ActJson.type(act), ActJson.revision(act), later.toString())).isEqualTo(act);
    }

    private static void addUnknownFields(JsonNode node) {
        node.forEach(ActJsonTest::addUnknownFields);
        if (node instanceof ObjectNode object) {
            object.putObject("fieldOfALaterBuild").put("value", 1);
        }
    }

    @Test
    void what_an_early_record_leaves_out_is_read_as_what_its_absence_means() {
        LegalAct granted = ActJson.read("PowerOfAttorneyGranted", "1", """
                {"grantorId": "andrew-heaton", "poaId": "heaton-2003", "grantor": {"name": "Andrew Heaton"},
                 "terms": {"issuer": "ANY", "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving"}],
                           "powers": [{"clause": "a", "forms": ["FORM_4"]}], "executedOn": "2003-05-08"}}""");
        LegalAct revoked = ActJson.read("PowerOfAttorneyRevoked", "1", """
                {"grantorId": "andrew-heaton", "poaId": "heaton-2003", "signedOn": "2005-03-01"}""");

        Terms terms = ((PowerOfAttorneyGranted) granted).terms();
        assertThat(terms.issuers()).containsExactly(Issuer.ANY);
        assertThat(terms.signing()).isEqualTo(SigningRule.SINGLY);
        assertThat(terms.effectiveOn()).isEqualTo("2003-05-08");
        assertThat(terms.expiresOn()).isNull();
        assertThat(terms.untilCeasedReporting()).isEmpty();
        assertThat(terms.substitutionAllowed() || terms.supersedesPrior()).isFalse();
        assertThat(terms.durable()).as("nothing was written: it may have been silent").isNull();
        assertThat(terms.powers().getFirst().amendments()).isTrue();
        assertThat(terms.attorneys().getFirst().office()).isFalse();
        assertThat(((PowerOfAttorneyRevoked) revoked).attorneys()).isEmpty();
        assertThat(((PowerOfAttorneyRevoked) revoked).deliveries()).isEmpty();
    }

    @Test
    void an_act_of_an_unknown_type_is_a_clear_error() {
        assertThat(ActJson.isType("PowerOfAttorneyForgotten")).isFalse();
        assertThatThrownBy(() -> ActJson.read("PowerOfAttorneyForgotten", "1", "{}")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PowerOfAttorneyForgotten");
    }

    @Test
    void a_delivery_of_revision_1_is_read_as_one_whose_means_were_not_stated() {
        LegalAct delivered = ActJson.read("RevocationDelivered", "1", golden("RevocationDelivered.1"));

        assertThat(delivered).isEqualTo(new RevocationDelivered(ExampleActs.HEATON, PoaId.of("heaton-2003"),
                ((RevocationDelivered) delivered).revocation(), AttorneyId.of("judi-irving"), LocalDate.parse("2005-03-04"),
                DeliveryMeans.NOT_STATED));
        assertThat(ActJson.write(delivered)).contains("\"means\":\"NOT_STATED\"");
    }

    @Test
    void a_grant_of_revision_1_is_read_in_the_terms_of_the_second_edition() {
        LegalAct granted = ActJson.read("PowerOfAttorneyGranted", "1", golden("PowerOfAttorneyGranted.1"));

        Terms terms = ((PowerOfAttorneyGranted) granted).terms();
        assertThat(terms.issuers()).extracting(Issuer::name).containsExactly("HemaCare Corporation");
        assertThat(terms.signing()).isEqualTo(SigningRule.atLeast(2));
        assertThat(terms.substitution()).isEqualTo(SubstitutionPower.ALLOWED);
        assertThat(terms.durable()).isTrue();
        assertThat(terms.revocationTakesEffect()).isEqualTo(RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY);
        assertThat(terms.onBehalfOf().none()).isTrue();
        assertThat(terms.termsSeen()).isTrue();
    }

    @Test
    void every_golden_file_of_every_revision_ever_written_can_still_be_read() throws Exception {
        Path folder = Path.of(ActJsonTest.class.getResource("/golden").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).contains("RevocationDelivered.1.json", "RevocationDelivered.2.json").hasSizeGreaterThan(acts().size());
            for (String name : names) {
                String[] parts = name.split("\\.");
                LegalAct act = ActJson.read(parts[0], parts[1], golden(parts[0] + "." + parts[1]));
                assertThat(ActJson.type(act)).as(name).isEqualTo(parts[0]);
                assertThat(ActJson.read(parts[0], ActJson.revision(act), ActJson.write(act))).as(name).isEqualTo(act);
                for (int revision = 1; revision <= Integer.parseInt(ActJson.revision(act)); revision++) {
                    assertThat(names).as("no revision's golden file is ever removed").contains(parts[0] + "." + revision + ".json");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "4", "-1", "two", "", "1.0"})
    void a_revision_that_no_build_up_to_this_one_wrote_is_a_clear_error(String revision) {
        assertThatThrownBy(() -> ActJson.read("RevocationDelivered", revision, golden("RevocationDelivered.1")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("revision " + revision);
    }

    @Test
    void an_act_of_a_revision_not_written_yet_is_a_clear_error() {
        LegalAct act = acts().getFirst();

        assertThat(ActJson.isType(ActJson.type(act))).isTrue();
        assertThatThrownBy(() -> ActJson.read(ActJson.type(act), "3", golden(act))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("revision 3");
    }

    @Test
    void terms_alone_come_back_as_they_were_written() {
        Terms terms = ((PowerOfAttorneyGranted) acts().getFirst()).terms();

        assertThat(ActJson.readTerms(ActJson.writeTerms(terms))).isEqualTo(terms);
    }

    private static String golden(LegalAct act) {
        return golden(ActJson.type(act) + "." + ActJson.revision(act));
    }

    private static String golden(String shape) {
        String file = "/golden/" + shape + ".json";
        try (InputStream text = ActJsonTest.class.getResourceAsStream(file)) {
            assertThat(text).as(file).isNotNull();
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
