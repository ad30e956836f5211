package org.authorityledger.pages.wording;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.acts.ActDescription;
import org.authorityledger.authority.acts.Part.Reference;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.LegalAct;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;

/** Descriptions of acts as pages show them: with the dates of pages, the names last recorded, and links. */
public final class ActText {

    private final DisplayText words;

    public ActText(DisplayText words) {
        this.words = words;
    }

    /**
     * One thing an act says.
     *
     * @param link the page with more about it; null: none
     */
    public record Part(String label, String value, @Nullable String link) {}

    /**
     * The names last recorded of everyone a text mentions, each isolated, looked up at once: the text is made twice, first to
     * collect whom it mentions.
     */
    public static Names names(Register register, Function<Names, ?> text) {
        Map<PartyKind, Set<String>> mentioned = new LinkedHashMap<>();
        Object unused = text.apply((part, id) -> {
            mentioned.computeIfAbsent(PartyKind.valueOf(part.name()), kind -> new HashSet<>()).add(id);
            return id;
        });
        Map<PartyKind, Map<String, String>> names = mentioned.isEmpty() ? Map.of() : register.names(mentioned);
        return NameMarkup.isolating((part, id) -> names.getOrDefault(PartyKind.valueOf(part.name()), Map.of()).getOrDefault(id, id));
    }

    /** A text with the names last recorded of everyone it mentions. */
    public static <T> T named(Register register, Function<Names, T> text) {
        return text.apply(names(register, text));
    }

    /** An act in a few words, for a place that already shows its grantor. */
    public String briefly(LegalAct act, Names names) {
        return ActDescription.of(act).briefly(wording(names));
    }

    /** The days of an act. An act that only corrects the record has none. */
    public List<ActDescription.Happening> happenings(LegalAct act, Names names) {
        return ActDescription.of(act).happenings(wording(names));
    }

    /** An act in one sentence. */
    public String sentence(LegalAct act, Names names) {
        return ActDescription.of(act).sentence(wording(names));
    }

    /** All that an act says, part by part. */
    public List<Part> parts(LegalAct act, Names names) {
        return ActDescription.of(act).parts(wording(names)).stream().map(part -> new Part(part.label(), part.value(), path(part.about())))
                .toList();
    }

    private Wording wording(Names names) {
        return new Wording(names, words::day);
    }

    private static @Nullable String path(@Nullable Reference about) {
        return switch (about) {
            case null -> null;
            case Reference.OfGrantor of -> Links.grantor(of.grantorId());
            case Reference.OfInstrument of -> Links.instrument(of.grantorId(), of.poaId());
            case Reference.OfAttorney of -> Links.attorney(of.attorneyId());
            case Reference.OfIssuer of -> Links.issuer(of.issuerId());
            case Reference.OfRecord of -> "/ledger/" + of.recordId();
        };
    }
}
