package org.authorityledger.pages.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads, while someone types, who has a name that contains what was typed: those whose name begins with it first. */
public final class NameSearch {

    private static final int MOST = 12;

    private final JdbcTemplate jdbc;

    NameSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Someone found.
     *
     * @param matched the name by which they were found, where it is not the last recorded one
     */
    public record Match(PartyKind kind, String id, String name, @Nullable String matched) {

        /** The path of their page. */
        public String path() {
            return Links.party(kind, id);
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
    public List<String> called(PartyKind kind, String name) {
        return jdbc.queryForList("select distinct id from register.party_name where kind = ? and search_name = ? order by id limit 3",
                String.class,
                kind.name(), NameKey.of(name));
    }

    /** Those whose name begins with what is asked for first, then those one of whose words does, then those who have it anywhere in their name. */
    public List<Match> search(@Nullable PartyKind kind, String q) {
        String key = NameKey.of(q);
        if (key.isEmpty()) {
            return List.of();
        }
        String like = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        // What begins so is read in the order of names, and mostly enough. Fewer than three letters no index finds within a word.
        List<Match> found = matching(kind, like + "%");
        for (String further : key.length() < 3 ? List.of("% " + like + "%") : List.of("% " + like + "%", "%" + like + "%")) {
            if (found.size() < MOST) {
                found = Stream.concat(found.stream(), matching(kind, further).stream())
                        .collect(Collectors.toMap(Match::path, one -> one, (first, again) -> first, LinkedHashMap::new)).values().stream()
                        .limit(MOST).toList();
            }
        }
        return found;
    }

    private List<Match> matching(@Nullable PartyKind kind, String like) {
        // The names that match are cut before their bearers' last names are looked up.
        return jdbc
                .query("""
                        with matching as (
                          select kind, id, name, search_name from register.party_name where search_name like ?%s
                          order by search_name, id, kind limit ?
                        ), bearers as (
                          select distinct on (kind, id) kind, id, name, search_name from matching order by kind, id, search_name
                        )
                        select b.kind, b.id, b.name as matched, last.name
                        from bearers b cross join lateral (
                          select p.name from register.party_name p where p.kind = b.kind and p.id = b.id order by p.last_position desc, p.name limit 1
                        ) as last
                        order by b.search_name, b.id, b.kind limit ?
                        """
                        .formatted(kind == null ? "" : " and kind = '" + kind + "'"), (row, n) -> {
                            String name = row.getString("name");
                            String matched = row.getString("matched");
                            return new Match(PartyKind.valueOf(row.getString("kind")), row.getString("id"), name,
                                    name.equals(matched) ? null : matched);
                        }, like, MOST * 4, MOST);
    }
}
