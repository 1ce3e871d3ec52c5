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
 * @param kafka further settings of Kafka's clients, such as those of TLS; may be empty
 */
public record JournalCluster(
    String bootstrapServers,
    RegistrySettings registry,
    ZoneDirectory zones,
    Map<String, String> kafka) {

  public JournalCluster {
    kafka = Map.copyOf(kafka);
  }
}
