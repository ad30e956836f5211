package org.authorityledger.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;
import org.authorityledger.events.LegalAct;
import org.authorityledger.store.LedgerAppender;

/** What may know what. */
@AnalyzeClasses(packages = "org.authorityledger", importOptions = { ImportOption.DoNotIncludeTests.class,
        ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

    private static final String EVENTS = "org.authorityledger.events..";
    private static final String HISTORY = "org.authorityledger.history..";
    private static final String LAW = "org.authorityledger.authority..";
    private static final String PROOF = "org.authorityledger.proof..";
    private static final String STORE = "org.authorityledger.store..";
    private static final String HTTP = "org.authorityledger.http..";
    private static final String COMMANDS = "org.authorityledger.command..";
    private static final String QUERIES = "org.authorityledger.query..";
    private static final String STANDALONE = "org.authorityledger.standalone..";

    /** Leaves out what one module's tests lend to another's. */
    static final class WithoutTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule events_know_nobody = classes().that().resideInAPackage(EVENTS).should()
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
    static final ArchRule whoever_verifies_needs_the_law_and_a_jdk = noClasses().that().resideInAPackage(PROOF).should()
            .dependOnClassesThat()
            .resideInAnyPackage(STORE, HTTP, COMMANDS, QUERIES, STANDALONE, "org.springframework..", "org.axonframework..", "java.sql..",
                    "javax.sql..");

    @ArchTest
    static final ArchRule the_law_has_no_clock_and_no_dice = noClasses().that().resideInAnyPackage(LAW, EVENTS).should()
            .callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime").orShould()
            .callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now").orShould()
            .callMethod(LocalDateTime.class, "now").orShould().callMethod(OffsetDateTime.class, "now").orShould()
            .callMethod(ZonedDateTime.class, "now").orShould().callConstructor(Date.class).orShould().dependOnClassesThat()
            .belongToAnyOf(Clock.class, Random.class);

    @ArchTest
    static final ArchRule the_two_sides_do_not_meet = CompositeArchRule
            .of(noClasses().that().resideInAPackage(COMMANDS).should().dependOnClassesThat().resideInAPackage(QUERIES))
            .and(noClasses().that().resideInAPackage(QUERIES).should().dependOnClassesThat().resideInAPackage(COMMANDS));

    @ArchTest
    static final ArchRule the_store_knows_no_side_no_web_and_no_rule = noClasses().that().resideInAPackage(STORE).should()
            .dependOnClassesThat().resideInAnyPackage(COMMANDS, QUERIES, HTTP, LAW, "org.springframework.web..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule http_knows_no_act_and_no_side = noClasses().that().resideInAPackage(HTTP).should()
            .dependOnClassesThat(assignableTo(LegalAct.class).or(resideInAnyPackage(LAW, STORE, COMMANDS, QUERIES)));

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

    @ArchTest
    static final ArchRule nobody_knows_the_launcher = noClasses().that().resideOutsideOfPackage(STANDALONE).should().dependOnClassesThat()
            .resideInAPackage(STANDALONE);

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
