package io.docket.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The arrows between modules (ARCHITECTURE.md), each with its reason and what to do instead.
class ArchitectureTest {
    @SuppressWarnings("NullAway.Init") // set before every test
    private static JavaClasses docket;

    @BeforeAll
    static void read() {
        docket = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.docket");
    }

    @Test
    void the_domain_knows_only_the_jdk() {
        noClasses()
                .that()
                .resideInAPackage("io.docket.domain..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.docket.domain..", "java..", "org.jspecify..")
                .because("decide and fold are pure; pass what they need as a parameter")
                .check(docket);
    }

    @Test
    void only_lifecycle_sees_spring_statemachine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.docket.lifecycle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.statemachine..")
                .because("the library is archived upstream; ask the compiled TransitionTable")
                .check(docket);
    }

    @Test
    void only_store_speaks_to_the_driver_and_jdbi() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.docket.store..", "io.docket.embedded..", "io.docket.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.postgresql..", "org.flywaydb..", "com.zaxxer..", "org.jdbi.v3.postgres..")
                .because("SQL lives in store; add a read or a table there")
                .check(docket);
    }

    @Test
    void the_arrows_between_modules_hold() {
        forbid(
                "store",
                "SQL knows the domain only; translate in the caller",
                "lifecycle",
                "contracts",
                "processor",
                "gateway",
                "reporting",
                "embedded",
                "app");
        forbid(
                "contracts",
                "the wire knows the domain only",
                "lifecycle",
                "store",
                "processor",
                "gateway",
                "reporting",
                "embedded",
                "app");
        forbid(
                "lifecycle",
                "a lifecycle is declared, not driven",
                "contracts",
                "store",
                "processor",
                "gateway",
                "reporting",
                "embedded",
                "app");
        forbid(
                "processor",
                "deciding needs no HTTP and no servers of its own",
                "gateway",
                "reporting",
                "embedded",
                "app");
        forbid(
                "gateway",
                "there is one write path: send a command to the log and wait for it",
                "lifecycle",
                "processor",
                "reporting",
                "embedded",
                "app");
        forbid(
                "reporting",
                "reports read views; add a view",
                "lifecycle",
                "contracts",
                "processor",
                "gateway",
                "embedded",
                "app");
        forbid(
                "embedded",
                "servers know nothing of Docket",
                "domain",
                "lifecycle",
                "contracts",
                "store",
                "processor",
                "gateway",
                "reporting",
                "app");
    }

    private static void forbid(String module, String reason, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = "io.docket." + others[i] + "..";
        }
        noClasses()
                .that()
                .resideInAPackage("io.docket." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because(reason)
                .check(docket);
    }

    @Test
    void modules_have_no_cycles() {
        SlicesRuleDefinition.slices()
                .matching("io.docket.(*)..")
                .should()
                .beFreeOfCycles()
                .check(docket);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such names say nothing; use the field's own word")
                .check(docket);
    }
}
