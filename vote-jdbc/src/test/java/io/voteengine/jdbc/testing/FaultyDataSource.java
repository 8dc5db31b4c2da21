package io.voteengine.jdbc.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** A real data source, whose connections run a fault before or after calls of their methods. */
public final class FaultyDataSource {
  /** The fault to run. */
  @FunctionalInterface
  public interface Fault {
    void strike(Connection real) throws SQLException;
  }

  private FaultyDataSource() {}

  /** Strikes before calls of {@code method} whose first argument, or "", satisfies the test. */
  public static DataSource before(
      DataSource real, String method, Predicate<String> when, Fault fault) {
    return wrap(real, method, when, fault, connection -> {});
  }

  public static DataSource after(DataSource real, String method, Fault fault) {
    return wrap(real, method, argument -> true, connection -> {}, fault);
  }

  /** Fails a call with this state of SQL. */
  public static Fault failure(String message, String state) {
    return connection -> {
      throw new SQLException(message, state);
    };
  }

  private static DataSource wrap(
      DataSource real, String method, Predicate<String> when, Fault before, Fault after) {
    return proxy(
        DataSource.class,
        real,
        (name, argument, call) -> {
          Object result = call.run();
          return result instanceof Connection connection
              ? connection(connection, method, when, before, after)
              : result;
        });
  }

  private static Connection connection(
      Connection real, String method, Predicate<String> when, Fault before, Fault after) {
    return proxy(
        Connection.class,
        real,
        (name, argument, call) -> {
          boolean struck = name.equals(method) && when.test(argument);
          if (struck) {
            before.strike(real);
          }
          Object result = call.run();
          if (struck) {
            after.strike(real);
          }
          return result;
        });
  }

  @FunctionalInterface
  private interface Call {
    Object run() throws Throwable;
  }

  @FunctionalInterface
  private interface Around {
    Object call(String method, String argument, Call call) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T real, Around around) {
    Object proxy =
        Proxy.newProxyInstance(
            FaultyDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                around.call(
                    method.getName(),
                    arguments != null && arguments[0] instanceof String text ? text : "",
                    () -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
    return type.cast(proxy);
  }
}
