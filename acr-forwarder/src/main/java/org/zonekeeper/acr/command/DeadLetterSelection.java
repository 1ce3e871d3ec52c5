package org.zonekeeper.acr.command;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.acr.Consumers;
import org.zonekeeper.acr.ForwarderSettings;
import org.zonekeeper.acr.letters.DeadLetterReader;
import org.zonekeeper.acr.letters.DeadLetterReader.Shelved;
import picocli.CommandLine.Option;

/** Which dead letters a command is about; options that both commands have. */
final class DeadLetterSelection {
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      required = true,
      defaultValue = "${env:ZONEKEEPER_BOOTSTRAP_SERVERS}",
      description = "The Kafka cluster (ZONEKEEPER_BOOTSTRAP_SERVERS).")
  private String bootstrapServers;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = ForwarderSettings.DEFAULT_GROUP,
      description = "The forwarders' group, which stands for a recorder (${DEFAULT-VALUE}).")
  private String group;

  @Option(names = "--zone", paramLabel = "ZONE", description = "Only those of this zone.")
  private String zone;

  @Option(
      names = "--id",
      paramLabel = "ZONE/SEQUENCE",
      description = "Only this event; may be repeated.")
  private List<String> ids = new ArrayList<>();

  String bootstrapServers() {
    return bootstrapServers;
  }

  String group() {
    return group;
  }

  boolean named() {
    return !ids.isEmpty() || zone != null;
  }

  /** The newest record of each event that is asked for, in the order in which they were refused. */
  List<Shelved> read() {
    try (var consumer = Consumers.ofNoGroup(bootstrapServers)) {
      return new DeadLetterReader(consumer)
          .read(group).stream()
              .filter(letter -> zone == null || letter.letter().zone().equals(zone))
              .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
              .toList();
    }
  }
}
