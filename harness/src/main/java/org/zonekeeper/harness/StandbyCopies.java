package org.zonekeeper.harness;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.schemas.query.QueryClient;

/**
 * Asks Agent Managers which zones they have copies of, owned ones or standbys', that have caught
 * up: a zone that loses its owner while it has no other one is restored from its changelog. Used by
 * one thread.
 */
public final class StandbyCopies implements AutoCloseable {
  /** A zone is written all the time: a copy that has caught up lacks what came just now. */
  private static final long JUST_NOW = 500;

  private final QueryClient queries = new QueryClient();

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
    try {
      return queries.lags(AgentManagerLaunch.queryAddress(agentManager));
    } catch (IOException e) {
      return Map.of();
    }
  }

  @Override
  public void close() {
    queries.close();
  }
}
