package org.authorityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Which host names are answered, and which origins are this ledger's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KnownHostsTest {

    private static final KnownHosts HERE = KnownHosts.of(List.of(""), "127.0.0.1");
    private static final KnownHosts NAMED = KnownHosts.of(List.of(" Ledger.example ", "other.example"), "0.0.0.0");

    private static MockHttpServletRequest request(String host, String origin) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/import");
        request.addHeader("Host", host);
        request.addHeader("Origin", origin);
        request.setServerName(host.replaceAll(":\\d+$", ""));
        request.setServerPort(host.matches(".*:\\d+") ? Integer.parseInt(host.replaceAll(".*:", "")) : 80);
        return request;
    }

    @Test
    void a_ledger_that_listens_to_its_own_machine_knows_that_and_addresses() {
        for (String known : List.of("localhost", "LOCALHOST", "ledger.localhost", "127.0.0.1", "[::1]", "192.0.2.7")) {
            assertThat(HERE.isKnown(known)).as(known).isTrue();
        }
        for (String unknown : List.of("attacker.example", "localhost.example", "127.0.0.1.example", "1.2.3", "ledger.example")) {
            assertThat(HERE.isKnown(unknown)).as(unknown).isFalse();
        }
    }

    @Test
    void one_that_listens_elsewhere_knows_any_name_until_some_are_named() {
        assertThat(KnownHosts.of(List.of(), "0.0.0.0").isKnown("any.example")).isTrue();
        assertThat(KnownHosts.of(List.of(), "").isKnown("any.example")).isTrue();
        assertThat(NAMED.isKnown("any.example")).isFalse();
        assertThat(NAMED.isKnown("LEDGER.example")).isTrue();
        assertThat(NAMED.isKnown("other.example")).isTrue();
        assertThat(NAMED.isKnown("192.0.2.7")).isTrue();
    }

    @Test
    void an_origin_is_this_ledgers_by_the_host_and_port_that_the_request_names_or_by_the_settings() {
        assertThat(HERE.isFromElsewhere(request("localhost:8080", "http://localhost:8080"))).isFalse();
        assertThat(HERE.isFromElsewhere(request("localhost:8080", "http://localhost:8081"))).isTrue();
        assertThat(HERE.isFromElsewhere(request("localhost:8080", "http://localhost"))).isTrue();
        assertThat(HERE.isFromElsewhere(request("localhost:8080", "null"))).isTrue();
        assertThat(HERE.isFromElsewhere(request("localhost:8080", "file://localhost:8080"))).isTrue();
        assertThat(HERE.isFromElsewhere(request("[::1]:8080", "http://[::1]:8080"))).isFalse();
        // A proxy that ends TLS and passes the host on; and one that does not.
        assertThat(NAMED.isFromElsewhere(request("ledger.example", "https://ledger.example"))).isFalse();
        assertThat(NAMED.isFromElsewhere(request("internal:8080", "https://ledger.example"))).isFalse();
        assertThat(NAMED.isFromElsewhere(request("internal:8080", "https://attacker.example"))).isTrue();
        assertThat(NAMED.isFromElsewhere(request("ledger.example", "https://attacker.ledger.example"))).isTrue();
    }

    @Test
    void a_program_names_no_origin() {
        assertThat(HERE.isFromElsewhere(new MockHttpServletRequest("POST", "/api/import"))).isFalse();
    }
}
