package org.authorityledger.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.authorityledger.events.IssuerId;
import org.jspecify.annotations.Nullable;

/**
 * For whom the ledger is read: everything, or what concerns some issuers. The database tests it in every row: see the policies of the schema
 * {@code ledger}, which know the viewer by the setting {@code ledger.viewer} of the connection.
 *
 * <p>A thread reads for no one until it is said for whom, and who is no one sees nothing. {@link #ALL} is for the work of the ledger itself, such as
 * following the feed, and for those whose sight no scope narrows.
 */
public final class Viewer {

    /** Sees everything. */
    public static final Viewer ALL = new Viewer("*");

    private static final Viewer NO_ONE = new Viewer("");
    private static final ThreadLocal<Viewer> CURRENT = ThreadLocal.withInitial(() -> NO_ONE);

    private final String setting;
    private final Set<String> seen;

    private Viewer(String setting) {
        this.setting = setting;
        this.seen = Set.of(setting.split(","));
    }

    /**
     * Sees what concerns these issuers, and what concerns all issuers.
     *
     * @param issuers at least one, and not {@link IssuerId#ANY}
     */
    public static Viewer of(Collection<IssuerId> issuers) {
        if (issuers.isEmpty() || issuers.contains(IssuerId.ANY)) {
            throw new IllegalArgumentException("a scope is of some issuers: " + issuers);
        }
        return new Viewer(issuers.stream().map(IssuerId::value).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(",")));
    }

    /** For whom this thread reads. */
    public static Viewer current() {
        return CURRENT.get();
    }

    /** Whether this viewer sees what is about this issuer; what is about all issuers is seen in every scope. */
    public boolean sees(IssuerId issuer) {
        return equals(ALL) || !equals(NO_ONE) && (issuer.equals(IssuerId.ANY) || seen.contains(issuer.value()));
    }

    /** Whether this viewer sees what concerns some issuers, and nothing else. */
    public boolean scoped() {
        return !equals(ALL) && !equals(NO_ONE);
    }

    /** The issuers of a scope, in order, without what concerns all of them; none of a viewer without a scope. */
    public List<String> issuers() {
        return scoped() ? List.of(setting.split(",")) : List.of();
    }

    /** The value of the setting {@code ledger.viewer}. */
    String setting() {
        return setting;
    }

    /** Something that is done for a viewer. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {

        T run() throws E;
    }

    /**
     * Does something for this viewer, on this thread. A transaction that is open already goes on for the viewer for whom it was begun.
     *
     * @return what the work returns
     */
    public <T, E extends Exception> T see(Work<T, E> work) throws E {
        Viewer before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.run();
        } finally {
            if (before == NO_ONE) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Work that is done for this viewer, whichever thread does it. */
    public Runnable seeing(Runnable work) {
        return () -> see(() -> {
            work.run();
            return List.of();
        });
    }

    /** Threads that read for this viewer. */
    public ThreadFactory threads(ThreadFactory factory) {
        return work -> factory.newThread(seeing(work));
    }

    /** This thread reads for this viewer from now on, such as the one that starts the process. */
    void ofThisThread() {
        CURRENT.set(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Viewer viewer && viewer.setting.equals(setting);
    }

    @Override
    public int hashCode() {
        return setting.hashCode();
    }

    @Override
    public String toString() {
        return setting.isEmpty() ? "no one" : setting;
    }
}
