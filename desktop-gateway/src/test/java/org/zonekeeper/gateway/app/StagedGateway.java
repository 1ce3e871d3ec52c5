package org.zonekeeper.gateway.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * A real gateway in front of {@link StagedZones}, for the pages: three zones at work. As a program
 * it reads {@code kill ZONE} and {@code takeover ZONE} from its standard input, until that ends.
 */
final class StagedGateway implements AutoCloseable {
  private static final String DIRECTORY = "north=0,south=1,west=2";

  private final Map<String, StagedZones> zones = new LinkedHashMap<>();
  private final ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor();
  private final Gateway gateway;

  /**
   * Opens it.
   *
   * @param staff agents of each zone, besides persons at a page
   */
  StagedGateway(int staff, String port) throws InterruptedException {
    this(staff, port, Map.of("insecure.development", "yes"));
  }

  /**
   * Opens it for people who log on.
   *
   * @param identity whose tokens count, as settings
   */
  StagedGateway(int staff, String port, Map<String, String> identity) throws InterruptedException {
    InMemoryKafka kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    int owner = 1;
    for (String zone : ZoneDirectory.parse(DIRECTORY).zones()) {
      StagedZones staged = new StagedZones(zone, owner, staff, kafka, owner);
      zones.put(zone, staged);
      kafka.holds(staged.status());
      owner++;
    }
    Map<String, String> settings = new HashMap<>(identity);
    settings.put("listen.port", port);
    settings.put("outage.threshold.ms", "1000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    stage.execute(() -> zones.values().forEach(StagedZones::open));
    var unused =
        stage.scheduleAtFixedRate(
            () -> zones.values().forEach(StagedZones::tick), 200, 200, TimeUnit.MILLISECONDS);
  }

  int port() {
    return gateway.port();
  }

  void kill(String zone) {
    stage.execute(zones.get(zone)::kill);
  }

  void takeOver(String zone) {
    stage.execute(zones.get(zone)::takeOver);
  }

  @Override
  public void close() {
    stage.shutdownNow();
    gateway.close();
  }

  /**
   * For a person, or a script, who wants to look at the pages: {@code StagedGateway STAFF PORT
   * [ISSUER]}.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> identity =
        arguments.length > 2
            ? Map.of("identity.issuer", arguments[2])
            : Map.of("insecure.development", "yes");
    try (StagedGateway staged =
            new StagedGateway(Integer.parseInt(arguments[0]), arguments[1], identity);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("http://127.0.0.1:" + staged.port() + "/");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("kill ")) {
          staged.kill(line.substring(5));
        } else if (line.startsWith("takeover ")) {
          staged.takeOver(line.substring(9));
        }
      }
    }
  }
}
