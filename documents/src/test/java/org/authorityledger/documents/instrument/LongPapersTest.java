package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LongPapersTest {

    @Test
    void no_text_takes_long_or_breaks_the_reader() {
        for (String words : List.of("Jane Roe ", "appoints John Doe, ", "Forms 3, 4, 5, ", "A", "(a) ", "/s/ ", "January 5, ", "until ",
                "By: ", "not ", "may not sign Form 5; ", "other than ", "effective ", "until June 1, 2020; ", "if the ", "[revoked ",
                "Corp. A ")) {
            String text = "I hereby appoint Al Bo to sign Form 4. " + words.repeat(20_000 / words.length()) + " /s/ Cy Dow";
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                    () -> assertThatCode(() -> Papers.read(text)).doesNotThrowAnyException(), words);
        }
    }
}
