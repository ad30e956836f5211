package org.authorityledger.inbox.edgar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.authorityledger.authority.CommandRecorder.Sender;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.OnAnInbox;
import org.authorityledger.inbox.edgar.EdgarForTests.Answer;
import org.authorityledger.inbox.edgar.EdgarForTests.Listed;
import org.authorityledger.inbox.findings.FilingBatches;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Filings come from EDGAR, whatever its server does. The node of these tests fetches nothing by itself: each test has a fetcher of its own. */
class EdgarFetchesTest extends OnAnInbox {

    private static final AtomicInteger CIKS = new AtomicInteger(1_500_000);
    private static final Sender SENDER = new Sender("corporate.secretary", "192.0.2.7", "correlation");
    private static final String AGENT = "Sample Company admin@sample.example";

    private final EdgarForTests edgar = new EdgarForTests();
    private final List<EdgarFetches> fetchers = new ArrayList<>();
    private final String cik = Integer.toString(CIKS.incrementAndGet());

    @Autowired
    private FilingBatches batches;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private QuestionClock clock;

    @Autowired
    private JsonMapper json;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void nothing_of_other_tests_is_under_way() {
        jdbc.update("update documents.fetch set state = 'CANCELLED', ended_at = clock_timestamp() where state in ('WAITING', 'FETCHING')");
    }

    @AfterEach
    void stop() {
        fetchers.forEach(EdgarFetches::stop);
        edgar.close();
    }

    private EdgarSettings settings(List<String> watch, @Nullable String since) {
        return new EdgarSettings(AGENT, true, edgar.address("/submissions"), edgar.address("/Archives/edgar/data/"), 10, watch,
                Duration.ofDays(1), since);
    }

    private EdgarFetches fetcher() {
        return fetcher(settings(List.of(), null));
    }

    private EdgarFetches fetcher(EdgarSettings settings) {
        return fetcher(settings, Duration.ofSeconds(20));
    }

    private EdgarFetches fetcher(EdgarSettings settings, Duration longest) {
        EdgarFetches fetches = new EdgarFetches(settings, new FetchStore(jdbc, new TransactionTemplate(transactions), json), batches,
                dataSource, clock, Duration.ofMillis(1), longest);
        fetchers.add(fetches);
        return fetches;
    }

    private String accession(int number) {
        return "000%s-24-%06d".formatted(cik, number);
    }

    private String path(int number) {
        return EdgarForTests.submissionPath(cik, accession(number));
    }

    private String submission(int number, String more) {
        return EdgarForTests.submission(accession(number), "4", "Owner Number" + cik, "Company " + cik + ", Inc.", more);
    }

    /** Serves some filings of Form 4, numbered from 1 on, and their list. */
    private void serve(int filings) {
        List<Listed> listed = new ArrayList<>();
        for (int i = 1; i <= filings; i++) {
            listed.add(new Listed(accession(i), "4", "2024-08-%02d".formatted(29 - i % 28)));
            edgar.serve(path(i), submission(i, ""));
        }
        edgar.list(cik, "Company " + cik, listed);
    }

    private EdgarFetch over(EdgarFetches fetches, EdgarFetch fetch) {
        until(() -> fetches.find(fetch.fetchId()).state().over());
        return fetches.find(fetch.fetchId());
    }

    private static void until(BooleanSupplier reached) {
        for (int i = 0; i < 3_000 && !reached.getAsBoolean(); i++) {
            sleep(20);
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private EdgarFetch fetched() {
        EdgarFetches fetches = fetcher();
        fetches.start();
        return over(fetches, fetches.request(cik, null, SENDER));
    }

    private long filings() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from documents.filing where accession like ?", Long.class, "000" + cik + "-%"));
    }

    private long batches() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from documents.batch where name like ?", Long.class, "000" + cik + "-%"));
    }

    private JsonNode shown(EdgarFetch fetch) {
        return answer("/api/filings/fetches/" + fetch.fetchId());
    }

    @Test
    void what_a_company_filed_is_filed_here_with_its_findings_and_proposals_and_other_forms_are_counted() {
        String old = "CIK000" + cik + "-submissions-001.json";
        edgar.list(cik, "Nordwind Mills, Inc.",
                List.of(new Listed(accession(1), "4", "2024-08-12"), new Listed(accession(2), "8-K", "2024-08-01"),
                        new Listed(accession(3), "SCHEDULE 13G/A", "2024-07-01"), new Listed(accession(4), "10-Q", "2024-06-01"),
                        new Listed(accession(5), "", "2024-05-01"), new Listed(accession(6), "8-K", "2024-04-01")),
                old + "|2023-12-31");
        // The parts overlap by a filing.
        edgar.serve("/submissions/" + old, EdgarForTests.columns(List.of(new Listed(accession(6), "8-K", "2024-04-01"),
                new Listed(accession(3), "SCHEDULE 13G/A", "2024-07-01"), new Listed(accession(7), "3", "2003-01-15"))));
        edgar.serve(path(1), EdgarForTests.submission(accession(1), "4", "Nora Nordwind", "Nordwind Mills, Inc.",
                EdgarForTests.power("Nora Nordwind", "Peter Kvist", "Nordwind Mills, Inc.")));
        edgar.serve(path(3), EdgarForTests.submission(accession(3), "4/A", "Nora Nordwind", "Nordwind Mills, Inc.", ""));
        edgar.serve(path(7), EdgarForTests.submission(accession(7), "3", "Nora Nordwind", "Nordwind Mills, Inc.", ""));

        EdgarFetch done = fetched();

        assertThat(done.state()).as(done.toString()).isEqualTo(EdgarFetch.State.DONE);
        JsonNode shown = shown(done);
        assertThat(shown.path("name").asString()).isEqualTo("Nordwind Mills, Inc.");
        assertThat(shown.path("found").asInt()).isEqualTo(3);
        assertThat(shown.path("filed").asInt()).isEqualTo(3);
        assertThat(shown.path("known").asInt()).isZero();
        assertThat(shown.path("leftOut").toString()).isEqualTo("{\"10-Q\":1,\"8-K\":2,\"without a form\":1}");
        assertThat(shown.path("leftOutCount").asInt()).isEqualTo(4);
        assertThat(shown.path("requestedBy").asString()).isEqualTo("corporate.secretary");
        assertThat(edgar.userAgents).isNotEmpty().allMatch(AGENT::equals);
        assertThat(edgar.asked).doesNotHaveDuplicates();
        JsonNode filing = answer("/api/filings/fetches/" + done.fetchId() + "/filings?limit=1").path("items").path(0);
        assertThat(filing.path("accession").asString()).isEqualTo(accession(1));
        JsonNode batch = answer("/api/filings/batches/" + filing.path("batchId").asString());
        assertThat(batch.path("state").asString()).isEqualTo("DONE");
        assertThat(batch.path("receivedBy").asString()).isEqualTo("corporate.secretary");
        assertThat(answer("/api/findings?accession=" + accession(1)).path("items").path(0).path("finding").asString())
                .isEqualTo("SELF_SIGNED");
        assertThat(answer("/api/proposals?party=nora%20nordwind").path("items").valueStream().map(one -> one.path("kind").asString()))
                .contains("GRANT");
    }

    @Test
    void since_includes_its_day_and_spares_the_parts_before_it() {
        String before = "CIK000" + cik + "-submissions-002.json";
        String on = "CIK000" + cik + "-submissions-001.json";
        edgar.list(cik, "Company", List.of(new Listed(accession(1), "4", "2024-02-01"), new Listed(accession(2), "8-K", "2024-01-30")),
                on + "|2024-01-31", before + "|2024-01-30");
        edgar.serve("/submissions/" + on, EdgarForTests
                .columns(List.of(new Listed(accession(3), "4", "2024-01-31"), new Listed(accession(4), "4", "2024-01-30"))));
        edgar.serve(path(1), submission(1, ""));
        edgar.serve(path(3), submission(3, ""));
        EdgarFetches fetches = fetcher();
        fetches.start();

        EdgarFetch done = over(fetches, fetches.request("CIK000" + cik, LocalDate.of(2024, 1, 31), SENDER));

        assertThat(done.state()).as(done.toString()).isEqualTo(EdgarFetch.State.DONE);
        assertThat(done.progress().found()).isEqualTo(2);
        assertThat(done.progress().leftOut()).isEmpty();
        assertThat(edgar.asked).containsExactlyInAnyOrder(EdgarForTests.listPath(cik), "/submissions/" + on, path(1), path(3));
    }

    @Test
    void what_was_fetched_or_brought_by_hand_before_is_not_filed_twice() {
        serve(3);
        String byHand = LedgerForTests.json(send("/api/filings?name=by-hand.txt", submission(2, "").getBytes(UTF_8))).path("batchId")
                .asString();

        assertThat(fetched().progress().filed()).isEqualTo(3);
        EdgarFetch again = fetched();

        assertThat(again.state()).isEqualTo(EdgarFetch.State.DONE);
        assertThat(again.progress().known()).isEqualTo(3);
        assertThat(again.progress().toGet()).isZero();
        assertThat(filings()).isEqualTo(3);
        assertThat(batches()).as("the one that was brought by hand is the third").isEqualTo(2);
        assertThat(jdbc.queryForObject("select batch_id from documents.fetched_filing where accession = ?", UUID.class, accession(2)))
                .isEqualTo(UUID.fromString(byHand));
        assertThat(edgar.asked(path(1))).isOne();
    }

    @Test
    void a_filing_of_two_parties_is_fetched_once() {
        serve(2);
        fetched();
        String other = Integer.toString(CIKS.incrementAndGet());
        edgar.list(other, "Owner", List.of(new Listed(accession(1), "4", "2024-08-12")));
        EdgarFetches fetches = fetcher();
        fetches.start();

        EdgarFetch done = over(fetches, fetches.request(other, null, SENDER));

        assertThat(done.progress().known()).isOne();
        assertThat(edgar.asked(EdgarForTests.submissionPath(other, accession(1)))).isZero();
    }

    @Test
    void a_server_that_wants_a_pause_gets_it_and_then_the_fetch_goes_on() {
        serve(2);
        edgar.first(EdgarForTests.listPath(cik), EdgarForTests.status(503));
        edgar.first(path(1), EdgarForTests.status(403), EdgarForTests.status(429, "Retry-After", "3600"));
        EdgarFetches fetches = fetcher();
        fetches.start();
        EdgarFetch fetch = fetches.request(cik, null, SENDER);
        until(() -> edgar.asked(path(1)) == 2 && fetches.find(fetch.fetchId()).nextTry() != null);

        EdgarFetch pausing = fetches.find(fetch.fetchId());
        assertThat(pausing.state()).isEqualTo(EdgarFetch.State.FETCHING);
        assertThat(pausing.trouble()).isEqualTo("localhost answers 429.");
        assertThat(shown(pausing).hasNonNull("nextTry")).isTrue();
        JsonNode waiting = answer("/api/filings/fetches/" + fetch.fetchId() + "/filings?state=WAITING").path("items").path(0);
        assertThat(waiting.path("error").asString()).isEqualTo("localhost answers 429.");
        // Others wait with it: it is the same server.
        EdgarFetch behind = fetches.request(Integer.toString(CIKS.incrementAndGet()), null, SENDER);
        long asked = edgar.asked.size();
        sleep(1_500);
        assertThat(edgar.asked).hasSize((int) asked);
        jdbc.update("update documents.fetch set next_try = clock_timestamp() where fetch_id = ?", fetch.fetchId());

        EdgarFetch done = over(fetches, fetch);

        assertThat(done.state()).as(done.toString()).isEqualTo(EdgarFetch.State.DONE);
        assertThat(done.trouble()).isNull();
        assertThat(edgar.asked(path(1))).isEqualTo(3);
        assertThat(edgar.asked(path(2))).isOne();
        assertThat(over(fetches, behind).reason()).isEqualTo(EdgarFetches.UNKNOWN_CIK);
    }

    @Test
    void retry_after_is_seconds_or_a_moment_or_nothing() {
        java.time.Instant now = java.time.Instant.parse("2026-11-27T12:00:00Z");
        assertThat(EdgarClient.duration("120", now)).isEqualTo(Duration.ofMinutes(2));
        assertThat(EdgarClient.duration("Fri, 27 Nov 2026 12:00:30 GMT", now)).isEqualTo(Duration.ofSeconds(30));
        assertThat(EdgarClient.duration("Fri, 27 Nov 2026 11:00:00 GMT", now)).isEqualTo(Duration.ZERO);
        for (String none : new String[]{ "soon", "", "-1", "1.5", "99999999999"}) {
            assertThat(EdgarClient.duration(none, now)).as(none).isNull();
        }
        assertThat(EdgarClient.duration(null, now)).isNull();
    }

    @Test
    void what_breaks_off_is_tried_again_and_filed_as_a_whole() {
        serve(5);
        edgar.first(EdgarForTests.listPath(cik), EdgarForTests.cut("{\"cik\": \"" + cik + "\", \"name\": \"Cut short\"}", true));
        edgar.first(path(1), EdgarForTests.status(500), EdgarForTests.status(502));
        edgar.first(path(2), EdgarForTests.cut(submission(2, ""), true), EdgarForTests.cut(submission(2, ""), false));
        edgar.first(path(3), EdgarForTests.packedAndCut(submission(3, "")), EdgarForTests.packed(submission(3, "")));
        // The server says that this is all, and it is not.
        String half = submission(4, "");
        edgar.first(path(4), EdgarForTests.whole(half.substring(0, half.length() / 2).getBytes(UTF_8)));
        edgar.first(path(5), EdgarForTests.whole(new byte[0]), EdgarForTests.whole(submission(5, "").getBytes(UTF_8)));

        EdgarFetch done = fetched();

        assertThat(done.progress().failed()).as(shown(done).toString()).isOne();
        assertThat(shown(done).path("failures").path(0).path("accession").asString()).as("an empty answer did not break off")
                .isEqualTo(accession(5));
        assertThat(filings()).isEqualTo(4);
        assertThat(batches()).isEqualTo(4);
        assertThat(edgar.asked(path(1))).isEqualTo(3);
        assertThat(edgar.asked(path(2))).isEqualTo(3);
        assertThat(edgar.asked(path(3))).isEqualTo(2);
        assertThat(edgar.asked(path(4))).isEqualTo(2);
        for (int i = 1; i < 5; i++) {
            assertThat(jdbc.queryForObject("select size from documents.batch where name = ?", Long.class, accession(i) + ".txt"))
                    .isEqualTo(submission(i, "").length());
        }
    }

    @Test
    void an_answer_that_stops_in_the_middle_is_not_waited_for() {
        serve(1);
        CountDownLatch never = new CountDownLatch(1);
        edgar.first(path(1), EdgarForTests.stuck(submission(1, ""), new CountDownLatch(1), never));
        EdgarFetches fetches = fetcher(settings(List.of(), null), Duration.ofSeconds(2));
        fetches.start();

        assertThat(over(fetches, fetches.request(cik, null, SENDER)).state()).isEqualTo(EdgarFetch.State.DONE);

        assertThat(edgar.asked(path(1))).isEqualTo(2);
        never.countDown();
    }

    @Test
    void what_stays_broken_or_is_not_what_was_asked_for_is_a_named_error_and_the_rest_goes_on() {
        serve(9);
        Answer[] always = new Answer[20];
        java.util.Arrays.fill(always, EdgarForTests.status(500));
        edgar.first(path(1), always);
        edgar.first(path(2), EdgarForTests.whole("<!DOCTYPE html><html><body>Undergoing maintenance</body></html>".getBytes(UTF_8)));
        edgar.serve(path(3), submission(4, ""));
        edgar.first(path(5), EdgarForTests.endless("<SEC-DOCUMENT>"));
        edgar.first(path(6), EdgarForTests.status(404));
        EdgarForTests another = new EdgarForTests();
        edgar.first(path(7), EdgarForTests.status(302, "Location", another.address("/stolen.txt")));
        edgar.serve(path(8), submission(8, "").replace("<XML>", "<XML><!DOCTYPE a>"));

        EdgarFetch end = fetched();

        assertThat(end.state()).isEqualTo(EdgarFetch.State.FAILED);
        assertThat(end.reason()).isEqualTo(EdgarFetches.SOME_FAILED);
        assertThat(end.detail()).startsWith("7 filings of 9");
        Map<String, String> errors = new java.util.TreeMap<>();
        shown(end).path("failures").valueStream()
                .forEach(one -> errors.put(one.path("accession").asString(), one.path("error").asString()));
        assertThat(errors).hasSize(7).containsEntry(accession(1), "localhost answers 500.")
                .containsEntry(accession(2), "What was answered is a page, not a submission.")
                .containsEntry(accession(3), "The submission has another accession number: " + accession(4) + ".")
                .containsEntry(accession(5), "The answer has more than 26214400 bytes; it was not read further.")
                .containsEntry(accession(6), "localhost answers 404.")
                .containsEntry(accession(7), "localhost redirects to another host, or to the same address; that is not followed.");
        assertThat(errors.get(accession(8))).contains("no filing could be read");
        assertThat(another.asked).isEmpty();
        another.close();
        assertThat(filings()).as("4 and 9").isEqualTo(2);
        assertThat(batches()).as("nothing of the others was filed, but the one that cannot be read").isEqualTo(3);

        edgar.first(path(1));
        edgar.serve(path(3), submission(3, ""));
        edgar.serve(path(8), submission(8, ""));
        EdgarFetch again = fetched();
        assertThat(again.state()).as(shown(again).toString()).isEqualTo(EdgarFetch.State.DONE);
        assertThat(again.progress().toGet()).isEqualTo(7);
        assertThat(again.progress().known()).isEqualTo(2);
        assertThat(filings()).isEqualTo(9);
        assertThat(edgar.asked(path(4))).isOne();
    }

    @Test
    void a_redirect_on_the_same_host_is_followed_and_a_circle_is_not() {
        serve(2);
        edgar.serve("/moved/1.txt", submission(1, ""));
        edgar.first(path(1), EdgarForTests.status(301, "Location", "/moved/1.txt"));
        Answer round = EdgarForTests.status(307, "Location", path(2) + "?again");
        edgar.first(path(2), round);
        edgar.first(path(2) + "?again", EdgarForTests.status(307, "Location", path(2) + "?more"));
        edgar.first(path(2) + "?more", EdgarForTests.status(307, "Location", path(2) + "?still"));
        edgar.first(path(2) + "?still", EdgarForTests.status(307, "Location", path(2) + "?ever"));

        EdgarFetch end = fetched();

        assertThat(end.progress().filed()).isOne();
        assertThat(shown(end).path("failures").path(0).path("error").asString()).contains("redirects more than 3 times");
        assertThat(edgar.asked(path(2) + "?ever")).isZero();
    }

    @Test
    void what_was_being_fetched_when_a_node_went_goes_on_on_another_without_asking_for_anything_again() throws Exception {
        serve(4);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        edgar.first(path(3), EdgarForTests.stuck(submission(3, ""), reached, released));
        EdgarFetches gone = fetcher();
        gone.start();
        EdgarFetch fetch = gone.request(cik, null, SENDER);
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        long before = edgar.asked.size();
        gone.stop();
        released.countDown();
        assertThat(batches()).as("the half of the third is not filed").isEqualTo(before - 2);

        EdgarFetches next = fetcher();
        next.start();
        EdgarFetch done = over(next, fetch);

        assertThat(done.state()).isEqualTo(EdgarFetch.State.DONE);
        assertThat(done.progress().filed()).isEqualTo(4);
        assertThat(edgar.asked(EdgarForTests.listPath(cik))).isOne();
        assertThat(List.of(edgar.asked(path(1)), edgar.asked(path(2)), edgar.asked(path(3)), edgar.asked(path(4))))
                .containsExactly(1L, 1L, 2L, 1L);
        assertThat(batches()).isEqualTo(4);
    }

    @Test
    void a_node_killed_between_filing_and_noting_it_files_nothing_twice() {
        serve(2);
        EdgarFetch done = fetched();
        jdbc.update("update documents.fetched_filing set state = 'WAITING', batch_id = null where accession = ?", accession(2));
        jdbc.update("update documents.fetch set state = 'FETCHING', ended_at = null, filed = 1 where fetch_id = ?", done.fetchId());

        EdgarFetches fetches = fetcher();
        fetches.start();
        assertThat(over(fetches, done).progress().filed()).isEqualTo(2);

        assertThat(edgar.asked(path(2))).isEqualTo(2);
        assertThat(batches()).isEqualTo(2);
        assertThat(filings()).isEqualTo(2);
    }

    @Test
    void of_two_nodes_one_fetches() {
        serve(12);
        EdgarFetches one = fetcher();
        EdgarFetches other = fetcher();
        EdgarFetch fetch = one.request(cik, null, SENDER);
        one.start();
        other.start();

        assertThat(over(other, fetch).progress().filed()).isEqualTo(12);

        assertThat(edgar.asked).hasSize(13).doesNotHaveDuplicates();
    }

    @Test
    void the_same_that_is_not_over_is_the_same_fetch() {
        EdgarFetches fetches = fetcher();
        EdgarFetch fetch = fetches.request(cik, null, SENDER);

        assertThat(fetches.request("000" + cik, null, SENDER).fetchId()).isEqualTo(fetch.fetchId());
        assertThat(fetches.request(cik, LocalDate.of(2024, 1, 1), SENDER).fetchId()).isNotEqualTo(fetch.fetchId());
        assertThat(fetches.cancel(fetch.fetchId(), SENDER).state()).isEqualTo(EdgarFetch.State.CANCELLED);
        assertThat(fetches.request(cik, null, SENDER).fetchId()).isNotEqualTo(fetch.fetchId());
    }

    @Test
    void a_fetch_is_stopped_and_what_was_filed_stays() throws Exception {
        serve(3);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        edgar.first(path(2), EdgarForTests.stuck(submission(2, ""), reached, released));
        EdgarFetches fetches = fetcher();
        fetches.start();
        EdgarFetch fetch = fetches.request(cik, null, SENDER);
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();

        EdgarFetch stopped = fetches.cancel(fetch.fetchId(), SENDER);
        assertThat(stopped.endedBy()).isEqualTo("corporate.secretary");
        assertThat(fetches.cancel(fetch.fetchId(), SENDER).state()).as("again").isEqualTo(EdgarFetch.State.CANCELLED);
        released.countDown();
        EdgarFetch done = over(fetches, fetches.request(cik, null, SENDER));

        assertThat(done.state()).isEqualTo(EdgarFetch.State.DONE);
        assertThat(done.progress().filed() + done.progress().known()).isEqualTo(3);
        assertThat(filings()).isEqualTo(3);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> fetches.cancel(done.fetchId(), SENDER))
                .withMessageContaining("FETCH_OVER");
    }

    @Test
    void what_is_no_list_of_this_cik_ends_the_fetch_with_its_reason() {
        EdgarFetches fetches = fetcher();
        fetches.start();
        EdgarFetch unknown = over(fetches, fetches.request(cik, null, SENDER));
        assertThat(unknown.state()).isEqualTo(EdgarFetch.State.FAILED);
        assertThat(unknown.reason()).isEqualTo(EdgarFetches.UNKNOWN_CIK);
        assertThat(edgar.asked(EdgarForTests.listPath(cik))).isOne();

        for (String wrong : List.of("<html>Maintenance</html>", "[]", "null", "{}", "{\"cik\": \"7\", \"filings\": {\"recent\": {}}}",
                "{\"cik\": \"%s\", \"filings\": {\"recent\": {\"accessionNumber\": [\"%s\"], \"filingDate\": [], \"form\": []}}}"
                        .formatted(cik, accession(1)),
                "{\"cik\": \"%s\", \"filings\": {\"recent\": %s}}".formatted(cik,
                        EdgarForTests.columns(List.of(new Listed("../../secret", "4", "2024-01-01")))),
                "{\"cik\": \"%s\", \"filings\": {\"recent\": %s}}".formatted(cik,
                        EdgarForTests.columns(List.of(new Listed(accession(1), "4", "2024-02-30")))))) {
            edgar.serve(EdgarForTests.listPath(cik), wrong);
            EdgarFetch end = over(fetches, fetches.request(cik, null, SENDER));
            assertThat(end.reason()).as(wrong).isEqualTo(EdgarFetches.LIST_NOT_READ);
        }
        for (String older : List.of("../" + EdgarForTests.listPath(cik), "CIK0000000007-submissions-001.json",
                "CIK000" + cik + "-submissions-001.json")) {
            edgar.list(cik, "Company", List.of(), older + "|2020-01-01");
            EdgarFetch end = over(fetches, fetches.request(cik, null, SENDER));
            assertThat(end.reason()).as(older).isEqualTo(EdgarFetches.LIST_NOT_READ);
        }
        assertThat(edgar.asked).containsOnly(EdgarForTests.listPath(cik), "/submissions/CIK000" + cik + "-submissions-001.json");
        assertThat(filings()).isZero();
    }

    @Test
    void a_server_that_is_away_is_tried_ten_times_and_the_fetch_says_so() {
        serve(2);
        EdgarFetches fetches = fetcher();
        EdgarFetch fetch = fetches.request(cik, null, SENDER);
        jdbc.update("update documents.fetch set attempts = 8 where fetch_id = ?", fetch.fetchId());
        edgar.close();
        fetches.start();
        until(() -> fetches.find(fetch.fetchId()).attempts() == 9);
        assertThat(fetches.find(fetch.fetchId()).state()).isEqualTo(EdgarFetch.State.FETCHING);
        assertThat(fetches.find(fetch.fetchId()).trouble()).contains("localhost cannot be reached");
        jdbc.update("update documents.fetch set next_try = clock_timestamp() where fetch_id = ?", fetch.fetchId());

        EdgarFetch end = over(fetches, fetch);

        assertThat(end.state()).isEqualTo(EdgarFetch.State.FAILED);
        assertThat(end.reason()).isEqualTo(EdgarFetches.NOT_REACHED);
        assertThat(end.detail()).startsWith("After 10 attempts in a row: localhost cannot be reached");
    }

    @Test
    void files_of_people_are_not_crowded_out() {
        serve(1);
        EdgarFetches fetches = fetcher();
        try (AdvisoryLock reading = AdvisoryLock.hold(dataSource, AdvisoryLock.READING_FILINGS)) {
            for (int i = 0; i < 50; i++) {
                send("/api/filings",
                        EdgarForTests.submission("0009999999-24-%06d".formatted(i), "4", "Owner", "Company", cik).getBytes(UTF_8));
            }
            fetches.start();
            EdgarFetch fetch = fetches.request(cik, null, SENDER);
            until(() -> fetches.find(fetch.fetchId()).progress().listed());
            sleep(700);
            assertThat(edgar.asked(path(1))).isZero();
        }
        EdgarFetch fetch = fetches.last(null, 1).getFirst();
        assertThat(over(fetches, fetch).state()).isEqualTo(EdgarFetch.State.DONE);
    }

    @Test
    void those_that_are_watched_are_fetched_by_themselves_once_in_their_time_and_then_only_what_is_newer() {
        serve(1);
        EdgarSettings watching = settings(List.of(cik), "2024-01-01");
        EdgarFetches fetches = fetcher(watching);
        assertThat(fetches.watched().getFirst().last()).isNull();
        fetches.start();
        until(() -> fetches.watched().getFirst().last() != null);
        EdgarFetch first = over(fetches, Objects.requireNonNull(fetches.watched().getFirst().last()));
        assertThat(first.scheduled()).isTrue();
        assertThat(first.requestedBy()).isEqualTo("the schedule");
        assertThat(first.since()).isEqualTo(LocalDate.of(2024, 1, 1));
        assertThat(first.state()).isEqualTo(EdgarFetch.State.DONE);
        fetches.stop();

        EdgarFetches again = fetcher(watching);
        again.start();
        // Its first look at the schedule is over when what it was asked for is.
        over(again, again.request(Integer.toString(CIKS.incrementAndGet()), null, SENDER));
        assertThat(Objects.requireNonNull(again.watched().getFirst().last()).fetchId()).isEqualTo(first.fetchId());
        again.stop();

        jdbc.update("update documents.fetch set requested_at = requested_at - interval '1 day' where fetch_id = ?", first.fetchId());
        EdgarFetches tomorrow = fetcher(watching);
        tomorrow.start();
        until(() -> !Objects.requireNonNull(tomorrow.watched().getFirst().last()).fetchId().equals(first.fetchId()));
        EdgarFetch second = Objects.requireNonNull(tomorrow.watched().getFirst().last());
        assertThat(second.since()).isEqualTo(first.requestedAt().atZone(clock.zone()).toLocalDate().minusDays(31));
    }

    @Test
    void where_it_is_off_nothing_is_sent_and_the_answer_names_the_setting() {
        assertProblem(post("/api/filings/fetches", "{\"cik\": \"" + cik + "\"}"), 503, "FETCHING_IS_OFF");
        assertThat(post("/api/filings/fetches", "{\"cik\": \"" + cik + "\"}").body()).contains("ledger.edgar.user-agent");
        assertThat(answer("/api/filings/watches").path("off").asString()).contains("ledger.edgar.user-agent");
        EdgarSettings on = settings(List.of(cik), null);
        EdgarFetches killed = fetcher(new EdgarSettings(AGENT, false, on.submissions(), on.archives(), 10, on.watch(), on.every(), null));
        // One that waits from when it was on.
        fetcher().request(cik, null, SENDER);
        killed.start();
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> killed.request(cik, null, SENDER))
                .withMessageContaining("ledger.edgar.enabled");
        sleep(1_200);
        assertThat(edgar.asked).isEmpty();
    }

    @Test
    void bad_requests_are_refused_and_nothing_begins() {
        EdgarFetches fetches = fetcher();
        long before = Objects.requireNonNull(jdbc.queryForObject("select count(*) from documents.fetch", Long.class));
        for (String bad : List.of("12345678901", "", "0", "0000000000", "12a", "-1", "CIK", "１２３", "1 2")) {
            assertThatExceptionOfType(Problem.class).as(bad).isThrownBy(() -> fetches.request(bad, null, SENDER))
                    .withMessageContaining("MALFORMED");
        }
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> fetches.request(cik, clock.today().plusDays(1), SENDER))
                .withMessageContaining("IN_THE_FUTURE");
        for (String body : List.of("{}", "{\"cik\": 7}", "{\"cik\": \"7\", \"since\": \"yesterday\"}", "{\"cik\": \"7\", \"form\": \"4\"}",
                "[]", "7")) {
            assertProblem(post("/api/filings/fetches", body), 400, "MALFORMED");
        }
        assertThat(jdbc.queryForObject("select count(*) from documents.fetch", Long.class)).isEqualTo(before);
        assertProblem(get("/api/filings/fetches/17"), 400, "MALFORMED");
        assertProblem(get("/api/filings/fetches/" + UUID.randomUUID()), 404, "UNKNOWN_FETCH");
        assertProblem(get("/api/filings/fetches/" + UUID.randomUUID() + "/filings"), 404, "UNKNOWN_FETCH");

        EdgarFetch today = fetches.request("1234567890", clock.today(), SENDER);
        assertThat(today.cik().value()).isEqualTo("1234567890");
        assertProblem(get("/api/filings/fetches/" + today.fetchId() + "/filings?state=LOST"), 400, "MALFORMED");
        assertThat(get("/api/filings/fetches?limit=1", "Accept", "text/csv").body()).startsWith("fetchId,cik,").contains("1234567890");
    }
}
