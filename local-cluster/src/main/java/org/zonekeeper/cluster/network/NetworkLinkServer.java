package org.zonekeeper.cluster.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The main class of a {@link NetworkLinkProcess}: has the cables, and does what it is told over one
 * connection until that ends. One thread.
 */
public final class NetworkLinkServer {
  private final Map<Integer, TcpLink> cables = new HashMap<>();

  private NetworkLinkServer() {}

  /**
   * Connects to whoever gives the orders.
   *
   * @param args the port on loopback where it listens
   */
  public static void main(String[] args) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        var orders =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var answers =
            new PrintWriter(
                new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true)) {
      NetworkLinkServer server = new NetworkLinkServer();
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        answers.println(server.answer(line));
      }
    }
    // Threads of open connections do not keep it alive: they are daemons.
  }

  private String answer(String line) {
    try {
      String[] words = line.split(" ", -1);
      int port = Integer.parseInt(words[1]);
      return switch (words[0]) {
        case NetworkLinkOrder.LAY -> NetworkLinkOrder.DONE + " " + lay(port);
        case NetworkLinkOrder.CUT -> {
          cables.get(port).cut(Direction.valueOf(words[2]));
          yield NetworkLinkOrder.DONE;
        }
        case NetworkLinkOrder.MEND -> {
          cables.get(port).mend();
          yield NetworkLinkOrder.DONE;
        }
        default -> "unknown order: " + line;
      };
    } catch (UncheckedIOException e) {
      return "'%s' failed: %s".formatted(line, e.getCause());
    }
  }

  private int lay(int target) {
    TcpLink cable = TcpLink.to(target);
    cables.put(cable.port(), cable);
    return cable.port();
  }
}
