package org.authorityledger.questions.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.jspecify.annotations.Nullable;

/**
 * A check as a client requests it, read strictly and once. The day and the moment that the client leaves out are filled in when the check
 * is answered.
 *
 * @param on null: today
 * @param knownAt null: now
 */
record CheckRequest(GrantorId grantorId, IssuerId issuerId, FormAsked form, List<AttorneyId> signers, Set<Capacity> capacities,
        @Nullable LocalDate on, @Nullable Instant knownAt) {

    /**
     * Reads the parameters of a request.
     *
     * @throws Problem naming the parameter that is missing or malformed
     */
    static CheckRequest ofParameters(@Nullable String grantor, @Nullable String issuer, @Nullable String form, String @Nullable [] signers,
            String @Nullable [] capacities, @Nullable String on, @Nullable String knownAt) {
        return of(grantor, issuer, form, signers == null ? null : List.of(signers), capacities == null ? null : List.of(capacities), on,
                knownAt);
    }

    /**
     * Reads texts.
     *
     * @throws Problem naming the text that is missing or malformed
     */
    static CheckRequest of(@Nullable String grantor, @Nullable String issuer, @Nullable String form, @Nullable List<String> signers,
            @Nullable List<String> capacities, @Nullable String on, @Nullable String knownAt) {
        GrantorId grantorId = required("grantor", grantor, GrantorId::of);
        IssuerId issuerId = required("issuer", issuer, IssuerId::of);
        FormAsked formAsked = required("form", form, FormAsked::of);
        if (signers == null || signers.isEmpty()) {
            throw Problem.malformed("signer", "is required");
        }
        Limit.SIGNERS.require("signer", signers.size());
        List<AttorneyId> signerIds = signers.stream().map(signer -> required("signer", signer, AttorneyId::of)).toList();
        Set<Capacity> signingAs = EnumSet.noneOf(Capacity.class);
        if (capacities != null) {
            capacities.forEach(capacity -> signingAs.add(required("capacity", capacity, CheckRequest::capacity)));
        }
        return new CheckRequest(grantorId, issuerId, formAsked, signerIds, signingAs, optional("on", on, Dates::parse),
                optional("knownAt", knownAt, Dates::parseInstant));
    }

    /** The question, with today and now for what the client left out. */
    QuestionAsKnownAt at(QuestionClock clock) {
        Moment moment = clock.of(on, knownAt);
        return new QuestionAsKnownAt(new Question(grantorId, issuerId, form, signers, capacities, moment.on()), moment.knownAt());
    }

    private static Capacity capacity(String text) {
        try {
            return Capacity.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be one of " + EnumSet.allOf(Capacity.class), e);
        }
    }

    private interface Parser<T> {

        T parse(String text);
    }

    private static <T> @Nullable T optional(String name, @Nullable String text, Parser<T> parser) {
        return text == null || text.isEmpty() ? null : required(name, text, parser);
    }

    private static <T> T required(String name, @Nullable String text, Parser<T> parser) {
        if (text == null || text.isEmpty()) {
            throw Problem.malformed(name, "is required");
        }
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(name, String.valueOf(e.getMessage()));
        }
    }
}
