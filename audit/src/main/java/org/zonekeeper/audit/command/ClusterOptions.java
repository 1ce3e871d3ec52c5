package org.zonekeeper.audit.command;

import java.io.PrintWriter;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.query.QueryProof;
import org.zonekeeper.settings.SettingsOptions;
import org.zonekeeper.settings.SharedKey;
import picocli.CommandLine.Mixin;

/** Which live cluster; a mixin of the commands that may need one. */
final class ClusterOptions {
  @Mixin
  private final SettingsOptions settings =
      new SettingsOptions(ClusterSettings.CATALOGUE.and(QueryProof.KEY).whereNeeded());

  /** Whether the settings were to be listed, and are now. */
  boolean listSettings(PrintWriter out) {
    return settings.list(out);
  }

  /** Whether a cluster stands on the command line; the environment does not count. */
  boolean given() {
    return settings.has(KafkaConnection.BOOTSTRAP_SERVERS);
  }

  /**
   * The cluster, from the command line, a file or the environment.
   *
   * @throws org.zonekeeper.settings.InvalidSettingException naming what is missing or wrong
   */
  ClusterSettings cluster() {
    return ClusterSettings.of(settings.read());
  }

  /** What the query ports of the Agent Managers ask for. */
  SharedKey queryKey() {
    return settings.read().get(QueryProof.KEY);
  }
}
