package org.authorityledger.questions.workspaces;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.authorityledger.register.RegisterSchema;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * All questions about one workspace: a register beside the live one. It has its own controllers, of the same classes as the live ones, and they know
 * only this workspace.
 */
public final class Workspace {

    /** The controllers of the questions that a workspace answers. */
    public static final Set<Class<?>> QUESTIONS = Set.of(CheckController.class, BulkCheckController.class, AuthoritiesController.class,
            ChangesController.class, DirectoryController.class, EventsController.class, ReplayController.class, SignatoriesController.class,
            PapersController.class, GapsController.class,
            LeavingController.class);

    private final Map<Class<?>, Object> controllers;

    /** What all workspaces share. */
    public record Tools(JdbcTemplate jdbc, ZoneId zone, StrictJson json, JsonMapper mapper, MeterRegistry meters) {}

    /**
     * Of a register.
     *
     * @param progress how far it has come
     * @param incomplete what it may lack
     */
    public Workspace(RegisterSchema schema, RegisterProgress progress, Incomplete incomplete, Tools tools) {
        JdbcTemplate jdbc = tools.jdbc();
        QuestionClock clock = new QuestionClock(Clock.systemUTC(), tools.zone(), progress);
        Register register = new Register(jdbc, schema);
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
    public Object controller(Class<?> type) {
        Object controller = controllers.get(type);
        if (controller == null) {
            throw new IllegalArgumentException("a workspace has no controller " + type);
        }
        return controller;
    }
}
