package org.zonekeeper.check.row;

import java.util.List;
import java.util.function.Function;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.ZoneFold;

/** The rows that a run with a failover, a freeze and a handover must show. Stateless. */
public final class Rows {
  private Rows() {}

  /**
   * Every row's judge, in the order of the contract.
   *
   * @param folds an empty fold for a zone
   */
  public static List<Judge> all(Function<String, ZoneFold> folds) {
    return List.of(
        new TakenOver(),
        Notices.ofBeginning(),
        new CommandsRefused(),
        new Dialling(),
        new WaitingMarked(),
        new QueueDropped(),
        SupervisorRefused.ofJobChanges(),
        SupervisorRefused.ofMoves(),
        new StateRebuilt(folds),
        Notices.ofEnd(),
        new EndsTold(),
        new WorksAgain(),
        new DiallingAgain(),
        SupervisorServed.ofJobChanges(),
        SupervisorServed.ofMoves(),
        new RecorderFed(),
        new NoticesCarry(),
        new DesktopsChecked(),
        new DisconnectLost(),
        new ShortCutOff(),
        new ReturnedHome(),
        new LimitsClose(),
        new HandoverUnnoticed(),
        new Rescued(),
        new NoSecondOwner());
  }
}
