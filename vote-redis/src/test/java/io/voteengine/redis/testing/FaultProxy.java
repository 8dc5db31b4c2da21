package io.voteengine.redis.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A proxy between a client and a server that breaks connections at chosen moments. */
public final class FaultProxy implements AutoCloseable {
  /** The fault of the next request; it happens once. */
  public enum Fault {
    /** The connection is cut before the request reaches the server. */
    CUT_REQUEST,
    /** The server is asked, and the connection is cut before the answer reaches the client. */
    CUT_REPLY,
    /** As {@link #CUT_REPLY}, after the first half of the answer. */
    HALF_REPLY,
    /** The server is asked, and its answer held back until {@link FaultProxy#release}. */
    LATE_REPLY
  }

  private volatile int target;
  private volatile boolean frozen;
  private final Object thawed = new Object();
  private final ServerSocket server;
  private final AtomicReference<Fault> next = new AtomicReference<>();
  private final AtomicInteger struck = new AtomicInteger();
  private final Semaphore released = new Semaphore(0);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Creates a proxy on a port of its own.
   *
   * @param target port of the server on 127.0.0.1
   */
  public FaultProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /**
   * Returns where it listens.
   *
   * @return its URI
   */
  public String uri() {
    return "redis://127.0.0.1:" + server.getLocalPort();
  }

  /**
   * Leads new connections to another server, as a name service does after a failover. Existing
   * connections stay where they are.
   *
   * @param port of the other server on 127.0.0.1
   */
  public void retarget(int port) {
    target = port;
  }

  /**
   * Breaks the next request.
   *
   * @param fault the fault
   */
  public void breakNext(Fault fault) {
    next.set(fault);
  }

  /**
   * Returns how many faults have happened.
   *
   * @return their number
   */
  public int struck() {
    return struck.get();
  }

  /** Releases the answer that {@link Fault#LATE_REPLY} holds back, and all that wait behind it. */
  public void release() {
    released.release();
  }

  /** Holds everything back in both directions, as a frozen machine does, until {@link #thaw}. */
  public void freeze() {
    frozen = true;
  }

  /** Lets everything through again, and first what was held back. */
  public void thaw() {
    synchronized (thawed) {
      frozen = false;
      thawed.notifyAll();
    }
  }

  private void waitWhileFrozen() {
    synchronized (thawed) {
      while (frozen) {
        try {
          thawed.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        connect(client);
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Turns a client away while the server is down. */
  private void connect(Socket client) throws IOException {
    Socket redis;
    try {
      redis = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (ConnectException e) {
      client.close();
      return;
    }
    client.setTcpNoDelay(true);
    redis.setTcpNoDelay(true);
    sockets.add(redis);
    AtomicReference<Fault> fault = new AtomicReference<>();
    start(() -> requests(client, redis, fault));
    start(() -> replies(client, redis, fault));
  }

  private void requests(Socket client, Socket redis, AtomicReference<Fault> fault) {
    pump(
        client,
        redis,
        (bytes, length, out) -> {
          Fault now = next.getAndSet(null);
          if (now == Fault.CUT_REQUEST) {
            struck.incrementAndGet();
            return false;
          }
          fault.set(now);
          out.write(bytes, 0, length);
          return true;
        });
  }

  private void replies(Socket client, Socket redis, AtomicReference<Fault> fault) {
    pump(
        redis,
        client,
        (bytes, length, out) -> {
          Fault now = fault.getAndSet(null);
          if (now == null) {
            out.write(bytes, 0, length);
            return true;
          }
          struck.incrementAndGet();
          if (now == Fault.LATE_REPLY) {
            released.acquireUninterruptibly();
            out.write(bytes, 0, length);
            return true;
          }
          if (now == Fault.HALF_REPLY) {
            out.write(bytes, 0, length / 2);
            out.flush();
          }
          return false;
        });
  }

  private interface Chunk {
    boolean pass(byte[] bytes, int length, OutputStream out) throws IOException;
  }

  /** Ends when either side ends or a fault happens, and closes both sides. */
  private void pump(Socket from, Socket to, Chunk chunk) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] bytes = new byte[65_536];
      int length = in.read(bytes);
      waitWhileFrozen();
      while (length > 0 && chunk.pass(bytes, length, to.getOutputStream())) {
        length = in.read(bytes);
        waitWhileFrozen();
      }
    } catch (IOException e) {
      // One side is gone, and the other goes too: this is a cut connection.
      sockets.remove(from);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    thaw();
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
