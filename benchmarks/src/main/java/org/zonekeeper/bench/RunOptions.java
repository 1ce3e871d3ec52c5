package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Option;

/** The options of every benchmark that sets up a system of its own; filled by picocli. */
final class RunOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of customers and agents (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures here, as JSON.")
  private Path json;

  @Option(names = "--keep", description = "Keep logs and evidence, and say where they are.")
  private boolean keep;

  long seed() {
    return seed;
  }

  /** Keeps the run's directory, if that was asked for. */
  void keep(RunSession run) {
    if (keep) {
      run.keepDirectory();
    }
  }

  /** Writes the result, if that was asked for. */
  void write(ObjectNode result) throws IOException {
    if (json != null) {
      RunLog.write(result, json);
    }
  }
}
