package org.authorityledger.questions.investigations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.authorities.AuthoritiesController;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.check.BulkCheckController;
import org.authorityledger.questions.check.CheckController;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.directory.DirectoryController;
import org.authorityledger.questions.ledger.EventQueries;
import org.authorityledger.questions.ledger.EventsController;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.questions.replay.ReplayController;
import org.authorityledger.store.LedgerHead;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * All questions, put to the workspace of one investigation: controllers of its own, made of the same classes as the live ones, over nothing but
 * this workspace. None of them can reach a live table, for none of them knows of one.
 */
final class Workspace {

    /** What may be asked of a workspace. */
    static final Set<Class<?>> QUESTIONS = Set.of(CheckController.class, BulkCheckController.class, AuthoritiesController.class,
            DirectoryController.class, EventsController.class, ReplayController.class);

    private final Map<Class<?>, Object> controllers;

    /** What all workspaces are asked with. */
    record Tools(JdbcTemplate jdbc, ZoneId zone, StrictJson json, JsonMapper mapper, MeterRegistry meters) {}

    Workspace(Investigation investigation, Tools tools) {
        RegisterSchema schema = Investigation.schema(investigation.id());
        JdbcTemplate jdbc = tools.jdbc();
        Long last = jdbc.queryForObject(schema.sql("select coalesce(max(position), ?) from register.supposed"), Long.class,
                investigation.position());
        long position = last == null ? investigation.position() : last;
        LedgerHead head = new LedgerHead();
        // What is supposed is recorded a microsecond after the other from the point on, and known now.
        head.advanceTo(new LedgerHead.Reached(position,
                investigation.knownAt().plus(position - investigation.position(), ChronoUnit.MICROS)));
        QuestionClock moments = new QuestionClock(Clock.systemUTC(), tools.zone(), head);
        RegisterProgress reach = new Standing(position);
        Register register = new Register(jdbc, schema);
        Checks checks = new Checks(register, tools.meters());
        controllers = Stream
                .of(new CheckController(checks, moments, reach),
                        new BulkCheckController(checks, moments, reach, tools.json(), tools.mapper()),
                        new AuthoritiesController(new AuthorityQueries(jdbc, schema), register, reach, moments, Incomplete.NEVER),
                        new DirectoryController(new Directory(jdbc, schema), reach, moments, Incomplete.NEVER),
                        new EventsController(new EventQueries(jdbc, schema), reach, tools.mapper()),
                        new ReplayController(new Replay(jdbc, schema), register, reach, moments, tools.mapper()))
                .collect(Collectors.toUnmodifiableMap(Object::getClass, controller -> controller));
    }

    /** The one of this class that asks this workspace. */
    Object controller(Class<?> type) {
        Object controller = controllers.get(type);
        if (controller == null) {
            throw new IllegalArgumentException("no question to a workspace: " + type);
        }
        return controller;
    }

    /** A workspace stays where it is. */
    private record Standing(long position) implements RegisterProgress {

        @Override
        public long await(@Nullable Long minimum) {
            if (minimum != null && minimum > position) {
                throw new RegisterRefusal(RegisterRefusal.Code.POSITION_NOT_REACHED,
                        "This investigation ends at position " + position + " and will never reach " + minimum + ".");
            }
            return position;
        }
    }
}
