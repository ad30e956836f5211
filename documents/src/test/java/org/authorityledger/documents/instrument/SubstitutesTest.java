package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.authorityledger.events.SubstitutionPower;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SubstitutesTest {

    private static SubstitutionPower power(String words) {
        return Objects.requireNonNull(Substitutes.in(words).power()).value();
    }

    @Test
    void substitution_is_allowed_with_or_without_resubstitution() {
        assertThat(power("with full power of substitution or revocation")).isEqualTo(SubstitutionPower.ALLOWED);
        assertThat(power("full power of substitution and re-substitution")).isEqualTo(SubstitutionPower.WITH_RESUBSTITUTION);
        assertThat(power("each acting without the others, with full power of substitution")).isEqualTo(SubstitutionPower.ALLOWED);
        assertThat(power("with power to appoint a substitute")).isEqualTo(SubstitutionPower.ALLOWED);
        assertThat(Substitutes.in("full power and authority").power()).isNull();
    }

    @Test
    void what_is_withheld_is_not_given() {
        assertThat(power("without power of substitution")).isEqualTo(SubstitutionPower.NONE);
        assertThat(power("shall not have any power of substitution")).isEqualTo(SubstitutionPower.NONE);
        assertThat(power("The undersigned expressly withholds any power of substitution.")).isEqualTo(SubstitutionPower.NONE);
        assertThat(power("The power of substitution is withheld.")).isEqualTo(SubstitutionPower.NONE);
        assertThat(power("A power of substitution is not hereby granted.")).isEqualTo(SubstitutionPower.NONE);
        assertThat(power("The undersigned denies any power to appoint a substitute.")).isEqualTo(SubstitutionPower.NONE);
    }

    @Test
    void a_paper_that_gives_and_withholds_it_says_neither() {
        Substitutes both = Substitutes.in("with full power of substitution. The power of substitution is withheld.");
        assertThat(both.power()).isNull();
        assertThat(both.both()).isTrue();
        assertThat(Substitutes.in("with full power of substitution. My substitutes have the power of substitution.").both()).isFalse();
    }
}
