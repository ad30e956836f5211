package org.authorityledger.inbox.findings;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which signatures are meant; what is null lets all through.
 *
 * @param issuer a CIK, or the issuer's whole name, or some of its words in their order
 * @param signer the name of someone who signed, as the form spells it, or some of its words in their order
 * @param grantor likewise of someone for whom was signed
 * @param filedFrom filed on this day or later
 * @param filedUntil filed on this day or earlier
 */
public record FindingFilter(@Nullable String issuer, @Nullable String signer, @Nullable String grantor, @Nullable LocalDate filedFrom,
        @Nullable LocalDate filedUntil) {}
