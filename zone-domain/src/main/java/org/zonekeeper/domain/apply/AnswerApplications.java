package org.zonekeeper.domain.apply;

import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.AnswerRecord;

/** Applications of events about commands: the answers are remembered. */
final class AnswerApplications {
  private AnswerApplications() {}

  static void accepted(ZoneState state, CommandAccepted e) {
    state.putAnswer(
        new AnswerRecord(
            e.getCommandId(),
            e.getHeader().getAt(),
            null,
            "",
            e.getHeader().getCause().getFingerprint()));
  }

  /** The answer to the command that had the id first stays. */
  static void refused(ZoneState state, CommandRefused e) {
    if (e.getReason() != RefusalReason.COMMAND_ID_REUSED) {
      state.putAnswer(
          new AnswerRecord(
              e.getCommandId(),
              e.getHeader().getAt(),
              e.getReason(),
              e.getText(),
              e.getHeader().getCause().getFingerprint()));
    }
  }

  /** The event stands in the journal and changes nothing. */
  static void onRecordOnly(ZoneState state, Event e) {}
}
