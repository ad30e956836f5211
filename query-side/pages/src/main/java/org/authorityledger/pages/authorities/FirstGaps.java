package org.authorityledger.pages.authorities;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.listing.Page;
import org.jspecify.annotations.Nullable;

/**
 * The first gaps of a form, for the overview. To find them, the records of many grantors are read and judged: one visitor looks while the
 * others wait, and what was found is shown again for twenty times as long as it took to find. So this takes at most a twentieth of the time.
 */
final class FirstGaps {

    static final int MOST_LISTED = 8;
    private static final int TIMES_SHOWN = 20;
    private static final int MOST_KEPT = 64;

    private final Gaps gaps;
    private final Map<Asked, Kept> kept = new ConcurrentHashMap<>();

    FirstGaps(Gaps gaps) {
        this.gaps = gaps;
    }

    /**
     * What was found.
     *
     * @param moment what it is about
     * @param next the cursor with which the list of all gaps goes on; null: these are all
     * @param lookedAt the grantor looked at last, where not everyone was looked at; null: everyone was, or there is no room for more
     */
    record First(List<Gap> gaps, Moment moment, @Nullable String next, @Nullable String lookedAt) {}

    /** A question. Without a moment of knowledge it is about now. */
    private record Asked(FormAsked form, LocalDate on, @Nullable Instant knownAt) {}

    private record Kept(First first, long foundAt, long took) {

        boolean fresh() {
            return System.nanoTime() - foundAt < took * TIMES_SHOWN;
        }
    }

    First of(FormAsked form, AsOf asOf) {
        Asked asked = new Asked(form, asOf.on(), asOf.askedKnownAt());
        Kept last = kept.get(asked);
        return last != null && last.fresh() ? last.first() : find(asked, asOf.moment());
    }

    private synchronized First find(Asked asked, Moment moment) {
        Kept last = kept.get(asked);
        if (last != null && last.fresh()) {
            return last.first();
        }
        long began = System.nanoTime();
        Page page = Page.of(MOST_LISTED, null, GapsPage.KEY, GapsPage.question(asked.form(), null)).keeping("", moment);
        Gaps.Found found = GapsPage.find(gaps, null, asked.form(), moment, page);
        First first = new First(page.cut(found.gaps()), moment, GapsPage.next(found, page),
                found.lookedAt() == null ? null : found.lookedAt().getFirst());
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        long now = System.nanoTime();
        kept.put(asked, new Kept(first, now, now - began));
        return first;
    }
}
