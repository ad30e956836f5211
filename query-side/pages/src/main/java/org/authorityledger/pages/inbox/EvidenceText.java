package org.authorityledger.pages.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.authorityledger.documents.instrument.Evidence;
import org.jspecify.annotations.Nullable;

/** A text in pieces: each lies wholly within or wholly outside of each piece of evidence. */
final class EvidenceText {

    private EvidenceText() {}

    /**
     * A piece of the text.
     *
     * @param evidence the shortest piece of evidence that it is in, counted from 0; null: it is in none
     * @param begins the pieces of evidence that begin here, to which links lead
     * @param fields what was read here
     */
    record Piece(String text, @Nullable Integer evidence, List<Integer> begins, String fields) {}

    static List<Piece> pieces(String text, List<Evidence> evidence, List<String> labels) {
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, text.length()));
        for (Evidence one : evidence) {
            cuts.add(Math.min(one.start(), text.length()));
            cuts.add(Math.min(one.end(), text.length()));
        }
        List<Piece> pieces = new ArrayList<>();
        Integer from = null;
        for (Integer to : cuts) {
            if (from != null) {
                pieces.add(piece(text, from, to, evidence, labels));
            }
            from = to;
        }
        return pieces;
    }

    private static Piece piece(String text, int from, int to, List<Evidence> evidence, List<String> labels) {
        Integer shortest = null;
        List<Integer> begins = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (int n = 0; n < evidence.size(); n++) {
            Evidence one = evidence.get(n);
            if (one.start() <= from && to <= one.end() && one.start() < one.end()) {
                if (one.start() == from) {
                    begins.add(n);
                }
                if (!fields.contains(labels.get(n))) {
                    fields.add(labels.get(n));
                }
                if (shortest == null || one.end() - one.start() < evidence.get(shortest).end() - evidence.get(shortest).start()) {
                    shortest = n;
                }
            }
        }
        return new Piece(text.substring(from, to), shortest, begins, String.join(", ", fields));
    }
}
