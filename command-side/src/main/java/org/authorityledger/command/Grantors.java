package org.authorityledger.command;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.authorityledger.store.EventMessages;
import org.authorityledger.store.LedgerEventStorageEngine;
import org.authorityledger.store.Provenance;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;

/**
 * Brings commands before their grantor, one at a time for each: Axon's command bus, the grantor's repository and the event store.
 *
 * <p>There is no transaction manager: the storage engine appends durably on its own, as the last thing before the unit of work is committed.
 */
final class Grantors {

    private static final String IF_MATCH = "ifMatch";
    private static final AggregateModel<Grantor> MODEL = AnnotatedAggregateMetaModelFactory.inspectAggregate(Grantor.class);

    private final SimpleCommandBus bus = SimpleCommandBus.builder()
            // Guards come before anything is applied: after a refusal there is nothing to roll back, and the grantor stays cached.
            .rollbackConfiguration(failure -> !(failure instanceof Refused)).build();
    private final StatedKinds kinds;
    private final RecentGrantors recent;
    private final EventStore events;
    private final Repository<Grantor> repository;

    Grantors(EventStorageEngine storage, StatedKinds kinds, long mostRecordsCached) {
        this.kinds = kinds;
        recent = new RecentGrantors(mostRecordsCached);
        events = EmbeddedEventStore.builder().storageEngine(storage).build();
        repository = EventSourcingRepository.builder(Grantor.class).eventStore(events).cache(recent).build();
        bus.registerHandlerInterceptor(
                new CorrelationDataInterceptor<>(new SimpleCorrelationDataProvider(EventMessages.PROVENANCE)));
        for (Class<?> command : Command.class.getPermittedSubclasses()) {
            bus.subscribe(command.getName(), this::handle);
        }
    }

    /**
     * Lets the grantor judge the command, and records what follows.
     *
     * @return what was recorded, durably
     * @throws Refused when the grantor refuses
     * @throws RuntimeException what the store throws
     */
    List<LedgerRecord> handle(Command command, LocalDate today, IfMatch ifMatch, Provenance provenance) {
        Map<String, Object> metadata = Map.of(EventMessages.PROVENANCE, provenance, Grantor.TODAY, today, IF_MATCH, ifMatch,
                Grantor.KINDS, kinds);
        FutureCallback<Command, List<LedgerRecord>> answer = new FutureCallback<>();
        bus.dispatch(new GenericCommandMessage<>(command, metadata), answer);
        // The bus handles in this thread: the answer is there already.
        CommandResultMessage<? extends List<LedgerRecord>> result = answer.getResult();
        if (result.isExceptional()) {
            if (result.exceptionResult() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(result.exceptionResult());
        }
        return result.getPayload();
    }

    /**
     * Lets a grantor of whom this is known judge the command, and records nothing: there is no store behind this grantor.
     *
     * @return what would be recorded
     * @throws Refused when the grantor refuses
     */
    static List<LegalAct> suppose(Command command, LocalDate today, IfMatch ifMatch, StatedKinds kinds, GrantorRecords known) {
        return new Supposed(command.grantorId(), known.records()).judge(command, today, ifMatch, kinds).stream().map(LedgerRecord::act)
                .toList();
    }

    /**
     * A grantor without a store behind them. They judge one command after the other, each as if what follows from those before were recorded.
     */
    static final class Supposed {

        private final Grantor grantor;
        private final EventSourcedAggregate<Grantor> aggregate;

        /**
         * A grantor.
         *
         * @param known all that is recorded of them, in order
         */
        Supposed(GrantorId grantorId, List<LedgerRecord> known) {
            grantor = new Grantor(grantorId);
            aggregate = EventSourcedAggregate.initialize(grantor, MODEL, null, NoSnapshotTriggerDefinition.TRIGGER);
            if (!known.isEmpty()) {
                aggregate.initializeState(DomainEventStream.of(known.stream().map(EventMessages::message)));
            }
        }

        /**
         * Judges a command.
         *
         * @return what would be recorded; it has no position yet
         * @throws Refused when the grantor refuses; then nothing is supposed
         */
        List<LedgerRecord> judge(Command command, LocalDate today, IfMatch ifMatch, StatedKinds kinds) {
            Version version = grantor.version();
            if (version.isNone()) {
                requireGrant(command);
            }
            Grantors.judge(command, aggregate, new GenericCommandMessage<>(command,
                    Map.of(Grantor.TODAY, today, IF_MATCH, ifMatch, Grantor.KINDS, kinds)));
            return grantor.since(version);
        }

        /** How much memory it takes, as a number of usual records. */
        int weight() {
            return (int) Math.min(grantor.weight(), Integer.MAX_VALUE);
        }
    }

    /** What is known of this grantor may be out of date: it is read again the next time. */
    void forget(GrantorId grantorId) {
        recent.remove(grantorId.value());
    }

    private Object handle(CommandMessage<?> message) throws Exception {
        Command command = (Command) message.getPayload();
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        List<LedgerRecord> recorded = new ArrayList<>(1);
        unit.afterCommit(committed -> recorded.addAll(LedgerEventStorageEngine.recorded(committed)));
        String name = command.grantorId().value();
        // Asked first, since Axon logs each load of an unknown grantor as a failure, and its load-or-create leaks the lock.
        if (recent.containsKey(name) || events.lastSequenceNumberFor(name).isPresent()) {
            judge(command, repository.load(name), message);
        } else {
            requireGrant(command);
            repository.newInstance(() -> new Grantor(command.grantorId()), grantor -> judge(command, grantor, message));
        }
        return recorded;
    }

    /** Only a first power of attorney, or a first signatory, makes a grantor known. */
    private static void requireGrant(Command command) {
        if (!(command instanceof GrantPowerOfAttorney || command instanceof RecordSignatory)) {
            throw new Refused(Refusal.UNKNOWN_GRANTOR, "grantorId").by(command.grantorId(), Version.NONE);
        }
    }

    private static void judge(Command command, Aggregate<Grantor> grantor, CommandMessage<?> message) {
        Version version = grantor.version() == null ? Version.NONE : Sequence.of(grantor.version()).version();
        try {
            IfMatch ifMatch = (IfMatch) Objects.requireNonNull(message.getMetaData().get(IF_MATCH));
            Refusal.PRECONDITION_FAILED.when(!ifMatch.holdsAt(version), ifMatch.header());
            grantor.handle(message);
        } catch (Refused refused) {
            throw refused.by(command.grantorId(), version);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
