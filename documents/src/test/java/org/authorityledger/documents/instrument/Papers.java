package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.documents.text.FiledDocument;

/** Reads small papers for tests. */
final class Papers {

    private Papers() {}

    static Reading read(String text) {
        return InstrumentReader.read(FiledDocument.of(text), null);
    }

    static Proposal grant(String text) {
        Proposal proposal = only(text);
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.GRANT);
        return proposal;
    }

    static Proposal only(String text) {
        Reading reading = read(text);
        assertThat(reading.noProposal()).isNull();
        assertThat(reading.proposals()).hasSize(1);
        Proposal proposal = reading.proposals().getFirst();
        proposal.evidence().forEach(found -> assertThat(found.start()).isBetween(0, found.end()).isLessThan(text.length()));
        return proposal;
    }

    static List<String> names(Proposal proposal) {
        List<String> names = new ArrayList<>();
        list(proposal.body(), "attorneys").forEach(attorney -> names.add((String) ((Map<?, ?>) attorney).get("name")));
        return names;
    }

    static List<String> openFields(Proposal proposal) {
        return proposal.open().stream().map(Open::field).toList();
    }

    static Map<String, Object> withoutTexts(Map<String, Object> body) {
        Map<String, Object> without = new LinkedHashMap<>(body);
        List<Object> powers = new ArrayList<>();
        list(body, "powers").forEach(power -> {
            Map<Object, Object> bare = new LinkedHashMap<>((Map<?, ?>) power);
            bare.remove("text");
            powers.add(bare);
        });
        without.put("powers", powers);
        return without;
    }

    static List<?> powers(Proposal proposal) {
        return list(withoutTexts(proposal.body()), "powers");
    }

    private static List<?> list(Map<String, Object> body, String field) {
        return (List<?>) Objects.requireNonNull(body.get(field));
    }
}
