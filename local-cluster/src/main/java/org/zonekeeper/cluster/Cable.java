package org.zonekeeper.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network path on this machine that can be cut: passes TCP connections on to a port, and while it
 * is cut holds back what comes in, as a broken network does: connections stay open, nothing
 * arrives, and nobody is told. What was held back arrives when it is mended.
 *
 * <p>Each connection has two virtual threads. Every method may be called from any thread.
 */
public final class Cable implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final ServerSocket server;
  private final int target;
  private final Map<Direction, Gate> gates = new EnumMap<>(Direction.class);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Which way bytes go. */
  public enum Direction {
    /** From the one that connected. */
    TO_SERVER,
    /** To the one that connected. */
    TO_CLIENT
  }

  private Cable(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    for (Direction direction : Direction.values()) {
      gates.put(direction, new Gate());
    }
  }

  /**
   * Opens a path on loopback.
   *
   * @param port where it begins; 0 for any free one
   * @param target the port that it ends at; nothing need listen there yet
   * @throws UncheckedIOException if the port cannot be listened on
   */
  public static Cable to(int port, int target) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Cable cable = new Cable(server, target);
      Thread.ofVirtual().name("cable-" + server.getLocalPort()).start(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException("no cable from port %d to %d".formatted(port, target), e);
    }
  }

  /** A port that nothing listens on at this moment, for a program that a cable is to lead to. */
  public static int freePort() {
    return Ports.free(Ports.ANY, "the end of a cable");
  }

  /** Where it begins. */
  public int port() {
    return server.getLocalPort();
  }

  /** Cuts it in one direction. */
  public void cut(Direction direction) {
    gates.get(direction).shut();
  }

  /** Cuts it in both directions. */
  public void cut() {
    gates.values().forEach(Gate::shut);
  }

  /** Mends it; what was held back goes on. */
  public void mend() {
    gates.values().forEach(Gate::open);
  }

  /** Ends all connections. */
  @Override
  public void close() {
    close(server);
    sockets.forEach(Cable::close);
    mend();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // Closed: the loop's condition ends it. Anything else is one client's connection only.
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private void connect(Socket client) throws IOException {
    sockets.add(client);
    Socket there = new Socket();
    try {
      client.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException e) {
      forget(client, there);
      throw e;
    }
    sockets.add(there);
    Thread.ofVirtual().start(() -> pass(client, there, gates.get(Direction.TO_SERVER)));
    Thread.ofVirtual().start(() -> pass(there, client, gates.get(Direction.TO_CLIENT)));
  }

  private void pass(Socket from, Socket to, Gate gate) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        gate.await();
        out.write(buffer, 0, length);
      }
      // A death is not seen through a cut network either.
      gate.await();
    } catch (IOException e) {
      // One side is gone: the other learns it by the close.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void forget(Socket client, Socket there) {
    close(client);
    close(there);
    sockets.remove(client);
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Open or shut; threads wait while it is shut. */
  private static final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean isOpen = true;

    void shut() {
      set(false);
    }

    void open() {
      set(true);
    }

    void await() throws InterruptedException {
      lock.lock();
      try {
        while (!isOpen) {
          opened.await();
        }
      } finally {
        lock.unlock();
      }
    }

    private void set(boolean open) {
      lock.lock();
      try {
        isOpen = open;
        opened.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
