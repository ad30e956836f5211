package org.authorityledger.http;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description of the API says before its paths: whose it is, and how to sign in. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PASSWORD = "password";
    private static final String BEARER = "bearer";

    @Bean
    ApiExamples apiExamples() {
        return new ApiExamples();
    }

    @Bean
    OpenAPI apiOfTheLedger() {
        String version = Objects.requireNonNullElse(ApiDescription.class.getPackage().getImplementationVersion(), "not packaged");
        return new OpenAPI()
                .info(new Info().title("Authority Ledger").version(version)
                        .description("Who was allowed to sign which SEC form, for whom, on which day, and how do we know?"))
                // Relative: the host that a request names need not be this server's.
                .servers(List.of(new Server().url("/").description("This ledger")))
                .components(new Components()
                        .addSecuritySchemes(PASSWORD,
                                new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")
                                        .description("The name and password of a user"))
                        .addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").description(
                                "A key of this ledger (alk_…), or an access token of its identity provider (JWT) if one is configured")))
                .addSecurityItem(new SecurityRequirement().addList(PASSWORD)).addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
}
