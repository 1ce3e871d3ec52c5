package org.zonekeeper.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.zonekeeper.bench.gateway.GatewayDesktop.Habit;
import org.zonekeeper.bench.gateway.GatewayDesktop.Identity;
import org.zonekeeper.bench.report.CpuMeter;
import org.zonekeeper.bench.report.CpuMeter.CpuShares;
import org.zonekeeper.cluster.issuer.DevelopmentAccount;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.harness.Until;

/**
 * The desktops of one gateway: those that do as people do, and those that read nothing. Used by the
 * benchmark's thread; what it does happens on the crowd's.
 */
final class DesktopCrowd implements AutoCloseable {
  private static final String PATH = "/v1/agent";

  /** Whoever is not served by then is missing, which is a figure, too. */
  private static final Duration STORM_WITHIN = Duration.ofMinutes(3);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);

  /** As the protocol asks for, aliveEveryMs. */
  private static final long ALIVE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Twice a second, each of them. */
  private static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** As little as the kernel gives, so that what is not read soon waits at the gateway. */
  private static final int SMALLEST_BUFFER = 4_096;

  private final InetSocketAddress gateway;
  private final CrowdLedger ledger = new CrowdLedger();
  private final CrowdLedger slowLedger = new CrowdLedger();
  private final List<GatewayDesktop> desktops = new ArrayList<>();
  private final List<GatewayDesktop> slow = new ArrayList<>();
  private final Reconnections reconnections = new Reconnections();
  private final Consumer<String> progress;
  private final SocketCrowd sockets;
  private final Cycle alive = new Cycle(ALIVE_EVERY_NANOS);
  private final Cycle asking = new Cycle(ASK_EVERY_NANOS);

  /** Everybody's turn within some time, evenly. */
  private static final class Cycle {
    private final long nanos;
    private long begun = System.nanoTime();
    private int next;

    private Cycle(long nanos) {
      this.nanos = nanos;
    }

    private List<GatewayDesktop> due(List<GatewayDesktop> all) {
      long passed = System.nanoTime() - begun;
      int until = (int) Math.min(all.size(), all.size() * passed / nanos);
      List<GatewayDesktop> due = all.subList(Math.min(next, until), until);
      next = until;
      if (passed >= nanos) {
        begun = System.nanoTime();
        next = 0;
      }
      return due;
    }
  }

  /**
   * @param progress is told how a storm goes on
   */
  DesktopCrowd(
      GatewayLoad load,
      InetSocketAddress gateway,
      DevelopmentIssuer issuer,
      Consumer<String> progress)
      throws IOException {
    this.gateway = gateway;
    this.progress = progress;
    for (int i = 0; i < load.sessions(); i++) {
      add(new Identity("agent-" + i, load.zoneOf(i), Habit.READS), issuer);
    }
    for (int i = 0; i < load.slowReaders(); i++) {
      add(new Identity("slow-" + i, load.zoneOf(i), Habit.READS_NOTHING), issuer);
    }
    this.sockets =
        new SocketCrowd(
            () -> {
              reconnections.tick(System.nanoTime());
              alive.due(desktops).forEach(GatewayDesktop::keepAlive);
              asking.due(slow).forEach(GatewayDesktop::ask);
            });
  }

  private void add(Identity identity, DevelopmentIssuer issuer) {
    boolean reads = identity.habit() == Habit.READS;
    // Signed before, and by nobody's leave: what is measured is the gateway, not its issuer.
    Optional<String> token =
        Optional.of(
            issuer.token(
                DevelopmentAccount.agent(
                    identity.agent(), List.of(DevelopmentAccount.EVERY_ZONE))));
    Optional<Integer> receiveBuffer = reads ? Optional.empty() : Optional.of(SMALLEST_BUFFER);
    (reads ? desktops : slow)
        .add(
            new GatewayDesktop(
                identity,
                reads ? ledger : slowLedger,
                reconnections,
                desktop -> sockets.connect(gateway, PATH, token, receiveBuffer, desktop)));
  }

  /** All come at once; returns when each is served, or when the longest time for it is over. */
  Storm storm(CpuMeter cpu) throws InterruptedException {
    cpu.begin();
    long begun = System.nanoTime();
    sockets.hand(
        () -> {
          ledger.begin();
          desktops.forEach(GatewayDesktop::come);
        });
    awaitServed(desktops.size());
    CpuShares shares = cpu.end();
    return ask(() -> Storm.of(desktops.size(), begun, ledger, shares));
  }

  private void awaitServed(int all) throws InterruptedException {
    long begun = System.nanoTime();
    long sayAt = begun + SAY_EVERY.toNanos();
    while (ask(ledger::served) < all && System.nanoTime() - begun < STORM_WITHIN.toNanos()) {
      Thread.sleep(LOOK_EVERY.toMillis());
      if (System.nanoTime() >= sayAt) {
        sayAt += SAY_EVERY.toNanos();
        progress.accept(
            "%d of %d served after %d s, %d attempts failed"
                .formatted(
                    ask(ledger::served),
                    all,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                    ask(ledger::failed)));
      }
    }
  }

  /** Those who read nothing come as well; returns when each is served or has failed. */
  void slowOnesCome() throws InterruptedException {
    sockets.hand(() -> slow.forEach(GatewayDesktop::come));
    Until.holds(
        "the log-on of %d desktops that read nothing".formatted(slow.size()),
        STORM_WITHIN,
        () -> ask(() -> slowLedger.served() + slowLedger.failed()) >= slow.size());
  }

  /**
   * From now on who is told counts as told of something new.
   *
   * @return how many of the zone are logged on, and should be told
   */
  int beginTelling(String zone) throws InterruptedException {
    return ask(
        () -> {
          ledger.beginTelling();
          return (int)
              desktops.stream()
                  .filter(each -> each.isLoggedOn() && each.zone().equals(zone))
                  .count();
        });
  }

  int told() throws InterruptedException {
    return ask(ledger::told);
  }

  List<Long> toldAt() throws InterruptedException {
    return ask(ledger::toldAt);
  }

  /** Connections that were lost after a log-on since the last storm began, by reason. */
  Map<String, Integer> lost() throws InterruptedException {
    return ask(ledger::lost);
  }

  /** How many of those who read nothing have no connection any more. */
  int slowOnesCutOff() throws InterruptedException {
    return ask(() -> CrowdLedger.sum(slowLedger.lost()) + slowLedger.failed());
  }

  /**
   * Whoever has a connection loses it, as in an outage of the network, and stays away.
   *
   * @return how many were logged on
   */
  int cutAll() throws InterruptedException {
    return ask(
        () -> {
          reconnections.clear();
          List<GatewayDesktop> all = Stream.concat(desktops.stream(), slow.stream()).toList();
          int there = (int) all.stream().filter(GatewayDesktop::isLoggedOn).count();
          all.forEach(GatewayDesktop::cut);
          return there;
        });
  }

  private <T> T ask(Supplier<T> question) throws InterruptedException {
    return sockets.ask(question);
  }

  @Override
  public void close() {
    sockets.close();
  }
}
