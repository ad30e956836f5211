package org.authorityledger.reminders.views;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The views that people saved, each their own. */
public final class SavedViews {

    /** How many views one person may have. */
    static final int MOST = 200;
    static final int LONGEST_NAME = 100;

    private final JdbcClient jdbc;
    private final StrictJson json;
    private final JsonMapper mapper;
    private final Supplier<@Nullable LedgerLists> lists;

    /** @param lists null where this node has none */
    public SavedViews(JdbcClient jdbc, StrictJson json, JsonMapper mapper, Supplier<@Nullable LedgerLists> lists) {
        this.jdbc = jdbc;
        this.json = json;
        this.mapper = mapper;
        this.lists = lists;
    }

    private record NewView(String name, String list, @Nullable Map<String, String> filters, @Nullable String sort) {}

    private record NewName(String name) {}

    /** A name that a person gives something of theirs: one line, not too long. */
    public static String name(String name) {
        String stripped = name.strip();
        if (stripped.length() > LONGEST_NAME) {
            throw Problem.malformed("name", "has more than " + LONGEST_NAME + " characters");
        }
        return stripped;
    }

    /**
     * Saves a view.
     *
     * @param body {@code name}, {@code list}, and if chosen {@code filters} and {@code sort}
     * @throws Problem if the list, a filter or its value is unknown, or the owner has a view of this name
     */
    public SavedView save(String owner, ObjectNode body) {
        NewView asked = json.as(NewView.class, body);
        Map<String, String> filters = asked.filters() == null ? Map.of() : asked.filters();
        String name = name(asked.name());
        Limit.SEARCH.require("filters", filters.keySet().stream().mapToInt(String::length).max().orElse(0));
        requireLists().require(new LedgerLists.Asked(asked.list(), filters, asked.sort()));
        if (jdbc.sql("select count(*) from reminders.view where owner = :owner").param("owner", owner).query(Long.class).single() >= MOST) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "LIMIT_EXCEEDED", "You have " + MOST + " views. Remove one first.",
                    List.of());
        }
        try {
            return jdbc.sql("insert into reminders.view (view_id, owner, name, list, filters, sort)"
                    + " values (:view, :owner, :name, :list, :filters::json, :sort) returning *").param("view", RecordIds.mint())
                    .param("owner", owner).param("name", name).param("list", asked.list())
                    .param("filters", mapper.writeValueAsString(filters)).param("sort", asked.sort()).query(this::view).single();
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    private static Problem taken() {
        return new Problem(HttpStatus.CONFLICT, "VIEW_NAME_TAKEN", "You have a view with this name. Choose another.",
                List.of(new Problem.Fault("name", "is taken")));
    }

    private LedgerLists requireLists() {
        LedgerLists here = lists.get();
        if (here == null) {
            throw new Problem(HttpStatus.NOT_IMPLEMENTED, "LISTS_NOT_HERE", "This node has no lists. Ask a node that serves pages.",
                    List.of());
        }
        return here;
    }

    /** Everything that someone saved, by name. */
    public List<SavedView> all(String owner) {
        return jdbc.sql("select * from reminders.view where owner = :owner order by name, view_id").param("owner", owner).query(this::view)
                .list();
    }

    /**
     * A view of someone.
     *
     * @throws Problem if they have none with this id
     */
    public SavedView find(String owner, UUID viewId) {
        return jdbc.sql("select * from reminders.view where owner = :owner and view_id = :view").param("owner", owner).param("view", viewId)
                .query(this::view).optional().orElseThrow(SavedViews::unknown);
    }

    private static Problem unknown() {
        return new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_VIEW", "You have no view with this id.", List.of());
    }

    /** Gives a view another name. */
    public SavedView rename(String owner, UUID viewId, ObjectNode body) {
        String name = name(json.as(NewName.class, body).name());
        try {
            if (jdbc.sql("update reminders.view set name = :name where owner = :owner and view_id = :view").param("name", name)
                    .param("owner", owner).param("view", viewId).update() == 0) {
                throw unknown();
            }
        } catch (DuplicateKeyException e) {
            throw taken();
        }
        return find(owner, viewId);
    }

    /**
     * Removes a view.
     *
     * @throws Problem if a reminder watches it
     */
    public void remove(String owner, UUID viewId) {
        try {
            if (jdbc.sql("delete from reminders.view where owner = :owner and view_id = :view").param("owner", owner).param("view", viewId)
                    .update() == 0) {
                throw unknown();
            }
        } catch (DataIntegrityViolationException e) {
            throw new Problem(HttpStatus.CONFLICT, "VIEW_IN_USE", "A reminder watches this view. Remove the reminder first.", List.of());
        }
    }

    /** Why a view cannot be shown any more; null: it can be, or this node has no lists to show it with. */
    public @Nullable String fault(SavedView view) {
        LedgerLists here = lists.get();
        if (here == null) {
            return null;
        }
        try {
            here.require(view.asked());
            return null;
        } catch (Problem e) {
            return e.report().detail();
        }
    }

    /** The page that a view opens; null: it cannot be shown, or not by this node. */
    public @Nullable String path(SavedView view) {
        LedgerLists here = lists.get();
        return here == null || fault(view) != null ? null : here.path(view.asked());
    }

    /** What a view shows, in words; its list alone where it cannot be shown. */
    public String title(SavedView view) {
        LedgerLists here = lists.get();
        return here == null || fault(view) != null ? view.asked().list() : here.title(view.asked());
    }

    private SavedView view(ResultSet row, int n) throws SQLException {
        return new SavedView(row.getObject("view_id", UUID.class), row.getString("owner"), row.getString("name"),
                new LedgerLists.Asked(row.getString("list"), filters(row.getString("filters")), row.getString("sort")),
                Objects.requireNonNull(row.getObject("made_at", OffsetDateTime.class)).toInstant());
    }

    private Map<String, String> filters(String text) {
        Map<String, String> filters = new java.util.LinkedHashMap<>();
        mapper.readTree(text).properties().forEach(one -> filters.put(one.getKey(), one.getValue().asString()));
        return filters;
    }
}
