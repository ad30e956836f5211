package org.authorityledger.pages.lists;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.authority.ChainTooLarge;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.undelivered.UndeliveredRevocations;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.SoughtName;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Grantors, attorneys or issuers by the name last recorded, with what is in force of them on the day. */
final class PartyList implements LedgerList {

    private static final String IN_FORCE = "in-force";
    private static final String NONE = "none";
    private static final String NOT_ON_FILE = "not-on-file";
    private static final String UNDELIVERED = "undelivered";
    /** With a form behind it. */
    private static final String GAP = "gap-";
    /** With a cause behind it. */
    private static final String ENDED_FOR = "ended-";
    /** What the law judges is tried on fewer at a time. */
    private static final int JUDGED_AT_ONCE = 200;
    /** Each is looked up among all authorities of theirs, which may be many. */
    private static final int MOST_LOOKED_AT = 1_000;

    private final PartyKind kind;
    private final JdbcClient jdbc;
    /** By which column its authorities are found, and what is counted of them beside their number. */
    private final String column;
    private final String counted;
    private final Gaps gaps;
    private final UndeliveredRevocations revocations;
    private final DisplayText words;

    PartyList(PartyKind kind, JdbcClient jdbc, Gaps gaps, UndeliveredRevocations revocations, DisplayText words) {
        this.kind = kind;
        this.jdbc = jdbc;
        this.gaps = gaps;
        this.revocations = revocations;
        this.words = words;
        this.column = switch (kind) {
            case GRANTOR -> "grantor_id";
            case ATTORNEY, SIGNATORY -> "attorney_id";
            case ISSUER -> "issuer_id";
        };
        this.counted = kind == PartyKind.GRANTOR ? "attorney_id" : "grantor_id";
    }

    private record Candidate(String id, String name, String searchName, @Nullable String cik, boolean chosen) {

        List<String> key() {
            return List.of(searchName, id, "");
        }
    }

    private record Counts(long authorities, long others) {

        static final Counts NONE = new Counts(0, 0);
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "s";
    }

    @Override
    public String title() {
        return switch (kind) {
            case GRANTOR -> "Grantors";
            case ATTORNEY, SIGNATORY -> "Attorneys-in-fact";
            case ISSUER -> "Issuers";
        };
    }

    @Override
    public String explanation() {
        return switch (kind) {
            case GRANTOR -> "Everyone for whom a power of attorney, a signatory or a duty to report was recorded.";
            case ATTORNEY, SIGNATORY -> "Everyone whom a power of attorney appoints: attorneys, substitutes, co-agents and officeholders.";
            case ISSUER -> "Every company that a record names. An authority for any issuer is not counted here.";
        };
    }

    @Override
    public String question() {
        return switch (kind) {
            case GRANTOR -> "For whom is anything recorded, and how many may sign for each on this day?";
            case ATTORNEY, SIGNATORY -> "Who was ever appointed to sign for others, and for how many may each sign on this day?";
            case ISSUER -> "At which companies is anything recorded, and how many authorities are in force at each on this day?";
        };
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(new Column("Name", "Id", "name")));
        if (kind != PartyKind.ATTORNEY) {
            columns.add(Column.of("CIK"));
        }
        columns.add(Column.of("Authorities in force"));
        columns.add(Column.of(kind == PartyKind.GRANTOR ? "Attorneys" : "Grantors"));
        return columns;
    }

    @Override
    public List<Filter> filters() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put(IN_FORCE, "With an authority in force");
        choices.put(NONE, "Without an authority in force");
        if (kind == PartyKind.GRANTOR) {
            Form.seven().stream().filter(form -> form.regime() != null)
                    .forEach(form -> choices.put(GAP + form.name(), "Required to report, and no one may sign " + form.title()));
        }
        choices.put(NOT_ON_FILE, "With an instrument in force, not on file");
        choices.put(UNDELIVERED, "With a revocation not delivered to everyone");
        Arrays.stream(EndCause.values())
                .forEach(cause -> choices.put(ENDED_FOR + cause.name(), "With an authority that ended: " + words.cause(cause)));
        return List.of(new Filter("q", "Name", Map.of()), new Filter("show", "Show", choices));
    }

    @Override
    public String usualSort() {
        return "name";
    }

    @Override
    public Rows find(Asked asked, Moment moment, AsOf asOf, Page page, int look) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("kind", kind.name(), "knownAt", QuestionClock.utc(moment.knownAt()), "on", moment.on()));
        String some = some(asked, asOf, parameters);
        boolean chosen = !asked.chosen("show").isEmpty();
        boolean judged = asked.chosen("show").startsWith(GAP) || asked.chosen("show").equals(UNDELIVERED);
        Position reached = asked.chosen("show").equals(UNDELIVERED) ? revocations.reached(moment) : Position.START;
        List<Candidate> found = new ArrayList<>();
        Page from = page;
        int looked = 0;
        while (true) {
            int most = judged
                    ? Math.min(JUDGED_AT_ONCE, page.toRead())
                    : chosen ? Math.min(MOST_LOOKED_AT, 10 * page.toRead()) : page.toRead();
            List<Candidate> candidates = candidates(asked, some, from, most, parameters);
            (judged ? judged(asked, candidates, moment, reached) : candidates.stream().filter(Candidate::chosen).toList())
                    .forEach(found::add);
            looked += candidates.size();
            if (found.size() > page.limit() || candidates.size() < most) {
                break;
            }
            from = from.following(candidates.getLast().key());
            if (looked >= Math.min(look, MOST_LOOKED_AT)) {
                return new Rows(rows(found, moment), candidates.getLast().key(), true,
                        chosen && page.first() && !judged ? counted(asked, some, parameters) : null);
            }
        }
        List<Candidate> shown = page.cut(found);
        List<String> next = found.size() > shown.size() ? shown.getLast().key() : null;
        Long total = page.first() && next == null
                ? (Long) (long) found.size()
                : !page.first() || judged ? null : chosen ? counted(asked, some, parameters) : (Long) all(some, parameters);
        return new Rows(rows(shown, moment), next, false, total);
    }

    /** Those for whom the law says that it is so. */
    private List<Candidate> judged(Asked asked, List<Candidate> candidates, Moment moment, Position reached) {
        List<String> ids = candidates.stream().map(Candidate::id).toList();
        String show = asked.chosen("show");
        Set<String> so;
        try {
            so = show.equals(UNDELIVERED)
                    ? revocations.among(kind, ids, moment, reached)
                    : gaps.among(ids.stream().map(GrantorId::of).toList(), FormAsked.of(show.substring(GAP.length())), moment).stream()
                            .map(GrantorId::value).collect(Collectors.toSet());
        } catch (ChainTooLarge e) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "CHAIN_TOO_LARGE", "This cannot be answered: " + e.getMessage() + ".",
                    List.of());
        }
        return candidates.stream().filter(one -> so.contains(one.id())).toList();
    }

    private long all(String some, Map<String, Object> parameters) {
        return jdbc.sql("select count(*) from register.party_name p where" + some).params(parameters).query(Long.class).single();
    }

    /** How many of them are chosen; null: there are too many to try them all. */
    private @Nullable Long counted(Asked asked, String some, Map<String, Object> parameters) {
        return all(some, parameters) > InstrumentList.MOST_COUNTED
                ? null
                : jdbc.sql("select count(*) from (select p.id from register.party_name p where" + some + ") as c where "
                        + chosenBy(asked, parameters)).params(parameters).query(Long.class).single();
    }

    /** The condition of what is chosen, of a party {@code c}, as far as the register decides it. */
    private String chosenBy(Asked asked, Map<String, Object> parameters) {
        // The fence keeps the planner from reading everything first.
        String one = "exists (select 1 from (select * from register.authority_version a where a." + column
                + " = c.id offset 0) as v where v.known_from <= :knownAt and v.known_until > :knownAt and ";
        String show = asked.chosen("show");
        if (show.startsWith(ENDED_FOR)) {
            parameters.put("cause", show.substring(ENDED_FOR.length()));
            return one + "v.end_cause = :cause and v.effective_until <= :on and not isempty(v.effective))";
        }
        return switch (show) {
            case IN_FORCE -> one + "v.effective @> :on)";
            case NONE -> "not " + one + "v.effective @> :on)";
            case NOT_ON_FILE -> one + "v.effective @> :on and not " + InstrumentList.ON_FILE.formatted("v") + ")";
            default -> "true";
        };
    }

    /** Each once, by the name last recorded; of those, whom a name of theirs finds, and who was known then. */
    private String some(Asked asked, AsOf asOf, Map<String, Object> parameters) {
        String some = """
                 p.kind = :kind and not exists (
                   select 1 from register.party_name l where l.kind = p.kind and l.id = p.id
                     and (l.last_position > p.last_position or l.last_position = p.last_position and l.name < p.name))
                """;
        if (!asked.chosen("q").isEmpty()) {
            some += " and p.id in (select id from register.party_name where kind = :kind and "
                    + SoughtName.of(asked.chosen("q")).finds(parameters) + ")";
        }
        if (!asOf.isNow()) {
            some += switch (kind) {
                case GRANTOR -> known("party_facts_version", "grantor_id = p.id");
                case ATTORNEY, SIGNATORY -> known("authority_version", "attorney_id = p.id");
                case ISSUER -> known("instrument_version", "issuers @> array[p.id]");
            };
        }
        return some;
    }

    private static String known(String table, String whose) {
        return " and exists (select 1 from register." + table + " k where k." + whose + " and k.known_from <= :knownAt)";
    }

    private List<Candidate> candidates(Asked asked, String some, Page from, int most, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        String beyond = "";
        if (!from.first()) {
            beyond = " and (p.search_name, p.id)" + asked.beyond() + "(:afterName, :afterId)";
            all.put("afterName", from.after().get(0));
            all.put("afterId", from.after().get(1));
        }
        all.put("most", most);
        String chosen = chosenBy(asked, all);
        String order = " order by %1$s.search_name%2$s, %1$s.id%2$s";
        return jdbc.sql("with c as materialized (select p.id, p.name, p.search_name, (select n.cik from register.party_name n"
                + " where n.kind = p.kind and n.id = p.id and n.cik is not null order by n.cik_position desc limit 1) as cik"
                + " from register.party_name p where" + some + beyond + order.formatted("p", asked.direction())
                + " limit :most) select c.*, "
                + chosen + " as chosen from c" + order.formatted("c", asked.direction())).params(all)
                .query((row, n) -> new Candidate(row.getString("id"), row.getString("name"), row.getString("search_name"),
                        row.getString("cik"), row.getBoolean("chosen")))
                .list();
    }

    private List<List<Cell>> rows(List<Candidate> some, Moment moment) {
        Map<String, Counts> counts = new HashMap<>();
        if (!some.isEmpty()) {
            jdbc.sql("select v." + column + " as id, count(*) as authorities, count(distinct v." + counted
                    + ") as others from register.authority_version v where v." + column
                    + " = any(:ids) and v.known_from <= :knownAt and v.known_until > :knownAt and v.effective @> :on group by 1")
                    .param("ids", some.stream().map(Candidate::id).toArray(String[]::new))
                    .param("knownAt", QuestionClock.utc(moment.knownAt())).param("on", moment.on()).query(row -> {
                        counts.put(row.getString("id"), new Counts(row.getLong("authorities"), row.getLong("others")));
                    });
        }
        return some.stream().map(one -> {
            Counts of = counts.getOrDefault(one.id(), Counts.NONE);
            List<Cell> row = new ArrayList<>(List.of(new Cell(one.name(), Links.party(kind, one.id()), null, one.id())));
            if (kind != PartyKind.ATTORNEY) {
                row.add(Cell.of(one.cik()));
            }
            row.add(Cell.of(of.authorities()));
            row.add(Cell.of(of.others()));
            return row;
        }).toList();
    }
}
