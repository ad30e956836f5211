package org.authorityledger.query.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.query.register.NameKey;
import org.authorityledger.query.register.PartyKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads, while someone types, who has a name that contains what was typed: those whose name begins with it first. */
final class Names {

    private static final int MOST = 12;

    private final JdbcTemplate jdbc;

    Names(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Someone found.
     *
     * @param matched the name by which they were found, where it is not the last recorded one
     */
    record Match(PartyKind kind, String id, String name, @Nullable String matched) {

        /** The path of their page. */
        public String path() {
            return "/" + kind.name().toLowerCase(java.util.Locale.ROOT) + "s/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        }

        /** What they are. */
        public String what() {
            return switch (kind) {
                case GRANTOR -> "Grantor";
                case ATTORNEY -> "Attorney";
                case ISSUER -> "Issuer";
            };
        }
    }

    /** The ids of all who were ever called exactly so, but for case, accents and punctuation. */
    List<String> called(PartyKind kind, String name) {
        return jdbc.queryForList("select distinct id from register.party_name where kind = ? and search_name = ? order by id limit 3",
                String.class,
                kind.name(), NameKey.of(name));
    }

    List<Match> search(@Nullable PartyKind kind, String q) {
        String key = NameKey.of(q);
        if (key.isEmpty()) {
            return List.of();
        }
        String like = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        List<Object> arguments = new ArrayList<>(List.of("%" + like + "%"));
        String ofKind = "";
        if (kind != null) {
            ofKind = " and kind = ?";
            arguments.add(kind.name());
        }
        arguments.addAll(List.of(like + "%", "% " + like + "%", MOST * 4, MOST));
        // The names that match are cut before their bearers' last names are looked up.
        return jdbc.query(
                """
                        with matching as (
                          select kind, id, name, search_name from register.party_name where search_name like ?""" + ofKind
                        + """
                                  order by case when search_name like ? then 0 when search_name like ? then 1 else 2 end, search_name, id, kind limit ?
                                ), bearers as (
                                  select distinct on (kind, id) kind, id, name, search_name from matching order by kind, id, search_name
                                )
                                select b.kind, b.id, b.name as matched, last.name
                                from bearers b cross join lateral (
                                  select p.name from register.party_name p where p.kind = b.kind and p.id = b.id order by p.last_position desc, p.name limit 1
                                ) as last
                                order by b.search_name, b.id, b.kind limit ?
                                """,
                (row, n) -> {
                    String name = row.getString("name");
                    String matched = row.getString("matched");
                    return new Match(PartyKind.valueOf(row.getString("kind")), row.getString("id"), name,
                            name.equals(matched) ? null : matched);
                }, arguments.toArray());
    }
}
