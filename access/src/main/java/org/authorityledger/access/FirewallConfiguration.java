package org.authorityledger.access;

import java.util.List;
import org.authorityledger.http.ProblemWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Which requests are rejected before anyone looks at what they ask. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(FirewallConfiguration.class);

    /**
     * The firewall of Spring Security with all its checks but one: an id may have dots, and a client may escape any character of it (RFC 3986,
     * section 2.3). Escaped dots lead nowhere: permissions and mappings read the same path, segment by segment, as it was sent.
     */
    @Bean
    HttpFirewall firewall(KnownHosts hosts) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowedHostnames(hosts::isKnown);
        return firewall;
    }

    @Bean
    RejectedRequests rejectedRequests(ProblemWriter problems, KnownHosts hosts) {
        return new RejectedRequests(problems, hosts);
    }

    /** The names of the setting {@code ledger.http.hosts}, separated by commas. */
    @Bean
    KnownHosts knownHosts(@Value("${ledger.http.hosts:}") List<String> named, @Value("${server.address:}") String listensOn) {
        KnownHosts hosts = KnownHosts.of(named, listensOn);
        if (!hosts.closed()) {
            LOG.info("Requests to any host name are answered. To answer known names only: --ledger.http.hosts=<name>,<name>");
        }
        return hosts;
    }
}
