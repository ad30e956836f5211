package org.authorityledger.transparencylog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.witness.WitnessConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A witness over HTTP, as another installation runs it, but without a ledger of its own; it can be killed and started again. */
public final class WitnessForTests implements AutoCloseable {

    public static final String NAME = "witness.example/w1";

    private final ServletWebServerApplicationContext context;
    public final int port;

    /** Everything of a node that a witness is made of. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = { FlywayAutoConfiguration.class, DataSourceAutoConfiguration.class})
    @Import({ WebConfiguration.class, WitnessConfiguration.class})
    static class Node {}

    /** Starts one in a directory, where it finds what an earlier one kept. */
    public WitnessForTests(Path directory, VerifierKey... logs) {
        StringBuilder keys = new StringBuilder();
        for (VerifierKey log : logs) {
            keys.append(keys.isEmpty() ? "" : ",").append(log);
        }
        context = (ServletWebServerApplicationContext) SpringApplication.run(Node.class,
                "--spring.config.import=classpath:config/ledger.yml", "--server.port=0",
                "--ledger.data-dir=" + directory, "--ledger.witness.name=" + NAME, "--ledger.witness.logs=" + keys,
                "--LEDGER_ADMIN_PASSWORD=" + LedgerForTests.PASSWORD);
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
