package org.zonekeeper.stage.rig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zonekeeper.cluster.BrokerLimits;

/**
 * What a rig is made of. Immutable.
 *
 * @param load how much work it has
 * @param directory where logs, data and evidence go
 * @param agentManagerSettings that differ from the product's defaults
 * @param gatewaySettings that differ from the product's defaults
 */
public record RigPlan(
    Load load,
    Path directory,
    Map<String, String> agentManagerSettings,
    Map<String, String> gatewaySettings) {

  public RigPlan {
    agentManagerSettings = Map.copyOf(agentManagerSettings);
    gatewaySettings = Map.copyOf(gatewaySettings);
  }

  /** Everything as it is by default. */
  public static RigPlan of(Load load, Path directory) {
    return new RigPlan(load, directory, Map.of(), Map.of());
  }

  /** The same system as Kafka Streams would be without us: no watch, no standby, Kafka's times. */
  public RigPlan withKafkasDefaults(Path elsewhere) {
    return new RigPlan(load, elsewhere, KAFKAS_DEFAULTS, gatewaySettings);
  }

  /** What Kafka would do; the session and transaction time-outs are Kafka's own. */
  private static final Map<String, String> KAFKAS_DEFAULTS =
      Map.of(
          "peer.watch", "off",
          "num.standby.replicas", "0",
          "group.session.timeout.ms", "45000",
          "group.heartbeat.interval.ms", "3000",
          "transaction.timeout.ms", "10000",
          "commit.interval.ms", "100",
          "max.poll.interval.ms", "300000");

  List<String> agentManagers() {
    return List.of("am-1", "am-2", "am-3");
  }

  BrokerLimits broker() {
    return BrokerLimits.STOCK;
  }
}
