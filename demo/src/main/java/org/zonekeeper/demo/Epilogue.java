package org.zonekeeper.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zonekeeper.audit.command.AuditCommand;
import org.zonekeeper.audit.command.ExitCode;

/**
 * The questions that are asked afterwards, put to the demo's own journal with the auditor's own
 * commands while its cluster still runs. Used by the demo's one thread.
 */
final class Epilogue {
  private final DemoStage stage;
  private final Map<String, String> more;
  private final PrintWriter out;

  /**
   * The questions to a stage.
   *
   * @param more settings of the auditor, besides those of the cluster
   */
  Epilogue(DemoStage stage, Map<String, String> more, PrintWriter out) {
    this.stage = stage;
    this.more = more;
    this.out = out;
  }

  /**
   * Answers them.
   *
   * @param report where the page with timelines is to go; absent: none is written
   * @return whether no command failed; a proof that has to leave something open has not
   */
  boolean play(Optional<Path> report) {
    String transcripts = stage.files().transcripts().toString();
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("failovers", "--transcripts", transcripts));
    commands.add(List.of("verify"));
    report.ifPresent(
        file ->
            commands.add(
                List.of("report", "--html", file.toString(), "--transcripts", transcripts)));
    return commands.stream().map(this::answered).reduce(true, Boolean::logicalAnd);
  }

  private boolean answered(List<String> command) {
    out.printf("%n$ zonekeeper audit %s%n%n", String.join(" ", command));
    out.flush();
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of(
            "--registry", stage.registryUrl().toString(), "--zones", DemoPlan.ZONES.toString()));
    Map<String, String> settings = new TreeMap<>(stage.auditor().asSettings());
    settings.putAll(more);
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    int exitCode =
        AuditCommand.commandLine()
            .setOut(out)
            .setErr(out)
            .execute(arguments.toArray(String[]::new));
    return exitCode == ExitCode.COMPLETE || exitCode == ExitCode.PARTIAL;
  }
}
