package org.authorityledger.query.dashboard;

import java.time.ZoneId;
import java.util.List;
import org.authorityledger.http.Pages;
import org.authorityledger.query.register.DeadLetters;
import org.authorityledger.query.register.Moments;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The dashboard as beans: the frame of all pages here, each page with its readers in a configuration of its own. */
@Configuration(proxyBeanMethods = false)
@Import({ SignIn.class, SearchPage.class, OverviewPage.class, OverviewPage.Beans.class, CheckPage.class, CheckPage.Beans.class,
        PartyPages.class, DifferencePage.class, DifferencePage.Beans.class, ExportFiles.class, LedgerPage.class, LedgerPage.Beans.class,
        ReplayPage.class, RecordPage.class, RecordPage.Beans.class, RebuildsPage.class, RebuildsPage.Beans.class,
        InvestigationsPage.class, InvestigationsPage.Beans.class, DeadLettersPage.class})
public class Dashboard {

    @Bean
    Words words(@Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new Words(zone);
    }

    @Bean
    Instruments instruments(JdbcTemplate jdbc) {
        return new Instruments(jdbc);
    }

    @Bean
    AsOfReader asOfReader(Moments moments, @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new AsOfReader(moments, zone);
    }

    @Bean
    Framing framing(List<NavigationEntry> navigation, Words words, DeadLetters letters) {
        return new Framing(navigation, words, letters);
    }

    @Bean
    Pages pages(@Lazy @Qualifier("thymeleafViewResolver") ViewResolver views, Framing framing, AsOfReader asOf) {
        return new ProblemPage(views, framing, asOf);
    }

    @Bean
    WebMvcConfigurer pagesAreFramed(AsOfReader asOf, Framing framing) {
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
