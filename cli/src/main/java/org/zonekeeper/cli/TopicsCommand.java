package org.zonekeeper.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.settings.MissingCommandException;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper topics ...}: the topics of the contract on any Kafka cluster. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "The topics that a Kafka cluster of yours needs.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  private TopicsCommand() {}

  static CommandLine commandLine() {
    CommandLine topics = new CommandLine(new TopicsCommand());
    topics.addSubcommand("create", new CommandLine(new Create()));
    topics.addSubcommand("print", new CommandLine(new Print()));
    return topics;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  /** How the topics of an installation are kept. */
  static final class Installation {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
        names = "--replication",
        paramLabel = "N",
        defaultValue = "3",
        description =
            "Replicas of every partition (default: ${DEFAULT-VALUE}; no more than brokers).")
    private short replication;

    @Option(
        names = "--journal-retention",
        paramLabel = "DAYS",
        description = {
          "How many days the journal topic keeps events, or 'forever'; an existing topic is set to"
              + " it (default: 90 days for a new one).",
          "Archive more often than that: see 'audit archive'."
        })
    private Optional<String> journalRetention;

    short replication() {
      OptionBounds.require("--replication", replication, 1, 1_000);
      return replication;
    }

    Optional<Duration> retention() {
      return journalRetention.map(
          text -> {
            if (text.equals("forever")) {
              return TopicSetup.FOREVER;
            }
            if (!text.matches("[1-9]\\d{0,4}")) {
              throw new ParameterException(
                  spec.commandLine(),
                  "--journal-retention: '%s' is neither a number of days, 1 to 99999, nor 'forever'"
                      .formatted(text));
            }
            return Duration.ofDays(Long.parseLong(text));
          });
    }
  }

  /** {@code zonekeeper topics create}: safe to run again, and on several machines at once. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {"Create the topics that are missing and check those that exist."})
  static final class Create implements Callable<Integer> {
    /** All that this command knows of settings. */
    static final SettingsCatalogue CATALOGUE = KafkaConnection.CATALOGUE.and(ClusterSettings.ZONES);

    @Spec private CommandSpec spec;
    @Mixin private final SettingsOptions options = new SettingsOptions(CATALOGUE);

    @Mixin private Installation installation;

    @Override
    public Integer call() throws InterruptedException {
      if (options.list(spec.commandLine().getOut())) {
        return 0;
      }
      short replication = installation.replication();
      Optional<Duration> retention = installation.retention();
      Settings settings = options.read();
      KafkaConnection kafka = KafkaConnection.of(settings);
      ZoneDirectory directory = settings.get(ClusterSettings.ZONES);
      try (Admin admin = kafka.admin(kafka.hastyClient("topics-create"))) {
        List<String> created = new TopicSetup(admin, directory, retention).create(replication);
        spec.commandLine()
            .getOut()
            .println(
                created.isEmpty() ? "nothing was missing" : "created " + String.join(" ", created));
        return spec.exitCodeOnSuccess();
      } catch (ExecutionException e) {
        throw new StartFailure(
            "The topics cannot be created on %s: %s"
                .formatted(kafka.bootstrapServers(), e.getCause().getMessage()),
            e);
      } catch (IllegalStateException | KafkaException e) {
        throw new StartFailure(
            "The topics on %s cannot be used: %s"
                .formatted(kafka.bootstrapServers(), e.getMessage()),
            e);
      }
    }
  }

  /** How topics are shown. */
  enum Format {
    TABLE,
    STRIMZI
  }

  /** {@code zonekeeper topics print}: asks no cluster. */
  @Command(
      name = "print",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Show them as 'create' makes them: for people, or as Strimzi KafkaTopics. Asks no"
              + " cluster.")
  static final class Print implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin
    private final SettingsOptions options =
        new SettingsOptions(SettingsCatalogue.of(ClusterSettings.ZONES));

    @Mixin private Installation installation;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "TABLE",
        description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      if (options.list(out)) {
        return 0;
      }
      ZoneDirectory directory = options.read().get(ClusterSettings.ZONES);
      TopicSetup.wanted(directory, installation.retention(), installation.replication())
          .forEach(topic -> out.print(format == Format.TABLE ? row(topic) : manifest(topic)));
      out.flush();
      return spec.exitCodeOnSuccess();
    }

    private static String row(NewTopic topic) {
      return "%-33s %4d partitions %2d replicas  %s%n"
          .formatted(
              topic.name(),
              topic.numPartitions(),
              topic.replicationFactor(),
              topic.configs().entrySet().stream()
                  .map(Map.Entry::toString)
                  .collect(Collectors.joining(" ")));
    }

    /** Figures as texts: what reads YAML as floating point would round the largest of them. */
    private static String manifest(NewTopic topic) {
      StringBuilder manifest =
          new StringBuilder(
              """
              ---
              apiVersion: kafka.strimzi.io/v1
              kind: KafkaTopic
              metadata:
                name: %s
                labels:
                  strimzi.io/cluster: kafka
              spec:
                partitions: %d
                replicas: %d
                config:
              """
                  .formatted(topic.name(), topic.numPartitions(), topic.replicationFactor()));
      topic
          .configs()
          .forEach((key, value) -> manifest.append("    %s: \"%s\"%n".formatted(key, value)));
      return manifest.toString();
    }
  }
}
