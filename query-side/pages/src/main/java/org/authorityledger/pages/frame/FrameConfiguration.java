package org.authorityledger.pages.frame;

import java.time.ZoneId;
import java.util.List;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.http.Pages;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Glossary;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.transparencylog.LogReading;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The layout, the as-of bar, the sign-in page and the page that reports a problem. */
@Configuration(proxyBeanMethods = false)
@Import(SignInPages.class)
public class FrameConfiguration {

    @Bean
    AccessRules frameRules() {
        return AccessRules.of(AccessRules.any(Pages.SIGN_IN, Permission.PUBLIC), AccessRules.any("/assets/**", Permission.PUBLIC),
                AccessRules.any("/webjars/htmx.org/**", Permission.PUBLIC), AccessRules.any("/favicon.ico", Permission.PUBLIC),
                AccessRules.any("/session/**", Permission.SIGNED_IN), AccessRules.any("/logout", Permission.SIGNED_IN));
    }

    @Bean
    AsOfReader asOfReader(QuestionClock clock, @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new AsOfReader(clock, zone);
    }

    @Bean
    PageLayoutInterceptor pageLayoutInterceptor(List<NavigationEntry> navigation, DisplayText words, Glossary glossary,
            DeadLetters letters, LogReading log) {
        return new PageLayoutInterceptor(navigation, words, glossary, letters, log);
    }

    @Bean
    Pages pages(@Lazy @Qualifier("thymeleafViewResolver") ViewResolver views, PageLayoutInterceptor layout, AsOfReader asOf) {
        return new ProblemPage(views, layout, asOf);
    }

    @Bean
    WebMvcConfigurer pagesHaveALayout(AsOfReader asOf, PageLayoutInterceptor layout) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(asOf);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new DayInAddress(asOf));
                registry.addInterceptor(layout);
            }
        };
    }
}
