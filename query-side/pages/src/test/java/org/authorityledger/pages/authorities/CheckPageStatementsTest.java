package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** How often the page that answers who may sign goes to the database. */
@Import(CheckPageStatementsTest.CountsStatements.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckPageStatementsTest extends OnAQueryNode {

    /** The statements that the thread of a request has sent; null on all other threads. */
    private static final ThreadLocal<List<String>> STATEMENTS = new ThreadLocal<>();

    private static volatile List<String> sent = List.of();

    /** Notes every statement that a request for a page sends. */
    @TestConfiguration(proxyBeanMethods = false)
    static class CountsStatements {

        @Bean
        static BeanPostProcessor countsStatements() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? new CountingDataSource(source) : bean;
                }
            };
        }

        @Bean
        FilterRegistrationBean<Filter> notesStatements() {
            FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
                List<String> statements = new CopyOnWriteArrayList<>();
                STATEMENTS.set(statements);
                sent = statements;
                try {
                    chain.doFilter(request, response);
                } finally {
                    STATEMENTS.remove();
                }
            });
            filter.addUrlPatterns(CheckPage.PATH);
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return filter;
        }
    }

    private static final class CountingDataSource extends DelegatingDataSource {

        CountingDataSource(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(CountingDataSource.class.getClassLoader(), new Class<?>[]{ Connection.class},
                    (proxy, method, arguments) -> {
                        List<String> statements = STATEMENTS.get();
                        if (statements != null && Set.of("prepareStatement", "prepareCall", "createStatement").contains(method.getName())) {
                            statements.add(arguments == null ? method.getName() : String.valueOf(arguments[0]));
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    private GrantorId recorded(LegalAct... acts) {
        GrantorId grantorId = acts[0].grantorId();
        long last = 0;
        for (int n = 0; n < acts.length; n++) {
            last = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), n, acts[n]).position().value();
        }
        awaitRegister(last);
        return grantorId;
    }

    private List<String> statements(String question) {
        assertThat(LedgerForTests.get(port, CheckPage.PATH + "?" + question, "Accept", "text/html").statusCode()).isEqualTo(200);
        // The heading that only paper shows asks once in ten seconds, for all pages.
        return sent.stream().filter(statement -> !statement.contains("proof.checkpoint")).toList();
    }

    @Test
    void who_may_sign_is_answered_by_three_statements_once_the_parties_are_remembered_and_how_it_changed_by_two_more() {
        GrantorId id = GrantorId.of("counting-" + UUID.randomUUID());
        Acts acts = new Acts();
        acts.granted("first", says -> says.appointing(Acts.IRVING, Acts.FRACTOR, Acts.STOVER).withSubstitution());
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        PoaId poaId = PoaId.of("first");
        recorded(new PowerOfAttorneyGranted(id, poaId, new Party("Cora Counter", null), terms, null),
                new SubstituteAppointed(id, poaId, Acts.IRVING, person("sub-one"), Set.of(), LocalDate.parse("2020-06-01")),
                new SubstituteAppointed(id, poaId, Acts.FRACTOR, person("sub-two"), Set.of(), LocalDate.parse("2020-06-01")));

        // Once a node looks by which edition of the law the register was made, and what the register holds of those asked about.
        statements("grantor=" + id + "&form=4&on=2020-07-01");

        assertThat(statements("grantor=" + id + "&form=4&on=2020-07-01")).as("everyone ever appointed").hasSize(3);
        assertThat(statements("grantor=" + id + "&form=4&on=2020-07-01&signer=sub-one"))
                .as("one signer, whose substitution has a principal")
                .hasSize(5);
        assertThat(statements("grantor=" + id + "&form=4&on=2020-07-01&signer=sub-one&signer=sub-two")).as("two signers").hasSize(5);
    }

    private static Person person(String id) {
        return new Person(AttorneyId.of(id), "Sub " + id, null, null);
    }
}
