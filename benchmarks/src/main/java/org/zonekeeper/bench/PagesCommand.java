package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zonekeeper.bench.pages.BrowserTools;
import org.zonekeeper.bench.pages.PagesBench;
import org.zonekeeper.bench.pages.PagesPlan;
import org.zonekeeper.bench.pages.PagesReport;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.cluster.Installation;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench pages}. */
@Command(
    name = "pages",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Under a steady load: how long an event takes from the journal to a person's screen, at the",
      "supervisor's dashboard and at an agent's desktop, both open in headless Chromium; how long",
      "the tasks of their main threads are, and whether their memory grows. Needs Node 20 or newer",
      "and Chromium; npm ci --prefix desktop-gateway/src/test/js gets the library between them."
    },
    footer = {
      "",
      "Exit codes: 0 measured; 1 it failed, or a page never showed an event; 2 called wrongly."
    })
final class PagesCommand implements Callable<Integer> {
  private static final String MODULES = "desktop-gateway/src/test/js/node_modules";

  @Spec private CommandSpec spec;
  @Mixin private LoadOptions options;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "300",
      description = "How long it measures (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--chromium",
      paramLabel = "FILE",
      defaultValue = "/usr/bin/chromium",
      description = "The browser (default: ${DEFAULT-VALUE}).")
  private Path chromium;

  @Option(
      names = "--modules",
      paramLabel = "DIR",
      description = "Where playwright-core is (default: " + MODULES + " of the project).")
  private Path modules;

  @Override
  public Integer call() throws Exception {
    OptionBounds.require("--seconds", seconds, 1, 86_400);
    PagesPlan plan = new PagesPlan(options.load(spec.commandLine()));
    Duration breakIn = options.breakIn();
    BrowserTools tools = new BrowserTools(modules(), chromium);
    tools.require();
    ObjectNode result = RunLog.begin("pages");
    try (RunSession run = RunSession.open("bench-pages")) {
      options.run().keep(run);
      PagesReport report =
          new PagesBench(plan, tools, run.directory(), breakIn, run::progress)
              .measure(Duration.ofSeconds(seconds));
      report.print(spec.commandLine().getOut());
      result.set("result", report.toJson());
      options.run().write(result);
      if (!report.complete()) {
        run.keepDirectory();
      }
      return report.complete() ? 0 : 1;
    }
  }

  private Path modules() {
    return Optional.ofNullable(modules)
        .orElseGet(() -> Installation.find().home().resolve(MODULES));
  }
}
