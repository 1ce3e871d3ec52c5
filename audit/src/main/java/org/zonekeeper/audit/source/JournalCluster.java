package org.zonekeeper.audit.source;

import java.util.Map;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.RegistrySettings;

/**
 * Where a live journal is. Immutable.
 *
 * @param bootstrapServers the Kafka cluster
 * @param registry where its schemas are
 * @param zones the installation's zone directory
 * @param consumer further settings of Kafka's consumers, such as those of TLS; may be empty
 */
public record JournalCluster(
    String bootstrapServers,
    RegistrySettings registry,
    ZoneDirectory zones,
    Map<String, String> consumer) {

  public JournalCluster {
    consumer = Map.copyOf(consumer);
  }
}
