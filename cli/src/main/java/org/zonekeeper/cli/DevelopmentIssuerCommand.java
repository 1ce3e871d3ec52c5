package org.zonekeeper.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.cluster.issuer.IssuerPlan;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run development-issuer}: an issuer of tokens for development, until it is stopped. */
@Command(
    name = "development-issuer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Issues tokens for development: anybody may be anybody. Never use it in production.",
      "Prints 'development-issuer ISSUER listening on ADDRESS' when it is ready."
    })
final class DevelopmentIssuerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8099",
      description = "0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--public-address",
      paramLabel = "URL",
      description = "Its name in tokens and its address for browsers (default: where it listens).")
  private Optional<URI> publicAddress = Optional.empty();

  @Option(
      names = "--zones",
      paramLabel = "ZONES",
      defaultValue = "${env:ZONEKEEPER_ZONES:-east=0,north=1,south=2,west=3}",
      description = "Zones to have accounts for (ZONEKEEPER_ZONES; default: ${DEFAULT-VALUE}).")
  private String zones;

  @Override
  public Integer call() throws InterruptedException {
    OptionBounds.require("--port", port, 0, 65_535);
    IssuerPlan plan = IssuerPlan.local(directory().zones()).at(listenHost(), port);
    IssuerPlan known = publicAddress.map(plan::knownAs).orElse(plan);
    try (DevelopmentIssuer issuer = DevelopmentIssuer.start(known)) {
      spec.commandLine()
          .getOut()
          .printf("development-issuer %s listening on %s%n", issuer.issuer(), issuer.address());
      spec.commandLine().getOut().flush();
      // Until the process is told to end.
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private String listenHost() {
    try {
      return ListenAddress.known(host);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("--host", host, ListenAddress.ALLOWED_HOST, e);
    }
  }

  private ZoneDirectory directory() {
    try {
      return ZoneDirectory.parse(zones);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--zones: " + e.getMessage(), e);
    }
  }
}
