package org.authorityledger.documents.sheet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/**
 * An instrument of a tracker.
 *
 * @param lines its rows, in order
 * @param row what they say together
 */
public record SheetInstrument(List<Line> lines, SheetRow row) {

    public SheetInstrument {
        lines = List.copyOf(lines);
    }

    /** One row as it stands in the file, and what it says. */
    public record Line(int number, List<SheetCell> cells, SheetRow row) {}

    /** The numbers of its rows. */
    public List<Integer> numbers() {
        return lines.stream().map(Line::number).toList();
    }

    /** Joins rows about one instrument: together they name its attorneys; all else, they must say alike or not at all. */
    static SheetInstrument of(List<Line> lines) {
        SheetRow first = lines.getFirst().row();
        if (lines.size() == 1) {
            return new SheetInstrument(lines, first);
        }
        return new SheetInstrument(lines, new Joining(lines.stream().map(Line::row).toList()).joined());
    }

    /** Several rows on their way to one. */
    private static final class Joining {
        private final List<SheetRow> rows;
        private final Set<Open> open = new LinkedHashSet<>();

        Joining(List<SheetRow> rows) {
            this.rows = rows;
            rows.forEach(row -> open.addAll(row.open()));
        }

        SheetRow joined() {
            List<SheetRow.Attorney> attorneys = new ArrayList<>();
            for (SheetRow row : rows) {
                for (SheetRow.Attorney one : row.attorneys()) {
                    if (attorneys.stream().noneMatch(other -> SheetNames.key(other.name()).equals(SheetNames.key(one.name())))) {
                        attorneys.add(one);
                    }
                }
            }
            if (!attorneys.isEmpty()) {
                // A row that names no one is about the instrument alone.
                open.removeIf(one -> one.field().equals(SheetField.ATTORNEYS.key()) && one.why().endsWith("names no attorney"));
            }
            SheetRow first = rows.getFirst();
            boolean any = first.anyIssuer();
            agree(SheetField.ISSUER, row -> row.anyIssuer() ? Boolean.TRUE : row.issuers().isEmpty() ? null : names(row.issuers()));
            Set<Form> forms = agree(SheetField.FORMS, row -> row.forms().isEmpty() ? null : row.forms());
            Set<Regime> regimes = agree(SheetField.EXPIRES,
                    row -> row.untilCeasedReporting().isEmpty() ? null : row.untilCeasedReporting());
            return new SheetRow(first.key(), first.poaId(), grantor(), issuers(), any, attorneys,
                    forms == null ? Set.of() : new TreeSet<>(forms),
                    agree(SheetField.MINIMUM, SheetRow::minimumSignatures), agree(SheetField.SIGNED, SheetRow::executedOn),
                    agree(SheetField.EFFECTIVE, SheetRow::effectiveOn), agree(SheetField.EXPIRES, SheetRow::expiresOn),
                    regimes == null ? Set.of() : new TreeSet<>(regimes), allAgree(SheetField.REVOKED, SheetRow::revokedOn),
                    allAgree(SheetField.DELIVERED, SheetRow::deliveredOn), note(), List.copyOf(open),
                    rows.stream().flatMap(row -> row.remarks().stream()).distinct().toList());
        }

        private SheetRow.@Nullable Party grantor() {
            SheetRow.Party first = rows.getFirst().grantor();
            String cik = agree(SheetField.GRANTOR_CIK, row -> row.grantor() == null ? null : row.grantor().cik());
            return first == null ? null : new SheetRow.Party(first.name(), cik);
        }

        private List<SheetRow.Party> issuers() {
            List<SheetRow.Party> issuers = rows.stream().map(SheetRow::issuers).filter(some -> !some.isEmpty()).findFirst()
                    .orElse(List.of());
            if (issuers.size() != 1) {
                return issuers;
            }
            String cik = agree(SheetField.ISSUER_CIK, row -> row.issuers().size() == 1 ? row.issuers().getFirst().cik() : null);
            return List.of(new SheetRow.Party(issuers.getFirst().name(), cik));
        }

        private static Set<String> names(List<SheetRow.Party> parties) {
            return parties.stream().map(one -> SheetNames.key(one.name())).collect(Collectors.toSet());
        }

        private @Nullable String note() {
            String note = rows.stream().map(SheetRow::note).filter(Objects::nonNull).distinct().collect(Collectors.joining("\n"));
            return note.isEmpty() ? null : note;
        }

        /** Of what ends a power, silence says something too: one attorney's may have ended, and not another's. */
        private <T> @Nullable T allAgree(SheetField field, Function<SheetRow, @Nullable T> said) {
            T all = agree(field, said);
            if (all != null && rows.stream().anyMatch(row -> said.apply(row) == null)) {
                open.add(new Open(field.key(),
                        "only some rows of this instrument say it; give it in each, or record what ended for one attorney"));
            }
            return all;
        }

        private <T> @Nullable T agree(SheetField field, Function<SheetRow, @Nullable T> said) {
            List<T> all = new ArrayList<>();
            for (SheetRow row : rows) {
                T one = said.apply(row);
                if (one != null && !all.contains(one)) {
                    all.add(one);
                }
            }
            if (all.size() > 1) {
                open.add(new Open(field.key(), "the rows of this instrument say different things"));
            }
            return all.isEmpty() ? null : all.getFirst();
        }
    }
}
