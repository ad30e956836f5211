package org.authorityledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that read for the {@linkplain Viewer#current() viewer of the thread} that takes them, and no one else: one from a pool is set again
 * unless it stands as it should. Most readings are one statement in no transaction of their own, so that the setting lasts
 * as long as the connection is held; a setting for each transaction would cost each of them two more round trips.
 */
public final class ViewedDataSource extends DelegatingDataSource {

    /** For whom each connection of the database reads; one that is not here reads for no one. */
    private final Map<PGConnection, Viewer> viewers = Collections.synchronizedMap(new WeakHashMap<>());

    public ViewedDataSource(DataSource connections) {
        super(connections);
    }

    /** These connections, for one viewer, whichever thread takes them. */
    public static DataSource always(Viewer viewer, DataSource connections) {
        return new DelegatingDataSource(connections) {

            @Override
            public Connection getConnection() throws SQLException {
                return viewer.see(super::getConnection);
            }
        };
    }

    @Override
    public Connection getConnection() throws SQLException {
        return viewed(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return viewed(super.getConnection(username, password));
    }

    private Connection viewed(Connection connection) throws SQLException {
        try {
            PGConnection itself = connection.unwrap(PGConnection.class);
            Viewer viewer = Viewer.current();
            if (!viewer.equals(viewers.get(itself))) {
                // Not known until it is set for sure.
                viewers.remove(itself);
                set(connection, viewer);
                viewers.put(itself, viewer);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void set(Connection connection, Viewer viewer) throws SQLException {
        try (PreparedStatement setting = connection.prepareStatement("select set_config('ledger.viewer', ?, false)")) {
            setting.setString(1, viewer.setting());
            setting.execute();
        }
        if (!connection.getAutoCommit()) {
            // What a transaction sets goes with it when it is rolled back.
            connection.commit();
        }
    }
}
