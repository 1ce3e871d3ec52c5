package org.zonekeeper.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.settings.MissingCommandException;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zonekeeper zones ...}: what an operator sees and does of a cluster's zones. */
@Command(
    name = "zones",
    mixinStandardHelpOptions = true,
    description = "The zones of a cluster: their feature levels.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class ZonesCommand implements Runnable {
  @Spec private CommandSpec spec;

  private ZonesCommand() {}

  static CommandLine commandLine() {
    CommandLine zones = new CommandLine(new ZonesCommand());
    zones.addSubcommand("levels", new CommandLine(new Levels()));
    zones.addSubcommand("raise-feature-level", new CommandLine(new Raise()));
    return zones;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  private static ZoneOperator operator(ClusterSettings cluster) {
    try {
      return ZoneOperator.open(cluster);
    } catch (RegistryException | KafkaException e) {
      throw unusable(cluster, e);
    }
  }

  private static StartFailure unusable(ClusterSettings cluster, RuntimeException e) {
    return new StartFailure(
        "The zones on %s cannot be asked: %s"
            .formatted(cluster.kafka().bootstrapServers(), e.getMessage()),
        e);
  }

  /** {@code zonekeeper zones levels}. */
  @Command(
      name = "levels",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Tell each zone's feature level, its owner, and the newest level that the owner knows."
      })
  static final class Levels implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private final SettingsOptions options = new SettingsOptions(ClusterSettings.CATALOGUE);

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      if (options.list(out)) {
        return 0;
      }
      ClusterSettings cluster = ClusterSettings.of(options.read());
      try (ZoneOperator operator = operator(cluster)) {
        Map<String, ZoneStatus> statuses = operator.statuses();
        for (String zone : cluster.zones().zones()) {
          ZoneStatus status = statuses.get(zone);
          out.println(status == null ? zone + ": no owner so far" : describe(status));
        }
        return 0;
      } catch (KafkaException e) {
        throw unusable(cluster, e);
      }
    }

    private static String describe(ZoneStatus status) {
      return "%s: feature level %d, owned by %s, which knows level %d"
          .formatted(
              status.getZone(),
              status.getFeatureLevel(),
              status.getOwner().getAgentManager(),
              status.getOwnerLevel());
    }
  }

  /** {@code zonekeeper zones raise-feature-level}: safe to run again. */
  @Command(
      name = "raise-feature-level",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Let zones use what came with this version. Run it when every part is of this version: no"
            + " Agent Manager of an older one can own such a zone any more, and there is no way"
            + " back.",
        "Refused while an Agent Manager of an older version is a member of the group.",
        "Ends with 1 if any of the zones refuses."
      })
  static final class Raise implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private final SettingsOptions options = new SettingsOptions(ClusterSettings.CATALOGUE);

    @Parameters(paramLabel = "ZONE", arity = "0..*", description = "Which zones (default: all).")
    private List<String> wanted = List.of();

    @Option(
        names = "--to",
        paramLabel = "N",
        description = "The level to be (default: the newest one of this version).")
    private int to = FeatureLevel.newest().number();

    @Option(
        names = "--operator",
        paramLabel = "NAME",
        description = "Who does it, for the journal (default: ${DEFAULT-VALUE}).")
    private String operator = System.getProperty("user.name", "operator");

    @Option(
        names = "--grounds",
        paramLabel = "TEXT",
        description = "Why, in words, for the journal.")
    private String grounds = "";

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      if (options.list(out)) {
        return 0;
      }
      if (FeatureLevel.of(to).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--to %d; allowed: %s".formatted(to, FeatureLevel.known()));
      }
      ClusterSettings cluster = ClusterSettings.of(options.read());
      List<String> zones = wanted.isEmpty() ? cluster.zones().zones() : wanted;
      for (String zone : zones) {
        if (!cluster.zones().contains(zone)) {
          throw new ParameterException(
              spec.commandLine(),
              "unknown zone '%s'; the zones are %s"
                  .formatted(zone, String.join(", ", cluster.zones().zones())));
        }
      }
      return raise(cluster, zones, out);
    }

    private int raise(ClusterSettings cluster, List<String> zones, PrintWriter out) {
      boolean all = true;
      try (ZoneOperator asker = operator(cluster)) {
        for (String zone : zones) {
          ZoneOperator.Answer answer = asker.raise(zone, to, operator, grounds);
          out.println(zone + ": " + answer.text());
          all &= answer.accepted();
        }
        return all ? 0 : 1;
      } catch (KafkaException e) {
        throw unusable(cluster, e);
      }
    }
  }
}
