package org.authorityledger.documents.signature;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of one signature on a form say.
 *
 * @param kind who signed: the person who reports, someone for them, or an entity by those who act for it
 * @param signers the people who signed, or the firm that signed as an agent, as the signature spells them; empty where it names none
 * @param forWhom for whom they signed: the grantors of an {@code AGENT}, the entity of an {@code ENTITY}; empty where it is not said
 * @param forWhomFrom whence {@code forWhom} is known
 * @param entities the entities that the signature names, from the one that reports to the one whose officer signed
 * @param authority the words that claim authority, such as {@code attorney-in-fact}; null where there are none
 * @param capacity the title of the signer, such as {@code Managing Member}; null where none is given
 * @param powerDatedOn the date of the power of attorney, where the signature states it
 * @param rule the name of the rule that read it
 * @param open what the signature leaves open, each as the name of a component here; {@code signedOn} where the form dates it with a day that the
 *        calendar does not have
 */
public record Signature(Kind kind, List<String> signers, List<String> forWhom, ForWhomFrom forWhomFrom, List<String> entities,
        @Nullable String authority, @Nullable String capacity, @Nullable LocalDate powerDatedOn, String rule, List<String> open) {

    /** Who signed. */
    public enum Kind {
        /** The person who reports, for himself or herself. */
        SELF,
        /** Someone for another: an attorney-in-fact, an agent, or a person who signs for someone without saying why. */
        AGENT,
        /** An entity, by an officer, a partner, a trustee or another who acts for it. */
        ENTITY,
        /** The words do not say. */
        UNCLEAR
    }

    /** Whence it is known for whom a signature was made. */
    public enum ForWhomFrom {
        /** The signature names them. */
        SIGNATURE,
        /** The filing names one who reports, and no other. */
        ONLY_OWNER,
        /** The form names them above the signature, as a Schedule 13D does. */
        FORM,
        /** The signature was made for all who report in the filing. */
        ALL_OWNERS,
        /** It is not said. */
        NOT_SAID
    }

    private static final String SIGNED_ON = "signedOn";

    /** The same where the form dates it with a day that the calendar does not have. */
    public Signature withImpossibleDate() {
        List<String> more = new ArrayList<>(open);
        more.add(SIGNED_ON);
        return new Signature(kind, signers, forWhom, forWhomFrom, entities, authority, capacity, powerDatedOn, rule, more);
    }

    /** Whether the form dates it with a day that the calendar does not have. */
    public boolean hasImpossibleDate() {
        return open.contains(SIGNED_ON);
    }

    public Signature {
        signers = List.copyOf(signers);
        forWhom = List.copyOf(forWhom);
        entities = List.copyOf(entities);
        open = List.copyOf(open);
    }
}
