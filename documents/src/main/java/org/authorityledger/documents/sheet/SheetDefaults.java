package org.authorityledger.documents.sheet;

import java.util.Set;
import java.util.TreeSet;
import org.authorityledger.events.Form;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every row that does not say otherwise, by the word of the one who sends the sheet.
 *
 * @param issuer the company; null: each row names its own
 * @param issuerCik its number; null: not stated
 * @param forms empty: each row names its own
 * @param termsSeen whether the papers themselves were seen, and not only the sheet
 */
public record SheetDefaults(@Nullable String issuer, @Nullable String issuerCik, Set<Form> forms, boolean termsSeen) {

    public static final SheetDefaults NONE = new SheetDefaults(null, null, Set.of(), false);

    public SheetDefaults {
        forms = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(forms));
    }
}
