package io.voteengine.bench.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A data source that records the longest time from taking a connection to the end of its commit.
 */
final class TimedCommits {
  private final DataSource timed;
  private final AtomicLong slowest = new AtomicLong();

  TimedCommits(DataSource real) {
    timed =
        proxy(
            DataSource.class,
            (method, arguments) -> {
              long start = System.nanoTime();
              Object result = invoke(real, method, arguments);
              return result instanceof Connection connection ? timed(connection, start) : result;
            });
  }

  DataSource dataSource() {
    return timed;
  }

  /** Returns the longest time since the last call, in milliseconds. */
  double takeSlowest() {
    return slowest.getAndSet(0) / 1e6;
  }

  private Connection timed(Connection real, long start) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = invoke(real, method, arguments);
          if (method.getName().equals("commit")) {
            slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
          }
          return result;
        });
  }

  private interface Handler {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> handler.call(method, arguments)));
  }
}
