package org.authorityledger.pages.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.frame.NamedPages.NamedPage;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;

/** Where to go from anywhere: the pages by their names, those of the navigation first, and what the search finds. */
final class Palette {

    private static final int MOST_PAGES = 12;

    private final List<NavigationEntry> navigation;
    private final List<NamedPage> pages;
    private final NameSearch names;
    private final RecordSearch records;

    Palette(List<NavigationEntry> navigation, List<NamedPages> named, NameSearch names, RecordSearch records) {
        this.navigation = navigation.stream().sorted(Comparator.comparingInt(NavigationEntry::order)).toList();
        this.pages = named.stream().flatMap(some -> some.pages().stream()).sorted(Comparator.comparing(NamedPage::label)).toList();
        this.names = names;
        this.records = records;
    }

    /**
     * A place to go to.
     *
     * @param what it is
     * @param id of a party; null: it has none to show
     */
    record Place(String name, String what, @Nullable String id, String href) {}

    /**
     * Finds places.
     *
     * @param text empty: the pages of the navigation
     * @param mayAs whether the user has a role
     */
    List<Place> find(String text, AsOf asOf, Predicate<String> mayAs) {
        List<Place> found = new ArrayList<>();
        List<String> words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).toList();
        Stream<NamedPage> entries = navigation.stream().filter(entry -> may(entry.permission(), mayAs) && entry.shown().getAsBoolean())
                .map(entry -> new NamedPage(entry.label(), entry.path(), entry.permission(), entry.clocks()));
        Stream.concat(entries, pages.stream()).filter(page -> may(page.permission(), mayAs))
                .filter(page -> words.stream().allMatch(page.label().toLowerCase(Locale.ROOT)::contains)).limit(MOST_PAGES)
                .forEach(page -> found.add(new Place(page.label(), "Page", null, page.clocks() ? asOf.link(page.path()) : page.path())));
        if (text.isEmpty()) {
            return found;
        }
        for (Map.Entry<PartyKind, List<NameSearch.Match>> kind : records.byKind(records.parties(text), names, text).entrySet()) {
            kind.getValue().forEach(one -> found.add(new Place(one.name(), one.what(), one.id(), asOf.link(one.path()))));
        }
        records.instruments(text, asOf)
                .forEach(one -> found.add(new Place(one.poaId(), "Instrument of " + one.grantor(), null, asOf.link(one.path()))));
        records.records(text, asOf).forEach(one -> found.add(new Place(one.words(), "Record", null, asOf.link(one.path()))));
        return found;
    }

    private static boolean may(Permission permission, Predicate<String> mayAs) {
        return permission.roles().isEmpty() || permission.roles().stream().anyMatch(mayAs);
    }
}
