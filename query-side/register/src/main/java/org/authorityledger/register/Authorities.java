package org.authorityledger.register;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.store.Viewer;

/**
 * What a check needs to know: the one way by which authorities reach the law's questions. The live register stands behind it, and so does the
 * workspace of an investigation.
 */
public interface Authorities {

    /**
     * For each question, in order, the parties as known at its moment. What a check needs where no chain leads further is read at once: of the
     * grantor the authorities of the signers and of entities. Others are read when they are asked for.
     */
    List<KnownParties> parties(List<QuestionAsKnownAt> asked);

    /** The names last recorded of these parties, by kind and id; a party without a name is left out. */
    Map<PartyKind, Map<String, String>> names(Map<PartyKind, ? extends Collection<String>> ids);

    /** Those that a viewer sees: an instrument may also be for other issuers, of which a scope does not show all that ends them. */
    static List<Authority> seen(List<Authority> authorities, Viewer viewer) {
        return viewer.equals(Viewer.ALL)
                ? authorities
                : authorities.stream().filter(authority -> viewer.sees(authority.issuerId())).toList();
    }
}
