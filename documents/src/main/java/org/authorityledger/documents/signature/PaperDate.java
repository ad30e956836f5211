package org.authorityledger.documents.signature;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.Dates;
import org.jspecify.annotations.Nullable;

/** The date that a signature gives its power of attorney: "dated", not "filed". */
final class PaperDate {

    private static final Pattern DATED = Pattern.compile("(?i)\\b(?:dated|dtd\\.?|executed|signed|granted)(?: (?:as of|on))?:? (.{6,30})");

    private PaperDate() {}

    static @Nullable LocalDate in(List<Piece> authority) {
        for (Piece piece : authority) {
            Matcher matcher = DATED.matcher(piece.text());
            if (matcher.find()) {
                return Dates.first(matcher.group(1));
            }
        }
        return null;
    }
}
