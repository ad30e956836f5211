package org.authorityledger.register;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;

/**
 * How a register is read that has tables of its own for some streams only: each table is those rows of the live one that were known at a moment and
 * follow from other streams, together with its own. What follows from a stream follows from its records alone, so that nothing is left out and
 * nothing is there twice.
 *
 * <p>The rows of the live register say since when and until when they are known, and these never change: what is recorded later closes a version
 * after the moment, and it is shown as still open. The live register is named, not bound: a rebuild that replaces it is read from the next statement
 * on.
 *
 * <p>Both parts are put together first and cut to what was known then: so the database reads each by its own indexes, also in the order of a list.
 *
 * @param position the position of the last record known
 * @param knownAt the moment at which that was known
 * @param streams the grantors whose streams are not read from the live register
 */
public record RegisterOverlay(Position position, Instant knownAt, List<String> streams) {

    /** The own table of the streams that are not read from the live register. */
    public static final String STREAMS = "replayed";
    /** The own table of the positions of all their records in the ledger, up to the last one known. */
    public static final String RECORDS = "replayed_record";
    /** The own table of the names given in these records, in the ledger and in what was replayed. */
    public static final String NAMES = "replayed_name";

    private static final List<String> EFFECTIVE = List.of("effective");
    private static final List<String> PARTIES = List.of("kind", "id", "position", "name", "cik");
    private static final List<String> GIVEN = List.of("kind", "id", "name", "search_name", "cik", "last_position", "cik_position");

    public RegisterOverlay {
        streams = List.copyOf(streams);
    }

    /** What stands for a table of the live register; null: its own table does. */
    @Nullable
    String select(String table, String own) {
        return switch (table) {
            case "authority_version" -> versions(table, Stream.concat(AuthorityRows.WRITTEN.stream(), EFFECTIVE.stream()).toList(), own);
            case "instrument_version" -> versions(table, InstrumentRows.WRITTEN, own);
            case "party_facts_version" -> versions(table, InstrumentRows.FACTS, own);
            case "stated_kind" -> versions(table, InstrumentRows.KINDS, own);
            case "event_party" -> parties(own);
            case "party_name" -> names(own);
            default -> null;
        };
    }

    /** The rows of a live and an own table; which of the two, {@code u.own} says. */
    private static String both(String table, List<String> columns, String own) {
        String named = "select v." + String.join(", v.", columns);
        return "(" + named + ", false as own from register." + table + " v union all " + named + ", true as own from " + own + "." + table
                + " v) as u";
    }

    private String versions(String table, List<String> columns, String own) {
        String moment = "timestamptz '" + knownAt + "'";
        String closed = "u.own or u.known_until <= " + moment;
        String then = columns.stream().map(column -> switch (column) {
            case "known_until" -> "case when " + closed + " then u.known_until else 'infinity' end as known_until";
            case "closed_by" -> "case when " + closed + " then u.closed_by end as closed_by";
            default -> "u." + column;
        }).collect(Collectors.joining(", "));
        // Ids are made of letters, digits, points, lines and underscores.
        String others = streams.isEmpty() ? "" : " and u.grantor_id <> all ('{" + String.join(",", streams) + "}'::text[])";
        return "select " + then + " from " + both(table, columns, own) + " where u.own or u.known_from <= " + moment + others;
    }

    private String parties(String own) {
        return "select u." + String.join(", u.", PARTIES) + " from " + both("event_party", PARTIES, own) + " where u.own or u.position <= "
                + position + " and u.position not in (select s.position from " + own + "." + RECORDS + " s)";
    }

    /**
     * A name is as the live register has it where all that gave it was known, by records of other streams. Otherwise the parties of records
     * say who gave it last.
     */
    private String names(String own) {
        String asItIs = "(u.own or u.last_position <= %d and (u.kind, u.id, u.name) not in (select t.kind, t.id, t.name from %s.%s t))"
                .formatted(position.value(), own, NAMES);
        String given = "from (%s) p where p.id = u.id and p.kind = u.kind and p.name = u.name".formatted(parties(own));
        String last = " order by p.position desc limit 1) end as ";
        // Most names come without a number: then it is looked for only where what was replayed gives one.
        String numbered = given + " and p.cik is not null and (u.cik is not null or exists (select from " + own
                + ".party_name o where o.kind = u.kind and o.id = u.id and o.name = u.name and o.cik is not null))";
        return "select u.kind, u.id, u.name, u.search_name, case when " + asItIs + " then u.cik else (select p.cik " + numbered + last
                + "cik, case when " + asItIs + " then u.last_position else (select p.position " + given + last
                + "last_position, case when " + asItIs + " then u.cik_position else (select p.position " + numbered + last
                + "cik_position from " + both("party_name", GIVEN, own) + " where case when u.own then not exists (select from"
                + " register.party_name l where l.kind = u.kind and l.id = u.id and l.name = u.name) else " + asItIs
                + " or exists (select " + given + ") end";
    }
}
