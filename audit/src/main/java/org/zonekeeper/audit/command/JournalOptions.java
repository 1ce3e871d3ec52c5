package org.zonekeeper.audit.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.source.JoinedJournal;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.SharedKey;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which journal is read: a live cluster's, an archive, or both; a mixin of reading commands. */
public final class JournalOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description = {
        "An archive made by 'audit archive' or 'audit export'; with --bootstrap-servers, the live"
            + " topic is read behind it."
      })
  private Optional<Path> archive;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Only this zone; may be repeated (default: all there are).")
  private List<String> only = new ArrayList<>();

  /**
   * Opens what the options say.
   *
   * @throws ParameterException if they say too little
   * @throws org.zonekeeper.audit.source.UnreadableJournalException if it cannot be read
   */
  public JournalSource open() {
    if (archive.isEmpty()) {
      return live();
    }
    Archive old = Archive.open(archive.get());
    return cluster.given() ? new JoinedJournal(old, live()) : old;
  }

  /** Whether the settings were to be listed, and are now. */
  boolean listSettings(PrintWriter to) {
    return cluster.listSettings(to);
  }

  /** The live cluster that takes part; empty if only an archive is read. */
  Optional<ClusterSettings> cluster() {
    return hasArchive() && !cluster.given() ? Optional.empty() : Optional.of(cluster.cluster());
  }

  /** What the query ports of the cluster's Agent Managers ask for. */
  SharedKey queryKey() {
    return cluster.queryKey();
  }

  /** Opens the live journal, without which some options make no sense. */
  LiveJournal live() {
    return LiveJournal.open(cluster.cluster());
  }

  /** Whether an archive takes part. */
  boolean hasArchive() {
    return archive.isPresent();
  }

  /**
   * The zones that are wanted.
   *
   * @throws ParameterException naming one that the source does not have
   */
  List<String> zonesOf(JournalSource source) {
    return wanted(source.name(), source.zones());
  }

  /**
   * The zones that are wanted out of those of a cluster, before its journal is opened.
   *
   * @throws ParameterException naming one that the cluster does not have
   */
  List<String> zonesOf(ClusterSettings of) {
    return wanted("the cluster " + of.kafka().bootstrapServers(), of.zones().zones());
  }

  private List<String> wanted(String name, List<String> known) {
    for (String zone : only) {
      if (!known.contains(zone)) {
        throw new ParameterException(
            command.commandLine(),
            "--zone: %s has no zone %s; it has %s".formatted(name, zone, String.join(", ", known)));
      }
    }
    return only.isEmpty() ? known : known.stream().filter(only::contains).toList();
  }
}
