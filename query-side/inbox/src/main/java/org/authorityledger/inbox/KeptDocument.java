package org.authorityledger.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document that is kept.
 *
 * @param sha256 of its bytes, in hexadecimal digits
 * @param size in bytes
 * @param name how the file was called, where given
 * @param keptBy the user who brought it
 */
public record KeptDocument(String sha256, int size, @Nullable String name, Instant keptAt, String keptBy, List<DocumentPart> parts) {

    public KeptDocument {
        parts = List.copyOf(parts);
    }

    /** The part that is meant when no one is named: the first with proposals, or else the first with text; null: none has text. */
    public @Nullable DocumentPart main() {
        return parts.stream().filter(part -> part.text() != null && part.noProposal() == null).findFirst()
                .or(() -> parts.stream().filter(part -> part.text() != null).findFirst()).orElse(null);
    }

    /** Why nothing is proposed: what its parts say, each once. */
    public String noProposal() {
        return String.join("; ", parts.stream().map(DocumentPart::noProposal).filter(Objects::nonNull).distinct().limit(10).toList());
    }
}
