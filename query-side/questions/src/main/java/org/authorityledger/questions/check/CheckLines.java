package org.authorityledger.questions.check;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lines of a request for many checks, in order. */
interface CheckLines {

    /** The fields of a line, in every format. */
    Set<String> FIELDS = Set.of("grantor", "issuer", "form", "signer", "capacity", "on", "knownAt");

    /**
     * A line that is not read yet: any thread may do that.
     *
     * @param bytes how long it is
     */
    record Unread(int bytes, Supplier<CheckLine> reading) {}

    /** The next line; null after the last. */
    @Nullable
    Unread next() throws IOException;

    /** The names of the fields, for a message. */
    static List<String> knownFields() {
        return FIELDS.stream().sorted().toList();
    }
}
