package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class AppointmentTest {

    private static Appointment read(String words) {
        return Objects.requireNonNull(Appointment.in(words));
    }

    private static int minimum(String words) {
        return Objects.requireNonNull(read(words).minimum()).value();
    }

    @Test
    void particles_initials_and_suffixes_belong_to_names() {
        assertThat(read("hereby appoints Carlos de la Vega, Jr., J. P. O'Neil and Mary-Kate Lund III as attorneys").appointed())
                .extracting(one -> one.name().value()).containsExactly("Carlos de la Vega, Jr.", "J. P. O'Neil", "Mary-Kate Lund III");
    }

    @Test
    void a_name_after_the_end_of_the_list_is_shown() {
        assertThat(read("designates Helen Marsh, or in her absence, or Pat Dell, to sign Form 144").unread()).isNotEmpty();
    }

    @Test
    void how_many_must_sign() {
        assertThat(minimum("appoints Ann Lee and Bo Ray, signing singly, to sign Form 4")).isEqualTo(1);
        assertThat(minimum("appoints Ann Lee and Bo Ray, acting jointly, to sign Form 4")).isEqualTo(2);
        assertThat(minimum("appoints Ann Lee and Bo Ray, jointly and severally, to sign Form 4")).isEqualTo(1);
        assertThat(minimum("appoints Ann Lee, Bo Ray and Cy Dow, any two of them acting together, to sign Form 4")).isEqualTo(2);
        assertThat(read("appoints Ann Lee and Bo Ray to sign Form 4").minimum()).isNull();
    }

    @Test
    void a_power_may_be_given_or_people_be_authorized() {
        assertThat(read("I give Ann Lee power of attorney to sign Form 4").appointed()).hasSize(1);
        assertThat(read("This confirms that Ann B. Lee and Bo Ray are authorized to sign").appointed()).hasSize(2);
        assertThat(Appointment.in("The board appoints a committee to study it.")).isNull();
    }
}
