package org.zonekeeper.gateway.app;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper run desktop-gateway}: a gateway in the foreground, until it is stopped. */
@Command(
    name = "desktop-gateway",
    mixinStandardHelpOptions = true,
    description = {
      "Serves agents' and supervisors' desktops over WebSockets, at /v1/agent and /v1/supervisor.",
      "Prints 'desktop-gateway listening on HOST:PORT' when it is ready."
    })
public final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SettingsOptions options = new SettingsOptions(GatewaySetting.CATALOGUE);

  @Override
  public Integer call() throws InterruptedException {
    if (options.list(spec.commandLine().getOut())) {
      return 0;
    }
    GatewaySettings settings = GatewaySettings.of(options.read());
    try {
      Gateway gateway = Gateway.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
      spec.commandLine()
          .getOut()
          .printf(
              "desktop-gateway listening on %s%n",
              new HostPort(settings.listen().host(), gateway.port()));
      spec.commandLine().getOut().flush();
      gateway.awaitEnd();
      return 0;
    } catch (KafkaException e) {
      throw new GatewayStartException(e.getMessage(), e);
    } catch (ExecutionException e) {
      throw new GatewayStartException(e.getCause().getMessage(), e);
    }
  }
}
