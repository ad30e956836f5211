package org.authorityledger.pages.lists;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.reminders.views.LedgerLists;
import org.jspecify.annotations.Nullable;

/** The lists as saved views name them, and their rows in words. */
final class ListedRows implements LedgerLists {

    private final Map<String, LedgerList> lists = new LinkedHashMap<>();
    private final DisplayText words;

    ListedRows(List<LedgerList> lists, DisplayText words) {
        lists.forEach(list -> this.lists.put(list.name(), list));
        this.words = words;
    }

    /**
     * What is asked of a list.
     *
     * @throws Problem if a filter has no such value, or no column sorts so
     */
    static LedgerList.Asked asked(LedgerList list, Map<String, String> chosen, @Nullable String sort) {
        list.filters().forEach(filter -> {
            String value = chosen.get(filter.name());
            if (value != null && !filter.choices().isEmpty() && !filter.choices().containsKey(value)) {
                throw Problem.malformed(filter.name(), "must be one of " + String.join(", ", filter.choices().keySet()));
            }
            Limit.SEARCH.require(filter.name(), value == null ? 0 : value.length());
        });
        String asked = sort == null || sort.isBlank() ? list.usualSort() : sort.strip();
        boolean descending = asked.startsWith("-");
        String name = descending ? asked.substring(1) : asked;
        if (list.columns().stream().noneMatch(column -> name.equals(column.sort()))) {
            throw Problem.malformed("sort", "must be the name of a column that can be sorted, with a minus for the last first");
        }
        return new LedgerList.Asked(chosen, name, descending);
    }

    /** The address of a list with what is asked of it. */
    static String address(String path, LedgerList.Asked asked, LedgerList list, String order, @Nullable String cursor) {
        Map<String, String> all = new LinkedHashMap<>(asked.chosen());
        if (!order.equals(list.usualSort())) {
            all.put("sort", order);
        }
        if (cursor != null) {
            all.put("cursor", cursor);
        }
        return all.isEmpty()
                ? path
                : path + all.entrySet().stream().map(one -> one.getKey() + "=" + Links.encode(one.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private LedgerList list(Asked view) {
        LedgerList list = lists.get(view.list());
        if (list == null) {
            throw Problem.malformed("list", "must be one of " + String.join(", ", lists.keySet()));
        }
        return list;
    }

    private static LedgerList.Asked read(LedgerList list, Asked view) {
        List<String> known = list.filters().stream().map(LedgerList.Filter::name).toList();
        view.filters().keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw Problem.malformed("filters", "this list has no filter " + name);
        });
        // In the order of the page's own address.
        Map<String, String> chosen = new LinkedHashMap<>();
        known.stream().filter(view.filters()::containsKey).forEach(name -> chosen.put(name, String.valueOf(view.filters().get(name))));
        LedgerList.Asked asked = asked(list, chosen, view.sort());
        if (view.sort() != null && !list.sortable(asked) && !order(asked).equals(list.usualSort())) {
            throw Problem.malformed("sort", "this list has one order");
        }
        return asked;
    }

    private static String order(LedgerList.Asked asked) {
        return (asked.descending() ? "-" : "") + asked.sort();
    }

    @Override
    public void require(Asked view) {
        read(list(view), view);
    }

    @Override
    public String title(Asked view) {
        LedgerList list = list(view);
        String chosen = list.filters().stream().filter(filter -> view.filters().containsKey(filter.name())).map(filter -> {
            String value = String.valueOf(view.filters().get(filter.name()));
            return filter.choices().isEmpty() ? "“" + value + "”" : filter.choices().getOrDefault(value, value);
        }).collect(Collectors.joining(", "));
        return chosen.isEmpty() ? list.title() : list.title() + ": " + chosen;
    }

    @Override
    public String path(Asked view) {
        LedgerList list = list(view);
        LedgerList.Asked asked = read(list, view);
        return address("/" + list.name(), asked, list, order(asked), null);
    }

    @Override
    public Rows rows(Asked view, Moment moment, List<String> after, int most) {
        LedgerList list = list(view);
        LedgerList.Rows found = list.find(read(list, view), moment, new AsOf(null, null, moment, moment.on(), false),
                new Page(most, after), most);
        return new Rows(found.rows().stream().map(row -> row(list, row)).toList(), found.next());
    }

    private Row row(LedgerList list, List<LedgerList.Cell> row) {
        // What it leads to, not what is said of it; and of the same holder of an office by the same record, since when.
        String key = row.stream().filter(cell -> cell.path() != null)
                .flatMap(cell -> Stream.of(cell.path(), cell.id(), cell.value() instanceof LocalDate since ? since.toString() : null))
                .filter(Objects::nonNull).collect(Collectors.joining(" "));
        StringBuilder text = new StringBuilder(text(row.getFirst()));
        String separator = " (";
        for (int n = 1; n < row.size(); n++) {
            String value = text(row.get(n));
            if (!value.isEmpty()) {
                text.append(separator).append(list.columns().get(n).name()).append(": ").append(value);
                separator = "; ";
            }
        }
        return new Row(list.name() + " " + key, separator.equals("; ") ? text + ")" : text.toString(), row.getFirst().path());
    }

    private String text(LedgerList.Cell cell) {
        return switch (cell.value()) {
            case null -> "";
            case LocalDate day -> words.shortDay(day).replace('\u00a0', ' ');
            case Object other -> other.toString();
        };
    }
}
