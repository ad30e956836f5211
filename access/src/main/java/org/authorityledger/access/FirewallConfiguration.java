package org.authorityledger.access;

import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Which requests are rejected before anyone looks at what they ask. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(FirewallConfiguration.class);

    /** Unusual characters pass, so that the checks of the module concerned can say what is wrong with them. */
    @Bean
    HttpFirewall firewall(KnownHosts hosts) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowNull(true);
        firewall.setAllowUrlEncodedLineFeed(true);
        firewall.setAllowUrlEncodedCarriageReturn(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedParameterValues(value -> true);
        firewall.setAllowedHostnames(hosts::isKnown);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedRequestsAreProblems(ProblemWriter problems, KnownHosts hosts) {
        return (request, response, rejected) -> problems.write(request, response, hosts.isKnown(request.getServerName())
                ? ProblemWriter.ofStatus(HttpStatus.BAD_REQUEST)
                : new Problem.Report(HttpStatus.MISDIRECTED_REQUEST, "UNKNOWN_HOST",
                        "This ledger is not known under the host name of this request. If it is yours, add it to the setting ledger.http.hosts.",
                        List.of()));
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
