package org.zonekeeper.audit.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper audit ...}: what a journal says, and whether it can be believed. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Read a journal, of a cluster or of an archive, and prove it.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  private AuditCommand() {}

  /** The command with all that belongs to it. */
  public static CommandLine commandLine() {
    CommandLine audit = new CommandLine(new AuditCommand());
    audit.addSubcommand("verify", new CommandLine(new VerifyCommand()));
    audit.addSubcommand("anchor", new CommandLine(new AnchorCommand()));
    audit.addSubcommand("compliance", new CommandLine(new ComplianceCommand()));
    return audit;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? One of those below.");
  }
}
