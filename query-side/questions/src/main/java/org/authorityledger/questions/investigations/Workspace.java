package org.authorityledger.questions.investigations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.Position;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.authorities.AuthoritiesController;
import org.authorityledger.questions.authorities.AuthorityChanges;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.authorities.ChangesController;
import org.authorityledger.questions.check.BulkCheckController;
import org.authorityledger.questions.check.CheckController;
import org.authorityledger.questions.check.CheckFiles;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.directory.DirectoryController;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.gaps.GapsController;
import org.authorityledger.questions.gaps.Leaving;
import org.authorityledger.questions.gaps.LeavingController;
import org.authorityledger.questions.ledger.EventQueries;
import org.authorityledger.questions.ledger.EventsController;
import org.authorityledger.questions.papers.Papers;
import org.authorityledger.questions.papers.PapersController;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.questions.replay.ReplayController;
import org.authorityledger.questions.signatories.Signatories;
import org.authorityledger.questions.signatories.SignatoriesController;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * All questions about the workspace of one investigation. It has its own controllers, of the same classes as the live ones, and they know
 * only this workspace: none of them sees a record after its point, and those of a full replay read no live table at all.
 */
final class Workspace {

    /** The controllers of the questions that a workspace answers. */
    static final Set<Class<?>> QUESTIONS = Set.of(CheckController.class, BulkCheckController.class, AuthoritiesController.class,
            ChangesController.class, DirectoryController.class, EventsController.class, ReplayController.class, SignatoriesController.class,
            PapersController.class, GapsController.class,
            LeavingController.class);

    private final Map<Class<?>, Object> controllers;

    /** What all workspaces share. */
    record Tools(JdbcTemplate jdbc, ZoneId zone, StrictJson json, JsonMapper mapper, MeterRegistry meters) {}

    Workspace(Investigation investigation, Tools tools) {
        JdbcTemplate jdbc = tools.jdbc();
        RegisterSchema schema = investigation.register(jdbc);
        Long last = jdbc.queryForObject(schema.sql("select coalesce(max(position), ?) from register.supposed"), Long.class,
                investigation.position().value());
        Position position = last == null ? investigation.position() : Position.of(last);
        // What is assumed is recorded a microsecond after the other from the point on, and known now.
        RegisterProgress progress = new FixedProgress(position,
                investigation.knownAt().plus(position.recordsSince(investigation.position()), ChronoUnit.MICROS));
        QuestionClock clock = new QuestionClock(Clock.systemUTC(), tools.zone(), progress);
        Register register = new Register(jdbc, schema);
        Incomplete incomplete = new NotInvestigated(jdbc, schema);
        Checks checks = new Checks(register, tools.meters(), tools.zone(), incomplete);
        controllers = Stream
                .of(new CheckController(checks, clock, progress),
                        new BulkCheckController(new CheckFiles(checks, clock, progress, tools.json(), tools.mapper()), progress),
                        new AuthoritiesController(new AuthorityQueries(jdbc, schema), register, progress, clock, incomplete),
                        new ChangesController(new AuthorityChanges(jdbc, schema), register, progress, clock, incomplete),
                        new DirectoryController(new Directory(jdbc, schema), progress, clock, incomplete),
                        new EventsController(new EventQueries(jdbc, schema), progress, tools.mapper()),
                        new ReplayController(new Replay(jdbc, schema), register, progress, clock, tools.mapper()),
                        new SignatoriesController(new Signatories(jdbc, schema), register, progress, clock, incomplete),
                        new PapersController(new Papers(jdbc, schema), register, progress, clock, incomplete),
                        new GapsController(new Gaps(jdbc, schema), register, progress, clock, incomplete),
                        new LeavingController(new Leaving(jdbc, schema), register, progress, clock, incomplete))
                .collect(Collectors.toUnmodifiableMap(Object::getClass, controller -> controller));
    }

    /** The controller of this class for this workspace. */
    Object controller(Class<?> type) {
        Object controller = controllers.get(type);
        if (controller == null) {
            throw new IllegalArgumentException("a workspace has no controller " + type);
        }
        return controller;
    }

    /** A workspace never goes beyond its position. */
    private record FixedProgress(Position position, Instant knownUntil) implements RegisterProgress {

        @Override
        public Position await(@Nullable Position minimum) {
            if (minimum != null && minimum.isAfter(position)) {
                throw new RegisterRefusal(RegisterRefusal.Code.POSITION_NOT_REACHED,
                        "This investigation ends at position " + position + " and will never reach " + minimum + ".");
            }
            return position;
        }

        /** It holds all it will ever hold. A moment after its last record, up to now, is one that it holds for. */
        @Override
        public void awaitKnown(Instant knownAt) {
            if (knownAt.isAfter(Instant.now())) {
                throw new RegisterRefusal(RegisterRefusal.Code.AHEAD_OF_THE_LEDGER, "knownAt is in the future.");
            }
        }
    }
}
