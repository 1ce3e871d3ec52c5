package org.zonekeeper.chaos.soak;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.schemas.limit.BoundedAnswer;

/** Asks Agent Managers for the entries in their zones' stores, as monitoring does. One thread. */
final class ZoneEntries implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final String FACTS = EntityKey.Kind.DECIDED_FACTS.name();
  private static final Pattern ENTRIES =
      Pattern.compile("(?m)^zonekeeper_zone_state_entries\\{kind=\"(\\w+)\",[^}]*} (\\S+)$");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

  /**
   * Those of all zones that they own; empty if one of them does not tell just now, as somebody else
   * asks too much there.
   */
  Map<Measure, Double> ofAll(Collection<ChildProcess> agentManagers)
      throws IOException, InterruptedException {
    Map<Measure, Double> all = new EnumMap<>(Measure.class);
    for (ChildProcess agentManager : agentManagers) {
      Map<Measure, Double> its = of(agentManager);
      if (its.isEmpty()) {
        return its;
      }
      its.forEach((measure, count) -> all.merge(measure, count, Double::sum));
    }
    return all;
  }

  private Map<Measure, Double> of(ChildProcess agentManager)
      throws IOException, InterruptedException {
    HttpResponse<String> metrics =
        BoundedAnswer.await(
            http,
            HttpRequest.newBuilder(
                    URI.create(
                        "http://%s/metrics"
                            .formatted(AgentManagerLaunch.managementAddress(agentManager))))
                .build(),
            ANSWER_WITHIN);
    Map<Measure, Double> entries = new EnumMap<>(Measure.class);
    if (metrics.statusCode() == HttpURLConnection.HTTP_OK) {
      ENTRIES
          .matcher(metrics.body())
          .results()
          .forEach(
              found ->
                  entries.merge(
                      found.group(1).equals(FACTS) ? Measure.FACTS : Measure.ENTRIES,
                      Double.parseDouble(found.group(2)),
                      Double::sum));
    }
    return entries;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
