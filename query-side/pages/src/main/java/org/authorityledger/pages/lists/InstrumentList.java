package org.authorityledger.pages.lists;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.expiring.Expiries;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.undelivered.UndeliveredRevocations;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Powers of attorney, as known at a moment, with what became of them by a day. */
final class InstrumentList implements LedgerList {

    private static final String IN_FORCE = "in-force";
    private static final String NOT_IN_FORCE = "not-in-force";
    /** With a number of days behind it. */
    private static final String EXPIRING = "expiring-";
    private static final String ENDED = "ended";
    /** With a cause behind it. */
    private static final String ENDED_FOR = "ended-";
    private static final String UNDELIVERED = "undelivered";
    private static final String NOT_ON_FILE = "not-on-file";
    private static final List<Integer> DAYS = List.of(30, 60, 90);
    private static final int EACH_PERHAPS_TWICE = 4;
    /** Those chosen are counted among at most this number of instruments or parties. */
    static final int MOST_COUNTED = 5_000;
    /** That the instrument of a row is on file on the day. */
    static final String ON_FILE = "exists (select 1 from register.party_facts_version f, json_array_elements(f.facts -> 'confirmations') as filed"
            + " where f.grantor_id = %1$s.grantor_id and f.known_from <= :knownAt and f.known_until > :knownAt"
            + " and filed ->> 'poaId' = %1$s.poa_id and (filed ->> 'filedOn')::date <= :on)";
    private static final String KNOWN = " %1$s.known_from <= :knownAt and %1$s.known_until > :knownAt ";

    private final JdbcClient jdbc;
    private final Register register;
    private final UndeliveredRevocations revocations;
    private final Expiries expiries;
    private final DisplayText words;

    InstrumentList(JdbcClient jdbc, Register register, UndeliveredRevocations revocations, DisplayText words) {
        this.jdbc = jdbc;
        this.expiries = new Expiries(jdbc);
        this.register = register;
        this.revocations = revocations;
        this.words = words;
    }

    private record Key(String grantorId, String poaId) {}

    /** An instrument in its place. */
    private record Candidate(Key instrument, List<String> key, boolean chosen) {}

    /** Those of a page, and the place after which the next begins. */
    private record Chosen(List<Key> instruments, @Nullable List<String> next, boolean unfinished, @Nullable Long total) {}

    @Override
    public String name() {
        return "instruments";
    }

    @Override
    public String title() {
        return "Instruments";
    }

    @Override
    public String explanation() {
        return "Every power of attorney, with what became of it by this day.";
    }

    @Override
    public String question() {
        return "Which powers of attorney are there, and what became of each by this day?";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("Instrument", null, "recorded"), new Column("Grantor", "Grantor id", "grantor"), Column.of("Issuers"),
                Column.of("Attorneys"), new Column("Signed", null, "signed"), Column.of("Through"), Column.of("On this day"),
                Column.of("On file"));
    }

    @Override
    public List<Filter> filters() {
        Map<String, String> shows = new LinkedHashMap<>();
        shows.put(IN_FORCE, "In force");
        shows.put(NOT_IN_FORCE, "Not in force");
        DAYS.forEach(days -> shows.put(EXPIRING + days, "Expiring within " + days + " days"));
        shows.put(UNDELIVERED, "Revoked, not delivered to everyone");
        shows.put(NOT_ON_FILE, "In force, not on file");
        shows.put(ENDED, "Ended for any reason");
        Arrays.stream(EndCause.values()).forEach(cause -> shows.put(ENDED_FOR + cause.name(), "Ended: " + words.cause(cause)));
        return List.of(new Filter("show", "Show", shows));
    }

    @Override
    public String usualSort() {
        return "-recorded";
    }

    /** What expires or ended is listed by that day, and what is not delivered by when the revocation was recorded. */
    @Override
    public boolean sortable(Asked asked) {
        String show = asked.chosen("show");
        return !show.startsWith(EXPIRING) && !show.startsWith(ENDED) && !show.equals(UNDELIVERED);
    }

    @Override
    public Rows find(Asked asked, Moment moment, AsOf asOf, Page page, int look) {
        String show = asked.chosen("show");
        Chosen chosen;
        if (show.startsWith(EXPIRING)) {
            chosen = expiring(Integer.parseInt(show.substring(EXPIRING.length())), moment, page);
        } else if (show.startsWith(ENDED)) {
            chosen = ended(show.equals(ENDED) ? "" : show.substring(ENDED_FOR.length()), moment, page);
        } else if (show.equals(UNDELIVERED)) {
            chosen = undelivered(moment, page);
        } else {
            chosen = inOrder(asked, moment, page, look);
        }
        return new Rows(rows(chosen.instruments(), moment), chosen.next(), chosen.unfinished(), chosen.total());
    }

    private Map<String, Object> parameters(Moment moment) {
        return new HashMap<>(Map.of("knownAt", QuestionClock.utc(moment.knownAt()), "on", moment.on()));
    }

    private Chosen inOrder(Asked asked, Moment moment, Page page, int look) {
        boolean filtered = !asked.chosen("show").isEmpty();
        List<Candidate> found = new ArrayList<>();
        Page from = page;
        int looked = 0;
        while (true) {
            int most = filtered ? Math.min(look, 5 * page.toRead()) : page.toRead();
            List<Candidate> candidates = candidates(asked, moment, from, most);
            candidates.stream().filter(Candidate::chosen).forEach(found::add);
            looked += candidates.size();
            if (found.size() > page.limit() || candidates.size() < most) {
                break;
            }
            from = from.following(candidates.getLast().key());
            if (looked >= look) {
                return new Chosen(keys(found), candidates.getLast().key(), true, filtered ? counted(asked, page, moment) : null);
            }
        }
        return chosen(found, page,
                () -> filtered ? counted(asked, page, moment) : page.first() ? (Long) all(moment) : null);
    }

    private @Nullable Long counted(Asked asked, Page page, Moment moment) {
        return countable(page, moment)
                ? jdbc.sql("select count(*) from register.instrument_version c where" + KNOWN.formatted("c") + "and " + chosenBy(asked))
                        .params(parameters(moment)).query(Long.class).single()
                : null;
    }

    /** The condition of what is chosen, of an instrument {@code c}. */
    private static String chosenBy(Asked asked) {
        String inForce = "exists (select 1 from (select * from register.authority_version a where a.grantor_id = c.grantor_id offset 0) as a"
                + " where a.poa_id = c.poa_id and" + KNOWN.formatted("a") + "and a.effective @> :on)";
        return switch (asked.chosen("show")) {
            case IN_FORCE -> inForce;
            case NOT_IN_FORCE -> "not " + inForce;
            case NOT_ON_FILE -> inForce + " and not " + ON_FILE.formatted("c");
            default -> "true";
        };
    }

    private static List<Key> keys(List<Candidate> some) {
        return some.stream().map(Candidate::instrument).toList();
    }

    private static Chosen chosen(List<Candidate> found, Page page, java.util.function.Supplier<@Nullable Long> total) {
        List<Candidate> shown = page.cut(found);
        List<String> next = found.size() > shown.size() ? shown.getLast().key() : null;
        return new Chosen(keys(shown), next, false, page.first() && next == null ? (Long) (long) found.size() : total.get());
    }

    private List<Candidate> candidates(Asked asked, Moment moment, Page from, int most) {
        Map<String, Object> parameters = parameters(moment);
        parameters.put("most", most);
        String first = switch (asked.sort()) {
            case "signed" -> "v.terms ->> 'executedOn'";
            case "grantor" -> "v.grantor_id";
            default -> "v.granted_at";
        };
        String second = asked.sort().equals("grantor") ? "v.poa_id" : asked.sort().equals("signed") ? "v.granted_at" : null;
        String place = second == null ? first : "(" + first + ") collate \"C\", " + second;
        String beyond = "";
        if (!from.first()) {
            beyond = second == null
                    ? " and " + first + asked.beyond() + ":after"
                    : " and (" + place + ")" + asked.beyond() + "(:after, :then)";
            parameters.put("after", second == null ? (Object) from.number(0) : from.after().get(0));
            if (second != null) {
                parameters.put("then", asked.sort().equals("signed") ? (Object) from.number(1) : from.after().get(1));
            }
        }
        String order = second == null
                ? first + asked.direction()
                : "(" + first + ") collate \"C\"" + asked.direction() + ", " + second + asked.direction();
        return jdbc.sql("with c as materialized (select v.grantor_id, v.poa_id, row_number() over (order by " + order + ") as n, (" + first
                + ")::text as first, " + (second == null ? "''" : "(" + second + ")::text")
                + " as second from register.instrument_version v where" + KNOWN.formatted("v") + beyond + " order by " + order
                + " limit :most) select c.*, " + chosenBy(asked) + " as chosen from c order by c.n").params(parameters)
                .query((row, n) -> new Candidate(new Key(row.getString("grantor_id"), row.getString("poa_id")),
                        List.of(row.getString("first"), row.getString("second"), ""), row.getBoolean("chosen")))
                .list();
    }

    /** Those in force that end by their fixed last day, the day itself not counted, the earliest first. */
    private Chosen expiring(int days, Moment moment, Page page) {
        LocalDate within = moment.on().plusDays(days);
        Expiries.Expiry after = page.first() ? null : expiry(page);
        List<Candidate> found = expiries.find(moment, within, after, page.toRead()).stream()
                .map(one -> new Candidate(new Key(one.grantorId().value(), one.poaId().value()),
                        List.of(one.until().toString(), one.grantorId().value(), one.poaId().value()), true))
                .toList();
        return chosen(found, page, () -> expiries.count(moment, within));
    }

    private static Expiries.Expiry expiry(Page page) {
        try {
            return new Expiries.Expiry(day(page.after().get(0)), GrantorId.of(page.after().get(1)), PoaId.of(page.after().get(2)));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor from this list");
        }
    }

    /** Those of which nothing is in force any more, or will be, by the reason of the last end, the latest first. */
    private Chosen ended(String cause, Moment moment, Page page) {
        Map<String, Object> parameters = parameters(moment);
        String why = "";
        if (!cause.isEmpty()) {
            why = " and a.end_cause = :cause";
            parameters.put("cause", cause);
        }
        String these = "select a.effective_until, a.grantor_id, a.poa_id from register.authority_version a where a.effective_until <= :on"
                + why + " and" + KNOWN.formatted("a") + "and not isempty(a.effective) and not exists (select 1"
                + " from (select * from register.authority_version o where o.grantor_id = a.grantor_id offset 0) as o where o.poa_id = a.poa_id"
                + " and" + KNOWN.formatted("o") + "and not isempty(o.effective)"
                + " and (o.effective_until is null or o.effective_until > a.effective_until))";
        // One row for each authority: as many are read as can be of one instrument, mostly.
        Map<List<String>, Candidate> found = new LinkedHashMap<>();
        Page from = page;
        int most = EACH_PERHAPS_TWICE * page.toRead();
        while (found.size() <= page.limit()) {
            List<Candidate> some = byEnd(these, "<", " desc", from, parameters, most);
            some.forEach(one -> found.putIfAbsent(one.key(), one));
            if (some.size() < most) {
                break;
            }
            from = from.following(some.getLast().key());
        }
        return chosen(List.copyOf(found.values()), page, () -> countable(page, moment)
                ? jdbc.sql("select count(*) from (select distinct grantor_id, poa_id from (" + these + ") as ended) as one")
                        .params(parameters)
                        .query(Long.class).single()
                : null);
    }

    private List<Candidate> byEnd(String these, String beyond, String direction, Page page, Map<String, Object> parameters, int most) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("most", most);
        String sql = these;
        if (!page.first()) {
            sql += " and (a.effective_until, a.grantor_id, a.poa_id) " + beyond + " (:until, :grantor, :poa)";
            all.put("until", day(page.after().get(0)));
            all.put("grantor", page.after().get(1));
            all.put("poa", page.after().get(2));
        }
        return jdbc.sql(sql + " order by a.effective_until" + direction + ", a.grantor_id" + direction + ", a.poa_id" + direction
                + " limit :most").params(all)
                .query((row, n) -> new Candidate(new Key(row.getString("grantor_id"), row.getString("poa_id")),
                        List.of(String.valueOf(row.getObject("effective_until", LocalDate.class)), row.getString("grantor_id"),
                                row.getString("poa_id")),
                        true))
                .list();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.DateTimeException e) {
            throw Problem.malformed("cursor", "is not a cursor from this list");
        }
    }

    private Chosen undelivered(Moment moment, Page page) {
        Position before = page.first() ? Position.END : page.position(0);
        Position reached = revocations.reached(moment);
        List<Candidate> found = revocations.before(before, moment, reached, page.toRead()).stream()
                .map(one -> new Candidate(new Key(one.grantorId().value(), one.poaId().value()),
                        List.of(one.position().toString(), "", ""), true))
                .toList();
        return chosen(found, page, () -> countable(page, moment)
                ? (Long) (long) revocations.before(Position.END, moment, reached, Integer.MAX_VALUE).size()
                : null);
    }

    /** Whether there are few enough to try all of them. */
    private boolean countable(Page page, Moment moment) {
        return page.first() && all(moment) <= MOST_COUNTED;
    }

    private long all(Moment moment) {
        return jdbc.sql("select count(*) from register.instrument_version v where" + KNOWN.formatted("v")).params(parameters(moment))
                .query(Long.class).single();
    }

    private List<List<Cell>> rows(List<Key> keys, Moment moment) {
        if (keys.isEmpty()) {
            return List.of();
        }
        String[] grantors = keys.stream().map(Key::grantorId).toArray(String[]::new);
        String[] poas = keys.stream().map(Key::poaId).toArray(String[]::new);
        String asked = " from (select distinct * from unnest(:grantors::text[], :poas::text[]) as asked (grantor_id, poa_id)) as asked";
        Map<Key, Terms> terms = new HashMap<>();
        jdbc.sql("select v.grantor_id, v.poa_id, v.terms" + asked
                + " join register.instrument_version v on v.grantor_id = asked.grantor_id and v.poa_id = asked.poa_id where"
                + KNOWN.formatted("v")).param("grantors", grantors).param("poas", poas)
                .param("knownAt", QuestionClock.utc(moment.knownAt())).query(row -> {
                    terms.put(new Key(row.getString("grantor_id"), row.getString("poa_id")), ActJson.readTerms(row.getString("terms")));
                });
        AuthorityRows.Result rows = new AuthorityRows.Result();
        Map<Key, List<Authority>> authorities = jdbc.sql("select " + AuthorityRows.COLUMNS + asked
                + " cross join lateral (select * from register.authority_version a where a.grantor_id = asked.grantor_id offset 0) as v"
                + " where v.poa_id = asked.poa_id and not isempty(v.effective) and" + KNOWN.formatted("v")).param("grantors", grantors)
                .param("poas", poas).param("knownAt", QuestionClock.utc(moment.knownAt())).query((row, n) -> rows.authority(row)).list()
                .stream().collect(Collectors.groupingBy(one -> new Key(one.grantorId().value(), one.poaId().value())));
        Map<String, PartyFacts> facts = new HashMap<>();
        jdbc.sql("select v.grantor_id, v.facts from register.party_facts_version v where v.grantor_id = any(:grantors) and"
                + KNOWN.formatted("v")).param("grantors", grantors).param("knownAt", QuestionClock.utc(moment.knownAt())).query(row -> {
                    facts.put(row.getString(1), FactsJson.facts(row.getString(2)));
                });
        PartyNames names = PartyNames.of(register, List.of(grantors));
        return keys.stream()
                .map(key -> row(key, Objects.requireNonNull(terms.get(key)), authorities.getOrDefault(key, List.of()),
                        facts.getOrDefault(key.grantorId(), PartyFacts.NONE), names, moment))
                .toList();
    }

    private List<Cell> row(Key key, Terms terms, List<Authority> authorities, PartyFacts facts, PartyNames names, Moment moment) {
        GrantorId grantorId = GrantorId.of(key.grantorId());
        boolean inForce = authorities.stream().anyMatch(one -> one.inForceOn(moment.on()));
        Authority last = authorities.stream()
                .max(Comparator.comparing((Authority one) -> one.until() == null ? LocalDate.MAX : one.until())).orElse(null);
        boolean later = !inForce && authorities.stream().anyMatch(one -> one.from().isAfter(moment.on()));
        LocalDate until = last == null ? null : last.until();
        String state = inForce
                ? "in force"
                : last == null
                        ? "never in force"
                        : later
                                ? "not yet"
                                : "ended (" + words.cause(Objects.requireNonNull(last.ending()).cause()).toLowerCase(Locale.ROOT) + ")";
        return List.of(new Cell(key.poaId(), Links.instrument(grantorId, PoaId.of(key.poaId())), null, null),
                new Cell(names.grantor(key.grantorId()), Links.grantor(grantorId), null, key.grantorId()),
                Cell.of(terms.issuers().stream().map(issuer -> issuer.issuerId().equals(IssuerId.ANY)
                        ? "any issuer"
                        : issuer.name() == null ? issuer.issuerId().value() : issuer.name()).collect(Collectors.joining("; "))),
                Cell.of(terms.attorneys().stream().map(attorney -> attorney.name()).collect(Collectors.joining("; "))),
                Cell.of(terms.executedOn()), Cell.of(last == null ? null : until == null ? "open" : until.minusDays(1)), Cell.of(state),
                Cell.of(facts.onFile(PoaId.of(key.poaId()), moment.on()) ? "yes" : "no"));
    }
}
