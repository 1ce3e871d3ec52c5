package org.zonekeeper.stage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zonekeeper.cluster.ChildProcess;

/**
 * Asks Agent Managers which zones they have copies of, owned ones or standbys', that have caught
 * up: a zone that loses its owner while it has no other one is restored from its changelog. Used by
 * one thread.
 */
public final class Copies implements AutoCloseable {
  /** A zone is written all the time: a copy that has caught up lacks what came just now. */
  private static final long JUST_NOW = 500;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Long>> LAGS = new TypeReference<>() {};

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** How many copies that have caught up each zone has; one that has none is absent. */
  public Map<String, Integer> count(List<ChildProcess> agentManagers) throws InterruptedException {
    Map<String, Integer> copies = new HashMap<>();
    for (ChildProcess agentManager : agentManagers) {
      caughtUp(agentManager).forEach(zone -> copies.merge(zone, 1, Integer::sum));
    }
    return copies;
  }

  /** The zones that this Agent Manager would have nothing to restore of if it got them now. */
  public Set<String> caughtUp(ChildProcess agentManager) throws InterruptedException {
    return lags(agentManager).entrySet().stream()
        .filter(lag -> lag.getValue() <= JUST_NOW)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Who does not answer, or says that it cannot tell now, has no copies yet. */
  private Map<String, Long> lags(ChildProcess agentManager) throws InterruptedException {
    String address = AgentManagerLaunch.queryAddress(agentManager);
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://%s/lags".formatted(address)))
                  .timeout(PATIENCE)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? JSON.readValue(answer.body(), LAGS) : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
