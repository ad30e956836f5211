package org.authorityledger.questions.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.store.Viewer;

/** Asked as by someone with a scope that hides nothing of what the questions are about, and without the remark that there is a scope. */
record SeenWithin(Viewer viewer, Authorities authorities) implements Authorities {

    @Override
    public List<KnownParties> parties(List<QuestionAsKnownAt> asked) {
        return viewer.see(() -> authorities.parties(asked)).stream().<KnownParties>map(Complete::new).toList();
    }

    @Override
    public Map<org.authorityledger.register.PartyKind, Map<String, String>> names(
            Map<org.authorityledger.register.PartyKind, ? extends Collection<String>> ids) {
        return viewer.see(() -> authorities.names(ids));
    }

    private record Complete(KnownParties parties) implements KnownParties {

        @Override
        public List<Authority> authorities(PartyId grantor) {
            return parties.authorities(grantor);
        }

        @Override
        public PartyFacts facts(PartyId party) {
            return parties.facts(party);
        }

        @Override
        public PartyKind kind(PartyId party) {
            return parties.kind(party);
        }
    }
}
