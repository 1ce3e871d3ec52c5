package org.zonekeeper.management;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.zonekeeper.management.metrics.Metrics;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.Setting;

/**
 * The port on which a service tells orchestrators how it is and monitoring what it measures:
 *
 * <ul>
 *   <li>{@code GET /livez}: 200 while the process is of use, 503 if it has to be started anew;
 *   <li>{@code GET /readyz}: 200 while it does its work, and others may be stopped; 503 and why
 *       not;
 *   <li>{@code GET /startupz}: 200 once it has been up;
 *   <li>{@code GET /metrics}: the figures, in Prometheus' text format.
 * </ul>
 *
 * <p>It tells of no person and changes nothing. Opened and closed once, by any thread.
 */
public final class ManagementPort implements AutoCloseable {
  /** Where a service listens for these questions. */
  public static final Setting<Optional<ListenAddress>> LISTEN =
      ListenAddress.settingOrOff("management.listen")
          .defaultsTo("127.0.0.1:0")
          .because(
              "where orchestrators ask for health (/livez, /readyz, /startupz) and monitoring for"
                  + " /metrics; on the loopback interface unless told otherwise, at any free port,"
                  + " which is in the log. The answers tell of no person");

  private final ManagementServer server;

  private ManagementPort(ManagementServer server) {
    this.server = server;
  }

  /**
   * Opens the port and answers from now on.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static ManagementPort open(InetSocketAddress address, Health health, Metrics metrics)
      throws IOException {
    ManagementServer server = ManagementServer.open(address);
    answerOn(server, health, metrics);
    server.start();
    return new ManagementPort(server);
  }

  /** Has a server that a service has anyway, not started yet, answer these questions as well. */
  public static void answerOn(ManagementServer server, Health health, Metrics metrics) {
    AtomicBoolean started = new AtomicBoolean();
    server
        .answer("/livez", path -> state(health::notAlive))
        .answer("/readyz", path -> state(health::notReady))
        .answer("/startupz", path -> state(() -> notStarted(health, started)))
        .answer("/metrics", path -> new Answer(200, Metrics.TEXT_FORMAT, metrics.scrape()));
  }

  /** The version of the program, as built; {@code unknown} if it does not run from its jar. */
  public static String version() {
    return Optional.ofNullable(ManagementPort.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  /** host:port that it listens on. */
  public String address() {
    return HostPort.of(server.address()).toString();
  }

  @Override
  public void close() {
    server.close();
  }

  private static Optional<String> notStarted(Health health, AtomicBoolean started) {
    if (started.get()) {
      return Optional.empty();
    }
    Optional<String> trouble = health.notStarted();
    started.compareAndSet(false, trouble.isEmpty());
    return trouble;
  }

  private static Answer state(Supplier<Optional<String>> trouble) {
    return trouble
        .get()
        .map(why -> Answer.json(503, Map.of("status", "no", "because", why)))
        .orElseGet(() -> Answer.json(200, Map.of("status", "ok")));
  }
}
