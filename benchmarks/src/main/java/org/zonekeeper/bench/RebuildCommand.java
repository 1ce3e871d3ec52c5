package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.bench.rebuild.RebuildBench;
import org.zonekeeper.bench.rebuild.Rebuilt;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.harness.rig.RunSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench rebuild}. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "How long it takes to make the state of zones from their journal on another cluster, and",
      "until they work: an archive is brought in, 'restore-state' is timed, and an Agent Manager.",
      "An archive of a thousand agents and a million events, to measure with:",
      "'zonekeeper audit generate --archive DIR --zones 1 --agents 1000 --events 1000000'."
    },
    footer = {
      "",
      "Exit codes: 0 measured; 1 a zone did not come up, or with another state; 2 called wrongly."
    })
final class RebuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--archive",
      required = true,
      paramLabel = "DIR",
      description = "The journal, as 'audit archive' or 'audit generate' makes it.")
  private Path archive;

  @Override
  public Integer call() throws Exception {
    Archive journal = Archive.open(archive);
    ObjectNode result = RunLog.begin("rebuild");
    try (RunSession run = RunSession.open("bench-rebuild")) {
      options.keep(run);
      Rebuilt rebuilt = new RebuildBench(run::progress).measure(journal, run.directory());
      rebuilt.print(spec.commandLine().getOut());
      result.set("result", rebuilt.toJson());
      options.write(result);
      return rebuilt.equal() ? 0 : 1;
    }
  }
}
