package org.authorityledger.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.authorityledger.access.password.TooManyFailedSignIns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;

/** Notes each sign-in that failed: a line in the log, and a metric. */
final class FailedSignInNotes {

    private static final Logger LOG = LoggerFactory.getLogger(FailedSignInNotes.class);

    private final Predicate<String> accounts;
    private final Map<With, Counter> counters = new EnumMap<>(With.class);

    /** What someone brought. */
    enum With {
        PASSWORD, KEY, TOKEN, PROVIDER
    }

    /** @param accounts whether there is an account of this name */
    FailedSignInNotes(Predicate<String> accounts, MeterRegistry meters) {
        this.accounts = accounts;
        for (With with : With.values()) {
            counters.put(with, Counter.builder("ledger.sign.ins.failed").description("Sign-ins that failed")
                    .tag("with", with.name().toLowerCase(Locale.ROOT)).register(meters));
        }
    }

    /**
     * Notes one.
     *
     * @param name as someone spelled it; null: they gave none
     */
    void note(With with, @Nullable String name, @Nullable String address, AuthenticationException failure) {
        Objects.requireNonNull(counters.get(with)).increment();
        if (failure instanceof TooManyFailedSignIns) {
            // Those before it are in the log; someone who guesses must not fill it.
            return;
        }
        LOG.info("A sign-in failed: by {}, name {}, from {}: {}", with.name().toLowerCase(Locale.ROOT), known(name), address,
                plain(String.valueOf(failure.getMessage())));
    }

    /** Only a name that is one: some people type their password there. */
    private String known(@Nullable String name) {
        return name == null ? "none" : accounts.test(name) ? plain(name) : "unknown";
    }

    private static String plain(String text) {
        String plain = text.replaceAll("\\p{C}", "?");
        return plain.length() > 300 ? plain.substring(0, 300) + "…" : plain;
    }
}
