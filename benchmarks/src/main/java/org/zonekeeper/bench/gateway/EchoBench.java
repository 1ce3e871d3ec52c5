package org.zonekeeper.bench.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.zonekeeper.bench.gateway.CrowdSocket.Listener;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.bench.report.CpuMeter;
import org.zonekeeper.bench.report.CpuMeter.CpuShares;
import org.zonekeeper.bench.report.RemoteJvm;
import org.zonekeeper.harness.Until;

/** The floor: the same crowd at the bare server. Used by the command's one thread. */
final class EchoBench {
  private static final Duration WITHIN = Duration.ofMinutes(3);

  /** As long as the notice that the gateway sends to all desktops of a zone. */
  private static final String NOTICE =
      "{\"type\":\"AGTZoneDown\",\"zone\":\"zone-1\",\"epoch\":1,\"sequence\":20042,"
          + "\"time\":1795334300000,\"graceMs\":3600000}";

  private final GatewayLoad load;
  private final Path directory;
  private final Consumer<String> progress;
  private final CrowdLedger ledger = new CrowdLedger();

  EchoBench(GatewayLoad load, Path directory, Consumer<String> progress) {
    this.load = load;
    this.directory = directory;
    this.progress = progress;
  }

  Floor measure() throws Exception {
    try (ServerProcess server = ServerProcess.echo(load, directory);
        SocketCrowd sockets = new SocketCrowd(() -> {})) {
      CpuMeter cpu = CpuMeter.ofThisProcess("desktops").and("bare server", server.process().pid());
      cpu.begin();
      long begun = System.nanoTime();
      sockets.hand(
          () ->
              IntStream.range(0, load.sessions())
                  .forEach(i -> connect(sockets, server, "/desktop/" + load.zoneOf(i), desktop())));
      Until.holds(
          "an echo at %d connections".formatted(load.sessions()),
          WITHIN,
          () -> sockets.ask(() -> ledger.served() + ledger.failed()) >= load.sessions());
      CpuShares shares = cpu.end();
      Storm storm = sockets.ask(() -> Storm.of(load.sessions(), begun, ledger, shares));
      progress.accept(
          "storm over after %d ms; failed %s".formatted(storm.overMillis(), storm.failures()));
      CrowdSocket teller =
          sockets.ask(
              () -> connect(sockets, server, "/teller", new EchoDesktop(new CrowdLedger())));
      new BreakIn(List.of(server.process()), load.breakIn(), progress)
          .with(() -> tell(sockets, teller, new Telling()));
      Telling telling = new Telling();
      tell(sockets, teller, telling);
      progress.accept("told " + telling.micros() + " µs");
      return new Floor(storm, telling, heap(server));
    }
  }

  private Listener desktop() {
    return new EchoDesktop(ledger);
  }

  private static CrowdSocket connect(
      SocketCrowd sockets, ServerProcess server, String path, Listener listener) {
    return sockets.connect(server.address(), path, Optional.empty(), Optional.empty(), listener);
  }

  /** As often as the gateway's desktops, which are told twice each time. */
  private void tell(SocketCrowd sockets, CrowdSocket teller, Telling telling)
      throws InterruptedException {
    for (int i = 0; i < 2 * load.tells(); i++) {
      String zone = GatewayLoad.zone(i % load.zones());
      long sent =
          sockets.ask(
              () -> {
                ledger.beginTelling();
                long now = System.nanoTime();
                teller.send(zone + "\n" + NOTICE);
                return now;
              });
      Until.holds(
          "the echo of a notice",
          WITHIN,
          () -> sockets.ask(ledger::told) >= load.sessionsOfAZone());
      telling.add(sent, sent, sockets.ask(ledger::toldAt), load.sessionsOfAZone());
    }
  }

  private static long heap(ServerProcess server) throws IOException {
    try (RemoteJvm jvm = RemoteJvm.of(server.process().pid())) {
      return jvm.heapMegabytesAfterCollection();
    }
  }
}
