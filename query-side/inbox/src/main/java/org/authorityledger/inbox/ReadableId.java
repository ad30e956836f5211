package org.authorityledger.inbox;

import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.authorityledger.register.NameKey;

/** Ids that people can read: made of a name, or of a day and a company's name. */
public final class ReadableId {

    private static final int LONGEST = 64;
    private static final int ROOM_FOR_A_NUMBER = 4;
    private static final Pattern NOT_OF_ID = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");
    /** What the name of a company ends in, which says only that it is one. */
    private static final Pattern COMPANY = Pattern
            .compile("-(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|lp|llp|plc|sa|nv|ag|se|gmbh|bv|l-l-c|l-p|n-v|s-a)$");

    private ReadableId() {}

    /** Made of a name; one that cannot be read in Latin letters gets an id that is always the same for it. */
    public static String of(String name) {
        String plain = EDGES.matcher(NOT_OF_ID.matcher(NameKey.plain(name)).replaceAll("-")).replaceAll("");
        String cut = cut(plain, LONGEST - ROOM_FOR_A_NUMBER);
        return cut.isEmpty()
                ? UUID.nameUUIDFromBytes(NameKey.plain(name).getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString()
                : cut;
    }

    /** Made of a name, with a number where others have it. */
    public static String free(String name, Predicate<String> taken) {
        String made = of(name);
        String free = made;
        for (int n = 2; taken.test(free); n++) {
            free = made + "-" + n;
        }
        return free;
    }

    /** Of an instrument, such as {@code 2026-11-20-pinnacle-foods}. */
    public static String ofInstrument(LocalDate executedOn, String company) {
        String name = of(company);
        String bare = COMPANY.matcher(name).replaceFirst("");
        return cut(executedOn + "-" + (bare.isEmpty() ? name : bare), LONGEST - ROOM_FOR_A_NUMBER);
    }

    private static String cut(String id, int most) {
        return id.length() <= most ? id : EDGES.matcher(id.substring(0, most)).replaceAll("");
    }
}
