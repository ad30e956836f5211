package org.authorityledger.pages.wording;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.SoughtName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds, while someone types, the parties by a part of their name or its words; names that begin with the text come first. */
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
                case SIGNATORY -> "Signatory";
            };
        }
    }

    /** The ids of all parties who ever had exactly this name, apart from case, accents and punctuation. */
    public List<String> called(PartyKind kind, String name) {
        Map<String, Object> parameters = new HashMap<>(Map.of("kind", kind.name()));
        return jdbc.sql("select distinct id from register.party_name where kind = :kind and "
                + SoughtName.of(name).isTheName(parameters) + " order by id limit 3").params(parameters).query(String.class).list();
    }

    /**
     * First names that begin with the text, then names that have its words, then names that contain it anywhere. A text that finds no one
     * is tried without its middle initials.
     */
    public List<Match> search(@Nullable PartyKind kind, String q) {
        SoughtName sought = SoughtName.of(q);
        if (sought.length() == 0) {
            return List.of();
        }
        // What begins so is read in the order of names, and mostly enough. Fewer than three letters no index finds within a word: where nothing
        // else has them, all names are read, since a given name may have one character.
        List<Function<Map<String, Object>, String>> conditions = sought.length() < 3
                ? List.of(sought::beginsTheName, sought::isTheNamesWords)
                : List.of(sought::beginsTheName, sought::isTheNamesWords, sought::isInTheName);
        Map<String, Match> found = new LinkedHashMap<>();
        for (Function<Map<String, Object>, String> condition : conditions) {
            if (found.size() < MOST) {
                matching(kind, condition).forEach(match -> found.putIfAbsent(match.path(), match));
            }
        }
        if (found.isEmpty() && sought.length() < 3) {
            return matching(kind, sought::isInTheName);
        }
        String without = withoutInitials(q);
        if (found.isEmpty() && !without.isEmpty()) {
            return search(kind, without);
        }
        return found.values().stream().limit(MOST).toList();
    }

    /** The text without middle initials; empty where it has none, or fewer than two words beside. */
    private static String withoutInitials(String q) {
        List<String> words = List.of(q.strip().split("\\s+"));
        List<String> longer = words.stream().filter(word -> SoughtName.of(word).length() > 1).toList();
        return longer.size() < 2 || longer.size() == words.size() ? "" : String.join(" ", longer);
    }

    private List<Match> matching(@Nullable PartyKind kind, Function<Map<String, Object>, String> condition) {
        Map<String, Object> parameters = new HashMap<>(Map.of("names", MOST * 4, "most", MOST));
        // The matching names are cut off before the last names of their bearers are looked up.
        return jdbc
                .sql("""
                        with matching as (
                          select kind, id, name, search_name from register.party_name where %s%s
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
                        .formatted(condition.apply(parameters), kind == null ? "" : " and kind = '" + kind + "'"))
                .params(parameters).query((row, n) -> {
                    String name = row.getString("name");
                    String matched = row.getString("matched");
                    return new Match(PartyKind.valueOf(row.getString("kind")), row.getString("id"), name,
                            name.equals(matched) ? null : matched);
                }).list();
    }
}
