package org.zonekeeper.chaos.soak;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.simulators.robots.DesktopTokens;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.SupervisorDesktop;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * A supervisor who asks something of every zone once a second, and takes the time until the zone
 * itself has answered; and an orchestrator who asks every Agent Manager for its health. Asked of
 * zones is what is refused and changes nothing: to pause a job that there is none of. Has a thread
 * of its own; its figures may be read by any.
 */
final class WellBehaved implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int GREETED_SECONDS = 60;
  private static final String NO_JOB = "there-is-no-such-job";

  private final SupervisorDesktop console;
  private final List<String> zones;
  private final Map<String, HttpRequest> health = new TreeMap<>();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("well-behaved").factory());
  private final Map<String, List<Long>> nanos = new TreeMap<>();
  private final Map<String, Integer> without = new TreeMap<>();

  private WellBehaved(
      SupervisorDesktop console, List<String> zones, Map<String, String> management) {
    this.console = console;
    this.zones = List.copyOf(zones);
    management.forEach(
        (id, address) ->
            health.put(
                id + " /readyz",
                HttpRequest.newBuilder(URI.create("http://%s/readyz".formatted(address)))
                    .timeout(PATIENCE)
                    .build()));
    zones.forEach(zone -> nanos.put(zone, new ArrayList<>()));
    health.keySet().forEach(port -> nanos.put(port, new ArrayList<>()));
    nanos.keySet().forEach(asked -> without.put(asked, 0));
  }

  /**
   * Connects and begins to ask.
   *
   * @param management host and port at which each Agent Manager tells its health, by id
   */
  static WellBehaved at(
      URI gateway,
      DesktopTokens tokens,
      Transcript transcript,
      List<String> zones,
      Map<String, String> management)
      throws InterruptedException, ExecutionException, TimeoutException {
    SupervisorDesktop console =
        SupervisorDesktop.connect(gateway, tokens, "well-behaved", transcript, notice -> {})
            .get(GREETED_SECONDS, TimeUnit.SECONDS);
    WellBehaved client = new WellBehaved(console, zones, management);
    var unused =
        client.clock.scheduleAtFixedRate(
            client::askAll, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return client;
  }

  /** What came of the questions so far. */
  synchronized Map<String, Answers> answers() {
    Map<String, Answers> all = new TreeMap<>();
    nanos.forEach((zone, times) -> all.put(zone, Answers.of(times, without.get(zone))));
    return all;
  }

  /** One line about all of them. */
  String inShort() {
    Map<String, Answers> all = answers();
    return "%,d questions answered, %d not, %d late, the longest after %d ms"
        .formatted(
            all.values().stream().mapToInt(Answers::count).sum(),
            all.values().stream().mapToInt(Answers::without).sum(),
            all.values().stream().mapToInt(Answers::late).sum(),
            all.values().stream().mapToLong(each -> each.longest().toMillis()).max().orElse(0));
  }

  private void askAll() {
    for (String zone : zones) {
      long asked = System.nanoTime();
      var unused =
          console
              .command("SUPPauseJob", zone, frame -> frame.put("job", NO_JOB))
              .whenComplete(
                  (answer, failure) -> answered(zone, asked, answer != null && isZones(answer)));
    }
    health.forEach(
        (port, request) -> {
          long asked = System.nanoTime();
          var unused =
              http.sendAsync(request, BodyHandlers.ofString())
                  .whenComplete(
                      (answer, failure) ->
                          answered(
                              port, asked, answer != null && answer.body().contains("status")));
        });
  }

  /** An answer that the zone did not give is none. */
  private static boolean isZones(GatewayAnswer answer) {
    return !answer.reason().equals(RefusalReason.ZONE_NOT_AVAILABLE.name());
  }

  private synchronized void answered(String by, long asked, boolean properly) {
    if (properly) {
      nanos.get(by).add(System.nanoTime() - asked);
    } else {
      without.merge(by, 1, Integer::sum);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    console.close();
    http.shutdownNow();
  }
}
