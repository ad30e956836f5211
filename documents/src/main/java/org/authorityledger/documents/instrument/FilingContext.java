package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filing to which a paper is attached.
 *
 * @param accession its accession number
 * @param form the type of the filing, such as {@code 4}
 * @param exhibit the number of the exhibit that the paper is, such as {@code 24}
 * @param filedOn the day of the filing
 * @param issuers the issuers that it names
 * @param owners those who report in it
 */
public record FilingContext(@Nullable String accession, @Nullable String form, @Nullable String exhibit, @Nullable LocalDate filedOn,
        List<Party> issuers, List<Party> owners) {

    /** A party of a filing, by name and number. */
    public record Party(String name, @Nullable String cik) {}

    public FilingContext {
        issuers = List.copyOf(issuers);
        owners = List.copyOf(owners);
    }
}
