package org.authorityledger.transparencylog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.store.StoreConfiguration;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.witness.WitnessConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A witness over HTTP, as another installation runs it, with an empty ledger of its own; it can be killed and started again. */
public final class WitnessForTests implements AutoCloseable {

    public static final String NAME = "witness.example/w1";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final ServletWebServerApplicationContext context;
    public final int port;

    /** Everything of a node that a witness is made of. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import({ StoreConfiguration.class, WebConfiguration.class, WitnessConfiguration.class})
    static class Node {}

    /** Starts one in a directory, where it finds what an earlier one kept. */
    public WitnessForTests(Path directory, VerifierKey... logs) {
        StringBuilder keys = new StringBuilder();
        for (VerifierKey log : logs) {
            keys.append(keys.isEmpty() ? "" : ",").append(log);
        }
        // A database of its own each time: what a witness must not forget is in its directory.
        String database = "a_witness_" + DATABASES.incrementAndGet();
        LedgerForTests.emptyDatabase(database);
        List<String> settings = new ArrayList<>(List.of("--spring.config.import=classpath:config/ledger.yml", "--server.port=0",
                "--ledger.data-dir=" + directory, "--ledger.witness.name=" + NAME, "--ledger.witness.logs=" + keys));
        LedgerForTests.properties(database, (name, value) -> settings.add("--" + name + "=" + value.get()));
        context = (ServletWebServerApplicationContext) SpringApplication.run(Node.class, settings.toArray(String[]::new));
        port = Objects.requireNonNull(context.getWebServer()).getPort();
    }

    public String url() {
        return "http://localhost:" + port + "/witness";
    }

    public VerifierKey key() {
        return VerifierKey.parse(LedgerForTests.getAnonymously(port, "/witness/key").body().strip());
    }

    public static Path directory() {
        try {
            return Files.createTempDirectory("witness");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
