package org.authorityledger.pages.authorities;

import java.util.function.Supplier;
import org.authorityledger.events.Position;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.register.Register;

/**
 * What answers a check: the live register, or the workspace of an investigation.
 *
 * @param place what comes before the path of the page; empty for the live register
 */
public record CheckSource(String place, Directory directory, AuthorityQueries authorities, Checks checks, Register register,
        Replay replay, Supplier<Position> position) {

    String path() {
        return place + CheckPage.PATH;
    }

    boolean isLive() {
        return place.isEmpty();
    }
}
