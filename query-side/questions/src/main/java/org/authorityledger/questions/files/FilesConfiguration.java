package org.authorityledger.questions.files;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Files of rows as beans. */
@Configuration(proxyBeanMethods = false)
public class FilesConfiguration {

    @Bean
    RowFiles rowFiles(JsonMapper mapper) {
        return new RowFiles(mapper);
    }
}
