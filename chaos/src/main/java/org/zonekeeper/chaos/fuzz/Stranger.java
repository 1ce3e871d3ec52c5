package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Somebody who connects to a port, says something, looks for a moment at what comes back, and goes,
 * not always politely. Stateless; each conversation is one connection, closed at its end.
 */
public final class Stranger {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int MOST_READ = 1 << 16;

  private Stranger() {}

  /**
   * One conversation.
   *
   * @param from the stranger's own address, so that what is counted for an address is not counted
   *     for anybody else
   * @param patienceMillis with a silent other side
   * @return what came back, the first 64 KiB of it
   * @throws IOException if nobody takes the connection
   */
  public static String visit(
      InetAddress from, InetSocketAddress port, byte[] words, AnyInput any, int patienceMillis)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(port, CONNECT_MILLIS);
      if (any.oneIn(8)) {
        // Gone with a reset, whatever is under way.
        socket.setSoLinger(true, 0);
      }
      return converse(socket, words, any, patienceMillis);
    }
  }

  private static String converse(Socket socket, byte[] words, AnyInput any, int patienceMillis)
      throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(words);
      if (any.oneIn(6)) {
        return "";
      }
      if (any.oneIn(3)) {
        socket.shutdownOutput();
      }
      listen(socket, heard, patienceMillis);
    } catch (SocketTimeoutException silent) {
      // It waits for more, as it may.
    } catch (IOException closed) {
      // By the other side, as it may be: what it said before counts.
    }
    return heard.toString(UTF_8);
  }

  private static void listen(Socket socket, ByteArrayOutputStream heard, int patienceMillis)
      throws IOException {
    socket.setSoTimeout(patienceMillis);
    InputStream in = socket.getInputStream();
    byte[] some = new byte[8_192];
    int read = in.read(some);
    while (read >= 0 && heard.size() < MOST_READ) {
      heard.write(some, 0, read);
      read = in.read(some);
    }
  }
}
