package org.zonekeeper.gateway.app;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the desk works. Others hand it work; when it has fallen far behind they
 * wait, which slows down the reading of sockets and of Kafka instead of filling the memory. What
 * comes in bulk has a queue of its own, and the two have their turns one after the other: no bulk
 * holds up the rest for longer than one part of it takes.
 */
final class GatewayThread {
  /** Far more than a burst of every desktop; a few megabytes at most. */
  private static final int WAITING = 20_000;

  /** Parts of a bulk: some ten thousand records. */
  private static final int BULK_WAITING = 200;

  private static final Logger LOG = LoggerFactory.getLogger(GatewayThread.class);

  private final BlockingQueue<Runnable> work = new ArrayBlockingQueue<>(WAITING);
  private final BlockingQueue<Runnable> bulk = new ArrayBlockingQueue<>(BULK_WAITING);

  /** As many permits as both queues together hold tasks, or less for a moment. */
  private final Semaphore tasks = new Semaphore(0);

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
    hand(task, work);
  }

  /** Hands over a part of what comes in bulk; the parts are done in their order. */
  void handBulk(Runnable part) throws InterruptedException {
    hand(part, bulk);
  }

  /** Whether parts of a bulk wait. */
  boolean isBulkWaiting() {
    return !bulk.isEmpty();
  }

  private void hand(Runnable task, BlockingQueue<Runnable> queue) throws InterruptedException {
    while (!stopping) {
      if (queue.offer(task, 100, TimeUnit.MILLISECONDS)) {
        tasks.release();
        return;
      }
      // The desk is behind: wait, and look again whether it has ended.
    }
  }

  /** Ends after the work handed over so far, but for what is left of a bulk. */
  void stop() throws InterruptedException {
    hand(() -> stopping = true);
    thread.join(5_000);
  }

  private void run() {
    try {
      for (boolean bulkFirst = false; !stopping; bulkFirst = !bulkFirst) {
        tasks.acquire();
        (bulkFirst ? next(bulk, work) : next(work, bulk)).run();
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

  private static Runnable next(BlockingQueue<Runnable> wanted, BlockingQueue<Runnable> other) {
    Runnable task = wanted.poll();
    return task == null ? other.remove() : task;
  }
}
