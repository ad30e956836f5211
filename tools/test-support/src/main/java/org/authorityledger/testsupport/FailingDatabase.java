package org.authorityledger.testsupport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that fails when a test asks for it, such as in the middle of an answer. Without a trap it does nothing. */
public final class FailingDatabase implements BeanPostProcessor {

    private static final AtomicReference<@Nullable Trap> TRAP = new AtomicReference<>();

    /** How it fails. */
    public enum Fault {
        /** The database ends the connection. */
        CONNECTION_CUT,
        /** The program fails. */
        FAULT,
        /** The memory ends. */
        OUT_OF_MEMORY
    }

    private record Trap(String statement, int left, boolean inRequest, Fault fault) {

        boolean concerns(String sql) {
            return sql.contains(statement) && (!inRequest || Thread.currentThread().getName().contains("-exec-"));
        }
    }

    /**
     * Lets a statement fail, once.
     *
     * @param statement a part of its text
     * @param nth at which time it fails, from 1
     */
    public static void failAt(String statement, int nth, Fault fault) {
        TRAP.set(new Trap(statement, nth, false, fault));
    }

    /** Lets a statement fail, once, but none of those that the node sends by itself. */
    public static void failInRequestAt(String statement, int nth, Fault fault) {
        TRAP.set(new Trap(statement, nth, true, fault));
    }

    /** Whether what was wanted has happened. */
    public static boolean hasFailed() {
        return TRAP.getAndSet(null) == null;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Failing(source) : bean;
    }

    private static final class Failing extends DelegatingDataSource {

        Failing(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[]{ Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            meet(connection, String.valueOf(arguments[0]));
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private void meet(Connection connection, String sql) throws SQLException {
            Trap trap = TRAP.updateAndGet(
                    set -> set == null || !set.concerns(sql)
                            ? set
                            : new Trap(set.statement(), set.left() - 1, set.inRequest(), set.fault()));
            if (trap == null || trap.left() > 0 || !trap.concerns(sql) || !TRAP.compareAndSet(trap, null)) {
                return;
            }
            switch (trap.fault()) {
                case FAULT -> throw new IllegalStateException("a fault in the middle of an answer");
                case OUT_OF_MEMORY -> throw new OutOfMemoryError("as if");
                case CONNECTION_CUT -> cut(connection);
            }
        }

        /** The statement that follows finds the connection cut. */
        private void cut(Connection connection) throws SQLException {
            try (Statement asking = connection.createStatement(); ResultSet own = asking.executeQuery("select pg_backend_pid()")) {
                own.next();
                try (Connection other = super.getConnection(); Statement cutting = other.createStatement()) {
                    cutting.execute("select pg_terminate_backend(" + own.getInt(1) + ", 10000)");
                }
            }
        }
    }
}
