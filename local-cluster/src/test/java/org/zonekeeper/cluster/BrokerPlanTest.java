package org.zonekeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zonekeeper.cluster.BrokerPlan.CableEnds;
import org.zonekeeper.cluster.BrokerPlan.ClusterPorts;

class BrokerPlanTest {
  private static final ClusterPorts PORTS =
      new ClusterPorts(List.of(101, 102, 103), List.of(201, 202, 203));

  @Test
  void aCableLeadsToTheSameListenerOfEveryBroker() {
    Map<String, String> first = settings(1, Map.of("am-1", ends(11), "gateway_1", ends(21)));
    Map<String, String> second = settings(2, Map.of("gateway_1", ends(22), "am-1", ends(12)));

    assertThat(first.get("listener.security.protocol.map"))
        .isEqualTo(second.get("listener.security.protocol.map"));
    assertThat(first.get("advertised.listeners"))
        .contains("CABLE0://127.0.0.1:1011", "CABLE1://127.0.0.1:1021");
    assertThat(second.get("advertised.listeners"))
        .contains("CABLE0://127.0.0.1:1012", "CABLE1://127.0.0.1:1022");
  }

  @Test
  void threeBrokersKeepWhatTwoOfThemHave() {
    assertThat(settings(3, Map.of()))
        .containsEntry("default.replication.factor", "3")
        .containsEntry("min.insync.replicas", "2")
        .containsEntry("transaction.state.log.replication.factor", "3")
        .containsEntry("transaction.state.log.min.isr", "2")
        .containsEntry("offsets.topic.replication.factor", "3");
  }

  private static CableEnds ends(int listens) {
    return new CableEnds(listens, 1_000 + listens);
  }

  private static Map<String, String> settings(int number, Map<String, CableEnds> cables) {
    Path nowhere = Path.of("nowhere");
    return new BrokerPlan(
            number,
            PORTS,
            nowhere,
            nowhere,
            "cluster",
            BrokerLimits.STOCK,
            cables,
            Optional.empty())
        .settings();
  }
}
