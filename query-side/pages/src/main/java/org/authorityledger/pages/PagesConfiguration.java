package org.authorityledger.pages;

import java.time.ZoneId;
import java.util.List;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.http.Pages;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.QuestionClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The pages as beans: the frame of all pages here, each page with its readers in a configuration of its own. Nothing names this module: a node that
 * answers questions and has it on its class path serves pages, and one without it serves programs alone.
 */
@AutoConfiguration
@ConditionalOnBean(QuerySide.class)
@Import({ SignIn.class, SearchPage.class, OverviewPage.class, OverviewPage.Beans.class, CheckPage.class, CheckPage.Beans.class,
        PartyPages.class, DifferencePage.class, DifferencePage.Beans.class, ExportFiles.class, LedgerPage.class, LedgerPage.Beans.class,
        ReplayPage.class, RecordPage.class, RecordPage.Beans.class, RebuildsPage.class, RebuildsPage.Beans.class,
        InvestigationsPage.class, InvestigationsPage.Beans.class, DeadLettersPage.class})
public class PagesConfiguration {

    @Bean
    AccessRules pageRules() {
        return AccessRules.of(AccessRules.any(Pages.SIGN_IN, Permission.PUBLIC), AccessRules.any("/assets/**", Permission.PUBLIC),
                AccessRules.any("/webjars/htmx.org/**", Permission.PUBLIC), AccessRules.any("/favicon.ico", Permission.PUBLIC),
                AccessRules.any("/session", Permission.SIGNED_IN), AccessRules.any("/logout", Permission.SIGNED_IN),
                AccessRules.any("/record/**", Permission.RECORD));
    }

    @Bean
    DisplayText words(@Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new DisplayText(zone);
    }

    @Bean
    Instruments instruments(JdbcTemplate jdbc) {
        return new Instruments(jdbc);
    }

    @Bean
    AsOfReader asOfReader(QuestionClock moments, @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new AsOfReader(moments, zone);
    }

    @Bean
    PageLayoutInterceptor framing(List<NavigationEntry> navigation, DisplayText words, DeadLetters letters) {
        return new PageLayoutInterceptor(navigation, words, letters);
    }

    @Bean
    Pages pages(@Lazy @Qualifier("thymeleafViewResolver") ViewResolver views, PageLayoutInterceptor framing, AsOfReader asOf) {
        return new ProblemPage(views, framing, asOf);
    }

    @Bean
    WebMvcConfigurer pagesAreFramed(AsOfReader asOf, PageLayoutInterceptor framing) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(asOf);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(framing);
            }
        };
    }
}
