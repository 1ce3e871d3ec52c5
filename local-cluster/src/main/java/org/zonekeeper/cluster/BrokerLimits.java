package org.zonekeeper.cluster;

import java.util.Map;

/** Which limits the brokers of a cluster set to their clients. */
public enum BrokerLimits {
  /**
   * Kafka's own limits, as any production broker has them: what a failover time measured here is
   * worth anywhere.
   */
  STOCK,

  /**
   * Session, heartbeat and transaction limits far below the stock ones, so that a test of Kafka's
   * own failure detection need not wait for 45 s.
   */
  LOWERED;

  /** The broker settings that differ from Kafka's defaults. */
  public Map<String, String> settings() {
    return switch (this) {
      case STOCK -> Map.of();
      case LOWERED ->
          Map.of(
              "group.min.session.timeout.ms", "300",
              "group.consumer.min.session.timeout.ms", "300",
              "group.consumer.min.heartbeat.interval.ms", "100",
              "group.streams.min.session.timeout.ms", "300",
              "group.streams.min.heartbeat.interval.ms", "100",
              "transaction.abort.timed.out.transaction.cleanup.interval.ms", "100");
    };
  }
}
