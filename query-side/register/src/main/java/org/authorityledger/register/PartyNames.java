package org.authorityledger.register;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The names last recorded of some parties, in whatever part they have one: one party has one id. */
public final class PartyNames {

    private final Map<PartyKind, Map<String, String>> names;

    private PartyNames(Map<PartyKind, Map<String, String>> names) {
        this.names = names;
    }

    /** Looks them up, in one round trip. */
    public static PartyNames of(Authorities register, Collection<String> parties) {
        return new PartyNames(parties.isEmpty()
                ? Map.of()
                : register.names(Map.of(PartyKind.GRANTOR, parties, PartyKind.ATTORNEY, parties, PartyKind.SIGNATORY, parties)));
    }

    /** The name of a grantor, or the id. */
    public String grantor(String id) {
        return first(id, PartyKind.GRANTOR, PartyKind.SIGNATORY, PartyKind.ATTORNEY);
    }

    /** The name of a signatory, or the id. */
    public String signatory(String id) {
        return first(id, PartyKind.SIGNATORY, PartyKind.ATTORNEY, PartyKind.GRANTOR);
    }

    /** The name of an attorney, or the id. */
    public String attorney(String id) {
        return first(id, PartyKind.ATTORNEY, PartyKind.SIGNATORY, PartyKind.GRANTOR);
    }

    private String first(String id, PartyKind... kinds) {
        return List.of(kinds).stream().map(kind -> names.getOrDefault(kind, Map.of()).get(id)).filter(Objects::nonNull).findFirst()
                .orElse(id);
    }
}
