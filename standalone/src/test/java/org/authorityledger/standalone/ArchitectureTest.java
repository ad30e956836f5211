package org.authorityledger.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.authorityledger.events.LegalAct;
import org.authorityledger.store.LedgerAppender;
import org.junit.jupiter.api.Test;

/** What may know what. */
@AnalyzeClasses(packages = "org.authorityledger", importOptions = { ImportOption.DoNotIncludeTests.class,
        ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

    private static final String EVENTS = Rooms.EVENTS.packages();
    private static final String HISTORY = Rooms.HISTORY.packages();
    private static final String LAW = Rooms.AUTHORITY.packages();
    private static final String PROOF = Rooms.PROOF.packages();
    private static final String STORE = Rooms.STORE.packages();
    private static final String HTTP = Rooms.HTTP.packages();
    private static final String COMMANDS = Rooms.COMMANDS.packages();
    private static final String REGISTER = Rooms.REGISTER.packages();
    private static final String QUESTIONS = "org.authorityledger.questions";

    /** Leaves out what one module's tests lend to another's. */
    static final class WithoutTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    /** Each question; not what all of them share, and not the investigations and scopes, which put questions to workspaces. */
    private static final class QuestionPackages implements SliceAssignment {

        private static final Set<String> SHARED = Set.of("", "listing", "files", "refusals", "investigations", "scopes", "workspaces");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            if (!name.startsWith(QUESTIONS)) {
                return SliceIdentifier.ignore();
            }
            String question = name.substring(QUESTIONS.length()).replaceFirst("^[.]", "").replaceFirst("[.].*", "");
            return SHARED.contains(question) ? SliceIdentifier.ignore() : SliceIdentifier.of(question);
        }

        @Override
        public String getDescription() {
            return "questions";
        }
    }

    @Test
    void the_table_of_rooms_in_contributing_is_this_list() throws IOException {
        String page = Files.readString(Repository.ROOT.resolve("CONTRIBUTING.md"));
        assertThat(page).as("copy the table from here").contains(Rooms.table());
    }

    @Test
    void every_room_has_its_door_sign() {
        assertThat(Rooms.values())
                .allSatisfy(room -> assertThat(Repository.ROOT.resolve(room.module()).resolve("README.md")).isNotEmptyFile());
    }

    @Test
    void no_module_holds_more_than_a_quarter_of_the_main_code() {
        Map<Rooms, Long> lines = new EnumMap<>(Rooms.class);
        for (Rooms room : Rooms.values()) {
            lines.put(room, Repository.lines(Repository.ROOT.resolve(room.module()).resolve("src/main/java")));
        }
        long all = lines.values().stream().mapToLong(Long::longValue).sum();
        assertThat(lines).allSatisfy((room, some) -> assertThat(some).as(room.module()).isLessThanOrEqualTo(all / 4));
    }

    @ArchTest
    static final ArchRule events_know_no_other_room = classes().that().resideInAPackage(EVENTS).should()
            .onlyDependOnClassesThat(resideInAnyPackage(EVENTS, "java.lang..", "java.util..", "java.time..", "org.jspecify.annotations",
                    "com.fasterxml.jackson.annotation"));

    @ArchTest
    static final ArchRule history_knows_events_and_json_alone = classes().that().resideInAPackage(HISTORY).should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(HISTORY, EVENTS, "java.lang..", "java.util..", "java.time..", "org.jspecify.annotations",
                            "com.fasterxml.jackson.annotation", "tools.jackson.."));

    @ArchTest
    static final ArchRule the_law_knows_events_alone = classes().that().resideInAPackage(LAW).should().onlyDependOnClassesThat()
            .resideInAnyPackage(LAW, EVENTS, "java.lang..", "java.util..", "java.time..", "org.jspecify.annotations");

    @ArchTest
    static void a_room_knows_only_the_rooms_of_its_row(JavaClasses classes) {
        for (Rooms room : Rooms.values()) {
            noClasses().that().resideInAPackage(room.packages()).should().dependOnClassesThat().resideInAnyPackage(room.strangers())
                    .allowEmptyShould(room.module().startsWith("tools/")).because("of the row of " + room.module() + " in Rooms")
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule verifying_needs_the_law_and_a_jdk = noClasses().that().resideInAPackage(PROOF).should().dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.axonframework..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule the_law_has_no_clock_and_no_dice = noClasses().that().resideInAnyPackage(LAW, EVENTS).should()
            .callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime").orShould()
            .callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now").orShould()
            .callMethod(LocalDateTime.class, "now").orShould().callMethod(OffsetDateTime.class, "now").orShould()
            .callMethod(ZonedDateTime.class, "now").orShould().callConstructor(Date.class).orShould().dependOnClassesThat()
            .belongToAnyOf(Clock.class, Random.class);

    @ArchTest
    static final ArchRule the_store_and_the_register_know_no_web = noClasses().that().resideInAnyPackage(STORE, REGISTER).should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule the_log_itself_knows_no_web = noClasses().that().resideInAPackage("org.authorityledger.transparencylog").should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule http_knows_no_act = noClasses().that().resideInAPackage(HTTP).should()
            .dependOnClassesThat(assignableTo(LegalAct.class));

    @ArchTest
    static final ArchRule questions_do_not_know_each_other = slices()
            .assignedFrom(new QuestionPackages()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule http_knows_of_sql_only_how_it_fails = noClasses().that().resideInAPackage(HTTP).should()
            .dependOnClassesThat(resideInAPackage("java.sql..").and(not(assignableTo(SQLException.class)))
                    .or(resideInAnyPackage("javax.sql..", "org.springframework.jdbc..")));

    @ArchTest
    static final ArchRule the_command_side_speaks_no_sql = noClasses().that().resideInAPackage(COMMANDS).should()
            .dependOnClassesThat(resideInAPackage("java.sql..").and(not(assignableTo(SQLException.class)))
                    .or(resideInAnyPackage("javax.sql..", "org.springframework.jdbc..")));

    @ArchTest
    static final ArchRule only_the_command_side_has_anything_written_to_the_ledger = noClasses().that()
            .resideOutsideOfPackages(STORE, COMMANDS).should()
            .dependOnClassesThat().areAssignableTo(LedgerAppender.class);

    /** Which keep bare numbers: what may have been tampered with, or is read of a request before it is known to be right. */
    private static final DescribedPredicate<JavaClass> OF_WHAT_MAY_BE_WRONG = resideInAnyPackage("org.authorityledger.proof.entry..")
            .or(nameContaining("RegisterAudit")).or(nameContaining("InvestigationRequest$Body"));

    @ArchTest
    static final ArchRule a_position_has_a_type = noFields().that().haveNameMatching("position|.*Position|sequence|grantedAt").and()
            .areDeclaredInClassesThat(not(OF_WHAT_MAY_BE_WRONG)).should().haveRawType(long.class).orShould().haveRawType(Long.class);

    @ArchTest
    static final ArchRule a_position_is_answered_with_its_type = noMethods().that().haveNameMatching("position|sequence|version|head").and()
            .areDeclaredInClassesThat(not(OF_WHAT_MAY_BE_WRONG)).should().haveRawReturnType(long.class).orShould()
            .haveRawReturnType(Long.class);

    @ArchTest
    static final ArchRule packages_know_each_other_in_one_direction_only = slices().matching("org.authorityledger.(**)").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule a_legal_act_is_named_for_what_happened_and_a_command_for_what_is_asked = noClasses().that()
            .resideInAnyPackage(EVENTS, LAW, COMMANDS).and(not(simpleName("Command"))).should().haveSimpleNameEndingWith("Event").orShould()
            .haveSimpleNameEndingWith("Command");

    @ArchTest
    static final ArchRule nothing_is_named_for_a_pattern = noClasses().should().haveSimpleNameEndingWith("Dto").orShould()
            .haveSimpleNameEndingWith("Impl").orShould().haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Util")
            .orShould().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Helper");
}
