package org.zonekeeper.acr;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper run acr-forwarder}: a forwarder in the foreground, until it is stopped. */
@Command(
    name = "acr-forwarder",
    mixinStandardHelpOptions = true,
    description = {
      "Forward the journal's events to a recorder over HTTP, or to the topic zonekeeper.recorder,",
      "in order per zone, each once; in the foreground, until Ctrl-C. Several forwarders of one",
      "group share the zones."
    })
public final class AcrForwarderCommand implements Callable<Integer> {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Mixin private final SettingsOptions options = new SettingsOptions(ForwarderSetting.CATALOGUE);

  @Override
  public Integer call() throws InterruptedException {
    if (options.list(spec.commandLine().getOut())) {
      return 0;
    }
    ForwarderSettings settings = ForwarderSettings.of(options.read());
    try (RunningForwarder forwarder = RunningForwarder.start(settings)) {
      Thread hook = new Thread(() -> forwarder.stop(STOP_WITHIN), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      spec.commandLine().getOut().println(ready(forwarder));
      spec.commandLine().getOut().flush();
      forwarder.awaitEnd();
      return 0;
    } catch (IOException | KafkaException e) {
      throw new UnusableJournalException(e.getMessage(), e);
    }
  }

  private static String ready(RunningForwarder forwarder) {
    return "ready acr-forwarder"
        + forwarder.statusPort().stream()
            .mapToObj(port -> ", status at port " + port)
            .findFirst()
            .orElse("");
  }
}
