package org.authorityledger.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.store.Viewer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** To whom it is said whose records wait. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IncompleteTest {

    private static final GrantorId HEATON = GrantorId.of("andrew-heaton");
    private static final GrantorId STOVER = GrantorId.of("joann-stover");
    private static final Viewer SCOPED = Viewer.of(List.of(IssuerId.of("hemacare")));

    private final Incomplete heatonWaits = asked -> asked == null || asked.contains(HEATON) ? List.of(HEATON.value()) : null;

    private static Optional<List<String>> said(Viewer viewer, Incomplete incomplete, GrantorId about) {
        return viewer.see(() -> Optional.ofNullable(incomplete.said(Set.of(about))));
    }

    @Test
    void who_sees_everything_learns_whose_records_wait() {
        assertThat(said(Viewer.ALL, heatonWaits, HEATON)).contains(List.of("andrew-heaton"));
        assertThat(said(Viewer.ALL, heatonWaits, STOVER)).isEmpty();
        assertThat(Viewer.ALL.see(() -> heatonWaits.mark(Map.of("position", 7), HEATON)))
                .isEqualTo(Map.of("position", 7, "incomplete", List.of("andrew-heaton")));
    }

    @Test
    void a_scope_learns_only_that_some_wait_and_the_same_about_everyone() {
        assertThat(said(SCOPED, heatonWaits, HEATON)).contains(List.of());
        assertThat(said(SCOPED, heatonWaits, STOVER)).contains(List.of());
        assertThat(SCOPED.see(() -> heatonWaits.mark(Map.of("position", 7), STOVER)))
                .isEqualTo(Map.of("position", 7, "withinScope", true, "incomplete", List.of()));
        assertThat(said(SCOPED, Incomplete.NEVER, HEATON)).isEmpty();
    }
}
