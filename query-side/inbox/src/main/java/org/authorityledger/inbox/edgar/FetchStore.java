package org.authorityledger.inbox.edgar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.authorityledger.authority.CommandRecorder.Sender;
import org.authorityledger.events.Cik;
import org.authorityledger.inbox.edgar.EdgarFetch.Progress;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of what is fetched. The clock is the database's, so that all nodes have the same. A step of a fetch that someone cancelled meanwhile, or
 * another node brought further, changes nothing and is answered false.
 */
final class FetchStore {

    private static final String FETCH = """
            select f.fetch_id, f.arrival, f.cik, f.since, f.state, f.name, f.found, f.left_out, f.to_get, f.filed, f.failed, f.listed_at, f.attempts,
              f.trouble, f.next_try, f.reason, f.detail, f.requested_at, f.requested_by, f.scheduled, f.started_at, f.ended_at, f.ended_by
            from documents.fetch f
            """;
    private static final String FILING = "select accession, cik, form, filed_on, state, batch_id, attempts, error, next_try from documents.fetched_filing ";
    private static final int LONGEST_TEXT = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    FetchStore(JdbcTemplate jdbc, TransactionTemplate transaction, JsonMapper json) {
        this.jdbc = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.json = json;
    }

    /** How many that people started are not over. */
    long open() {
        return jdbc.sql("select count(*) from documents.fetch where state in ('WAITING', 'FETCHING') and not scheduled").query(Long.class)
                .single();
    }

    /** The one of this CIK and day that is not over; otherwise a new one. */
    UUID add(Cik cik, @Nullable LocalDate since, Sender sender, boolean scheduled) {
        while (true) {
            UUID fetchId = RecordIds.mint();
            int added = jdbc.sql("""
                    insert into documents.fetch (fetch_id, cik, since, requested_by, scheduled, source_address, correlation_id)
                    values (:id, :cik, :since, :by, :scheduled, :address, :correlation)
                    on conflict (cik, coalesce(since, '-infinity')) where state in ('WAITING', 'FETCHING') do nothing
                    """).param("id", fetchId).param("cik", cik.value()).param("since", since).param("by", sender.user())
                    .param("scheduled", scheduled).param("address", sender.address()).param("correlation", sender.correlationId()).update();
            if (added > 0) {
                return fetchId;
            }
            UUID same = jdbc
                    .sql("""
                            select fetch_id from documents.fetch
                            where cik = :cik and coalesce(since, '-infinity') = coalesce(:since::date, '-infinity') and state in ('WAITING', 'FETCHING')
                            """)
                    .param("cik", cik.value()).param("since", since).query(UUID.class).optional().orElse(null);
            if (same != null) {
                return same;
            }
        }
    }

    /** Whether the schedule has something of this CIK under way, or began something within this time. */
    boolean fresh(Cik cik, Duration every) {
        return jdbc.sql("""
                select exists (select from documents.fetch where cik = :cik and scheduled
                  and (state in ('WAITING', 'FETCHING') or requested_at > clock_timestamp() - make_interval(secs => :seconds)))
                """).param("cik", cik.value()).param("seconds", every.toSeconds()).query(Boolean.class).single();
    }

    /** When the last scheduled fetch that is done was requested; null: none is done. */
    @Nullable
    Instant lastDone(Cik cik) {
        return jdbc.sql("select max(requested_at) as at from documents.fetch where cik = :cik and scheduled and state = 'DONE'")
                .param("cik", cik.value()).query((row, n) -> Optional.ofNullable(instant(row, "at"))).single().orElse(null);
    }

    /** The one whose turn it is, unless it pauses: that which is under way, then those of people. Null: there is nothing to do now. */
    @Nullable
    EdgarFetch next() {
        return jdbc.sql("select * from (" + FETCH + """
                where f.state in ('WAITING', 'FETCHING') order by f.state = 'FETCHING' desc, f.scheduled, f.arrival limit 1) first
                where coalesce(next_try, '-infinity') <= clock_timestamp()
                """).query(this::read).optional().orElse(null);
    }

    boolean begin(UUID fetchId) {
        return jdbc.sql("""
                update documents.fetch set state = 'FETCHING', started_at = coalesce(started_at, clock_timestamp())
                where fetch_id = :id and state in ('WAITING', 'FETCHING')
                """).param("id", fetchId).update() > 0;
    }

    /** Keeps the filings of a part of the list. Those that no fetch has filed are for this one to get. */
    boolean list(EdgarFetch fetch, List<EdgarList.Entry> entries) {
        return inProgress(fetch.fetchId(), () -> jdbc.sql("""
                insert into documents.fetched_filing as kept (accession, cik, fetch_id, form, filed_on)
                select distinct on (accession) accession, :cik, :id, form, filed::date
                from unnest(:accessions::text[], :forms::text[], :days::text[]) as l (accession, form, filed)
                on conflict (accession) do update set fetch_id = :id, cik = :cik, state = 'WAITING', attempts = 0, error = null,
                  next_try = null, changed_at = clock_timestamp()
                where kept.state <> 'FILED' and kept.fetch_id <> :id
                """).param("id", fetch.fetchId()).param("cik", fetch.cik().value())
                .param("accessions", entries.stream().map(EdgarList.Entry::accession).toArray(String[]::new))
                .param("forms", entries.stream().map(one -> text(one.form())).toArray(String[]::new))
                .param("days", entries.stream().map(one -> one.filedOn().toString()).toArray(String[]::new)).update());
    }

    /** All of the list was read. */
    boolean listed(UUID fetchId, @Nullable String name, int found, Map<String, Integer> leftOut) {
        return jdbc
                .sql("""
                        update documents.fetch set listed_at = clock_timestamp(), name = :name, found = :found, left_out = :leftOut::json,
                          to_get = (select count(*) from documents.fetched_filing where fetch_id = :id), attempts = 0, trouble = null, next_try = null
                        where fetch_id = :id and state = 'FETCHING'
                        """)
                .param("id", fetchId).param("name", name == null ? null : text(name)).param("found", found)
                .param("leftOut", json.writeValueAsString(leftOut)).update() > 0;
    }

    /** The filing that it gets next, those first that have not failed yet; null: no filing waits. */
    @Nullable
    FetchedFiling nextFiling(UUID fetchId) {
        return jdbc.sql(FILING + """
                where fetch_id = :id and state = 'WAITING' order by attempts, filed_on desc, accession limit 1
                """).param("id", fetchId).query(FetchStore::readFiling).optional().orElse(null);
    }

    /** A filing became a batch. */
    boolean filed(UUID fetchId, String accession, UUID batchId) {
        return inProgress(fetchId, () -> {
            int changed = jdbc.sql("""
                    update documents.fetched_filing set state = 'FILED', batch_id = :batch, error = null, next_try = null,
                      changed_at = clock_timestamp()
                    where accession = :accession and fetch_id = :id and state = 'WAITING'
                    """).param("id", fetchId).param("accession", accession).param("batch", batchId).update();
            jdbc.sql("""
                    update documents.fetch set filed = filed + :changed, attempts = 0, trouble = null, next_try = null where fetch_id = :id
                    """).param("changed", changed).param("id", fetchId).update();
        });
    }

    /** A filing could not be fetched, or its batch could not be read. */
    boolean failed(UUID fetchId, String accession, String why) {
        return inProgress(fetchId, () -> {
            int wasFiled = jdbc.sql("""
                    select count(*) from documents.fetched_filing where accession = :accession and fetch_id = :id and state = 'FILED'
                    """).param("accession", accession).param("id", fetchId).query(Integer.class).single();
            int changed = jdbc.sql("""
                    update documents.fetched_filing set state = 'FAILED', error = :why, attempts = attempts + 1, next_try = null,
                      changed_at = clock_timestamp()
                    where accession = :accession and fetch_id = :id and state <> 'FAILED'
                    """).param("id", fetchId).param("accession", accession).param("why", text(why)).update();
            jdbc.sql(
                    """
                            update documents.fetch set failed = failed + :changed, filed = filed - :was, attempts = 0, trouble = null, next_try = null
                            where fetch_id = :id
                            """)
                    .param("changed", changed).param("was", wasFiled).param("id", fetchId).update();
        });
    }

    /**
     * The server wants a pause.
     *
     * @param accession of the filing that was asked for; null: the list was
     */
    void pause(UUID fetchId, @Nullable String accession, String why, Duration pause) {
        inProgress(fetchId, () -> {
            jdbc.sql("""
                    update documents.fetch set attempts = attempts + 1, trouble = :why,
                      next_try = clock_timestamp() + make_interval(secs => :seconds) where fetch_id = :id
                    """).param("id", fetchId).param("why", text(why)).param("seconds", pause.toMillis() / 1000.0).update();
            jdbc.sql("""
                    update documents.fetched_filing set attempts = attempts + 1, error = :why,
                      next_try = (select next_try from documents.fetch where fetch_id = :id), changed_at = clock_timestamp()
                    where accession = :accession and fetch_id = :id and state = 'WAITING'
                    """).param("id", fetchId).param("accession", accession).param("why", text(why)).update();
        });
    }

    /** Whether batches of this fetch still wait to be read. */
    boolean stillRead(UUID fetchId) {
        return jdbc.sql("""
                select exists (select from documents.fetched_filing f join documents.batch b on b.batch_id = f.batch_id
                  where f.fetch_id = :id and f.state = 'FILED' and b.state in ('WAITING', 'READING'))
                """).param("id", fetchId).query(Boolean.class).single();
    }

    /** The filings of this fetch whose batch could not be read. */
    List<String> notRead(UUID fetchId) {
        return jdbc.sql("""
                select f.accession from documents.fetched_filing f join documents.batch b on b.batch_id = f.batch_id
                where f.fetch_id = :id and f.state = 'FILED' and b.state = 'FAILED' order by f.accession
                """).param("id", fetchId).query(String.class).list();
    }

    /** It is over: done where no reason is given. */
    boolean end(UUID fetchId, @Nullable String reason, @Nullable String detail) {
        return jdbc.sql("""
                update documents.fetch set state = :state, reason = :reason, detail = :detail, trouble = null, next_try = null,
                  ended_at = clock_timestamp()
                where fetch_id = :id and state = 'FETCHING'
                """).param("id", fetchId).param("state", (reason == null ? EdgarFetch.State.DONE : EdgarFetch.State.FAILED).name())
                .param("reason", reason).param("detail", detail == null ? null : text(detail)).update() > 0;
    }

    /** Someone stops it. False: it was over. */
    boolean cancel(UUID fetchId, String user) {
        return jdbc
                .sql("""
                        update documents.fetch set state = 'CANCELLED', trouble = null, next_try = null, ended_at = clock_timestamp(), ended_by = :by
                        where fetch_id = :id and state in ('WAITING', 'FETCHING')
                        """)
                .param("id", fetchId).param("by", user).update() > 0;
    }

    @Nullable
    EdgarFetch find(UUID fetchId) {
        return jdbc.sql(FETCH + "where f.fetch_id = :id").param("id", fetchId).query(this::read).optional().orElse(null);
    }

    /** The last fetch of each of these, where there was one. */
    Map<Cik, EdgarFetch> lastOf(List<Cik> ciks) {
        Map<Cik, EdgarFetch> last = new HashMap<>();
        jdbc.sql("select distinct on (f.cik) f.* from (" + FETCH + "where f.cik = any(:ciks)) f order by f.cik, f.arrival desc")
                .param("ciks", ciks.stream().map(Cik::value).toArray(String[]::new)).query(this::read).list()
                .forEach(one -> last.put(one.cik(), one));
        return last;
    }

    /** The fetches, the last first. */
    List<EdgarFetch> last(@Nullable Long before, int most) {
        return jdbc.sql(FETCH + "where f.arrival < :before order by f.arrival desc limit :most").param("most", most)
                .param("before", before == null ? Long.MAX_VALUE : before).query(this::read).list();
    }

    /** What a fetch had to get, by accession number, from after one on; only those in a state, where one is given. */
    List<FetchedFiling> filings(UUID fetchId, FetchedFiling.@Nullable State state, @Nullable String after, int most) {
        Map<String, Object> parameters = new HashMap<>(Map.of("id", fetchId, "most", most, "after", after == null ? "" : after));
        String where = "where fetch_id = :id and accession > :after";
        if (state != null) {
            where += " and state = :state";
            parameters.put("state", state.name());
        }
        return jdbc.sql(FILING + where + " order by accession limit :most").params(parameters).query(FetchStore::readFiling).list();
    }

    /** Does something for a fetch that is under way, in one transaction. False: it no longer is. */
    private boolean inProgress(UUID fetchId, Runnable work) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean there = jdbc.sql("select true from documents.fetch where fetch_id = :id and state = 'FETCHING' for update")
                    .param("id", fetchId).query(Boolean.class).optional().isPresent();
            if (there) {
                work.run();
            }
            return there;
        }));
    }

    private static String text(String said) {
        return said.substring(0, Math.min(LONGEST_TEXT, said.length())).replaceAll("\\p{Cc}", " ");
    }

    private EdgarFetch read(ResultSet row, int n) throws SQLException {
        return new EdgarFetch(row.getObject("fetch_id", UUID.class), row.getLong("arrival"), Cik.of(row.getString("cik")),
                row.getObject("since", LocalDate.class), EdgarFetch.State.valueOf(row.getString("state")), row.getString("name"),
                new Progress(row.getObject("listed_at") != null, row.getInt("found"),
                        json.readValue(row.getString("left_out"), new TypeReference<Map<String, Integer>>() {
                        }), row.getInt("to_get"),
                        row.getInt("filed"), row.getInt("failed")),
                row.getInt("attempts"), row.getString("trouble"), instant(row, "next_try"), row.getString("reason"),
                row.getString("detail"),
                Objects.requireNonNull(instant(row, "requested_at")), row.getString("requested_by"), row.getBoolean("scheduled"),
                instant(row, "started_at"), instant(row, "ended_at"), row.getString("ended_by"));
    }

    private static FetchedFiling readFiling(ResultSet row, int n) throws SQLException {
        return new FetchedFiling(row.getString("accession"), Cik.of(row.getString("cik")), row.getString("form"),
                row.getObject("filed_on", LocalDate.class), FetchedFiling.State.valueOf(row.getString("state")),
                row.getObject("batch_id", UUID.class), row.getInt("attempts"), row.getString("error"), instant(row, "next_try"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
