package org.authorityledger.questions.listing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Lets controllers answer with a {@link Listing}. */
@Configuration(proxyBeanMethods = false)
public class ListingConfiguration {

    @Bean
    WebMvcConfigurer listingConverter(JsonMapper mapper) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.addCustomConverter(new ListingConverter(mapper));
            }
        };
    }
}
