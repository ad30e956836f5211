package org.authorityledger.pages.lists;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.authorities.ListPlace;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who holds the offices that powers of attorney appoint, and who held them before. */
final class OfficeList implements LedgerList {

    private static final String IN_FORCE = "in-force";

    private final JdbcClient jdbc;
    private final Register register;
    private final DisplayText words;

    OfficeList(JdbcClient jdbc, Register register, DisplayText words) {
        this.jdbc = jdbc;
        this.register = register;
        this.words = words;
    }

    private record Holding(String office, ListPlace place, Authority authority) {

        /** No id has a space. */
        List<String> key() {
            return List.of(office, place.sourcePosition() + " " + place.attorneyId(), place.way());
        }
    }

    @Override
    public String name() {
        return "offices";
    }

    @Override
    public String title() {
        return "Offices";
    }

    @Override
    public String explanation() {
        return "Everyone who holds, held or will hold an office that a power of attorney appoints, office by office. An office that no one ever held is not listed.";
    }

    @Override
    public String question() {
        return "Who holds each office that a power of attorney appoints, and who held it before?";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("Office", "Office id", "office"), new Column("Holder", "Holder id", null),
                new Column("Grantor", "Grantor id", null),
                Column.of("Instrument"), Column.of("From"), Column.of("Through"), Column.of("Reason for end"), Column.of("On this day"));
    }

    @Override
    public List<Filter> filters() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put(IN_FORCE, "Only holders on this day");
        return List.of(new Filter("show", "Show", choices));
    }

    @Override
    public String usualSort() {
        return "office";
    }

    @Override
    public boolean sortable(Asked asked) {
        return false;
    }

    @Override
    public Rows find(Asked asked, Moment moment, AsOf asOf, Page page, int look) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("knownAt", QuestionClock.utc(moment.knownAt()), "most", page.toRead()));
        String some = "";
        if (asked.chosen("show").equals(IN_FORCE)) {
            some = " and v.effective @> :on";
            parameters.put("on", moment.on());
        }
        if (!page.first()) {
            some += " and (v.in_place_of, v.source_position, v.attorney_id, v.way) > (:office, :source, :attorney, :way)";
            Page source = page.following(List.of(page.after().get(1).replaceAll(" .*", "")));
            parameters.put("office", page.after().get(0));
            parameters.put("source", source.number(0));
            parameters.put("attorney", page.after().get(1).replaceAll("^[^ ]* ", ""));
            parameters.put("way", page.after().get(2));
        }
        AuthorityRows.Result rows = new AuthorityRows.Result();
        List<Holding> read = jdbc.sql("select " + AuthorityRows.COLUMNS
                + " from register.authority_version v where v.role = 'OFFICEHOLDER' and v.known_from <= :knownAt and v.known_until > :knownAt"
                + " and not isempty(v.effective)" + some + " order by v.in_place_of, " + ListPlace.ORDER + " limit :most")
                .params(parameters)
                .query((row, n) -> new Holding(row.getString("in_place_of"), ListPlace.of(row), rows.authority(row))).list();
        List<Holding> listed = page.cut(read);
        Names names = NamesOnRecord.of(register, listed.stream().map(Holding::authority).toList());
        Map<String, String> offices = offices(listed);
        List<String> next = read.size() > listed.size() ? listed.getLast().key() : null;
        return new Rows(listed.stream().map(one -> row(one, names, offices, moment)).toList(), next, false,
                page.first() && next == null ? (Long) (long) listed.size() : null);
    }

    private Map<String, String> offices(List<Holding> listed) {
        return listed.isEmpty()
                ? Map.of()
                : register
                        .names(Map.of(org.authorityledger.register.PartyKind.ATTORNEY,
                                listed.stream().map(Holding::office).distinct().toList()))
                        .getOrDefault(org.authorityledger.register.PartyKind.ATTORNEY, Map.of());
    }

    private List<Cell> row(Holding holding, Names names, Map<String, String> offices, Moment moment) {
        Authority authority = holding.authority();
        String holder = authority.attorneyId().value();
        return List.of(
                new Cell(offices.getOrDefault(holding.office(), holding.office()), Links.office(AttorneyId.of(holding.office())), null,
                        holding.office()),
                new Cell(names.of(Naming.Part.ATTORNEY, holder), Links.attorney(authority.attorneyId()), null, holder),
                new Cell(names.of(Naming.Part.GRANTOR, authority.grantorId().value()), Links.grantor(authority.grantorId()), null,
                        authority.grantorId().value()),
                new Cell(authority.poaId().value(), Links.instrument(authority.grantorId(), authority.poaId()), null, null),
                new Cell(authority.from(), "/ledger/" + authority.source(), null, null),
                Cell.of(authority.until() == null ? "open" : Objects.requireNonNull(authority.until()).minusDays(1)),
                Cell.of(authority.ending() == null ? null : words.cause(authority.ending().cause())),
                Cell.of(authority.inForceOn(moment.on()) ? "in force" : authority.from().isAfter(moment.on()) ? "not yet" : "ended"));
    }
}
