package org.authorityledger.store;

import org.axonframework.modelling.command.ConcurrencyException;

/** Another act of the same grantor was recorded meanwhile, so the command must be judged again. Nothing was recorded. */
public final class ConcurrentAppend extends ConcurrencyException {

    private static final long serialVersionUID = 1L;

    ConcurrentAppend(String grantorId) {
        super("another act of grantor " + grantorId + " was recorded meanwhile");
    }
}
