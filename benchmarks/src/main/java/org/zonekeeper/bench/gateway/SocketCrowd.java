package org.zonekeeper.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Thousands of WebSockets on one thread. What a client spends on a frame is in every figure that is
 * taken at it; the JDK's own, with a callback on a thread of a pool for each, spends more than the
 * server. Everything happens on the crowd's thread; others hand it work.
 */
final class SocketCrowd implements AutoCloseable {
  private static final int LARGEST_READ = 256 * 1024;
  private static final long TICK_MILLIS = 20;

  private final Selector selector;
  private final Runnable tick;
  private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
  private final ByteBuffer shared = ByteBuffer.allocateDirect(LARGEST_READ);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Starts its thread.
   *
   * @param tick called some fifty times a second, on the crowd's thread
   */
  SocketCrowd(Runnable tick) throws IOException {
    this.selector = Selector.open();
    this.tick = tick;
    this.thread = new Thread(this::run, "crowd");
    thread.start();
  }

  /** Has it done on the crowd's thread, and waits for what comes of it. */
  <T> T ask(Supplier<T> question) throws InterruptedException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    hand(() -> answer.complete(question.get()));
    return CompletableFuture.anyOf(answer, end).thenApply(done -> answer.join()).join();
  }

  /** Has it done on the crowd's thread. */
  void hand(Runnable task) {
    work.add(task);
    selector.wakeup();
  }

  /**
   * A new socket. On the crowd's thread.
   *
   * @param receiveBuffer bytes that the kernel takes for it; empty: as many as it likes
   * @throws UncheckedIOException if the machine has no room for one more
   */
  CrowdSocket connect(
      InetSocketAddress server,
      String path,
      Optional<String> token,
      Optional<Integer> receiveBuffer,
      CrowdSocket.Listener listener) {
    try {
      return CrowdSocket.connect(selector, server, path, token, receiveBuffer, listener);
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to " + server + ": " + e.getMessage(), e);
    }
  }

  private void run() {
    try {
      long nextTick = System.nanoTime();
      while (!stopping) {
        selector.select(key -> ((CrowdSocket) key.attachment()).ready(shared), TICK_MILLIS);
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
          task.run();
        }
        if (System.nanoTime() - nextTick >= 0) {
          nextTick = System.nanoTime() + TICK_MILLIS * 1_000_000;
          tick.run();
        }
      }
      for (SelectionKey key : selector.keys()) {
        ((CrowdSocket) key.attachment()).cut();
      }
      selector.close();
      end.complete(null);
    } catch (IOException | RuntimeException e) {
      // Whoever waits for the crowd is told.
      end.completeExceptionally(e);
    }
  }

  /** Cuts all connections. */
  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
