package org.zonekeeper.audit.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.source.JoinedJournal;
import org.zonekeeper.audit.source.JournalCluster;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.RegistrySettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which journal a command reads: a live cluster's, an archive, or both joined. */
final class JournalOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description = "An archive. Together with a cluster: the archive first, then what is newer.")
  private Path archive;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ZONEKEEPER_BOOTSTRAP_SERVERS}",
      description = "The Kafka cluster (ZONEKEEPER_BOOTSTRAP_SERVERS).")
  private String bootstrapServers;

  @Option(
      names = {"--registry", "--registry-url"},
      paramLabel = "URL",
      defaultValue = "${env:ZONEKEEPER_REGISTRY}",
      description = "The schema registry; several URLs separated by commas (ZONEKEEPER_REGISTRY).")
  private String registry;

  @Option(
      names = "--zones",
      paramLabel = "ZONES",
      defaultValue = "${env:ZONEKEEPER_ZONES}",
      description =
          "The zones and their partitions, such as Default=0,north=1;8 (ZONEKEEPER_ZONES).")
  private String zones;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Only this zone; may be repeated. Default: every zone that there is.")
  private List<String> only = List.of();

  /** The cluster that is meant; empty if only an archive is. */
  Optional<JournalCluster> cluster() {
    boolean any = given(bootstrapServers) || given(registry) || given(zones);
    if (!any || (archive != null && !given(bootstrapServers))) {
      return Optional.empty();
    }
    require(bootstrapServers, "--bootstrap-servers");
    require(registry, "--registry");
    require(zones, "--zones");
    try {
      return Optional.of(
          new JournalCluster(
              bootstrapServers,
              RegistrySettings.from(Map.of(RegistrySettings.URLS, registry)),
              ZoneDirectory.parse(zones),
              Map.of()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Opens what is meant. */
  JournalSource open(Optional<JournalCluster> cluster) {
    if (archive == null) {
      return LiveJournal.open(
          cluster.orElseThrow(
              () ->
                  new ParameterException(
                      spec.commandLine(),
                      "Which journal? Give --archive DIR, or a cluster with --bootstrap-servers,"
                          + " --registry and --zones, or both.")));
    }
    Archive archived = Archive.open(archive);
    return cluster
        .<JournalSource>map(live -> new JoinedJournal(archived, LiveJournal.open(live)))
        .orElse(archived);
  }

  /** The zones that are meant, out of those that there are. */
  List<String> zones(List<String> existing) {
    for (String zone : only) {
      if (!existing.contains(zone)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no zone '%s'; the zones are %s".formatted(zone, String.join(", ", existing)));
      }
    }
    return only.isEmpty() ? existing : List.copyOf(only);
  }

  private void require(String value, String option) {
    if (!given(value)) {
      throw new ParameterException(
          spec.commandLine(), "a live cluster needs %s, too".formatted(option));
    }
  }

  private static boolean given(String value) {
    return value != null && !value.isBlank();
  }
}
