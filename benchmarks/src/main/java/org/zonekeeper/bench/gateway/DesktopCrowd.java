package org.zonekeeper.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zonekeeper.bench.gateway.GatewayDesktop.Habit;
import org.zonekeeper.bench.report.CpuMeter;
import org.zonekeeper.cluster.issuer.DevelopmentAccount;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.harness.Until;

/**
 * The desktops of one gateway: those that do as people do, and those that read nothing. Used by the
 * benchmark's thread; what it does happens on the crowd's.
 */
final class DesktopCrowd implements AutoCloseable {
  private static final String PATH = "/v1/agent";

  /** A storm that is not over by then is a figure, too. */
  private static final Duration STORM_WITHIN = Duration.ofMinutes(3);

  /** As the protocol asks for, aliveEveryMs. */
  private static final long ALIVE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Twice a second, each of them. */
  private static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** As little as the kernel gives, so that what is not read soon waits at the gateway. */
  private static final int SMALLEST_BUFFER = 4_096;

  private final GatewayLoad load;
  private final InetSocketAddress gateway;
  private final CrowdLedger ledger = new CrowdLedger();
  private final CrowdLedger slowLedger = new CrowdLedger();
  private final List<GatewayDesktop> desktops = new ArrayList<>();
  private final List<GatewayDesktop> slow = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<String> slowTokens = new ArrayList<>();
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

  DesktopCrowd(GatewayLoad load, InetSocketAddress gateway, DevelopmentIssuer issuer)
      throws IOException {
    this.load = load;
    this.gateway = gateway;
    for (int i = 0; i < load.sessions(); i++) {
      add("agent-" + i, i, Habit.READS, ledger, desktops, tokens, issuer);
    }
    for (int i = 0; i < load.slowReaders(); i++) {
      add("slow-" + i, i, Habit.READS_NOTHING, slowLedger, slow, slowTokens, issuer);
    }
    this.sockets =
        new SocketCrowd(
            () -> {
              alive.due(desktops).forEach(GatewayDesktop::keepAlive);
              asking.due(slow).forEach(GatewayDesktop::ask);
            });
  }

  private void add(
      String agent,
      int number,
      Habit habit,
      CrowdLedger whose,
      List<GatewayDesktop> among,
      List<String> tokensOfThose,
      DevelopmentIssuer issuer) {
    among.add(new GatewayDesktop(agent, load.zoneOf(number), habit, whose));
    // Signed before, and by nobody's leave: what is measured is the gateway, not its issuer.
    tokensOfThose.add(
        issuer.token(DevelopmentAccount.agent(agent, List.of(DevelopmentAccount.EVERY_ZONE))));
  }

  /** All come at once; returns when each is served or has failed. */
  Storm storm(CpuMeter cpu) throws InterruptedException {
    cpu.begin();
    long begun = System.nanoTime();
    sockets.hand(
        () -> {
          ledger.begin();
          IntStream.range(0, desktops.size()).forEach(i -> connect(desktops, tokens, i, NOTHING));
        });
    awaitDecided(ledger, desktops.size());
    return Storm.of(begun, ask(ledger::servedAt), ask(ledger::failures), cpu.end());
  }

  private static final Optional<Integer> NOTHING = Optional.empty();

  /** Those who read nothing come as well; returns when each is served or has failed. */
  void slowOnesCome() throws InterruptedException {
    sockets.hand(
        () ->
            IntStream.range(0, slow.size())
                .forEach(i -> connect(slow, slowTokens, i, Optional.of(SMALLEST_BUFFER))));
    awaitDecided(slowLedger, slow.size());
  }

  private void connect(
      List<GatewayDesktop> among, List<String> with, int number, Optional<Integer> receiveBuffer) {
    GatewayDesktop desktop = among.get(number);
    desktop.on(
        sockets.connect(gateway, PATH, Optional.of(with.get(number)), receiveBuffer, desktop));
  }

  private void awaitDecided(CrowdLedger whose, int all) throws InterruptedException {
    Until.holds(
        "the log-on of %d desktops".formatted(all), STORM_WITHIN, () -> ask(whose::decided) >= all);
  }

  /** From now on who is told counts as told of something new. */
  void beginTelling() {
    sockets.hand(ledger::beginTelling);
  }

  int told() throws InterruptedException {
    return ask(ledger::told);
  }

  List<Long> toldAt() throws InterruptedException {
    return ask(ledger::toldAt);
  }

  /** How many of those who read have lost their connection since the last storm. */
  int lost() throws InterruptedException {
    return ask(ledger::failed);
  }

  /** How many log-ons there were since the last storm began, of whomever. */
  int everServed() throws InterruptedException {
    return ask(() -> ledger.servedAt().size() + slowLedger.servedAt().size());
  }

  /** How many of those who read nothing have none any more. */
  int slowOnesCutOff() throws InterruptedException {
    return ask(slowLedger::failed);
  }

  /**
   * Whoever has a connection loses it, as in an outage of the network.
   *
   * @return how many were logged on
   */
  int cutAll() throws InterruptedException {
    return ask(
        () -> {
          List<GatewayDesktop> there =
              Stream.concat(desktops.stream(), slow.stream())
                  .filter(GatewayDesktop::isLoggedOn)
                  .toList();
          there.forEach(GatewayDesktop::cut);
          return there.size();
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
