package org.zonekeeper.harness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that stay for as long as they are let and mean no good: they say nothing, half of
 * something, or what nobody understands, and never read. Used by one thread.
 */
public final class HostileConnections implements AutoCloseable {
  /** The least that the operating system grants, so that it is full soon. */
  private static final int SMALLEST_BUFFER = 1;

  private static final int EACH = 20;
  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "GET /lags HT",
          "GET /lags HTTP/1.1\r\nHost: x\r\nA",
          "\u0000\u0001\n",
          "WATCH x y\n");

  private final List<Socket> sockets = new ArrayList<>();

  private HostileConnections() {}

  /**
   * Opens a hundred to each port.
   *
   * @param addresses host:port each
   * @throws IOException if nobody listens on one of them
   */
  public static HostileConnections to(List<String> addresses) throws IOException {
    HostileConnections hostile = new HostileConnections();
    try {
      for (String address : addresses) {
        hostile.connect(address);
      }
      return hostile;
    } catch (IOException e) {
      hostile.close();
      throw e;
    }
  }

  /** How many there are. */
  public int count() {
    return sockets.size();
  }

  private void connect(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    var port =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    for (String beginning : BEGINNINGS) {
      for (int i = 0; i < EACH; i++) {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(SMALLEST_BUFFER);
        socket.connect(port);
        say(socket, beginning);
      }
    }
  }

  private static void say(Socket socket, String beginning) throws IOException {
    try {
      socket.getOutputStream().write(beginning.getBytes(US_ASCII));
    } catch (IOException closed) {
      // By the other side already, as it should be where this is one too many.
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
