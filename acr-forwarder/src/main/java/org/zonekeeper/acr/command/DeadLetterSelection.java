package org.zonekeeper.acr.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.acr.Consumers;
import org.zonekeeper.acr.ForwarderSetting;
import org.zonekeeper.acr.letters.DeadLetterReader;
import org.zonekeeper.acr.letters.DeadLetterReader.Shelved;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters a command is about; options that both commands have. */
final class DeadLetterSelection {
  private static final SettingsCatalogue CATALOGUE =
      KafkaConnection.CATALOGUE.and(ForwarderSetting.GROUP).and(ForwarderSetting.RECORDER);

  @Mixin private final SettingsOptions options = new SettingsOptions(CATALOGUE);

  @Option(names = "--zone", paramLabel = "ZONE", description = "Only those of this zone.")
  private String zone;

  @Option(
      names = "--id",
      paramLabel = "ZONE/SEQUENCE",
      description = "Only this event; may be repeated.")
  private List<String> ids = new ArrayList<>();

  /** Whether the settings were to be listed, and are now. */
  boolean listSettings(PrintWriter out) {
    return options.list(out);
  }

  Settings settings() {
    return options.read();
  }

  boolean named() {
    return !ids.isEmpty() || zone != null;
  }

  /** The newest record of each event that is asked for, in the order in which they were refused. */
  List<Shelved> read(Settings settings, PrintWriter err) {
    try (var consumer = Consumers.ofNoGroup(KafkaConnection.of(settings))) {
      DeadLetterReader reader = new DeadLetterReader(consumer);
      List<Shelved> letters =
          reader.read(settings.get(ForwarderSetting.GROUP)).stream()
              .filter(letter -> zone == null || letter.letter().zone().equals(zone))
              .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
              .toList();
      if (reader.skipped() > 0) {
        err.println(
            "%d record(s) of the topic are no dead letters and were passed over; the log names them"
                .formatted(reader.skipped()));
      }
      return letters;
    }
  }
}
