package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

    private static java.util.List<String> parts(String line) {
        return Sentences.parts(line).stream().map(part -> part.words().strip()).toList();
    }

    @Test
    void points_and_semicolons_end_parts() {
        assertThat(parts("I sign Form 4; you sign Form 5. The rest waits.")).containsExactly("I sign Form 4", "you sign Form 5.",
                "The rest waits.");
    }

    @Test
    void initials_and_titles_of_people_end_none() {
        assertThat(parts("I, Ann R. Vale, appoint Mr. Lee Moor Jr. of the U.S. Bank")).hasSize(1);
        assertThat(parts("It is signed by Lee Moor Jr. The rest waits.")).hasSize(2);
    }

    @Test
    void the_name_of_a_company_may_end_one() {
        assertThat(parts("regarding Wick Corp. Form 144 is excluded.")).hasSize(2);
        assertThat(parts("regarding Wick Corp. and others")).hasSize(1);
    }
}
