package org.authorityledger.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.authorityledger.command.CommandSide;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** One node that records and answers, shared by the tests of the inbox. */
@SpringBootTest(classes = OnAnInbox.Node.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class OnAnInbox {

    @LocalServerPort
    int port;

    @Autowired
    protected JdbcTemplate jdbc;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import({ CommandSide.class, QuerySide.class})
    static class Node {}

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "inbox" + System.nanoTime());
    }

    protected HttpResponse<String> get(String path, String... headers) {
        return LedgerForTests.get(port, path, headers);
    }

    protected HttpResponse<String> post(String path, String json) {
        return LedgerForTests.post(port, path, json, "Content-Type", "application/json");
    }

    protected HttpResponse<String> send(String pathAndQuery, byte[] document) {
        return LedgerForTests.post(port, pathAndQuery, document, "Content-Type", "application/octet-stream");
    }

    /** What the ledger answers to a document that it takes. */
    protected JsonNode kept(String document) {
        HttpResponse<String> response = send("/api/documents", document.getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return LedgerForTests.json(response);
    }

    protected JsonNode answer(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LedgerForTests.json(response);
    }

    protected JsonNode accepted(JsonNode proposal, String body) {
        HttpResponse<String> response = post(acceptance(proposal), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode accepted = LedgerForTests.json(response);
        // What is asked next is about a ledger that has it.
        assertThat(LedgerForTests.get(port, "/api/grantors?limit=1&minPosition=" + accepted.path("position").asLong()).statusCode())
                .isEqualTo(200);
        return accepted;
    }

    static String acceptance(JsonNode proposal) {
        return "/api/proposals/" + proposal.path("proposalId").asString() + "/acceptance";
    }

    static String rejection(JsonNode proposal) {
        return "/api/proposals/" + proposal.path("proposalId").asString() + "/rejection";
    }

    protected static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(LedgerForTests.header(response, "Content-Type")).startsWith("application/problem+json");
        assertThat(LedgerForTests.json(response).path("code").asString()).isEqualTo(code);
    }

    protected static List<String> paths(HttpResponse<String> problem) {
        return LedgerForTests.json(problem).path("errors").valueStream().map(one -> one.path("path").asString()).toList();
    }

    /** How many records the ledger has. */
    long records() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from ledger.event", Long.class));
    }

    long documents() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from documents.document", Long.class));
    }

    static List<String> fields(JsonNode some) {
        return some.valueStream().map(one -> one.path("field").asString()).toList();
    }
}
