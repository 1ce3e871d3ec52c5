package org.zonekeeper.acr.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.acr.Consumers;
import org.zonekeeper.acr.siprec.JournalSearch;
import org.zonekeeper.acr.siprec.RecordedCall;
import org.zonekeeper.acr.siprec.RecordingMetadata;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.wire.ContractSerdes;
import org.zonekeeper.settings.OptionPath;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper recorder metadata}. */
@Command(
    name = "metadata",
    mixinStandardHelpOptions = true,
    description = {
      "A call's SIPREC recording metadata (RFC 7865 XML): session, participants, streams, and the",
      "times at which each was associated with which. Reads the journal; says how far it is."
    },
    footer = {
      "",
      "Exit codes: 0 written, 1 no such call, or nobody answered it (or it failed), 2 usage."
    })
final class MetadataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--call", paramLabel = "ID", required = true, description = "The call's id.")
  private String call;

  @Option(names = "--zone", paramLabel = "ZONE", description = "Its zone; saves reading others.")
  private String zone;

  @Mixin private final SettingsOptions options = new SettingsOptions(ClusterSettings.CATALOGUE);

  @Option(
      names = "--sip-domain",
      paramLabel = "DOMAIN",
      defaultValue = "zonekeeper.invalid",
      description = "Domain of the agents' addresses, sip:EXTENSION@DOMAIN (${DEFAULT-VALUE}).")
  private String sipDomain;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--out",
      paramLabel = "FILE",
      description = "Into this file instead of stdout.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (options.list(spec.commandLine().getOut())) {
      return 0;
    }
    ClusterSettings cluster = ClusterSettings.of(options.read());
    List<Integer> partitions = partitions(cluster.zones());
    try (ContractSerdes serdes =
            ContractSerdes.with(cluster.registry()).reads(Topics.JOURNAL).open();
        var consumer = Consumers.ofNoGroup(cluster.kafka())) {
      RecordedCall story =
          new JournalSearch(consumer, serdes.deserializer(), this::progress)
              .storyOf(call, partitions);
      if (!story.wasAnswered()) {
        complain(
            "call %s: %s"
                .formatted(
                    call,
                    story.isComplete()
                        ? "nobody answered it, so there is nothing to record"
                        : "the journal has no event of an answered call of this id"));
        return 1;
      }
      write(RecordingMetadata.of(story, sipDomain));
      return 0;
    } catch (KafkaException | RegistryException e) {
      complain("the journal cannot be read: " + e.getMessage());
      return 1;
    }
  }

  private List<Integer> partitions(ZoneDirectory directory) {
    try {
      return zone == null
          ? directory.zones().stream().map(directory::partitionOf).toList()
          : List.of(directory.partitionOf(zone));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void write(String document) throws IOException {
    if (out != null) {
      Files.writeString(out, document);
      return;
    }
    spec.commandLine().getOut().println(document);
    spec.commandLine().getOut().flush();
  }

  private void progress(long events) {
    complain("%d events read".formatted(events));
  }

  private void complain(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
