package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.TypeMismatchException;
import org.springframework.web.bind.WebDataBinder;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StrictParametersTest {

    private final WebDataBinder binder = new WebDataBinder(null, "limit");

    StrictParametersTest() {
        new StrictParameters().register(binder);
    }

    @Test
    void a_number_has_ascii_digits_and_nothing_else() {
        assertThat(binder.convertIfNecessary("100", Integer.class)).isEqualTo(100);
        assertThat(binder.convertIfNecessary("-1", Long.class)).isEqualTo(-1);
        assertThat(binder.convertIfNecessary("", Integer.class)).isNull();
        for (String text : new String[]{ "0x10", "#A", "\u0663", "\uFF15", "+5", "1e1", "5.0", " 5", "2147483648"}) {
            assertThatThrownBy(() -> binder.convertIfNecessary(text, Integer.class)).as(text).isInstanceOf(TypeMismatchException.class);
        }
        assertThatThrownBy(() -> binder.convertIfNecessary("9223372036854775808", Long.class)).isInstanceOf(TypeMismatchException.class);
    }

    @Test
    void a_uuid_has_its_canonical_form() {
        String text = "0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f";
        assertThat(binder.convertIfNecessary(text, UUID.class)).isEqualTo(UUID.fromString(text));
        assertThatThrownBy(() -> binder.convertIfNecessary("1-1-1-1-1", UUID.class)).isInstanceOf(TypeMismatchException.class);
    }
}
