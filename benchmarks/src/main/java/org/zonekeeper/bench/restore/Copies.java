package org.zonekeeper.bench.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.zonekeeper.cluster.ChildProcess;
import org.zonekeeper.stage.AgentManagerLaunch;

/**
 * Asks Agent Managers how far their copies of a zone are behind. Used by the benchmark's thread.
 */
final class Copies implements AutoCloseable {
  /** A zone is written all the time: a copy that has caught up lacks what came just now. */
  private static final long JUST_NOW = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** Whether this Agent Manager would have nothing to restore if it got the zone now. */
  boolean caughtUp(ChildProcess agentManager, String zone)
      throws IOException, InterruptedException {
    JsonNode lag = lags(agentManager).path(zone);
    return lag.isNumber() && lag.longValue() <= JUST_NOW;
  }

  /** An answer that says no is no copy: it may still be starting. */
  private JsonNode lags(ChildProcess agentManager) throws IOException, InterruptedException {
    String address = AgentManagerLaunch.queryAddress(agentManager);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://%s/lags".formatted(address)))
                .timeout(PATIENCE)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.missingNode();
  }

  @Override
  public void close() {
    http.close();
  }
}
