package org.zonekeeper.check.invariant;

import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;

/**
 * A command is answered once, and in the same breath: the events that it caused stand together, its
 * answer among them, and a refused one did nothing. No later answer comes under its id, however
 * much later.
 */
final class AnswersOnce implements ZoneInvariant {
  private static final String BARRIER = CommandBarrier.class.getSimpleName();

  private final IdLedger answered = new IdLedger();
  private String command = "";
  private Read begun;
  private int effects;
  private boolean answer;

  /** Whether the command's first events, and its answer among them, may lie before the journal. */
  private boolean cutOff;

  @Override
  public String id() {
    return "answered-once";
  }

  @Override
  public String title() {
    return "every command is answered exactly once, everywhere the same";
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(Read read, Notes notes) {
    Cause cause = read.entry().header().getCause();
    boolean ofCommand = cause.getKind() == CauseKind.COMMAND && !cause.getType().equals(BARRIER);
    if (!ofCommand || !cause.getId().equals(command)) {
      endOfCommand(notes);
      cutOff = begun == null && read.sequence() > 1;
      command = ofCommand ? cause.getId() : "";
      begun = read;
      effects = 0;
      answer = false;
    }
    switch (read.event()) {
      case CommandAccepted e -> answered(read, e.getCommandId(), notes);
      case CommandRefused e -> refused(read, e, notes);
      case CommandAnswerRepeated e -> repeated(read, e.getCommandId(), notes);
      default -> effects++;
    }
  }

  @Override
  public void end(Notes notes) {
    // The last command's decision may not be complete: a journal is read while it is written.
    answered.repetitions(
        (sequence, earlier) ->
            notes.fault(
                sequence,
                -1,
                "",
                "the event of sequence %d answers a command again that the event of sequence %d answered"
                    .formatted(sequence, earlier)));
  }

  @Override
  public void close() {
    answered.close();
  }

  private void answered(Read read, String id, Notes notes) {
    here(read, id, notes);
    answered.add(id, read.sequence());
    notes.count("answers in the journal");
  }

  private void refused(Read read, CommandRefused e, Notes notes) {
    String id = e.getCommandId();
    if (e.getReason() == RefusalReason.COMMAND_ID_REUSED) {
      // Another command, under the id of one that has its answer.
      here(read, id, notes);
      notes.count("commands refused for a used id");
      return;
    }
    answered(read, id, notes);
    if (effects > 0 && id.equals(command)) {
      notes.fault(
          read,
          "%s, but the command had an effect, from sequence %d".formatted(read, begun.sequence()));
    }
  }

  private void repeated(Read read, String id, Notes notes) {
    here(read, id, notes);
    notes.count("answers given again");
  }

  private void here(Read read, String id, Notes notes) {
    if (!id.equals(command)) {
      notes.fault(read, "%s answers %s, but was caused by %s".formatted(read, id, cause(read)));
    }
    answer = true;
  }

  private void endOfCommand(Notes notes) {
    if (!command.isEmpty() && !answer && !cutOff) {
      notes.fault(
          begun, "%s was caused by command %s, which has no answer".formatted(begun, command));
    }
  }

  private static String cause(Read read) {
    Cause cause = read.entry().header().getCause();
    return "%s %s %s".formatted(cause.getKind(), cause.getType(), cause.getId()).strip();
  }
}
