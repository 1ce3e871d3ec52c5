package org.zonekeeper.chaos.fuzz;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A real server's port in this process, to which strangers talk, while somebody who is well-behaved
 * asks there what is to be answered within a second. Besides: no answer shows the inside, and no
 * connection is left over. Confined to one thread.
 */
final class Port implements FuzzTarget {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int PATIENCE_MILLIS = 15;
  private static final int ASK_EVERY = 8;
  private static final int COUNT_EVERY = 256;
  private static final Duration PROMPT = Duration.ofSeconds(1);

  /** A machine that does other things as well may stand still for a moment, or two. */
  private static final int MAY_BE_LATE = 3;

  private static final double SHARE_LATE = 0.01;

  /** What the run's own caches open, and what is just being closed. */
  private static final int MORE_FILES = 64;

  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(20);

  private final String name;
  private final InetSocketAddress address;
  private final List<PortTalk> talks;
  private final GoodClient client;
  private final List<AutoCloseable> parts;
  private long inputs;
  private int asked;
  private int late;
  private long filesAtFirst = -1;

  /** Somebody who asks as one should. */
  interface GoodClient {
    /**
     * Asks, and waits for the answer.
     *
     * @throws Exception if there is none, or a wrong one
     */
    void ask() throws Exception;
  }

  /**
   * @param talks what strangers say there
   * @param parts to be closed with it, in this order
   */
  Port(
      String name,
      InetSocketAddress address,
      List<PortTalk> talks,
      GoodClient client,
      List<AutoCloseable> parts) {
    this.name = name;
    this.address = address;
    this.talks = List.copyOf(talks);
    this.client = client;
    this.parts = List.copyOf(parts);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer tryOne(AnyInput any) throws Exception {
    byte[] words = any.oneOf(talks).say(any);
    String heard = Stranger.visit(LOOPBACK, address, words, any, PATIENCE_MILLIS);
    Inside.requireHidden(heard);
    if (inputs % ASK_EVERY == 0) {
      askInTime();
    }
    if (inputs % COUNT_EVERY == COUNT_EVERY - 1) {
      requireNoneLeft();
    }
    inputs++;
    return heard.contains(" 101 ") || heard.contains(" 200 ") ? Answer.TAKEN : Answer.REFUSED;
  }

  private void askInTime() throws Exception {
    long begun = System.nanoTime();
    client.ask();
    long took = System.nanoTime() - begun;
    asked++;
    if (took > PROMPT.toNanos()) {
      late++;
    }
    if (late > MAY_BE_LATE && late > SHARE_LATE * asked) {
      throw new IllegalStateException(
          "whoever asks as one should was answered late %d of %d times, the last time after %d ms"
              .formatted(late, asked, Duration.ofNanos(took).toMillis()));
    }
  }

  private void requireNoneLeft() {
    if (filesAtFirst < 0) {
      filesAtFirst = files();
      return;
    }
    long deadline = System.nanoTime() + CLOSED_WITHIN.toNanos();
    while (files() > filesAtFirst + MORE_FILES) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d files and connections are open, where there were %d when all strangers had gone before"
                .formatted(files(), filesAtFirst));
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static long files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        throw new IOException(name + " did not close", e);
      }
    }
  }
}
