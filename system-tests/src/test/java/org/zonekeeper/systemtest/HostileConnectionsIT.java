package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.harness.HostileConnections;
import org.zonekeeper.schemas.query.QueryClient;

/**
 * Four zones under load, and to every peer port and query port connections that say nothing, half
 * of something, or what nobody understands. The zones go on, and nobody is evicted.
 */
class HostileConnectionsIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(HostileConnectionsIT.class);

  private static final List<String> ZONES = List.of("east", "west", "north", "south");
  private static final int ROUNDS = 5;
  private static final Duration PROMPT = Duration.ofSeconds(1);

  private static ContactCentre centre;

  @BeforeAll
  static void open() throws Exception {
    centre =
        ContactCentre.with(3)
            .agentManagers()
            .zones(ZONES.toArray(String[]::new))
            .agentsPerZone(3)
            .openIn(LOGS.directory());
    for (String zone : ZONES) {
      centre.startJob(zone, "steady", "{'campaign':'loans','completionCodes':['Sale']}");
    }
    centre.awaitAZoneForEach();
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  void takeDownNothingButThemselves() throws Exception {
    long began = System.currentTimeMillis();
    Map<String, String> owners = owners();
    List<Duration> answered = new ArrayList<>();
    HostileConnections hostile = HostileConnections.to(ports());
    try {
      for (int round = 0; round < ROUNDS; round++) {
        for (String zone : ZONES) {
          answered.add(timeOfACommandIn(zone));
          ContactCentre.answerOf(centre.nextConversationIn(zone));
        }
      }
      assertEveryQueryPortAnswers();
    } finally {
      hostile.close();
    }

    Collections.sort(answered);
    assertThat(answered.get(answered.size() / 2))
        .as("the median of %s", answered)
        .isLessThan(PROMPT);
    assertThat(owners()).isEqualTo(owners);
    assertThat(agentManagers().stream().flatMap(HostileConnectionsIT::evictions)).isEmpty();
    centre.comeToRest(jobs());
    Judged judged = centre.judged();
    for (String zone : ZONES) {
      assertThat(
              judged.run().journal().of(zone).stream()
                  .filter(entry -> entry.at() >= began)
                  .map(JournalEntry::epoch)
                  .distinct())
          .as("epochs of " + zone)
          .hasSize(1);
    }
  }

  private static Duration timeOfACommandIn(String zone) throws Exception {
    long started = System.nanoTime();
    // Whether it is accepted depends on what the agent does now: it is the answer that counts.
    centre.goesNotReady(centre.agentsOf(zone).getFirst());
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static void assertEveryQueryPortAnswers() {
    try (QueryClient queries = new QueryClient()) {
      for (ChildProcess agentManager : agentManagers()) {
        await(agentManager.name() + " tells its lags")
            .atMost(ContactCentre.PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .ignoreException(IOException.class)
            .until(() -> !queries.lags(AgentManagerLaunch.queryAddress(agentManager)).isEmpty());
      }
    }
  }

  private static List<String> ports() {
    return agentManagers().stream()
        .flatMap(
            process ->
                Stream.of(
                    AgentManagerLaunch.peerAddress(process),
                    AgentManagerLaunch.queryAddress(process)))
        .toList();
  }

  private static Stream<String> evictions(ChildProcess agentManager) {
    return agentManager.lastLogLines(Integer.MAX_VALUE).stream()
        .filter(line -> line.contains("peer evicted") || line.contains("peer not evicted"));
  }

  private static Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    ZONES.forEach(zone -> owners.put(zone, centre.ownerOf(zone)));
    return owners;
  }

  private static List<ChildProcess> agentManagers() {
    return centre.stage().plan().agentManagers().stream()
        .map(id -> centre.stage().agentManagers().process(id))
        .toList();
  }

  private static Map<String, List<String>> jobs() {
    Map<String, List<String>> jobs = new HashMap<>();
    ZONES.forEach(zone -> jobs.put(zone, List.of("steady")));
    return jobs;
  }
}
