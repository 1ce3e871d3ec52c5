package org.zonekeeper.audit.command;

import org.zonekeeper.settings.MissingCommandException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper audit ...}: questions that are asked afterwards, answered from the journal. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "What happened, and can it be proved? Answers from the journal of a cluster"
          + " (--bootstrap-servers, --registry, --zones), of an archive (--archive), or of both.",
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {"", ReadingCommand.EXIT_CODES})
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  private AuditCommand() {}

  /** The command with everything below it. */
  public static CommandLine commandLine() {
    CommandLine audit = new CommandLine(new AuditCommand());
    audit.addSubcommand("events", new CommandLine(new EventsCommand()));
    audit.addSubcommand("state", new CommandLine(new StateCommand()));
    audit.addSubcommand("diff", new CommandLine(new DiffCommand()));
    audit.addSubcommand("call", new CommandLine(new StoryCommand.Call()));
    audit.addSubcommand("agent", new CommandLine(new StoryCommand.Agent()));
    audit.addSubcommand("failovers", new CommandLine(new FailoversCommand()));
    audit.addSubcommand("report", new CommandLine(new ReportCommand()));
    audit.addSubcommand("archive", new CommandLine(new ArchiveCommands.Keep()));
    audit.addSubcommand("export", new CommandLine(new ArchiveCommands.Export()));
    audit.addSubcommand("import", new CommandLine(new ArchiveCommands.Import()));
    audit.addSubcommand("verify", new CommandLine(new VerifyCommand()));
    audit.addSubcommand("anchor", new CommandLine(new AnchorCommand()));
    audit.addSubcommand("compliance", new CommandLine(new ComplianceCommand()));
    audit.addSubcommand("traces", new CommandLine(new TracesCommand()));
    return audit;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
