package org.authorityledger.questions.check;

import org.authorityledger.register.Authorities;
import org.springframework.beans.factory.annotation.Autowired;

/** The register in memory answers checks. */
class RememberedChecksTest extends ChecksContract {

    @Autowired
    private Authorities registerMemory;

    @Override
    protected Authorities answering(long position) {
        awaitRegister(position);
        return new SeenByAll(registerMemory);
    }
}
