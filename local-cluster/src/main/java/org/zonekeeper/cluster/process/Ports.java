package org.zonekeeper.cluster.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on the loopback interface for programs that must be told beforehand where to listen. Each
 * is reserved until this is closed: it is out of the range from which the system serves whoever
 * asks for any port, and locked against everybody else who reserves this way, in this process or
 * another one of the same user. Only a program that insists on that very number can still take it.
 *
 * <p>Every method may be called from any thread.
 */
public final class Ports implements AutoCloseable {
  /** Stands for "any free one". */
  public static final int ANY = 0;

  private static final Path SYSTEMS_OWN = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  /**
   * What the system says of itself; where it says nothing, Linux' own standard: others' is less.
   */
  private static final Range CANDIDATES = Range.outside(systemsOwn());

  /**
   * Begins anywhere, so that processes seldom meet; goes on by one, so that none is soon reused.
   */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(CANDIDATES.size()));

  /** Open as long as the process: closing any channel to the file would give up all its locks. */
  private static final FileChannel LOCKS = openLocks();

  private final List<FileLock> reserved = new ArrayList<>();

  /**
   * A row of ports, both ends included.
   *
   * @param first from 1
   * @param last up to 65535
   */
  record Range(int first, int last) {
    private static final Range UNPRIVILEGED = new Range(10_000, 65_535);

    /** As many are enough for any number of clusters that one machine can bear. */
    private static final int ENOUGH = 1_000;

    /** The ports below these or above them; if there are too few of those, all there are. */
    static Range outside(Range avoided) {
      Range below = new Range(UNPRIVILEGED.first, avoided.first - 1);
      Range above = new Range(Math.max(avoided.last + 1, UNPRIVILEGED.first), UNPRIVILEGED.last);
      if (below.size() >= ENOUGH) {
        return below;
      }
      return above.size() >= ENOUGH ? above : UNPRIVILEGED;
    }

    int size() {
      return last - first + 1;
    }
  }

  /**
   * Reserves a port that nobody listens on.
   *
   * @param what who will listen there, for the error
   * @throws StartFailure when there is none
   */
  public int any(String what) {
    for (int tried = 0; tried < CANDIDATES.size(); tried++) {
      int port = CANDIDATES.first() + Math.floorMod(NEXT.getAndIncrement(), CANDIDATES.size());
      if (reserve(port)) {
        return port;
      }
    }
    throw new StartFailure(
        "No port from %d to %d is free for %s: end what listens there."
            .formatted(CANDIDATES.first(), CANDIDATES.last(), what));
  }

  /**
   * Reserves this very port.
   *
   * @param what who will listen there, for the error
   * @throws StartFailure when it is taken
   */
  public int exactly(int port, String what) {
    if (!reserve(port)) {
      throw new StartFailure(
          "Port %d for %s is not free: stop what listens there, or give another port."
              .formatted(port, what));
    }
    return port;
  }

  private synchronized boolean reserve(int port) {
    try {
      FileLock lock = LOCKS.tryLock(port, 1, false);
      if (lock == null) {
        return false;
      }
      if (!isFree(port)) {
        lock.release();
        return false;
      }
      reserved.add(lock);
      return true;
    } catch (OverlappingFileLockException ownedByThisProcess) {
      return false;
    } catch (IOException e) {
      throw new StartFailure("Ports cannot be reserved in %s: %s".formatted(lockFile(), e), e);
    }
  }

  /** Gives all ports back. */
  @Override
  public synchronized void close() {
    try {
      for (FileLock lock : reserved) {
        lock.release();
      }
      reserved.clear();
    } catch (IOException e) {
      throw new StartFailure("Ports cannot be given back in %s: %s".formatted(lockFile(), e), e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the broker and the registry bind: a port in TIME_WAIT after a restart is no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static Range systemsOwn() {
    // Not readString: the kernel answers the first read only, and that one asks for a single byte.
    try (BufferedReader reader = Files.newBufferedReader(SYSTEMS_OWN)) {
      String[] ends = reader.readLine().strip().split("\\s+", -1);
      return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    } catch (IOException notLinux) {
      return new Range(32_768, Range.UNPRIVILEGED.last());
    }
  }

  private static FileChannel openLocks() {
    try {
      return FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StartFailure("Ports cannot be reserved in %s: %s".formatted(lockFile(), e), e);
    }
  }

  /** One byte of it stands for a port; it stays empty. */
  private static Path lockFile() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "zonekeeper-ports-%s.lock".formatted(System.getProperty("user.name")));
  }
}
