package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Keeps what the driver fetches at once to a few megabytes. */
final class FetchSize {

    private static final int MOST = 1000;

    private final ResultSet rows;
    private final BatchSize size = new BatchSize(MOST);
    private int read;
    private int longest;

    /** @param rows of a statement with the fetch size {@link #first} */
    FetchSize(ResultSet rows) {
        this.rows = rows;
    }

    static int first() {
        return new BatchSize(MOST).next();
    }

    /** A row with a text of this length was read. */
    void read(int characters) throws SQLException {
        longest = Math.max(longest, characters);
        read++;
        if (read == size.next()) {
            size.read(read, longest);
            rows.setFetchSize(size.next());
            read = 0;
            longest = 0;
        }
    }
}
