package org.authorityledger.pages.lists;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.SoughtName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Grantors, attorneys or issuers by the name last recorded, with what is in force of them on the day. */
final class PartyList implements LedgerList {

    private static final String IN_FORCE = "in-force";
    private static final String NONE = "none";
    /** Each is looked up among all authorities of theirs, which may be many. */
    private static final int MOST_LOOKED_AT = 1_000;

    private final PartyKind kind;
    private final JdbcClient jdbc;
    /** By which column its authorities are found, and what is counted of them beside their number. */
    private final String column;
    private final String counted;

    PartyList(PartyKind kind, JdbcClient jdbc) {
        this.kind = kind;
        this.jdbc = jdbc;
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
        List<Candidate> found = new ArrayList<>();
        Page from = page;
        int looked = 0;
        while (true) {
            int most = chosen ? Math.min(MOST_LOOKED_AT, 10 * page.toRead()) : page.toRead();
            List<Candidate> candidates = candidates(asked, some, from, most, parameters);
            candidates.stream().filter(Candidate::chosen).forEach(found::add);
            looked += candidates.size();
            if (found.size() > page.limit() || candidates.size() < most) {
                break;
            }
            from = from.following(candidates.getLast().key());
            if (looked >= Math.min(look, MOST_LOOKED_AT)) {
                return new Rows(rows(found, moment), candidates.getLast().key(), true, null);
            }
        }
        List<Candidate> shown = page.cut(found);
        List<String> next = found.size() > shown.size() ? shown.getLast().key() : null;
        return new Rows(rows(shown, moment), next, false, total(page, next, found.size(), chosen, some, parameters));
    }

    private @Nullable Long total(Page page, @Nullable List<String> next, int found, boolean chosen, String some,
            Map<String, Object> parameters) {
        if (page.first() && next == null) {
            return (long) found;
        }
        return chosen || !page.first()
                ? null
                : jdbc.sql("select count(*) from register.party_name p where" + some).params(parameters).query(Long.class).single();
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
        // The fence keeps the planner from reading everything in force first.
        String inForce = "exists (select 1 from (select * from register.authority_version a where a." + column
                + " = c.id offset 0) as v where v.known_from <= :knownAt and v.known_until > :knownAt and v.effective @> :on)";
        String chosen = switch (asked.chosen("show")) {
            case IN_FORCE -> inForce;
            case NONE -> "not " + inForce;
            default -> "true";
        };
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
