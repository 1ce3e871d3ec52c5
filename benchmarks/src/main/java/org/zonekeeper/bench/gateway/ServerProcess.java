package org.zonekeeper.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.harness.GatewayProcess;

/**
 * A server that the crowd connects to, in a process of its own with a heap of its own: a gateway,
 * or the bare one. Both have the collector and the pages that containers have.
 */
final class ServerProcess implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration START_WITHIN = Duration.ofMinutes(5);
  private static final int OWN_CONNECTIONS = 100;

  private final ChildProcess process;
  private final InetSocketAddress address;

  private ServerProcess(ChildProcess process, Pattern listening) throws InterruptedException {
    this.process = process;
    process.awaitReady(
        "its listening line", START_WITHIN, () -> port(process, listening).isPresent());
    this.address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), port(process, listening).orElseThrow());
  }

  /** A gateway of this system, with the product's own limits but for what the load needs. */
  static ServerProcess gateway(
      GatewayLoad load, DirectLoadSystem system, DevelopmentIssuer issuer, Path directory)
      throws IOException, InterruptedException {
    // Everybody of a benchmark comes from one address, as behind a proxy.
    int connections = Math.max(12_000, load.sessions() + load.slowReaders() + OWN_CONNECTIONS);
    Map<String, String> settings =
        Map.ofEntries(
            Map.entry("gateway.id", "gateway"),
            Map.entry("listen.host", HOST),
            Map.entry("listen.port", "0"),
            Map.entry("bootstrap.servers", system.bootstrapServers()),
            Map.entry("registry.urls", system.registryUrl()),
            Map.entry("zones", system.zones().toString()),
            Map.entry("identity.issuer", issuer.issuer().toString()),
            Map.entry("contacts.jdbc.url", "jdbc:h2:file:" + directory.resolve("contacts")),
            Map.entry("limit.connections", Integer.toString(connections)),
            Map.entry("limit.connections.per.address", Integer.toString(connections)));
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return start(
        GatewayProcess.class.getName(),
        arguments,
        load,
        directory.resolve("gateway.log"),
        Pattern.compile("^desktop-gateway listening on \\S+:(\\d+)$"));
  }

  /** The bare server. */
  static ServerProcess echo(GatewayLoad load, Path directory)
      throws IOException, InterruptedException {
    return start(
        EchoServer.class.getName(),
        List.of(),
        load,
        directory.resolve("echo.log"),
        Pattern.compile("^" + EchoServer.LISTENING + "(\\d+)$"));
  }

  private static ServerProcess start(
      String main, List<String> arguments, GatewayLoad load, Path log, Pattern listening)
      throws IOException, InterruptedException {
    ChildProcess process =
        ChildProcess.named(main.substring(main.lastIndexOf('.') + 1))
            .main(main, arguments.toArray(String[]::new))
            .jvmFlags(JvmFlags.shortPauses(load.heapMegabytes()))
            .log(log)
            .start();
    return new ServerProcess(process, listening);
  }

  private static Optional<Integer> port(ChildProcess process, Pattern listening) {
    return process.lastLogLines(Integer.MAX_VALUE).stream()
        .map(listening::matcher)
        .filter(Matcher::matches)
        .map(found -> Integer.valueOf(found.group(1)))
        .findFirst();
  }

  ChildProcess process() {
    return process;
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }
}
