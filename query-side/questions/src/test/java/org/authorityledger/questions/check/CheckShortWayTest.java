package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.authorityledger.http.Dates;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.testsupport.RawAnswer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The short way of a check: what takes it, and that no one can tell from the answer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckShortWayTest extends OnHeatonsLedger {

    private static final String PATH = "/api/authority/check";
    private static final String PLAIN = "grantor=andrew-heaton&issuer=hemacare&form=4&signer=judi-irving";
    /** A header that says nothing, and with which a request is not plain. */
    private static final String[] THE_LONG_WAY = { "X-Of-No-Meaning", "1"};

    @Autowired
    private CheckShortWay shortWay;

    @ParameterizedTest
    @ValueSource(strings = { PLAIN, PLAIN + "&on=2004-03-01", PLAIN + "&on=2005-03-04&signer=david-fractor&capacity=OFFICER",
            PLAIN + "&on=2004-03-01&knownAt=2026-01-01T00:00:00Z", PLAIN + "&minPosition=1", PLAIN + "&minPosition=",
            "grantor=andrew-heaton&issuer=hemacare&form=SC%2013D%2FA&signer=judi-irving&on=2004-03-01",
            "grantor=andrew-heaton&issuer=hemacare&form=SC+13D&signer=katherine-kwiat&on=2004-03-01",
            "grantor=unknown-to-us&issuer=hemacare&form=4&signer=judi-irving&on=2004-03-01",
            // Refused.
            "", "grantor=andrew-heaton", PLAIN + "&on=2004-02-30", PLAIN + "&on=tomorrow", PLAIN + "&form=5", PLAIN + "&receipt=true&x=1",
            PLAIN + "&capacity=KING", PLAIN + "&knownAt=2999-01-01T00:00:00Z", PLAIN + "&minPosition=-1", PLAIN + "&minPosition=0x1",
            PLAIN + "&signer=%FF", PLAIN + "&signer=%zz", PLAIN + "&unknown=1", PLAIN + "&signer=", PLAIN + "&&", PLAIN + "&=1",
            "grantor=andrew%00heaton&issuer=hemacare&form=4&signer=judi-irving", PLAIN + "&signer=a,b", PLAIN + "&signer=J%C3%BCrgen"})
    void the_answer_is_that_of_the_long_way_to_the_byte(String query) {
        RawAnswer quick = RawAnswer.to(port, "GET " + PATH + "?" + query, "", "X-Correlation-Id", "the-same");
        RawAnswer slow = RawAnswer.to(port, "GET " + PATH + "?" + query, "", "X-Correlation-Id", "the-same", THE_LONG_WAY[0],
                THE_LONG_WAY[1]);

        assertThat(withoutDate(quick)).isEqualTo(withoutDate(slow));
        assertThat(quick.complete()).isTrue();
    }

    private static String withoutDate(RawAnswer answer) {
        return answer.text().replaceFirst("\r\nDate: [^\r]*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = { PLAIN, PLAIN + "&on=2005-03-04&signer=david-fractor&capacity=OFFICER", PLAIN + "&minPosition=1",
            PLAIN + "&knownAt=2026-01-01T00:00:00Z", "grantor=andrew-heaton&issuer=hemacare&form=SC%2013D%2FA&signer=judi-irving"})
    void what_is_plain_takes_the_short_way(String query) throws Exception {
        get(CHECK);
        MockHttpServletResponse response = new MockHttpServletResponse();

        assertThat(shortWay.answers(request("GET", query), response)).isTrue();
        assertThat(response.getContentAsString()).startsWith("{\"authorized\":");
        assertThat(response.getHeader("Content-Security-Policy")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "grantor=andrew-heaton", PLAIN + "&form=5", PLAIN + "&receipt=true", PLAIN + "&on=2004-02-30",
            PLAIN + "&minPosition=99999999", PLAIN + "&minPosition=-1", PLAIN + "&knownAt=2999-01-01T00:00:00Z", PLAIN + "&unknown=1",
            PLAIN + "&&", PLAIN + "&signer=%C3%BC", PLAIN + "&signer=%FF"})
    void what_is_refused_or_must_wait_takes_the_long_way_untouched(String query) throws Exception {
        get(CHECK);
        MockHttpServletResponse response = new MockHttpServletResponse();

        assertThat(shortWay.answers(request("GET", query), response)).isFalse();
        assertThat(response.getHeaderNames()).isEmpty();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void so_does_whatever_is_not_plain_about_the_request() throws Exception {
        get(CHECK);

        assertTakesTheLongWay(request("HEAD", PLAIN));
        assertTakesTheLongWay(request("POST", PLAIN));
        for (String header : List.of("Cookie", "Origin", "Sec-Fetch-Site", "Content-Length", "Transfer-Encoding", "X-Forwarded-For",
                "If-None-Match", "Range", "Expect")) {
            assertTakesTheLongWay(with(request("GET", PLAIN), header, "1"));
        }
        assertTakesTheLongWay(with(request("GET", PLAIN), "Accept", "text/csv"));
        assertTakesTheLongWay(with(request("GET", PLAIN), "Accept", "application/json;q=0, */*"));
        assertTakesTheLongWay(with(request("GET", PLAIN), "User-Agent", "caf\u00e9"));
        MockHttpServletRequest elsewhere = request("GET", PLAIN);
        elsewhere.setServerName("evil.example");
        assertTakesTheLongWay(elsewhere);
        MockHttpServletRequest old = request("GET", PLAIN);
        old.setProtocol("HTTP/1.0");
        assertTakesTheLongWay(old);
        MockHttpServletRequest otherPath = request("GET", PLAIN);
        otherPath.setRequestURI("/api/authority/check/");
        assertTakesTheLongWay(otherPath);
    }

    @Test
    void so_does_everyone_who_is_not_known_from_a_moment_ago() throws Exception {
        get(CHECK);

        for (String credentials : List.of("Basic " + base64("admin:wrong"), "Basic " + base64("admin"), "Basic ???",
                "basic " + base64("admin:" + LedgerForTests.PASSWORD), "Bearer alk_x_y", "Digest x", "")) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", PATH);
            plain(request, PLAIN);
            request.addHeader("Authorization", credentials);
            assertTakesTheLongWay(request);
        }
        MockHttpServletRequest anonymous = new MockHttpServletRequest("GET", PATH);
        plain(anonymous, PLAIN);
        assertTakesTheLongWay(anonymous);
        MockHttpServletRequest two = request("GET", PLAIN);
        two.addHeader("Authorization", "Basic " + base64("admin:wrong"));
        assertTakesTheLongWay(two);
    }

    @Test
    void after_a_failed_sign_in_from_there_the_right_password_takes_the_long_way_once() throws Exception {
        get(CHECK);
        assertThat(RawAnswer.to(port, "GET " + PATH + "?" + PLAIN, "", THE_LONG_WAY).status()).isEqualTo(200);
        MockHttpServletRequest there = request("GET", PLAIN);
        there.setRemoteAddr("127.0.0.1");
        assertThat(shortWay.answers(there, new MockHttpServletResponse())).isTrue();

        assertThat(LedgerForTests.getAnonymously(port, CHECK, "Authorization", "Basic " + base64("admin:wrong")).statusCode())
                .isEqualTo(401);

        assertTakesTheLongWay(there);
        get(CHECK);
        assertThat(shortWay.answers(there, new MockHttpServletResponse())).isTrue();
    }

    @Test
    void who_looked_is_noted() throws Exception {
        get(CHECK);
        String sent = PLAIN + "&on=2001-02-03";
        assertThat(shortWay.answers(request("GET", sent), new MockHttpServletResponse())).isTrue();

        assertThat(get("/api/access-log?limit=50").body()).contains("on=2001-02-03");
    }

    @Test
    void it_holds_for_the_moment_that_it_names() {
        String knownAt = answer(CHECK).path("knownAt").asString();

        assertThat(Dates.parseInstant(knownAt)).isBeforeOrEqualTo(java.time.Instant.now());
        assertThat(answer(CHECK + "&knownAt=" + knownAt).path("reason").asString()).isEqualTo(answer(CHECK).path("reason").asString());
    }

    private void assertTakesTheLongWay(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThat(shortWay.answers(request, response)).isFalse();
        assertThat(response.getHeaderNames()).isEmpty();
    }

    private static MockHttpServletRequest request(String method, String query) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, PATH);
        plain(request, query);
        request.addHeader("Authorization", "Basic " + base64("admin:" + LedgerForTests.PASSWORD));
        return request;
    }

    private static void plain(MockHttpServletRequest request, String query) {
        request.setProtocol("HTTP/1.1");
        request.setServerName("localhost");
        request.setQueryString(query);
    }

    private static MockHttpServletRequest with(MockHttpServletRequest request, String header, String value) {
        request.addHeader(header, value);
        return request;
    }
}
