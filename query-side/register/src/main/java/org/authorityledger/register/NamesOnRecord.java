package org.authorityledger.register;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Names;

/** The names last recorded of everyone whom some authorities concern, looked up at once. */
public final class NamesOnRecord {

    private NamesOnRecord() {}

    /** Looks them up. */
    public static Names of(Authorities register, List<Authority> authorities) {
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        for (PartyKind kind : PartyKind.values()) {
            ids.put(kind, new HashSet<>());
        }
        for (Authority authority : authorities) {
            ids.getOrDefault(PartyKind.GRANTOR, Set.of()).add(authority.grantorId().value());
            ids.getOrDefault(PartyKind.ATTORNEY, Set.of()).add(authority.attorneyId().value());
            if (authority.inPlaceOf() != null) {
                ids.getOrDefault(PartyKind.ATTORNEY, Set.of()).add(authority.inPlaceOf().value());
            }
            Stream.concat(Stream.of(authority.signing()), authority.powers().stream().map(authority::signing))
                    .flatMap(rule -> rule.groups().stream()).flatMap(group -> group.of().stream())
                    .forEach(one -> ids.getOrDefault(PartyKind.ATTORNEY, Set.of()).add(one.value()));
            ids.getOrDefault(PartyKind.ISSUER, Set.of()).add(authority.issuerId().value());
        }
        Map<PartyKind, Map<String, String>> names = authorities.isEmpty() ? Map.of() : register.names(ids);
        return (part, id) -> names.getOrDefault(PartyKind.valueOf(part.name()), Map.of()).getOrDefault(id, id);
    }
}
