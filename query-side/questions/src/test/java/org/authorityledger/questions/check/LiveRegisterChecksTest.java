package org.authorityledger.questions.check;

import org.authorityledger.register.Authorities;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;

/** The live register, read by SQL, answers checks. */
@Tag("nodes")
class LiveRegisterChecksTest extends ChecksContract {

    @Autowired
    private Authorities register;

    @Override
    protected Authorities answering(long position) {
        awaitRegister(position);
        return register;
    }
}
