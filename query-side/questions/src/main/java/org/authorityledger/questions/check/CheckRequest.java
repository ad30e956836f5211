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
import org.authorityledger.http.Problem;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.QuestionAsKnownAt;
import org.jspecify.annotations.Nullable;

/** A question as it is asked from outside: all text, to be read strictly. */
record CheckRequest(@Nullable String grantor, @Nullable String issuer, @Nullable String form, @Nullable List<String> signers,
        @Nullable List<String> capacities, @Nullable String on, @Nullable String knownAt) {

    private static final int MOST_SIGNERS = 100;

    /**
     * Reads it.
     *
     * @throws Problem naming the parameter that is missing or malformed
     */
    QuestionAsKnownAt read(QuestionClock moments) {
        GrantorId grantorId = required("grantor", grantor, GrantorId::of);
        IssuerId issuerId = required("issuer", issuer, IssuerId::of);
        FormAsked formAsked = required("form", form, FormAsked::of);
        if (signers == null || signers.isEmpty()) {
            throw Problem.malformed("signer", "is required");
        }
        if (signers.size() > MOST_SIGNERS) {
            throw Problem.malformed("signer", "is given more than " + MOST_SIGNERS + " times");
        }
        List<AttorneyId> signerIds = signers.stream().map(signer -> required("signer", signer, AttorneyId::of)).toList();
        Set<Capacity> asked = EnumSet.noneOf(Capacity.class);
        if (capacities != null) {
            capacities.forEach(capacity -> asked.add(required("capacity", capacity, CheckRequest::capacity)));
        }
        LocalDate day = on == null || on.isEmpty() ? null : required("on", on, Dates::parse);
        Instant known = knownAt == null || knownAt.isEmpty() ? null : required("knownAt", knownAt, Dates::parseInstant);
        Moment moment = moments.of(day, known);
        return new QuestionAsKnownAt(new Question(grantorId, issuerId, formAsked, signerIds, asked, moment.on()), moment.knownAt());
    }

    private static Capacity capacity(String text) {
        try {
            return Capacity.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be one of " + EnumSet.allOf(Capacity.class), e);
        }
    }

    private interface Reading<T> {

        T read(String text);
    }

    private static <T> T required(String name, @Nullable String text, Reading<T> reading) {
        if (text == null || text.isEmpty()) {
            throw Problem.malformed(name, "is required");
        }
        try {
            return reading.read(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(name, String.valueOf(e.getMessage()));
        }
    }
}
