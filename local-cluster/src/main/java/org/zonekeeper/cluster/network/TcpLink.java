package org.zonekeeper.cluster.network;

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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The cable itself, inside the process of the cables: what {@link NetworkLink} says, done with
 * sockets. Lives as long as the process.
 *
 * <p>Each connection has two threads of the operating system: one wake-up for what arrives, where
 * virtual threads need three. Every method may be called from any thread.
 */
final class TcpLink {
  private static final int BUFFER = 1 << 16;
  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final int target;
  private final Map<Direction, Gate> gates = new EnumMap<>(Direction.class);

  private TcpLink(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    for (Direction direction : Direction.values()) {
      gates.put(direction, new Gate());
    }
  }

  /**
   * Opens a path on loopback, from any free port.
   *
   * @param target the port that it ends at; nothing need listen there yet
   * @throws UncheckedIOException if no port can be listened on
   */
  static TcpLink to(int target) {
    try {
      ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      TcpLink cable = new TcpLink(server, target);
      cable.thread("accept", cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException("no cable to port " + target, e);
    }
  }

  /** Where it begins. */
  int port() {
    return server.getLocalPort();
  }

  /** Cuts it in one direction. */
  void cut(Direction direction) {
    gates.get(direction).shut();
  }

  /** Mends it; what was held back goes on. */
  void mend() {
    gates.values().forEach(Gate::open);
  }

  private void accept() {
    try {
      while (true) {
        connect(server.accept());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cable %d to %d ends".formatted(port(), target), e);
    }
  }

  /** What cannot be reached is closed again at the near end: that is all a client gets to know. */
  private void connect(Socket client) throws IOException {
    Socket there = new Socket();
    try {
      client.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException e) {
      client.close();
      there.close();
      return;
    }
    thread("to-server", () -> pass(client, there, gates.get(Direction.TO_SERVER)));
    thread("to-client", () -> pass(there, client, gates.get(Direction.TO_CLIENT)));
  }

  private void thread(String work, Runnable runnable) {
    Thread.ofPlatform().daemon().name("cable-" + port() + "-" + work).start(runnable);
  }

  private static void pass(Socket from, Socket to, Gate gate) {
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
