package org.authorityledger.pages.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;

/**
 * A field in which one names a grantor, an attorney or an issuer, by id or by a name that only one of them has.
 *
 * @param text as it was typed
 * @param found whom it means; null: no one, or not decided yet
 * @param choices those it may mean, where it may mean several
 */
public record PartyField(String text, @Nullable Party found, List<Party> choices) {

    private static final int MOST_CHOICES = 10;
    private static final List<PartyKind> ANYONE = List.of(PartyKind.ATTORNEY, PartyKind.SIGNATORY, PartyKind.GRANTOR);

    public PartyField {
        choices = List.copyOf(choices);
    }

    /** Someone the ledger knows, by the name last recorded. */
    public record Party(String id, String name) {

        private static Party of(Directory.KnownParty found) {
            return new Party(found.id(), found.name());
        }
    }

    public static PartyField of(Directory directory, PartyKind kind, @Nullable String text) {
        String typed = typed(text);
        Directory.KnownParty known = mayBeId(typed) ? directory.find(kind, typed) : null;
        return known == null ? byName(directory, kind, typed) : ofId(typed, known.name());
    }

    /** The field for someone who may sign: they may be known in any part, as an attorney, as a signatory, or as a grantor. */
    public static PartyField ofAnyone(Directory directory, @Nullable String text) {
        String typed = typed(text);
        if (mayBeId(typed)) {
            for (PartyKind kind : ANYONE) {
                Directory.KnownParty known = directory.find(kind, typed);
                if (known != null) {
                    return ofId(typed, known.name());
                }
            }
        }
        return byNameOfAnyone(directory, typed);
    }

    /** The field for a text that is not an id of anyone who may sign. */
    public static PartyField byNameOfAnyone(Directory directory, @Nullable String text) {
        return byName(directory, ANYONE, text);
    }

    /** What was typed, which is the id of someone of this name. */
    public static PartyField ofId(String id, String name) {
        return new PartyField(id, new Party(id, name), List.of());
    }

    /** The field for a text that is not an id. */
    public static PartyField byName(Directory directory, PartyKind kind, @Nullable String text) {
        return byName(directory, List.of(kind), text);
    }

    private static PartyField byName(Directory directory, List<PartyKind> kinds, @Nullable String text) {
        String typed = typed(text);
        if (typed.isEmpty()) {
            return new PartyField("", null, List.of());
        }
        Map<String, Party> byId = new LinkedHashMap<>();
        for (PartyKind kind : kinds) {
            directory.search(kind, typed, new Page(MOST_CHOICES, List.of())).forEach(one -> byId.putIfAbsent(one.id(), Party.of(one)));
        }
        List<Party> some = byId.values().stream().limit(MOST_CHOICES).toList();
        return some.size() == 1 ? new PartyField(typed, some.getFirst(), List.of()) : new PartyField(typed, null, some);
    }

    private static String typed(@Nullable String text) {
        return Optional.ofNullable(text).orElse("").strip();
    }

    private static boolean mayBeId(String typed) {
        return !typed.isEmpty() && typed.chars().allMatch(c -> c > ' ');
    }

    public boolean given() {
        return !text.isEmpty();
    }

    /** Whether the text is the id itself. Only then is the address of the page permanent. */
    public boolean byId() {
        return found != null && found.id().equals(text);
    }

    public String id() {
        return Objects.requireNonNull(found).id();
    }

    /** What is wrong; null: nothing. */
    public @Nullable String fault() {
        if (!given() || found != null) {
            return null;
        }
        return choices.isEmpty()
                ? "No one by this name is in the ledger. Try part of the name, or another spelling."
                : "Several parties match. Choose one.";
    }
}
