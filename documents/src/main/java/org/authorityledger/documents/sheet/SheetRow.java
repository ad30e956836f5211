package org.authorityledger.documents.sheet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/**
 * What one row says of an instrument, or several rows together.
 *
 * @param key rows of one key are about one instrument; null: too little is known to join it with another
 * @param poaId the instrument's own number or name in the tracker; null: it has none
 * @param issuers the companies, in order; empty: not stated, unless {@code anyIssuer}
 * @param untilCeasedReporting the duties with whose end it lapses
 * @param open what must be known and is not, or cannot be read; the field by its name in a mapping
 * @param remarks what was read in a way that a person should see
 */
public record SheetRow(@Nullable String key, @Nullable String poaId, @Nullable Party grantor, List<Party> issuers, boolean anyIssuer,
        List<Attorney> attorneys, Set<Form> forms, @Nullable Integer minimumSignatures, @Nullable LocalDate executedOn,
        @Nullable LocalDate effectiveOn, @Nullable LocalDate expiresOn, Set<Regime> untilCeasedReporting, @Nullable LocalDate revokedOn,
        @Nullable LocalDate deliveredOn, @Nullable String note, List<Open> open, List<String> remarks) {

    /** The same, with one thing more that must be known. */
    SheetRow and(Open more) {
        List<Open> all = new ArrayList<>(open);
        all.add(more);
        return new SheetRow(key, poaId, grantor, issuers, anyIssuer, attorneys, forms, minimumSignatures, executedOn, effectiveOn,
                expiresOn,
                untilCeasedReporting, revokedOn, deliveredOn, note, all, remarks);
    }

    /** Someone by name, and by number where it is known. */
    public record Party(String name, @Nullable String cik) {}

    /** An attorney as the cell names them. */
    public record Attorney(String name, @Nullable String title) {}
}
