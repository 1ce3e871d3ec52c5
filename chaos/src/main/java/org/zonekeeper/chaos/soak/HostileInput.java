package org.zonekeeper.chaos.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.chaos.ForeignRecords;
import org.zonekeeper.chaos.fuzz.AnyInput;
import org.zonekeeper.chaos.fuzz.Inside;
import org.zonekeeper.chaos.fuzz.Stranger;
import org.zonekeeper.harness.HostileConnections;

/**
 * All that strangers can send, at once and without end: records into every topic, connections that
 * only take room, and conversations at every port. Each kind has a thread of its own; what should
 * not have come back is kept as a finding.
 */
final class HostileInput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostileInput.class);

  private static final Duration BETWEEN_RECORDS = Duration.ofSeconds(15);

  /** Each holds up its zone for the second that it is granted: seldom enough for the promise. */
  private static final Duration BETWEEN_TRANSACTIONS = Duration.ofSeconds(90);

  private static final Duration TRANSACTION_LASTS = Duration.ofSeconds(5);

  /** For the other side to have seen that connections were closed. */
  private static final Duration SEEN_TO_BE_CLOSED = Duration.ofSeconds(1);

  private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(500);
  private static final Duration BETWEEN_CONVERSATIONS = Duration.ofMillis(40);
  private static final int PATIENCE_MILLIS = 60;
  private static final int MOST_FINDINGS = 20;

  private final ForeignRecords records;
  private final List<String> zones;
  private final List<TargetPort> ports;
  private final InetAddress self;
  private final long seed;
  private final Duration connectionsLast;
  private final ReentrantLock connecting = new ReentrantLock(/* fair= */ true);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private HostileInput(
      ForeignRecords records,
      List<String> zones,
      List<TargetPort> ports,
      InetAddress self,
      SoakPlan plan) {
    this.records = records;
    this.zones = List.copyOf(zones);
    this.ports = List.copyOf(ports);
    this.self = self;
    this.seed = plan.seed();
    this.connectionsLast = plan.sampleEvery().dividedBy(2);
  }

  /**
   * Begins.
   *
   * @param records for all topics
   * @param zones that transactions are left open in
   * @param ports where strangers can connect
   * @param self the address that strangers come from
   * @param plan with the seed of everything
   */
  static HostileInput begin(
      ForeignRecords records,
      List<String> zones,
      List<TargetPort> ports,
      InetAddress self,
      SoakPlan plan) {
    HostileInput input = new HostileInput(records, zones, ports, self, plan);
    input.run("hostile-records", input::writeRecords);
    input.run("hostile-transactions", input::openTransactions);
    input.run("hostile-connections", input::connect);
    input.run("hostile-words", input::talk);
    return input;
  }

  /** How much of each kind there was. */
  Map<String, Long> counts() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }

  /** What came back and should not have, the first of it; empty if all is well. */
  List<String> findings() {
    synchronized (findings) {
      return List.copyOf(findings);
    }
  }

  /** Ends, and waits until nothing is sent any more. */
  @Override
  public void close() {
    over.countDown();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Endless {
    void run() throws IOException, InterruptedException, ExecutionException;
  }

  private void run(String name, Endless work) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (IOException | ExecutionException | KafkaException e) {
                    LOG.error("hostile input ended kind={}", name, e);
                    found("%s could not go on: %s".formatted(name, e));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private void writeRecords() throws InterruptedException, ExecutionException {
    for (long round = 0; !isOver(BETWEEN_RECORDS); round++) {
      switch ((int) (round % 4)) {
        case 0 -> records.intoEverythingButTheJournal();
        case 1 -> records.strangers(seed + round);
        case 2 -> records.largest(seed + round);
        default -> records.intoTheJournal();
      }
      count("rounds of records into every zone");
    }
  }

  private void openTransactions() throws InterruptedException {
    for (int round = 0; !isOver(BETWEEN_TRANSACTIONS); round++) {
      records.openTransaction(zones.get(round % zones.size()), TRANSACTION_LASTS);
      count("transactions left open");
    }
  }

  private void connect() throws IOException, InterruptedException {
    List<String> addresses = ports.stream().map(TargetPort::authority).distinct().toList();
    while (!isOver(BETWEEN_CONNECTIONS)) {
      connecting.lock();
      try (HostileConnections hostile = HostileConnections.to(addresses)) {
        counter("connections that take room").add(hostile.count());
        var unused = isOver(connectionsLast);
      } finally {
        connecting.unlock();
      }
    }
  }

  /** Something that may be done meanwhile. */
  interface Look {
    void now() throws InterruptedException;
  }

  /**
   * Looks while there are no connections that only take room: those of before have been closed, and
   * what is there still was left over.
   */
  void betweenConnections(Look look) throws InterruptedException {
    connecting.lockInterruptibly();
    try {
      var unused = isOver(SEEN_TO_BE_CLOSED);
      look.now();
    } finally {
      connecting.unlock();
    }
  }

  private void talk() throws InterruptedException {
    for (long next = seed; !isOver(BETWEEN_CONVERSATIONS); next++) {
      AnyInput any = new AnyInput(next);
      TargetPort port = any.oneOf(ports);
      try {
        String heard =
            Stranger.visit(self, port.address(), port.talk().say(any), any, PATIENCE_MILLIS);
        count("conversations at " + port.kind());
        Inside.requireHidden(heard);
      } catch (IOException e) {
        count("conversations not taken at " + port.kind());
        found("seed %d: %s at %s takes no connection: %s".formatted(next, port.kind(), port, e));
      } catch (IllegalStateException e) {
        found("seed %d at %s: %s".formatted(next, port.kind(), e.getMessage()));
      }
    }
  }

  private boolean isOver(Duration within) throws InterruptedException {
    return over.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void count(String kind) {
    counter(kind).increment();
  }

  private LongAdder counter(String kind) {
    return counts.computeIfAbsent(kind, none -> new LongAdder());
  }

  private void found(String what) {
    synchronized (findings) {
      if (findings.size() < MOST_FINDINGS) {
        findings.add(what);
      }
    }
  }

  /** Whether an address of the strangers' own can be had on this machine. */
  static Optional<InetAddress> addressOfTheirOwn() throws IOException {
    InetAddress wanted = InetAddress.getByAddress(new byte[] {127, 0, 0, 66});
    try (java.net.ServerSocket probe = new java.net.ServerSocket(0, 1, wanted)) {
      return Optional.of(probe.getInetAddress());
    } catch (java.net.BindException none) {
      return Optional.empty();
    }
  }
}
