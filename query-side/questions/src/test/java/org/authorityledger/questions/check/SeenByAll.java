package org.authorityledger.questions.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.store.Viewer;

/** Asked as by someone who sees everything: the register in memory answers no one else. */
record SeenByAll(Authorities authorities) implements Authorities {

    @Override
    public List<KnownParties> parties(List<QuestionAsKnownAt> asked) {
        return Viewer.ALL.see(() -> authorities.parties(asked));
    }

    @Override
    public Map<PartyKind, Map<String, String>> names(Map<PartyKind, ? extends Collection<String>> ids) {
        return Viewer.ALL.see(() -> authorities.names(ids));
    }
}
