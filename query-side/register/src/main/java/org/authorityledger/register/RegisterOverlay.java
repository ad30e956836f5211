package org.authorityledger.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
 * @param position the position of the last record known
 * @param knownAt the moment at which that was known
 */
public record RegisterOverlay(long position, Instant knownAt) {

    /** The own table of the streams that are not read from the live register. */
    public static final String STREAMS = "replayed";
    /** The own table of the positions of all their records in the ledger, up to the last one known. */
    public static final String RECORDS = "replayed_record";
    /** The own table of the names given in these records, in the ledger and in what was replayed. */
    public static final String NAMES = "replayed_name";

    private static final List<String> EFFECTIVE = List.of("effective");

    /** What stands for a table of the live register; null: its own table does. */
    @Nullable
    String select(String table, String own) {
        return switch (table) {
            case "authority_version" -> versions(table, with(AuthorityRows.WRITTEN, EFFECTIVE), own);
            case "instrument_version" -> versions(table, InstrumentRows.WRITTEN, own);
            case "party_facts_version" -> versions(table, InstrumentRows.FACTS, own);
            case "stated_kind" -> versions(table, InstrumentRows.KINDS, own);
            case "event_party" -> parties(own);
            case "party_name" -> names(own);
            default -> null;
        };
    }

    private static List<String> with(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private String versions(String table, List<String> columns, String own) {
        String moment = "timestamptz '" + knownAt + "'";
        String then = columns.stream().map(column -> switch (column) {
            case "known_until" -> "case when v.known_until <= " + moment + " then v.known_until else 'infinity' end as known_until";
            case "closed_by" -> "case when v.known_until <= " + moment + " then v.closed_by end as closed_by";
            default -> "v." + column;
        }).collect(Collectors.joining(", "));
        return "select " + then + " from register." + table + " v where v.known_from <= " + moment
                + " and v.grantor_id not in (select s.grantor_id from " + own + "." + STREAMS + " s) union all select v."
                + String.join(", v.", columns) + " from " + own + "." + table + " v";
    }

    private String parties(String own) {
        String columns = "select v.kind, v.id, v.position, v.name, v.cik from ";
        return columns + "register.event_party v where v.position <= " + position + " and v.position not in (select s.position from " + own
                + "." + RECORDS + " s) union all " + columns + own + ".event_party v";
    }

    /**
     * A name is as the live register has it where all that gave it was known, by records of other streams. Otherwise the parties of records say who gave
     * it last.
     */
    private String names(String own) {
        String touched = "(n.kind, n.id, n.name) in (select t.kind, t.id, t.name from %s.%s t)".formatted(own, NAMES);
        String given = "from (%s) p where p.id = n.id and p.kind = n.kind and p.name = n.name".formatted(parties(own));
        String before = "%s.party_name o where o.kind = n.kind and o.id = n.id and o.name = n.name".formatted(own);
        return """
                select n.kind, n.id, n.name, n.search_name, s.cik, s.last_position, s.cik_position
                from register.party_name n cross join lateral (
                    select n.cik, n.last_position, n.cik_position where n.last_position <= %1$d and not %2$s
                    union all
                    select numbered.cik, named.position, numbered.position
                    from (select p.position %3$s order by p.position desc limit 1) as named
                      left join lateral (
                        select p.cik, p.position %3$s and p.cik is not null
                          and (n.cik is not null or exists (select from %4$s and o.cik is not null))
                        order by p.position desc limit 1) as numbered on true
                    where n.last_position > %1$d or %2$s
                  ) as s
                union all
                select n.kind, n.id, n.name, n.search_name, n.cik, n.last_position, n.cik_position from %5$s.party_name n
                where not exists (select from register.party_name l where l.kind = n.kind and l.id = n.id and l.name = n.name)
                """.formatted(position, touched, given, before, own);
    }
}
