package org.authorityledger.documents.signature;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.documents.signature.Piece.Kind;
import org.jspecify.annotations.Nullable;

/** The parties that a signature names, in their order, each with the marks that stand before it and the titles that stand after it. */
final class Parties {

    /** One party. */
    static final class Party {
        final String name;
        Kind kind;
        boolean signed;
        boolean by;
        boolean forWhom;
        boolean label;
        /** It stands in brackets. */
        boolean bracket;
        /** An office "of" this entity was named before it, or a role in it. */
        boolean officeOf;
        /** The words of authority stand right after it. */
        boolean authorityAfter;
        /** "by his attorney-in-fact" stands right before it. */
        boolean authorityBefore;
        /** "and" stands between it and the party before. */
        boolean and;
        final List<String> titles = new ArrayList<>();

        Party(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
        }

        boolean entity() {
            return kind == Kind.ENTITY;
        }

        boolean firmTitle() {
            return titles.stream().anyMatch(PartyNames::firmTitle);
        }
    }

    private static final Set<Kind> OWN_PAPER = EnumSet.of(Kind.POWER, Kind.ATTORNEY);
    private static final Pattern AGENTS = Pattern.compile("(?i)(?<![\\p{L}])(?:attorneys|att[yn]{1,2}s|agents|aifs)(?![\\p{L}'])");
    private static final Pattern DEPARTMENT = Pattern.compile("(?i)\\b(?:department|dept|division|office of|team)\\b");

    final List<Party> all = new ArrayList<>();
    /** The words that claim authority, in their order. */
    final List<Piece> authority = new ArrayList<>();
    boolean individually;
    boolean everyone;
    boolean anyFor;
    /** A department signed, and no person of it is named. */
    boolean byDepartment;
    private boolean signed;
    private boolean by;
    private boolean forWhom;
    private boolean label;
    private boolean office;
    private boolean authorityJust;
    private boolean attorneyBefore;
    private boolean and;
    /** "For Nora Field: ...": who comes next is no grantor. */
    private boolean listEnds;
    private boolean bracket;
    private final List<String> titlesAhead = new ArrayList<>();

    static Parties of(List<Piece> pieces) {
        Parties parties = new Parties();
        for (int i = 0; i < pieces.size(); i++) {
            parties.take(pieces.get(i), i + 1 < pieces.size() ? pieces.get(i + 1) : null);
        }
        parties.merge();
        parties.decideNames();
        return parties;
    }

    private void take(Piece piece, @Nullable Piece next) {
        switch (piece.kind()) {
            case SIGNED -> signed = true;
            case BY -> {
                by = true;
                forWhom = false;
            }
            case FOR -> {
                forWhom = true;
                anyFor = true;
                by = false;
                signed = false;
                office = false;
            }
            case NAME_LABEL -> label = true;
            case INDIVIDUALLY -> individually = true;
            case ATTORNEY, POWER -> authority(piece, next);
            case AS -> afterAuthority(piece);
            case PERSON, ENTITY, NAME -> party(next != null && OWN_PAPER.contains(next.kind()) ? ownersPaper(piece) : piece);
            case TITLE -> {
                byDepartment |= by && DEPARTMENT.matcher(piece.text()).find();
                title(piece.text());
            }
            case EVERYONE -> everyone |= forWhom || office || authorityJust;
            case AND -> {
                and = true;
                if (!all.isEmpty() && all.getLast().forWhom && !signed && !by) {
                    forWhom = true;
                }
            }
            case OTHER -> {
                // Names no party.
            }
            case BREAK -> {
                if (!piece.text().equals(",") && !piece.text().equals(":")) {
                    office = false;
                }
                listEnds |= piece.text().equals(":") || piece.text().equals("(");
                bracket = piece.text().equals("(") || bracket && !piece.text().equals(")");
            }
        }
        if (piece.kind() != Kind.ATTORNEY && piece.kind() != Kind.POWER && piece.kind() != Kind.OTHER && piece.kind() != Kind.BREAK) {
            authorityJust = false;
        }
    }

    /** "Nora Field's power of attorney": she gave it. */
    private Piece ownersPaper(Piece piece) {
        if (!piece.text().endsWith("'s")) {
            return piece;
        }
        forWhom = true;
        by = false;
        return new Piece(piece.kind(), piece.text().substring(0, piece.text().length() - 2));
    }

    private void authority(Piece piece, @Nullable Piece next) {
        String words = piece.text();
        authority.add(piece);
        authorityJust = true;
        by = false;
        Party last = all.isEmpty() ? null : all.getLast();
        if (last != null && !(last.forWhom && all.size() > 1)) {
            last.authorityAfter = true;
        }
        attorneyBefore = piece.is(Kind.ATTORNEY) && (last == null || words.matches("(?i)(?:signed |executed )?(?:by|through|via)\\b.*"))
                || last != null && next != null && next.text().equals(":");
        // "power of attorney from", "attorney-in-fact of" and "to": for whom.
        if (next != null && next.is(Kind.NAME)) {
            office = false;
        }
    }

    private void afterAuthority(Piece piece) {
        office = piece.text().equals("of") || all.isEmpty() || !all.getLast().titles.isEmpty();
    }

    private void title(String words) {
        if (all.isEmpty() || label && signed || by && PartyNames.partForPerson(words)) {
            titlesAhead.add(words);
        } else {
            all.getLast().titles.add(words);
        }
        office = true;
    }

    private void party(Piece piece) {
        Party last = all.isEmpty() ? null : all.getLast();
        Party party = new Party(piece.text(), piece.kind());
        party.signed = signed;
        party.by = by;
        party.label = label;
        party.bracket = bracket;
        party.forWhom = forWhom;
        party.authorityBefore = attorneyBefore && !forWhom;
        party.and = and && last != null;
        party.officeOf = office && !by && !signed && !forWhom && last != null && piece.kind() != Kind.PERSON;
        if (last != null && last.forWhom && !forWhom && !by && !signed && !label && last.titles.isEmpty() && !office && !listEnds) {
            party.forWhom = true;
        }
        party.titles.addAll(titlesAhead);
        titlesAhead.clear();
        signed = by = forWhom = label = office = attorneyBefore = listEnds = and = false;
        all.add(party);
    }

    /** One person who is named twice is one party: "Jane Roe, Name: Jane Roe". */
    private void merge() {
        for (int i = 1; i < all.size(); i++) {
            Party later = all.get(i);
            for (int j = 0; j < i; j++) {
                Party earlier = all.get(j);
                if (!later.entity() && !earlier.entity() && PartyNames.same(later.name, earlier.name) && later.forWhom == earlier.forWhom
                        && !later.officeOf) {
                    earlier.signed |= later.signed;
                    earlier.by |= later.by;
                    earlier.authorityAfter |= later.authorityAfter;
                    earlier.authorityBefore |= later.authorityBefore;
                    later.titles.stream().filter(title -> !earlier.titles.contains(title)).forEach(earlier.titles::add);
                    all.remove(i--);
                    break;
                }
            }
        }
    }

    /** A name without a word of an entity is a person's where a person would stand, and an entity's where one would. */
    private void decideNames() {
        for (int i = 0; i < all.size(); i++) {
            Party party = all.get(i);
            if (party.kind != Kind.NAME) {
                continue;
            }
            boolean form = PartyNames.person(party.name) || !authority.isEmpty() && PartyNames.givenName(party.name);
            Party next = i + 1 < all.size() ? all.get(i + 1) : null;
            boolean signsThroughNext = next != null && next.by && !party.signed && !party.by && !party.forWhom && authority.isEmpty()
                    && (next.firmTitle() || next.entity());
            boolean capitals = party.name.equals(party.name.toUpperCase(Locale.ROOT)) && next != null
                    && !next.name.equals(next.name.toUpperCase(Locale.ROOT)) && authority.isEmpty() && (next.signed || next.by)
                    && (!next.titles.isEmpty() || !PartyNames.surelyPerson(party.name));
            party.kind = !form && (party.officeOf || next != null || !authority.isEmpty() && party.forWhom) || party.officeOf
                    || signsThroughNext || capitals
                            ? Kind.ENTITY
                            : form ? Kind.PERSON : Kind.NAME;
        }
    }

    /** Whether the words claim authority for more than one: "attorneys-in-fact", or each of those who are named claims it. */
    boolean severalAgents() {
        List<Party> persons = persons().stream().filter(party -> !party.forWhom).toList();
        return authority.stream().anyMatch(piece -> AGENTS.matcher(piece.text()).find())
                || persons.size() > 1 && persons.stream().allMatch(party -> party.authorityAfter);
    }

    List<Party> persons() {
        return all.stream().filter(party -> party.kind == Kind.PERSON).toList();
    }

    List<String> entities() {
        return all.stream().filter(Party::entity).map(party -> party.name).distinct().collect(Collectors.toList());
    }
}
