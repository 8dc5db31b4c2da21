package io.voteengine.examples.board.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between browsers and the site: one address, the first instance that answers. */
final class Forwarder implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile List<Integer> targets = List.of();
  private volatile boolean cut;

  Forwarder() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Sends new connections to the first of these ports that answers. */
  void to(Integer... ports) {
    targets = List.of(ports);
  }

  /** Breaks all connections, and takes no new ones. */
  void cut() {
    cut = true;
    open.forEach(Forwarder::close);
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        thread(() -> connect(client));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void connect(Socket client) {
    open.add(client);
    for (int port : targets) {
      if (cut) {
        break;
      }
      try {
        Socket site = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(site);
        thread(() -> pump(client, site));
        pump(site, client);
        return;
      } catch (IOException e) {
        // The next one.
      }
    }
    close(client);
  }

  private void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      if (!cut) {
        in.transferTo(out);
      }
    } catch (IOException e) {
      // One of them has gone.
    }
    close(from);
    close(to);
    open.remove(from);
    open.remove(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone in any case.
    }
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }
}
