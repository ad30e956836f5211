package org.authorityledger.register.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Viewer;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The live register, remembered: all that it holds of a party is kept when it was asked for once, on both clocks, until a record changes it.
 *
 * <p>It answers as the register does at the same moment. Before each answer it takes notice of every record up to the position that the register
 * has reached, and forgets whom these touch; so what it remembers holds for every moment that can be asked about. While records wait because the
 * register could not take them in, and of parties of whom there is more than it may keep, the database answers.
 */
public final class RegisterMemory implements Authorities, BackgroundWork, SmartLifecycle {

    /** If it is more records behind than this, it forgets everything: that is quicker than to look up whom each of them touches. */
    private static final long MOST_AT_ONCE = 10_000;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    /** How often it looks whether there is something to read ahead, when it had read everything. */
    private static final Duration AHEAD_AGAIN = Duration.ofSeconds(2);
    private static final int AHEAD_AT_ONCE = 500;
    /** Of the memory that may be taken, this part is filled ahead of the questions. */
    private static final double FILLED_AHEAD = 0.9;
    /** Whose answers are waited for longest come first. */
    private static final List<PartyKind> AHEAD = List.of(PartyKind.GRANTOR, PartyKind.ATTORNEY, PartyKind.SIGNATORY, PartyKind.ISSUER);

    private static final int A_NAME = 150;
    private static final int OF_MEMORY_FOR_NAMES = 8;

    private final Register register;
    private final RegisterProgress progress;
    private final Incomplete waiting;
    private final MemoryReader reader;
    private final long bytes;
    private final boolean off;
    private final Cache<PartyId, Remembered> parties;
    private final Cache<String, Map<PartyKind, String>> names;
    private final Worker watch = new Worker("register-memory", LOOK_AGAIN, this::look);
    private final Worker ahead = new Worker("register-memory-ahead", AHEAD_AGAIN, this::readAhead);

    private final Object noticing = new Object();
    /** Who was ever said to be an entity, by the records up to the position. */
    private final Set<String> entities = ConcurrentHashMap.newKeySet();
    /** How often something was forgotten: what was read before that may not be remembered after it. */
    private long forgettings;
    /** Up to which record it has taken notice; null: of none. */
    private volatile @Nullable Position position;
    private long generation;
    /** Up to whom it has read ahead; starts over when everything was forgotten. */
    private final AtomicReference<Ahead> readAhead = new AtomicReference<>(new Ahead(0, ""));

    /**
     * A place in the list of all parties.
     *
     * @param kind the place in {@link #AHEAD}
     * @param id the last one that was read
     */
    private record Ahead(int kind, String id) {

        boolean everyone() {
            return kind == AHEAD.size();
        }

        Ahead following(List<String> read) {
            return read.size() < AHEAD_AT_ONCE ? new Ahead(kind + 1, "") : new Ahead(kind, read.getLast());
        }
    }

    /**
     * @param waiting whose records wait
     * @param bytes about how much may be kept; 0: nothing, the database answers
     */
    RegisterMemory(Register register, RegisterProgress progress, Incomplete waiting, MemoryReader reader, long bytes) {
        this.register = register;
        this.progress = progress;
        this.waiting = waiting;
        this.reader = reader;
        this.bytes = bytes;
        this.off = bytes == 0;
        long forNames = bytes / OF_MEMORY_FOR_NAMES;
        this.parties = Caffeine.newBuilder().maximumWeight(bytes - forNames)
                .weigher((PartyId party, Remembered one) -> one.size()).build();
        this.names = Caffeine.newBuilder().maximumSize(forNames / A_NAME).build();
    }

    @Override
    public List<KnownParties> parties(List<QuestionAsKnownAt> asked) {
        if (!takesNotice()) {
            return register.parties(asked);
        }
        Set<PartyId> concerned = new LinkedHashSet<>();
        asked.forEach(one -> concerned.addAll(concerned(one)));
        Map<PartyId, Remembered> remembered = remembered(concerned);
        List<QuestionAsKnownAt> others = asked.stream()
                .filter(one -> concerned(one).stream().anyMatch(party -> !Objects.requireNonNull(remembered.get(party)).whole())).toList();
        List<KnownParties> elsewhere = others.isEmpty() ? List.of() : register.parties(others);
        List<KnownParties> answers = new ArrayList<>(asked.size());
        int next = 0;
        for (QuestionAsKnownAt one : asked) {
            answers.add(next < others.size() && others.get(next) == one
                    ? elsewhere.get(next++)
                    : new RememberedParties(one, remembered));
        }
        return answers;
    }

    private static Set<PartyId> concerned(QuestionAsKnownAt asked) {
        Set<PartyId> concerned = new LinkedHashSet<>();
        concerned.add(PartyId.of(asked.question().grantorId().value()));
        asked.question().signers().forEach(signer -> concerned.add(PartyId.of(signer.value())));
        return concerned;
    }

    @Override
    public Map<PartyKind, Map<String, String>> names(Map<PartyKind, ? extends Collection<String>> ids) {
        if (!takesNotice()) {
            return register.names(ids);
        }
        Set<String> all = ids.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
        Map<String, Map<PartyKind, String>> found = new HashMap<>(names.getAllPresent(all));
        List<String> missing = all.stream().filter(id -> !found.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            long before = forgettings();
            Map<String, Map<PartyKind, String>> read = readNames(missing);
            found.putAll(read);
            remember(before, () -> names.putAll(read));
        }
        Map<PartyKind, Map<String, String>> byKind = new EnumMap<>(PartyKind.class);
        ids.forEach((kind, some) -> {
            Map<String, String> ofKind = new HashMap<>();
            some.forEach(id -> {
                String name = found.getOrDefault(id, Map.of()).get(kind);
                if (name != null) {
                    ofKind.put(id, name);
                }
            });
            byKind.put(kind, ofKind);
        });
        return byKind;
    }

    private Map<String, Map<PartyKind, String>> readNames(List<String> ids) {
        Map<PartyKind, Collection<String>> everywhere = new EnumMap<>(PartyKind.class);
        for (PartyKind kind : PartyKind.values()) {
            everywhere.put(kind, ids);
        }
        Map<String, Map<PartyKind, String>> read = new HashMap<>();
        ids.forEach(id -> read.put(id, new EnumMap<>(PartyKind.class)));
        register.names(everywhere)
                .forEach((kind, byId) -> byId.forEach((id, name) -> Objects.requireNonNull(read.get(id)).put(kind, name)));
        return read;
    }

    /** These parties, from memory or read now and remembered. */
    private Map<PartyId, Remembered> remembered(Set<PartyId> concerned) {
        Map<PartyId, Remembered> found = parties.getAllPresent(concerned);
        if (found.size() == concerned.size()) {
            return found;
        }
        Map<PartyId, Remembered> all = new HashMap<>(found);
        long before = forgettings();
        Map<PartyId, Remembered> read = reader.read(concerned.stream().filter(party -> !found.containsKey(party)).toList(), entities);
        all.putAll(read);
        remember(before, () -> parties.putAll(read));
        return all;
    }

    /** Reads some more of those who are not remembered yet, so that the first question about someone is answered as soon as the next one. */
    private void readAhead() {
        if (!takesNotice()) {
            return;
        }
        Ahead place = Objects.requireNonNull(readAhead.get());
        if (place.everyone() || bytes() > bytes * FILLED_AHEAD) {
            return;
        }
        PartyKind kind = AHEAD.get(place.kind());
        List<String> ids = reader.ids(kind, place.id(), AHEAD_AT_ONCE);
        if (!ids.isEmpty()) {
            names(Map.of(kind, ids));
            if (kind != PartyKind.ISSUER) {
                remembered(ids.stream().map(PartyId::of).collect(Collectors.toCollection(LinkedHashSet::new)));
            }
        }
        // Unless everything was forgotten meanwhile.
        readAhead.compareAndSet(place, place.following(ids));
        ahead.wake();
    }

    private long forgettings() {
        synchronized (noticing) {
            return forgettings;
        }
    }

    /** Keeps what was read, unless something was forgotten meanwhile. */
    private void remember(long forgettingsBefore, Runnable what) {
        synchronized (noticing) {
            if (forgettings == forgettingsBefore) {
                what.run();
            }
        }
    }

    /**
     * Takes notice of every record that the register has.
     *
     * @return false where it may not answer
     */
    private boolean takesNotice() {
        // What is remembered is for those who see everything.
        if (off || !Viewer.ALL.equals(Viewer.current())) {
            return false;
        }
        if (waiting.of(null) != null) {
            forget();
            return false;
        }
        Position reached = progress.position();
        if (noticed(position, reached)) {
            return true;
        }
        synchronized (noticing) {
            Position from = position;
            if (noticed(from, reached)) {
                return true;
            }
            forgettings++;
            if (from == null || reached.recordsSince(from) > MOST_AT_ONCE) {
                beginAnew();
            } else {
                MemoryReader.Touched touched = reader.touched(from, reached);
                entities.addAll(touched.entities());
                parties.invalidateAll(touched.parties());
                names.invalidateAll(touched.named());
            }
            position = reached;
        }
        return true;
    }

    private static boolean noticed(@Nullable Position position, Position reached) {
        return position != null && !position.isBefore(reached);
    }

    private void beginAnew() {
        generation = reader.generation();
        readAhead.set(new Ahead(0, ""));
        parties.invalidateAll();
        names.invalidateAll();
        entities.clear();
        entities.addAll(reader.entities());
    }

    private void forget() {
        synchronized (noticing) {
            if (position != null) {
                forgettings++;
                position = null;
            }
        }
    }

    /** A register that was rebuilt may hold something else for the same records, and so may one whose waiting records were taken in. */
    private void look() {
        long now = reader.generation();
        synchronized (noticing) {
            if (position != null && now != generation || waiting.of(null) != null) {
                forget();
            }
        }
    }

    /** Whether everyone was read ahead. */
    boolean readAheadOfAll() {
        return Objects.requireNonNull(readAhead.get()).everyone();
    }

    /** About how many bytes are in use. */
    long bytes() {
        return parties.policy().eviction().map(limit -> limit.weightedSize().orElse(0)).orElse(0L) + names.estimatedSize() * A_NAME;
    }

    /** How many parties are remembered. */
    long size() {
        return parties.estimatedSize();
    }

    /** The parties of one question at its moment. */
    private final class RememberedParties implements KnownParties {

        private final QuestionAsKnownAt asked;
        private final Instant moment;
        private final Set<String> signers = new HashSet<>();
        private final Map<PartyId, Remembered> here;
        private @Nullable KnownParties elsewhere;

        RememberedParties(QuestionAsKnownAt asked, Map<PartyId, Remembered> here) {
            this.asked = asked;
            this.moment = asked.knownAt();
            this.here = here;
            asked.question().signers().forEach(signer -> signers.add(signer.value()));
        }

        /** What is remembered of a party; null where the database must be asked. */
        private @Nullable Remembered of(PartyId party) {
            Remembered one = here.get(party);
            if (one == null) {
                one = Objects.requireNonNull(remembered(Set.of(party)).get(party));
            }
            return one.whole() ? one : null;
        }

        private KnownParties elsewhere() {
            KnownParties found = elsewhere;
            if (found == null) {
                found = register.parties(List.of(asked)).getFirst();
                elsewhere = found;
            }
            return found;
        }

        @Override
        public List<Authority> authorities(PartyId grantor) {
            Remembered one = of(grantor);
            return one == null ? elsewhere().authorities(grantor) : one.authorities(moment, signers, entities);
        }

        @Override
        public PartyFacts facts(PartyId party) {
            Remembered one = of(party);
            return one == null ? elsewhere().facts(party) : one.facts(moment);
        }

        @Override
        public org.authorityledger.events.PartyKind kind(PartyId party) {
            if (!entities.contains(party.value())) {
                return org.authorityledger.events.PartyKind.PERSON;
            }
            Remembered one = of(party);
            return one == null ? elsewhere().kind(party) : one.kind(moment);
        }
    }

    @Override
    public List<Pulse> pulses() {
        return Stream.concat(watch.pulses().stream(), ahead.pulses().stream()).toList();
    }

    @Override
    public void start() {
        watch.start();
        if (!off) {
            ahead.start();
        }
    }

    @Override
    public void stop() {
        watch.close();
        ahead.close();
    }

    @Override
    public boolean isRunning() {
        return watch.running();
    }
}
