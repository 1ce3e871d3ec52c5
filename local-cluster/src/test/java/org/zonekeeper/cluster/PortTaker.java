package org.zonekeeper.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of a process that is hard on whoever looks for a free port and uses it later: it
 * takes any port of the system two thousand times a second, and holds each for three seconds.
 */
public final class PortTaker {
  /** What it says once it holds as many as it ever will. */
  static final String READY = "takes port after port";

  private static final int PER_SECOND = 2_000;
  private static final long HOLDS_NANOS = Duration.ofSeconds(3).toNanos();

  private record Held(ServerSocket socket, long until) {}

  private PortTaker() {}

  public static void main(String[] args) throws IOException {
    Deque<Held> held = new ArrayDeque<>();
    long begin = System.nanoTime();
    for (long taken = 0; ; taken++) {
      long due = begin + taken * (Duration.ofSeconds(1).toNanos() / PER_SECOND);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      while (!held.isEmpty() && held.getFirst().until() <= due) {
        held.removeFirst().socket().close();
      }
      held.addLast(
          new Held(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), due + HOLDS_NANOS));
      if (due - begin == HOLDS_NANOS) {
        System.out.println(READY);
      }
    }
  }
}
