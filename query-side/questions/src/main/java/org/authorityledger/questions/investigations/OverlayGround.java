package org.authorityledger.questions.investigations;

import java.util.Objects;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.follow.Generation;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether the live register can stand for what an overlay does not replay: it must be made by this code, hold every record up to the point, and lack
 * none of them because it could not be processed. Otherwise only a full replay says what follows from the records, or that nothing can be said.
 */
final class OverlayGround {

    private final JdbcTemplate jdbc;
    private final RegisterProgress progress;
    private final Generation live;

    OverlayGround(JdbcTemplate jdbc, RegisterProgress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.live = new Generation(jdbc, RegisterSchema.LIVE);
    }

    /** Whether an overlay up to a position can be made; waits for the register to come there. */
    boolean bears(Position position) {
        try {
            progress.await(position);
        } catch (RegisterRefusal behind) {
            return false;
        }
        return live.edition() == Generation.EDITION && noneWaits(position);
    }

    /** Whether an overlay that was made still answers as when it was made. */
    boolean bears(Investigation overlay) {
        return Objects.equals(overlay.overEdition(), Generation.EDITION) && live.edition() == Generation.EDITION
                && noneWaits(overlay.position());
    }

    private boolean noneWaits(Position position) {
        return !Boolean.TRUE.equals(jdbc.queryForObject(
                """
                        select exists (
                          select from ledger_operations.dead_letter d join ledger.event e on e.record_id = d.event_identifier::uuid where e.position <= ?)
                        """,
                Boolean.class, position.value()));
    }
}
