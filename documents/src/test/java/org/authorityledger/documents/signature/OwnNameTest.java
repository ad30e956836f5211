package org.authorityledger.documents.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Quinn Pearl          | Pearl Quinn
            QUINN PEARL          | Quinn, Pearl
            Quinn Pearl          | P. Quinn
            Quinn P              | Pearl Quinn
            Quinn Pearl Anne     | Pearl Quinn
            Quinn Pearl          | Pearl Z. Quinn
            Quinn Pearl          | Quinn, Pearl Z
            Quinn Pearl Z.       | Pearl Quinn
            Quinn Pearl Z        | Pearl Z. Quinn
            Quinn Pearl Anne     | Pearl A. Quinn
            Quinn Pearl Anne     | P. Quinn
            Quinn Pearl Anne     | P. A. Quinn
            Quinn Pearl Anne     | P. Anne Quinn
            Quinn Pearl Anne     | Anne Quinn
            Quinn Pearl A B      | Pearl B. Quinn
            Quinn John Peter     | JP Quinn
            Quinn J. P.          | JP Quinn
            Quinn Pearl          | Pearl Quinn-Smith
            Quinn Pearl Anne     | Pearl Smith-Quinn
            Quinn Pearl          | Pearl Smith Quinn
            Quinn Pearl Jr.      | Pearl Quinn
            Quinn Pearl Jr       | Pearl Quinn, Jr.
            Quinn Pearl II       | Pearl Quinn 2nd
            Quinn Pearl          | Dr. Pearl Quinn, M.D., Ph.D.
            Quinn Pearl          | Pearl Quinn CPA
            Quinn Pearl          | Perl Quinn
            Quinn Pearl          | Pearl Qiunn
            Quinn Pearl          | Pearl Quin
            Pearl Quinn          | Perl Quinn
            Bank John            | John Bank
            TAN ANH NA           | Anh Na Tan
            Quinn Stephen        | Steven Quinn
            Quinn William        | Bill Quinn
            IBANEZ JOSE          | José Ibáñez
            DE LUCA MARIO        | Mario DeLuca
            O BRIEN SEAN         | Sean O'Brien
            Lukasz-Pryce Jo Anne | Jo Anne Lukasz-Pryce
            Quinn Minjun         | Min-Jun Quinn
            """)
    void their_own_name_may_be_spelled_in_many_ways(String owner, String signed) {
        assertThat(OwnName.of(owner, signed)).isEqualTo(OwnName.YES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Quinn Pearl         | Mary Quinn
            Quinn Pearl         | Paul Quinn
            Quinn Pearl         | Peter Quinn
            Quinn Pearl         | Pat Quinn
            Quinn Pearl         | M. Quinn
            Quinn Pearl         | Quinn
            Quinn Pearl         | Pearl
            Quinn Pearl         | Pearl Smith
            Quinn Pearl         | Mary Pearl Quinn
            Quinn Pearl         | Mary-Pearl Quinn
            Quinn Pearl         | Perl Quin
            Quinn Pearl Sr.     | Pearl Quinn, Jr.
            Quinn Pearl Anne    | A. Quinn
            Quinn Mary P        | Pearl Quinn
            Garascia Jessica A. | Jessica B. Garascia
            Quinn Pearl Z       | Pearl Y. Quinn
            Quinn Pearl Zoe     | Pearl Y. Quinn
            Garascia Jessica A. | Jessica Beth Garascia
            Quinn Eric          | Erica Quinn
            Quinn Robert        | Roberta Quinn
            Quinn Al            | Ab Quinn
            van der Berg Anna   | Bea van der Berg
            Hall John           | John Hill
            Hall John           | Hill, John
            Marin Rosa          | Rosa Martin
            Lee Min             | Lee Min Ho
            Quinn Pearl Trust   | Pearl Quinn
            """)
    void another_given_name_or_initial_or_surname_is_another_name(String owner, String signed) {
        assertThat(OwnName.of(owner, signed)).isEqualTo(OwnName.NO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Quinn Pearl         | Pearl Quinn III
            Quinn Pearl         | Pearl Quinn, Jr.
            Garascia Jessica A. | Jessica A. Garascia, Jr.
            Quinn Pearl         | J. Pearl Quinn
            """)
    void a_suffix_or_an_initial_that_only_the_signature_has_leaves_it_open(String owner, String signed) {
        assertThat(OwnName.of(owner, signed)).isEqualTo(OwnName.ADDS);
    }
}
