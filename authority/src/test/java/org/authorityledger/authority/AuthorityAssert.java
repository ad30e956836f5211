package org.authorityledger.authority;

import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/** Says of an authority on which days it is in force, and what ends it. */
final class AuthorityAssert extends AbstractAssert<AuthorityAssert, Authority> {

    private AuthorityAssert(Authority actual) {
        super(actual, AuthorityAssert.class);
    }

    static AuthorityAssert assertThatAuthority(Authority actual) {
        return new AuthorityAssert(actual);
    }

    AuthorityAssert isInForceOn(String day) {
        return actual.inForceOn(Acts.day(day)) ? this : fail("to be in force on " + day);
    }

    AuthorityAssert isNotInForceOn(String day) {
        return actual.inForceOn(Acts.day(day)) ? fail("not to be in force on " + day) : this;
    }

    AuthorityAssert isOpen() {
        return actual.ending() == null ? this : fail("to be open");
    }

    AuthorityAssert neverWas() {
        return actual.neverWas() ? this : fail("never to have been");
    }

    /** It ends by this cause, as this record says. */
    AuthorityAssert endsBy(EndCause cause, RecordId record) {
        Ending ending = actual.ending();
        return ending != null && ending.cause() == cause && Objects.equals(ending.recordId(), record)
                ? this
                : fail("to end by " + cause + " as record " + record + " says");
    }

    private AuthorityAssert fail(@Nullable String expectation) {
        failWithMessage("expected %s %s", actual, expectation);
        return this;
    }
}
