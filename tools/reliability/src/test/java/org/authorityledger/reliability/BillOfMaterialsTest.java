package org.authorityledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials within the jar that was built, against what is within that jar. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BillOfMaterialsTest {

    private static final boolean CI = "true".equals(System.getenv("CI"));
    private static final String BILL = "META-INF/sbom/application.cdx.json";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    /** Spring Boot adds this one when it packs the jar, and leaves its starters out, which are empty. */
    private static final Pattern OF_THE_PACKAGING = Pattern.compile("spring-boot-(jarmode-tools|starter(-[a-z]+)*)-[0-9].*");

    @Test
    void the_bill_of_materials_lists_the_libraries_of_the_jar_and_no_other() throws IOException {
        Path built = Path.of(System.getProperty("ledger.root", "../..")).resolve("standalone/target/authority-ledger.jar");
        assumeTrue(CI || Files.exists(built), "no jar was built");
        try (JarFile jar = new JarFile(built.toFile())) {
            ZipEntry bill = jar.getEntry(BILL);
            assumeTrue(CI || bill != null, "Maven makes no bill of materials with -o");
            assertThat(bill).isNotNull();
            assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Location")).isEqualTo(BILL);

            JsonNode parts = JsonMapper.shared().readTree(jar.getInputStream(bill)).path("components");
            Set<String> billed = jars(
                    parts.values().stream().map(part -> part.path("name").asString() + "-" + part.path("version").asString()
                            + ".jar"));
            assertThat(billed).hasSizeGreaterThan(50).isEqualTo(jars(jar.stream().map(ZipEntry::getName)
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar")).map(name -> name.substring(LIBRARIES.length()))));
        }
    }

    private static Set<String> jars(Stream<String> names) {
        return names.filter(name -> !OF_THE_PACKAGING.matcher(name).matches()).collect(Collectors.toCollection(TreeSet::new));
    }
}
