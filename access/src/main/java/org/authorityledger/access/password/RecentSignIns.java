package org.authorityledger.access.password;

import org.authorityledger.access.people.Caller;
import org.jspecify.annotations.Nullable;

/** Recognizes a name and a password that were verified a short while ago, without computing their hash again. */
public interface RecentSignIns {

    /**
     * Who sends them.
     *
     * @param address the network address that the request comes from
     * @return null: they must be verified, or must wait, or must choose a password first
     */
    @Nullable
    Caller recognize(String name, String password, String address);
}
