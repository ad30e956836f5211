package org.authorityledger.pages.wording;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.register.PartyKind;

/** The paths of the pages that other pages link to. */
public final class Links {

    private Links() {}

    public static String grantor(GrantorId grantorId) {
        return party(PartyKind.GRANTOR, grantorId.value());
    }

    public static String attorney(AttorneyId attorneyId) {
        return party(PartyKind.ATTORNEY, attorneyId.value());
    }

    public static String issuer(IssuerId issuerId) {
        return party(PartyKind.ISSUER, issuerId.value());
    }

    public static String party(PartyKind kind, String id) {
        // Who signs for an entity is shown as those who sign are.
        PartyKind shown = kind == PartyKind.SIGNATORY ? PartyKind.ATTORNEY : kind;
        return "/" + shown.name().toLowerCase(Locale.ROOT) + "s/" + encode(id);
    }

    public static String office(AttorneyId officeId) {
        return "/offices/" + encode(officeId.value());
    }

    public static String instrument(GrantorId grantorId, PoaId poaId) {
        return grantor(grantorId) + "/powers-of-attorney/" + encode(poaId.value());
    }

    /** A text as part of an address. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
