package org.authorityledger.inbox.findings;

import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.events.Accession;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.register.NameKey;
import org.jspecify.annotations.Nullable;

/**
 * Which signatures are meant; what is null lets all through.
 *
 * @param issuer an id in the ledger, a CIK, or the issuer's whole name, or some of its words in their order
 * @param signer an id in the ledger, or the name of someone who signed, as the form spells it, or some of its words in their order
 * @param grantor likewise of someone for whom was signed
 * @param filedFrom filed on this day or later
 * @param filedUntil filed on this day or earlier
 * @param accession of the filing with this accession number
 * @param kind of signatures of this kind
 * @param batch of the filings that this file had
 */
public record FindingFilter(@Nullable String issuer, @Nullable String signer, @Nullable String grantor, @Nullable LocalDate filedFrom,
        @Nullable LocalDate filedUntil, @Nullable String accession, Signature.@Nullable Kind kind, @Nullable UUID batch) {

    private static final Pattern QUARTER = Pattern.compile("((?:19|20)\\d{2})-?[qQ]([1-4])");

    /**
     * Reads what a client asks for.
     *
     * @param quarter such as {@code 2024Q3}
     * @throws Problem naming what is malformed
     */
    public static FindingFilter of(@Nullable String issuer, @Nullable String signer, @Nullable String grantor,
            @Nullable String quarter, @Nullable LocalDate filedFrom, @Nullable LocalDate filedUntil) {
        if (filedFrom != null && filedUntil != null && filedUntil.isBefore(filedFrom)) {
            throw Problem.malformed("until", "is before from");
        }
        LocalDate from = filedFrom;
        LocalDate until = filedUntil;
        if (quarter != null && !quarter.isEmpty()) {
            Matcher matcher = QUARTER.matcher(quarter);
            if (!matcher.matches()) {
                throw Problem.malformed("quarter", "is a year and a quarter, such as 2024Q3");
            }
            LocalDate begin = LocalDate.of(Integer.parseInt(matcher.group(1)), 3 * Integer.parseInt(matcher.group(2)) - 2, 1);
            LocalDate end = begin.plusMonths(3).minusDays(1);
            from = from == null || from.isBefore(begin) ? begin : from;
            until = until == null || until.isAfter(end) ? end : until;
        }
        return new FindingFilter(name("issuer", issuer), name("signer", signer), name("grantor", grantor), from, until, null, null, null);
    }

    /**
     * Narrower still.
     *
     * @throws Problem when what is given is no accession number
     */
    public FindingFilter within(@Nullable String accession, Signature.@Nullable Kind kind, @Nullable UUID batch) {
        String number = accession == null || accession.isEmpty() ? null : accession;
        if (number != null && !Accession.is(number)) {
            throw Problem.malformed("accession", "is an accession number, such as 0001127602-25-001055");
        }
        return new FindingFilter(issuer, signer, grantor, filedFrom, filedUntil, number, kind, batch);
    }

    /** The issuer alone. */
    FindingFilter issuerAlone() {
        return new FindingFilter(issuer, null, null, null, null, null, null, null);
    }

    private static @Nullable String name(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Limit.SEARCH.require(parameter, text.length());
        if (NameKey.plain(text).isEmpty()) {
            throw Problem.malformed(parameter, "has a letter or a digit");
        }
        return text.strip();
    }
}
