package org.authorityledger.inbox.edgar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.authorityledger.authority.CommandRecorder.Sender;
import org.authorityledger.events.Cik;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.edgar.EdgarTrouble.Kind;
import org.authorityledger.inbox.findings.FilingBatches;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;

/**
 * Fetches the filings of companies and people from EDGAR, one request after another over all nodes, and files each as a batch. Each step is kept as
 * it is done: what was being fetched when a process was killed goes on where it was, and a filing that was fetched is not fetched again.
 */
public final class EdgarFetches implements BackgroundWork, SmartLifecycle {

    static final String UNKNOWN_CIK = "UNKNOWN_CIK";
    static final String LIST_NOT_READ = "LIST_NOT_READ";
    static final String NOT_REACHED = "NOT_REACHED";
    static final String SOME_FAILED = "SOME_FAILED";

    /** In the place of a user's name; none has a space. */
    private static final String SCHEDULE = "the schedule";
    private static final Logger LOG = LoggerFactory.getLogger(EdgarFetches.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LOOK_AT_SCHEDULE = Duration.ofSeconds(30);
    private static final Pattern CIK = Pattern.compile("(?:CIK)?((?=.*[1-9])[0-9]{1,10})");
    private static final int LARGEST_LIST = 64 << 20;
    private static final int MOST_OPEN = 100;
    /** A fetch failed after this many attempts without success, a filing after the second number. */
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_ATTEMPTS_AT_A_FILING = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);
    /** EDGAR lists a filing under the day on which it was accepted, at times some days later. */
    private static final int DAYS_LOOKED_BACK = 30;

    private final EdgarSettings settings;
    private final FetchStore store;
    private final FilingBatches batches;
    private final DataSource dataSource;
    private final QuestionClock clock;
    private final Duration firstPause;
    private final Duration longest;
    private final RequestPace pace;
    private final Worker worker = new Worker("edgar-fetches", LOOK, this::work);
    private volatile @Nullable EdgarClient client;
    /** Known to the worker alone. */
    private @Nullable Instant lookedAtSchedule;

    /**
     * Fetches nothing before it is started, and never where the settings do not allow it.
     *
     * @param firstPause before what broke off is tried again; when the server wants a pause, ten times as long and longer each time
     * @param longest how long one answer may take
     */
    EdgarFetches(EdgarSettings settings, FetchStore store, FilingBatches batches, DataSource dataSource, QuestionClock clock,
            Duration firstPause, Duration longest) {
        this.settings = settings;
        this.store = store;
        this.batches = batches;
        this.dataSource = dataSource;
        this.clock = clock;
        this.firstPause = firstPause;
        this.longest = longest;
        this.pace = new RequestPace(settings.requestsPerSecond());
    }

    /**
     * One that is fetched by itself.
     *
     * @param last its last fetch, by the schedule or by a person; null: there was no fetch
     */
    public record Watched(Cik cik, @Nullable EdgarFetch last) {}

    /** Why nothing is fetched, and which setting changes that; null: it is fetched. */
    public @Nullable String whyOff() {
        return settings.whyOff();
    }

    /** How often those that are watched are fetched. */
    public Duration every() {
        return settings.every();
    }

    /**
     * Starts a fetch. The same that is not over is the same fetch.
     *
     * @param cik 1 to 10 digits, perhaps after {@code CIK}
     * @param since the first day of what is fetched; null: all is
     * @throws Problem if nothing is fetched here, the number is not a CIK, the day is in the future, or too many wait
     */
    public EdgarFetch request(String cik, @Nullable LocalDate since, Sender sender) {
        String off = whyOff();
        if (off != null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "FETCHING_IS_OFF", off, List.of());
        }
        Matcher digits = CIK.matcher(cik.strip());
        if (!digits.matches()) {
            throw Problem.malformed("cik", "has 1 to 10 digits, not all of them 0");
        }
        if (since != null && since.isAfter(clock.today())) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "IN_THE_FUTURE", "Nothing was filed yet on a day in the future.",
                    List.of(new Problem.Fault("since", "is in the future")));
        }
        if (store.open() >= MOST_OPEN) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_FETCHES",
                    "Too many fetches wait. Try again when some are done.", List.of());
        }
        UUID fetchId = store.add(Cik.of(digits.group(1)), since, sender, false);
        worker.wake();
        return find(fetchId);
    }

    /**
     * Stops a fetch. What was filed stays.
     *
     * @throws Problem if no fetch has this id, or it is over otherwise
     */
    public EdgarFetch cancel(UUID fetchId, Sender sender) {
        boolean stopped = store.cancel(fetchId, sender.user());
        EdgarFetch fetch = find(fetchId);
        if (!stopped && fetch.state() != EdgarFetch.State.CANCELLED) {
            throw new Problem(HttpStatus.CONFLICT, "FETCH_OVER", "This fetch is over.", List.of());
        }
        return fetch;
    }

    /**
     * A fetch as it stands.
     *
     * @throws Problem if none has this id
     */
    public EdgarFetch find(UUID fetchId) {
        EdgarFetch fetch = store.find(fetchId);
        if (fetch == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_FETCH", "There is no fetch with this id.", List.of());
        }
        return fetch;
    }

    /** The fetches, the last first. */
    public List<EdgarFetch> last(@Nullable Long before, int most) {
        return store.last(before, most);
    }

    /** Those that are fetched by themselves, in the order of the setting. */
    public List<Watched> watched() {
        List<Cik> watched = settings.watched();
        Map<Cik, EdgarFetch> last = store.lastOf(watched);
        return watched.stream().map(cik -> new Watched(cik, last.get(cik))).toList();
    }

    List<FetchedFiling> filings(UUID fetchId, FetchedFiling.@Nullable State state, @Nullable String after, int most) {
        return store.filings(fetchId, state, after, most);
    }

    @Override
    public void start() {
        String off = whyOff();
        if (off == null) {
            client = new EdgarClient(Objects.requireNonNull(settings.userAgent()), pace, firstPause, longest);
            worker.start();
        } else if (!settings.watch().isEmpty()) {
            LOG.warn("{} {}.watch has no effect", off, EdgarSettings.PREFIX);
        }
    }

    @Override
    public void stop() {
        // What is under way costs one request when it is broken off.
        worker.close(Duration.ZERO);
        EdgarClient asking = client;
        if (asking != null) {
            asking.close();
        }
    }

    @Override
    public boolean isRunning() {
        return worker.running();
    }

    /** To wait for an answer of EDGAR, or for the next that it allows, is no sign of a thread that is stuck. */
    @Override
    public List<Pulse> pulses() {
        return worker.pulses().stream().map(pulse -> new Pulse(pulse.worker(), pulse.dead(), Duration.ZERO, pulse.failing())).toList();
    }

    private void work() throws IOException, InterruptedException {
        boolean looks = !settings.watch().isEmpty()
                && (lookedAtSchedule == null || lookedAtSchedule.plus(LOOK_AT_SCHEDULE).isBefore(Instant.now()));
        if (!looks && store.next() == null) {
            return;
        }
        Optional<AdvisoryLock> alone = AdvisoryLock.tryHold(dataSource, AdvisoryLock.FETCHING_FILINGS);
        if (alone.isEmpty()) {
            return;
        }
        try (AdvisoryLock lock = alone.get()) {
            if (looks) {
                followSchedule();
                lookedAtSchedule = Instant.now();
            }
            boolean further = true;
            while (further && worker.running() && lock.held()) {
                EdgarFetch fetch = store.next();
                further = fetch != null && advance(fetch, Objects.requireNonNull(client));
            }
        }
    }

    private void followSchedule() {
        for (Cik cik : settings.watched()) {
            if (!store.fresh(cik, settings.every())) {
                store.add(cik, scheduledSince(cik), new Sender(SCHEDULE, null, RecordIds.mint().toString()), true);
            }
        }
    }

    /** After a scheduled fetch that got everything, only what is newer need be looked at. */
    private @Nullable LocalDate scheduledSince(Cik cik) {
        LocalDate first = settings.firstDay();
        Instant done = store.lastDone(cik);
        LocalDate recent = done == null ? null : done.atZone(clock.zone()).toLocalDate().minusDays(DAYS_LOOKED_BACK);
        return recent == null || first != null && first.isAfter(recent) ? first : recent;
    }

    /** Takes the next step of a fetch. False: nothing can be done before files have been read. */
    private boolean advance(EdgarFetch fetch, EdgarClient client) throws IOException, InterruptedException {
        if (!store.begin(fetch.fetchId())) {
            return true;
        }
        if (!fetch.progress().listed()) {
            list(fetch, client);
            return true;
        }
        FetchedFiling filing = store.nextFiling(fetch.fetchId());
        return filing == null ? finish(fetch) : get(fetch, filing, client);
    }

    private void list(EdgarFetch fetch, EdgarClient client) throws InterruptedException {
        Tally tally = new Tally();
        try {
            EdgarList newest = client.get(settings.list(EdgarList.fileName(fetch.cik())), LARGEST_LIST,
                    body -> EdgarList.newest(body, fetch.cik()));
            boolean going = store.list(fetch, tally.add(newest.entries(), fetch.since()));
            for (EdgarList.Older older : newest.older()) {
                if (going && (fetch.since() == null || !older.filedUntil().isBefore(fetch.since()))) {
                    EdgarList part = older(older, client);
                    going = store.list(fetch, tally.add(part.entries(), fetch.since()));
                }
            }
            store.listed(fetch.fetchId(), newest.name(), tally.found.size(), tally.leftOut);
        } catch (EdgarTrouble trouble) {
            switch (trouble.kind()) {
                case PAUSE, BROKEN -> pause(fetch, null, trouble);
                case NOT_FOUND -> store.end(fetch.fetchId(), UNKNOWN_CIK, "EDGAR has no list of filings for this CIK.");
                case NOT_ASKED_FOR -> store.end(fetch.fetchId(), LIST_NOT_READ, trouble.sentence());
            }
        }
    }

    private EdgarList older(EdgarList.Older part, EdgarClient client) throws InterruptedException {
        try {
            return client.get(settings.list(part.fileName()), LARGEST_LIST, EdgarList::older);
        } catch (EdgarTrouble trouble) {
            throw trouble.kind() == Kind.NOT_FOUND
                    ? new EdgarTrouble(Kind.NOT_ASKED_FOR, "A part of the list is not there: " + part.fileName() + ".")
                    : trouble;
        }
    }

    /** What is in a list: once each, though its parts may overlap. */
    private static final class Tally {
        private final Set<String> seen = new HashSet<>();
        private final Set<String> found = new HashSet<>();
        private final Map<String, Integer> leftOut = new TreeMap<>();

        /** Those of a part that are fetched. */
        List<EdgarList.Entry> add(List<EdgarList.Entry> part, @Nullable LocalDate since) {
            List<EdgarList.Entry> fetched = new ArrayList<>();
            for (EdgarList.Entry entry : part) {
                if ((since != null && entry.filedOn().isBefore(since)) || !seen.add(entry.accession())) {
                    continue;
                }
                if (entry.read()) {
                    found.add(entry.accession());
                    fetched.add(entry);
                } else {
                    leftOut.merge(entry.form(), 1, Integer::sum);
                }
            }
            return fetched;
        }
    }

    private boolean get(EdgarFetch fetch, FetchedFiling filing, EdgarClient client) throws IOException, InterruptedException {
        if (!batches.hasRoom()) {
            return false;
        }
        String accession = filing.accession();
        try {
            byte[] bytes = client.get(settings.submission(filing.cik(), accession), Limit.DOCUMENT_BYTES.most(),
                    body -> Submission.require(accession, body));
            UUID batchId = batches.bring(new ByteArrayInputStream(bytes), accession + ".txt", fetch.requestedBy());
            store.filed(fetch.fetchId(), accession, batchId);
            return true;
        } catch (EdgarTrouble trouble) {
            boolean again = trouble.kind() == Kind.PAUSE
                    || trouble.kind() == Kind.BROKEN && filing.attempts() + 1 < MOST_ATTEMPTS_AT_A_FILING;
            if (again) {
                pause(fetch, accession, trouble);
            } else {
                store.failed(fetch.fetchId(), accession, trouble.sentence());
            }
            return true;
        } catch (Problem full) {
            LOG.debug("{} waits for room", accession, full);
            return false;
        }
    }

    /** Tries again later, after a longer pause each time, until it was often enough. */
    private void pause(EdgarFetch fetch, @Nullable String accession, EdgarTrouble trouble) {
        if (fetch.attempts() + 1 >= MOST_ATTEMPTS) {
            LOG.warn("Fetching the filings of {} failed after {} attempts: {}", fetch.cik(), MOST_ATTEMPTS, trouble.sentence());
            store.end(fetch.fetchId(), NOT_REACHED, "After " + MOST_ATTEMPTS + " attempts in a row: " + trouble.sentence());
            return;
        }
        store.pause(fetch.fetchId(), accession, trouble.sentence(), pause(fetch.attempts(), trouble.retryAfter()));
    }

    private Duration pause(int attempts, @Nullable Duration retryAfter) {
        Duration own = shorter(firstPause.multipliedBy(10L << Math.min(attempts, 10)), LONGEST_PAUSE);
        if (retryAfter == null) {
            return own;
        }
        return shorter(retryAfter.compareTo(firstPause) < 0 ? firstPause : retryAfter, LONGEST_RETRY_AFTER);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean finish(EdgarFetch fetch) {
        UUID fetchId = fetch.fetchId();
        if (store.stillRead(fetchId)) {
            return false;
        }
        for (String accession : store.notRead(fetchId)) {
            store.failed(fetchId, accession, "It was fetched, but no filing could be read in it: see the problems of its batch.");
        }
        int failed = find(fetchId).progress().failed();
        if (failed == 0) {
            store.end(fetchId, null, null);
        } else {
            store.end(fetchId, SOME_FAILED, (failed == 1 ? "One filing" : failed + " filings") + " of " + fetch.progress().toGet()
                    + " could not be fetched or read. The next fetch tries again.");
        }
        return true;
    }
}
