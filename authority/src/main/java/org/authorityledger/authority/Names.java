package org.authorityledger.authority;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.LegalAct;

/** What people and issuers are called. */
@FunctionalInterface
public interface Names {

    /** The display name of someone; the id itself where none is known. */
    String of(Naming.Part part, String id);

    /** As these acts call them; of several names the one given last. */
    static Names in(List<? extends LegalAct> acts) {
        Map<Naming.Part, Map<String, String>> names = new EnumMap<>(Naming.Part.class);
        for (LegalAct act : acts) {
            for (Naming naming : Naming.by(act)) {
                names.computeIfAbsent(naming.part(), part -> new HashMap<>()).put(naming.id(), naming.name());
            }
        }
        return (part, id) -> names.getOrDefault(part, Map.of()).getOrDefault(id, id);
    }
}
