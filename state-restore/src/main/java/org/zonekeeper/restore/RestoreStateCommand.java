package org.zonekeeper.restore;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.command.ExitCode;
import org.zonekeeper.audit.command.Progress;
import org.zonekeeper.audit.source.JoinedJournal;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.restore.JournalFold.Damage;
import org.zonekeeper.restore.RestorationReport.Form;
import org.zonekeeper.restore.StateRestorer.NewerState;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper restore-state}: from a journal to the state of the Agent Managers. */
@Command(
    name = "restore-state",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make the state of zones from their journal, where the Agent Managers' changelog is lost or"
          + " damaged, or on another cluster that has the journal: its topic (mirrored, or brought"
          + " in by 'audit import'), an archive, or both.",
      "The journal is verified on the way, every zone before the first is written. The zones then"
          + " come up as after an outage that began with their last event.",
      "All Agent Managers of the group must be stopped, and stay so until this is done."
    },
    footer = {
      "",
      "Exit codes: 0 restored (or, with --dry-run, could be); 1 nothing was written, or not all; 2"
          + " called wrongly; 3 restored, but the journal is cut off, perhaps within its last"
          + " decision: where, is named."
    })
public final class RestoreStateCommand implements Callable<Integer> {
  /** All that this command knows of settings. */
  public static final SettingsCatalogue CATALOGUE =
      ClusterSettings.CATALOGUE.and(AgentManagerSetting.APPLICATION_ID);

  @Spec private CommandSpec spec;
  @Mixin private final SettingsOptions options = new SettingsOptions(CATALOGUE);

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description =
          "An archive made by 'audit archive'; what comes behind it is read from the topic.")
  private Optional<Path> archive;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Only this zone; may be repeated (default: all). The others must have their changelog: a"
              + " zone without one is opened anew by its next owner.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Read, verify and say what would be done; write nothing.")
  private boolean dryRun;

  @Option(
      names = "--up-to-damage",
      description =
          "Where a journal is damaged (a gap, a broken hash, a record that cannot be read), take"
              + " what is in order before it. Without this, damage is named and nothing is"
              + " written.")
  private boolean upToDamage;

  @Option(
      names = "--overwrite",
      description =
          "Also where a changelog knows of later events than the journal: what it knows is lost.")
  private boolean overwrite;

  @Option(names = "--json", description = "One JSON object a line instead of text.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (options.list(spec.commandLine().getOut())) {
      return ExitCode.COMPLETE;
    }
    Settings settings = options.read();
    ClusterSettings cluster = ClusterSettings.of(settings);
    List<String> zones = zonesOf(cluster);
    long started = System.nanoTime();
    try (Admin admin = cluster.kafka().admin(cluster.kafka().hastyClient("restore-state"))) {
      StateRestorer restorer =
          new StateRestorer(cluster, admin, settings.get(AgentManagerSetting.APPLICATION_ID));
      Map<TopicPartition, Long> journalEnds = restorer.settle();
      Optional<Archive> old = archive.map(Archive::open);
      LiveJournal live = LiveJournal.open(cluster);
      try (JournalSource source =
          old.<JournalSource>map(begin -> new JoinedJournal(begin, live)).orElse(live)) {
        List<ZonePlan> plans =
            restorer.plan(
                fold(source, zones),
                live,
                journalEnds,
                overwrite ? NewerState.OVERWRITE : NewerState.REFUSE);
        return carryOut(restorer, plans, source.name(), started);
      }
    } catch (ExecutionException e) {
      throw new RefusedRestorationException(
          "%s does not do what is needed: %s"
              .formatted(cluster.kafka().bootstrapServers(), e.getCause().getMessage()),
          e);
    } catch (KafkaException e) {
      throw new RefusedRestorationException(
          "%s cannot be used: %s".formatted(cluster.kafka().bootstrapServers(), e.getMessage()), e);
    }
  }

  private int carryOut(StateRestorer restorer, List<ZonePlan> plans, String source, long started)
      throws InterruptedException, ExecutionException {
    RestorationReport report =
        new RestorationReport(spec.commandLine().getOut(), json ? Form.JSON : Form.TEXT);
    plans.forEach(report::plan);
    long toBeWritten = plans.stream().filter(ZonePlan::isToBeWritten).count();
    if (!dryRun) {
      restorer.carryOut(plans, source, report::written);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    long events = plans.stream().mapToLong(plan -> plan.folded().verified().events()).sum();
    report.end(
        "%d of %d zones %s in %s, from %,d events of %s, in %.1f s"
            .formatted(
                toBeWritten,
                plans.size(),
                dryRun ? "would be restored" : "restored",
                restorer.topic(),
                events,
                source,
                took.toMillis() / 1_000.0),
        TimeUnit.NANOSECONDS.toMillis(took.toNanos()));
    return plans.stream().anyMatch(ZonePlan::isCutOff) ? ExitCode.PARTIAL : ExitCode.COMPLETE;
  }

  private List<FoldedZone> fold(JournalSource source, List<String> zones) {
    PrintWriter err = spec.commandLine().getErr();
    List<FoldedZone> folded = new ArrayList<>();
    for (String zone : zones) {
      Progress progress = new Progress(err, "zone " + zone, source.extent(zone).events());
      folded.add(
          JournalFold.of(source, zone, upToDamage ? Damage.END_THERE : Damage.REFUSE, progress));
    }
    return folded;
  }

  private List<String> zonesOf(ClusterSettings cluster) {
    List<String> known = cluster.zones().zones();
    for (String zone : only) {
      if (!known.contains(zone)) {
        throw new ParameterException(
            spec.commandLine(),
            "--zone: the zone directory has no zone %s; it has %s"
                .formatted(zone, String.join(", ", known)));
      }
    }
    return only.isEmpty() ? known : known.stream().filter(only::contains).toList();
  }
}
