package org.zonekeeper.chaos.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zonekeeper.am.query.QueryServer;
import org.zonekeeper.gateway.app.Gateway;
import org.zonekeeper.gateway.app.GatewaySettings;
import org.zonekeeper.management.Health;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.management.metrics.Metrics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.query.LiveStoreDigest;
import org.zonekeeper.schemas.query.QueryClient;
import org.zonekeeper.settings.SharedKey;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.robots.DesktopTokens;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.SupervisorDesktop;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * The ports of gateways and Agent Managers, each with the real server behind it; the peer port and
 * the recorder's are {@link PeerTargets}' and {@link RecorderTarget}. Stateless.
 */
final class PortTargets {
  private static final ZoneDirectory ZONES = ZoneDirectory.parse("north=0,south=1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> GATEWAY_PATHS =
      List.of("/", "/v1/ticket", "/v1/identity", "/v1/principal", "/v1/agent", "/v1/supervisor");

  private PortTargets() {}

  /**
   * Opens them; the caller closes each.
   *
   * @param directory empty, for what clients write down
   */
  static List<FuzzTarget> open(Path directory) throws IOException, InterruptedException {
    return List.of(
        gateway(directory),
        queries("query port", SharedKey.NONE),
        queries("query port with a key", SharedKey.of("the same secret everywhere")),
        management());
  }

  private static FuzzTarget gateway(Path directory) throws IOException, InterruptedException {
    AnsweringZones zones = new AnsweringZones(ZONES);
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.id", "gateway_1");
    settings.put("insecure.development", "yes");
    settings.put("listen.port", "0");
    settings.put("management.listen", "off");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", ZONES.toString());
    settings.put("contacts.jdbc.url", "jdbc:h2:mem:fuzz;DB_CLOSE_DELAY=-1");
    Gateway gateway =
        Gateway.start(GatewaySettings.from(settings), zones.consumer(), zones.producer());
    JsonLinesFile seen = JsonLinesFile.appendTo(directory.resolve("supervisor.jsonl"));
    SupervisorDesktop console = console(gateway, seen);
    return new Port(
        "gateway port",
        at(gateway.port()),
        List.of(
            PortTalk.http(GATEWAY_PATHS),
            PortTalk.webSocket("/v1/agent", Optional::empty, ZONES.zones()),
            PortTalk.webSocket("/v1/supervisor?supervisor=s-1", Optional::empty, ZONES.zones())),
        () -> requireRefusal(console),
        List.of(console, gateway, seen));
  }

  private static SupervisorDesktop console(Gateway gateway, JsonLinesFile seen)
      throws InterruptedException, IOException {
    try {
      return SupervisorDesktop.connect(
              URI.create("ws://127.0.0.1:" + gateway.port()),
              DesktopTokens.NONE,
              "well-behaved",
              new Transcript(seen, InstantSource.system()),
              notice -> {})
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the gateway does not greet a console", e);
    }
  }

  /** The zones here refuse everything, at once: it is their answer that counts. */
  private static void requireRefusal(SupervisorDesktop console) throws Exception {
    GatewayAnswer answer =
        console
            .command("SUPPauseJob", "north", frame -> frame.put("job", "none"))
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!answer.reason().equals("INVALID_PARAMETER")) {
      throw new IllegalStateException("the zone's answer is not told: " + answer);
    }
  }

  private static FuzzTarget queries(String name, SharedKey key) {
    QueryServer server = QueryServer.open(at(0), ZONES, key);
    server.start(
        zone -> Optional.of(new LiveStoreDigest(zone, 1, 1, "d", "")),
        () -> Optional.of(Map.of("north", 0L, "south", 0L)));
    QueryClient client = new QueryClient(key);
    String authority = server.address().toString();
    return new Port(
        name,
        at(Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1))),
        List.of(PortTalk.http(List.of("/lags", "/zones/", "/zones/north", "/zones/nowhere"))),
        () -> {
          client.zone(authority, "north");
          client.lags(authority);
        },
        List.of(client, server));
  }

  private static FuzzTarget management() throws IOException {
    Metrics metrics = new Metrics("fuzzed");
    ManagementPort port = ManagementPort.open(at(0), new Well(), metrics);
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://%s/readyz".formatted(port.address())))
            .timeout(PATIENCE)
            .build();
    return new Port(
        "management port",
        at(Integer.parseInt(port.address().substring(port.address().lastIndexOf(':') + 1))),
        List.of(PortTalk.http(List.of("/livez", "/readyz", "/startupz", "/metrics", "/"))),
        () -> {
          HttpResponse<String> answer = http.send(ready, BodyHandlers.ofString());
          if (answer.statusCode() != 200) {
            throw new IllegalStateException("/readyz answers " + answer.statusCode());
          }
        },
        List.of(http::shutdownNow, port, metrics));
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A service that has no trouble. */
  private static final class Well implements Health {
    @Override
    public Optional<String> notAlive() {
      return Optional.empty();
    }

    @Override
    public Optional<String> notReady() {
      return Optional.empty();
    }
  }
}
