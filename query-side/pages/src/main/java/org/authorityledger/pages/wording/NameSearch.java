package org.authorityledger.pages.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds, while someone types, the parties whose name contains the text; names that begin with it come first. */
public final class NameSearch {

    private static final int MOST = 12;

    private final JdbcClient jdbc;

    NameSearch(JdbcClient jdbc) {
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

    /** The ids of all parties who ever had exactly this name, apart from case, accents and punctuation. */
    public List<String> called(PartyKind kind, String name) {
        return jdbc.sql("select distinct id from register.party_name where kind = :kind and search_name = :name order by id limit 3")
                .param("kind", kind.name()).param("name", NameKey.of(name)).query(String.class).list();
    }

    /** First names that begin with the text, then names with a word that begins with it, then names that contain it anywhere. */
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
        // The matching names are cut off before the last names of their bearers are looked up.
        return jdbc
                .sql("""
                        with matching as (
                          select kind, id, name, search_name from register.party_name where search_name like :like%s
                          order by search_name, id, kind limit :names
                        ), bearers as (
                          select distinct on (kind, id) kind, id, name, search_name from matching order by kind, id, search_name
                        )
                        select b.kind, b.id, b.name as matched, last.name
                        from bearers b cross join lateral (
                          select p.name from register.party_name p where p.kind = b.kind and p.id = b.id order by p.last_position desc, p.name limit 1
                        ) as last
                        order by b.search_name, b.id, b.kind limit :most
                        """
                        .formatted(kind == null ? "" : " and kind = '" + kind + "'"))
                .param("like", like).param("names", MOST * 4).param("most", MOST)
                .query((row, n) -> {
                    String name = row.getString("name");
                    String matched = row.getString("matched");
                    return new Match(PartyKind.valueOf(row.getString("kind")), row.getString("id"), name,
                            name.equals(matched) ? null : matched);
                }).list();
    }
}
