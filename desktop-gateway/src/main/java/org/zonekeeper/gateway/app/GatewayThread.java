package org.zonekeeper.gateway.app;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the desk works. Others hand it work; when it has fallen far behind they
 * wait, which slows down the reading of sockets and of Kafka instead of filling the memory.
 */
final class GatewayThread {
  /** Far more than a burst of every desktop; a few megabytes at most. */
  private static final int WAITING = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(GatewayThread.class);

  private final BlockingQueue<Runnable> work = new ArrayBlockingQueue<>(WAITING);
  private final Consumer<Throwable> onFailure;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Does not start yet.
   *
   * @param onFailure told if the desk fails, which is a fault of ours: the gateway must end, for
   *     its sessions may be wrong from then on
   */
  GatewayThread(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, "gateway-desk");
  }

  void start() {
    thread.start();
  }

  /** Hands over work; after the end it is dropped. */
  void hand(Runnable task) throws InterruptedException {
    while (!stopping && !work.offer(task, 100, TimeUnit.MILLISECONDS)) {
      // The desk is behind: wait, and look again whether it has ended.
    }
  }

  /** Ends after the work handed over so far. */
  void stop() throws InterruptedException {
    hand(() -> stopping = true);
    thread.join(5_000);
  }

  private void run() {
    try {
      while (!stopping) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.info("desk interrupted");
    } catch (RuntimeException | Error e) {
      onFailure.accept(e);
    } finally {
      stopping = true;
    }
  }
}
