package org.authorityledger.transparencylog.web;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.access.SecurityConfiguration;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.transparencylog.LogReading;
import org.authorityledger.transparencylog.ProofConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The log and its paths as beans. */
@Configuration(proxyBeanMethods = false)
@Import({ ProofConfiguration.class, WebConfiguration.class, SecurityConfiguration.class, ProofController.class, LogProblems.class,
        TreeSizes.class})
public class LogWebConfiguration {

    /**
     * The hashes of the log are open to everyone, unless {@code ledger.log.public} is false; the records themselves only if
     * {@code ledger.log.public-entries} is true. What is not open is for those who may ask questions.
     */
    @Bean
    AccessRules logRules(@Value("${ledger.log.public:true}") boolean isPublic,
            @Value("${ledger.log.public-entries:false}") boolean publicEntries) {
        Permission entries = isPublic && publicEntries ? Permission.PUBLIC : Permission.ASK;
        return AccessRules.of(AccessRules.get("/log/**", isPublic ? Permission.PUBLIC : Permission.ASK),
                AccessRules.get("/log/tile/entries/**", entries), AccessRules.get("/log/payload/**", entries),
                AccessRules.get("/api/proof/**", Permission.ASK), AccessRules.post("/api/proof/keys", Permission.ADMINISTER),
                // A node that is no witness says so to everyone: 404.
                AccessRules.any("/witness/**", Permission.PUBLIC));
    }

    @Bean
    LogController logController(LogReading reading, @Value("${ledger.log.public:true}") boolean isPublic,
            @Value("${ledger.log.public-entries:false}") boolean publicEntries) {
        return new LogController(reading, isPublic, isPublic && publicEntries);
    }
}
