package org.authorityledger.command;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Power;
import org.authorityledger.events.Recipient;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a command may hold, whatever is recorded: the same by every way that commands come in. What is in history already is not judged by this:
 * it always loads.
 */
final class CommandBounds {

    /** After the last day in force there must be a day that can be written. */
    private static final LocalDate LAST_EXPIRY = LocalDate.of(9999, 12, 30);

    private CommandBounds() {}

    /**
     * Refuses a command beyond the bounds.
     *
     * @throws Problem naming the field at fault
     */
    static void require(Command command) {
        switch (command) {
            case GrantPowerOfAttorney grant -> require(grant.terms());
            case CorrectPowerOfAttorney correction -> require(correction.terms());
            case AmendPowerOfAttorney amendment -> require(amendment.terms());
            case RevokePowerOfAttorney revocation -> {
                Limit.REVOKED_ATTORNEYS.require("attorneys", revocation.attorneys().size());
                Limit.DELIVERIES.require("deliveries", revocation.deliveries().size());
                for (int i = 0; i < revocation.deliveries().size(); i++) {
                    Delivery delivery = revocation.deliveries().get(i);
                    require("deliveries[" + i + "].attorneyId", delivery.attorneyId(), delivery.to());
                }
            }
            case RecordRevocationDelivery delivery -> require("attorneyId", delivery.attorneyId(), delivery.to());
            case RecordReportingBegan beginning -> require("issuerId", beginning.issuerId());
            case AppointSubstitute appointment -> {
                Limit.ISSUERS.require("issuers", appointment.issuers().size());
                appointment.issuers().forEach(issuerId -> require("issuers", issuerId));
            }
            case RecordGrantorDeath death -> Limit.NOTICES.require("notices", death.notices().size());
            case RecordGrantorIncapacity incapacity -> Limit.NOTICES.require("notices", incapacity.notices().size());
            case RecordGrantorDissolution dissolution -> Limit.NOTICES.require("notices", dissolution.notices().size());
            case RecordCessation cessation -> require("issuerId", cessation.issuerId());
            case RecordResumption resumption -> require("issuerId", resumption.issuerId());
            default -> {
                // The others name one thing each.
            }
        }
    }

    private static void require(Terms terms) {
        if (terms.issuers().isEmpty()) {
            throw Problem.malformed("issuer", "is required");
        }
        for (int i = 0; i < terms.issuers().size(); i++) {
            IssuerId issuerId = terms.issuers().get(i).issuerId();
            require("issuers[" + i + "].issuerId", issuerId);
            if (issuerId.equals(IssuerId.ANY) && terms.issuers().size() > 1) {
                throw Problem.malformed("issuers[" + i + "]", "ANY stands alone: it is every issuer");
            }
        }
        Limit.ISSUERS.require("issuers", terms.issuers().size());
        Limit.ISSUERS_TIMES_ATTORNEYS.require("issuers", (long) terms.issuers().size() * terms.attorneys().size());
        Limit.SUPERSEDED.require("supersedes", terms.supersedes().size());
        Limit.SUPERSEDED.require("onBehalfOf", terms.onBehalfOf().entities().size());
        List<Power> powers = terms.powers();
        long attorneys = terms.attorneys().size();
        long characters = powers.stream().mapToLong(CommandBounds::characters).sum();
        Limit.ATTORNEYS.require("attorneys", attorneys);
        Limit.POWERS.require("powers", powers.size());
        Limit.ATTORNEYS_TIMES_POWERS.require("powers", attorneys * powers.size());
        Limit.POWER_TEXT.require("powers", characters);
        Limit.ATTORNEYS_TIMES_TEXT.require("powers", attorneys * characters);
        LocalDate expiresOn = terms.expiresOn();
        if (expiresOn != null && expiresOn.isAfter(LAST_EXPIRY)) {
            throw Problem.malformed("expiresOn", "is at most " + LAST_EXPIRY + "; leave it out where the instrument names no last day");
        }
    }

    /** To one of the two. */
    private static void require(String path, @Nullable AttorneyId attorneyId, @Nullable Recipient to) {
        if ((attorneyId == null) == (to == null)) {
            throw Problem.malformed(path, attorneyId == null
                    ? "is required, or \"to\": \"ISSUER\" in its place"
                    : "names an attorney beside \"to\": a delivery is to one of them");
        }
    }

    private static long characters(Power power) {
        return power.clause().length() + (power.text() == null ? 0 : power.text().length());
    }

    private static void require(String path, IssuerId issuerId) {
        boolean resembles = issuerId.value().equalsIgnoreCase(IssuerId.ANY.value()) && !issuerId.equals(IssuerId.ANY);
        if (resembles) {
            throw Problem.malformed(path, "ANY, in capitals, means all issuers; an issuer cannot have an id that differs only in case");
        }
    }
}
