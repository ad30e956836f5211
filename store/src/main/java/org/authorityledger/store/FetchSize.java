package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Keeps what the driver fetches at once to a few megabytes: records differ in size by a factor of a thousand. */
final class FetchSize {

    static final int FIRST = 64;
    private static final int FEWEST = 8;
    private static final int MOST = 1000;
    private static final int CHARACTERS = 4_000_000;

    private final ResultSet rows;
    private int size = FIRST;
    private int read;
    private int longest = 1;

    FetchSize(ResultSet rows) {
        this.rows = rows;
    }

    /** A row with a text of this length was read. */
    void read(int characters) throws SQLException {
        longest = Math.max(longest, characters);
        read++;
        if (read == size) {
            size = Math.clamp(CHARACTERS / longest, FEWEST, Math.min(MOST, 2 * size));
            rows.setFetchSize(size);
            read = 0;
            longest = 1;
        }
    }
}
