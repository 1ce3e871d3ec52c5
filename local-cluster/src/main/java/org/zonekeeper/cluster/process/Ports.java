package org.zonekeeper.cluster.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback interface for the processes of a local cluster. */
public final class Ports {
  /** Stands for "let the operating system choose". */
  public static final int ANY = 0;

  private Ports() {}

  /**
   * A port that is free at this moment.
   *
   * @param wanted a port number, or {@link #ANY}
   * @param what who will listen there, for the error
   * @throws StartFailure when the wanted port is taken
   */
  public static int free(int wanted, String what) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the broker and the registry bind: a port in TIME_WAIT after a restart is no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartFailure(
          "Port %d for %s is not free (%s): stop what listens there, or give another port."
              .formatted(wanted, what, e.getMessage()),
          e);
    }
  }
}
