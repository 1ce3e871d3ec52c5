package org.zonekeeper.harness.rig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.harness.SystemRunPlan.Parts;
import org.zonekeeper.simulators.recorder.RecorderFaults;

/**
 * What a rig is made of. Immutable.
 *
 * @param load how much work it has
 * @param directory where logs, data and evidence go
 * @param settings that differ from the parts' defaults
 * @param wiring whether the network can be cut
 * @param recorderFaults what goes wrong at the recorder
 * @param brokers how many, and what they allow
 */
public record RigPlan(
    RigLoad load,
    Path directory,
    Parts settings,
    Wiring wiring,
    RecorderFaults recorderFaults,
    Brokers brokers) {

  /** The ids of the Agent Managers of every rig. */
  public static final List<String> AGENT_MANAGERS = List.of("am-1", "am-2", "am-3");

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

  private static final Map<String, String> TOLERANT =
      Map.of("failover.policy", "MARK_EXPIRED", "failover.tolerance.ms", "2000");

  /** Kafka's own failure detection, as quick as a broker with lowered limits lets it be. */
  private static final Map<String, String> KAFKAS_DETECTION =
      Map.of(
          "peer.watch", "off",
          "group.session.timeout.ms", "500",
          "transaction.timeout.ms", "500");

  /**
   * The brokers of a rig.
   *
   * @param count how many; with three or more every topic has three replicas
   * @param limits what they allow their clients
   */
  public record Brokers(int count, BrokerLimits limits) {
    /** With the limits that any production broker has. */
    public static Brokers stock(int count) {
      return new Brokers(count, BrokerLimits.STOCK);
    }
  }

  /** How the parts reach each other. */
  public enum Wiring {
    DIRECT,
    /** Through {@link CuttableNetwork}, each byte copied once more; clocks can be set as well. */
    CABLED
  }

  /** Everything as it is by default. */
  public static RigPlan of(RigLoad load, Path directory) {
    return new RigPlan(
        load,
        directory,
        settings(load, Map.of()),
        Wiring.DIRECT,
        RecorderFaults.none(),
        Brokers.stock(1));
  }

  /** The same system as Kafka Streams would be without us: no watch, no standby, Kafka's times. */
  public RigPlan withKafkasDefaults(Path elsewhere) {
    return new RigPlan(
        load, elsewhere, settings(load, KAFKAS_DEFAULTS), wiring, recorderFaults, brokers);
  }

  /**
   * The same without a watch over peers: Kafka's own detection, on brokers that let it be quick.
   */
  public RigPlan withLoweredLimits(Path elsewhere) {
    return new RigPlan(
        load,
        elsewhere,
        settings(load, KAFKAS_DETECTION),
        wiring,
        recorderFaults,
        new Brokers(brokers.count(), BrokerLimits.LOWERED));
  }

  /** The same with losses that nobody is to notice (X2). */
  public RigPlan tolerant(Path elsewhere) {
    return new RigPlan(load, elsewhere, settings(load, TOLERANT), wiring, recorderFaults, brokers);
  }

  /** The same with a network that can be cut. */
  public RigPlan cabled() {
    return new RigPlan(load, directory, settings, Wiring.CABLED, recorderFaults, brokers);
  }

  /** How many standbys each zone is to have beside its owner. */
  int standbys() {
    return Integer.parseInt(
        settings
            .agentManager()
            .getOrDefault(
                AgentManagerSetting.STANDBYS.key(), AgentManagerSetting.STANDBYS.standard()));
  }

  private static Parts settings(RigLoad load, Map<String, String> agentManager) {
    return new Parts(agentManager, Map.of(), load.platform());
  }
}
