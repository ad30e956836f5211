package org.authorityledger.authority.acts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.authority.Naming;
import org.jspecify.annotations.Nullable;

/** A field of the form that records an act, or a group of fields. Its path is that of what it fills in in the command. */
public sealed interface Field {

    /** What an {@link Entry} takes. */
    enum Type {
        TEXT, PROSE, DATE, NUMBER,
        /** A number that is 1 unless another is typed. */
        COUNT,
        /** Ids or other short names, with commas between them. */
        NAMES,
        /** The same, or the word ANY alone: all. */
        NAMES_OR_ANY,
        /** How many must sign together: a number, or groups such as {@code 1 of z; 1 of y1, y2}. */
        SIGNING_RULE,
        /** The letter of a member among others: a, b, c, where nothing else is typed. */
        LETTER,
        /** The SHA-256 of a file, in hexadecimal digits. */
        HASH,
        /** The id of a new instrument, made of the day it was signed and its company, where nothing else is typed. */
        INSTRUMENT_ID
    }

    /** What there is to choose from. */
    enum Choices {
        /** All who sign, signed or could sign under the instrument. */
        ATTORNEYS_OF_INSTRUMENT,
        /** All who sign, signed or could sign for the grantor, signatories too. */
        ATTORNEYS_OF_GRANTOR,
        /** The offices that the instrument appoints. */
        OFFICES,
        /** The revocations of the instrument. */
        REVOCATIONS,
        /** The substitutions under the instrument. */
        SUBSTITUTIONS,
        /** The riders to the instrument. */
        AMENDMENTS,
        /** The records of the grantor that can be retracted. */
        RECORDS,
        /** The companies that the grantor's instruments are for, or every company. */
        COMPANIES, FORMS,
        /** The forms that the instrument lets its attorneys sign. */
        FORMS_OF_INSTRUMENT, REGIMES, CAPACITIES,
        /** The signatories of the grantor. */
        SIGNATORIES, SIGNATORY_CAPACITIES,
        /** A person or an entity. */
        KINDS, YES_OR_NO, SUBSTITUTION_POWERS, REVOCATION_EFFECTS, RECIPIENTS, REVOKED_BY, APPOINTED_AS
    }

    /** Its path in the command; within a {@link Repeated} the path within a member. A group that is only shown together has none. */
    default String path() {
        return "";
    }

    String label();

    default String hint() {
        return "";
    }

    default boolean required() {
        return false;
    }

    /** The fields it groups. */
    default List<Field> members() {
        return List.of();
    }

    /** It and all fields within it, each with its whole path, members of a {@link Repeated} with {@code []}. */
    default Stream<Described> described(String before) {
        String whole = before + path();
        String within = this instanceof Repeated ? whole + "[]." : before;
        return Stream.concat(path().isEmpty() ? Stream.empty() : Stream.of(new Described(whole, this)),
                members().stream().flatMap(member -> member.described(within)));
    }

    /** A field with its whole path. */
    record Described(String path, Field field) {}

    /** Something typed in. */
    record Entry(String path, String label, String hint, Type type, boolean required) implements Field {}

    /**
     * Something to tick.
     *
     * @param usually whether it holds where the command leaves it out
     */
    record Flag(String path, String label, boolean usually) implements Field {}

    /**
     * Someone, by name. The id follows from the name, and can be chosen.
     *
     * @param path of the name
     * @param idPath of the id
     */
    record Person(String path, String idPath, Naming.Part part, String label, String hint) implements Field {

        @Override
        public boolean required() {
            return true;
        }
    }

    /** One of several; required. */
    record OneOf(String path, String label, String hint, Choices choices) implements Field {

        @Override
        public boolean required() {
            return true;
        }
    }

    /** One of several, or none. */
    record OneIfAny(String path, String label, String hint, Choices choices) implements Field {}

    /** Any number of several. Where they are forms, others can be typed in. */
    record SomeOf(String path, String label, String hint, Choices choices, boolean required) implements Field {}

    /**
     * As many members as wished.
     *
     * @param required at least one
     * @param every what all there are are called together, which can be chosen in the place of members; empty: they cannot
     */
    record Repeated(String path, String label, List<Field> members, boolean required, String every) implements Field {

        /** At least one. */
        Repeated(String path, String label, List<Field> members) {
            this(path, label, members, true, "");
        }
    }

    /** A day for each attorney of the instrument, as far as known. */
    record DayForEachAttorney(String path, String dayPath, String label, String hint) implements Field {}

    /** Fields that belong together under a heading. */
    record Section(String label, List<Field> members) implements Field {}

    /** Ticks that belong together. */
    record Ticks(String label, List<Field> members) implements Field {}

    /** Fields that most leave empty, shown on request. */
    record Folded(String label, List<Field> members) implements Field {}

    static Field text(String path, String label, String hint) {
        return new Entry(path, label, hint, Type.TEXT, false);
    }

    /** Text that must be given. */
    static Field need(String path, String label, String hint) {
        return new Entry(path, label, hint, Type.TEXT, true);
    }

    /** What any act can carry: why, the writing behind it, and a note. */
    static Field evidence() {
        return evidence(new Entry("reason", "Reason", "", Type.PROSE, false));
    }

    /** The same, where the form asks for the reason elsewhere. */
    static Field writing() {
        return evidence(null);
    }

    private static Field evidence(@Nullable Field reason) {
        List<Field> said = new ArrayList<>();
        if (reason != null) {
            said.add(reason);
        }
        said.add(text("document.name", "Name of the document", ""));
        said.add(new Entry("document.sha256", "SHA-256", "64 hexadecimal digits.", Type.HASH, false));
        said.add(note());
        return new Folded(reason == null ? "The document behind it, and a note" : "The document behind it, a reason, a note", said);
    }

    /** What else is known of a party: EDGAR’s number, and whether it is a person or an entity. */
    static Field party(String before, String called) {
        return new Folded("CIK, and whether a person or an entity",
                List.of(text(before + "cik", "CIK", "EDGAR’s number for " + called + "."),
                        new OneIfAny(before + "kind", "A person or an entity", "Not stated: taken for a person.", Choices.KINDS)));
    }

    static Field day(String path, String label, String hint) {
        return new Entry(path, label, hint, Type.DATE, true);
    }

    static Field dayIfAny(String path, String label, String hint) {
        return new Entry(path, label, hint, Type.DATE, false);
    }

    /** Why something recorded is wrong. */
    static Field reason(String label, String hint) {
        return new Entry("reason", label, hint, Type.PROSE, true);
    }

    static Field note() {
        return new Entry("note", "Note", "", Type.PROSE, false);
    }
}
