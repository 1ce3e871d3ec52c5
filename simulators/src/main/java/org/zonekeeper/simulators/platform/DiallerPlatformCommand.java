package org.zonekeeper.simulators.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.PathSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.SettingsOptions;
import org.zonekeeper.settings.TextSetting;
import org.zonekeeper.simulators.contacts.BrokenLine;
import org.zonekeeper.simulators.contacts.ContactList;
import org.zonekeeper.simulators.contacts.UnusableContactsException;
import org.zonekeeper.simulators.log.JsonLinesFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code run dialler-platform}: the simulated platform in the foreground, until SIGTERM. Exit
 * codes: 0 stopped in good order, 1 could not start or failed, 2 called wrongly.
 */
@Command(
    name = "dialler-platform",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run the simulated dialler platform in the foreground, until Ctrl-C or SIGTERM.",
      "It dials contacts from lists with real talk times, under the Agent Manager's leases."
    })
public final class DiallerPlatformCommand implements Callable<Integer> {
  private static final Setting<String> NAME =
      TextSetting.of("platform.name")
          .matching("\\S+", "a name without blanks")
          .defaultsTo("dialler")
          .because("the platform's name in its facts, and its consumer group")
          .asOption("NAME", "--name");

  private static final Setting<Path> LOG =
      PathSetting.fileToWrite("platform.log")
          .because("where orders, attempts and facts are logged, JSON lines")
          .asOption("FILE", "--log");

  /** All that this command knows. */
  public static final SettingsCatalogue CATALOGUE =
      ClusterSettings.CATALOGUE.and(NAME, LOG).and(PlatformSettings.CATALOGUE);

  @Spec private CommandSpec spec;
  @Mixin private final SettingsOptions options = new SettingsOptions(CATALOGUE);

  @Override
  public Integer call() throws InterruptedException {
    if (options.list(spec.commandLine().getOut())) {
      return 0;
    }
    Settings given = options.read();
    PlatformSettings settings;
    try {
      settings = PlatformSettings.of(given);
    } catch (UnusableContactsException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    tellBrokenLines(settings);
    return run(
        new PlatformConnection(ClusterSettings.of(given), given.get(NAME)),
        settings,
        given.get(LOG));
  }

  private int run(PlatformConnection connection, PlatformSettings settings, Path log)
      throws InterruptedException {
    try (JsonLinesFile lines = JsonLinesFile.appendTo(log);
        DiallerPlatform platform = DiallerPlatform.start(connection, settings, lines)) {
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
      spec.commandLine()
          .getOut()
          .printf("dialler platform ready zones=%s%n", connection.directory());
      spec.commandLine().getOut().flush();
      platform.ended().join();
      return 0;
    } catch (CompletionException e) {
      throw new PlatformFailure(e.getCause().getMessage(), e);
    } catch (IOException e) {
      throw new PlatformFailure(LOG + ": it cannot be written: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new PlatformFailure(e.getMessage(), e);
    }
  }

  private void tellBrokenLines(PlatformSettings settings) {
    Stream.concat(
            settings.dialling().lists().values().stream(),
            Stream.of(settings.dialling().otherwise()))
        .filter(list -> !list.broken().isEmpty())
        .forEach(this::tellBrokenLines);
  }

  private void tellBrokenLines(ContactList list) {
    for (BrokenLine line : list.broken()) {
      spec.commandLine().getErr().println(line);
    }
    spec.commandLine()
        .getErr()
        .printf(
            "contact list %s: %d contacts used, %d broken lines left out%n",
            list.name(), list.contacts().size(), list.broken().size());
  }
}
