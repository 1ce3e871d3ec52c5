package org.zonekeeper.chaos.fuzz;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers every connection with given bytes and closes it, whatever was asked. Has a
 * thread of its own; the bytes may be given by any other.
 */
final class AnyAnswerServer implements Closeable {
  private static final int BACKLOG = 64;
  private static final int READ_MILLIS = 2_000;

  private final ServerSocket server;
  private final AtomicInteger answered = new AtomicInteger();
  private volatile byte[] answer = {};
  private volatile boolean asksFirst;

  private AnyAnswerServer(ServerSocket server) {
    this.server = server;
  }

  /** Listens on the loopback. */
  static AnyAnswerServer start() throws IOException {
    AnyAnswerServer started =
        new AnyAnswerServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().name("any-answer").start(started::serve);
    return started;
  }

  /** What is said at once to whoever connects. */
  void greets(byte[] bytes) {
    asksFirst = false;
    answer = bytes;
  }

  /** What is answered to the head of a question over HTTP. */
  void answers(byte[] bytes) {
    asksFirst = true;
    answer = bytes;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** host:port. */
  String authority() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections have had their answer. */
  int answered() {
    return answered.get();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(READ_MILLIS);
        if (asksFirst) {
          readHead(socket.getInputStream());
        }
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
        // Until the other side has had enough, so that nothing of the answer is reset.
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException gone) {
        // The other side has, or the server is closed: either way the answer is over.
      }
      answered.incrementAndGet();
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 2) {
      int read = in.read();
      if (read < 0) {
        return;
      }
      ends = read == '\n' ? ends + 1 : read == '\r' ? ends : 0;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
