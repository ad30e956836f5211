package org.authorityledger.pages.wording;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;

/**
 * Whom a text typed into a field means: an id, or a name of one alone.
 *
 * @param text as it was typed
 * @param found whom it means; null: nobody, or not yet decided
 * @param choices those it may mean, where it may mean several
 */
public record Person(String text, Directory.@Nullable Found found, List<Directory.Found> choices) {

    private static final int MOST_CHOICES = 10;

    public Person {
        choices = List.copyOf(choices);
    }

    public static Person of(Directory directory, PartyKind kind, @Nullable String text) {
        String typed = Optional.ofNullable(text).orElse("").strip();
        if (typed.isEmpty()) {
            return new Person("", null, List.of());
        }
        Directory.Found known = typed.indexOf(' ') < 0 ? directory.find(kind, typed) : null;
        if (known != null) {
            return new Person(typed, known, List.of());
        }
        List<Directory.Found> some = directory.search(kind, typed, new Page(MOST_CHOICES, List.of()));
        return some.size() == 1 ? new Person(typed, some.getFirst(), List.of()) : new Person(typed, null, some);
    }

    public boolean given() {
        return !text.isEmpty();
    }

    /** Whether the text is the id itself: only then is the address of the page one that stays. */
    public boolean byId() {
        return found != null && found.id().equals(text);
    }

    public String id() {
        return Objects.requireNonNull(found).id();
    }

    /** What is wrong, in plain words; null: nothing. */
    public @Nullable String fault() {
        if (!given() || found != null) {
            return null;
        }
        return choices.isEmpty()
                ? "The ledger knows nobody of this name. Type part of another spelling."
                : "Several are called so: choose one.";
    }
}
