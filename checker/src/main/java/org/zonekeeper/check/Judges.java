package org.zonekeeper.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.check.invariant.AgentsOnOneCall;
import org.zonekeeper.check.invariant.AnswersOnce;
import org.zonekeeper.check.invariant.Applicable;
import org.zonekeeper.check.invariant.Authorised;
import org.zonekeeper.check.invariant.BlendingBounded;
import org.zonekeeper.check.invariant.CallLives;
import org.zonekeeper.check.invariant.Chained;
import org.zonekeeper.check.invariant.DoNotCallHeeded;
import org.zonekeeper.check.invariant.LiveCallsCared;
import org.zonekeeper.check.invariant.Outages;
import org.zonekeeper.check.invariant.Sequences;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.judge.StateFold;
import org.zonekeeper.check.row.F01ZonesTakenOver;
import org.zonekeeper.check.row.F02OutageTold;
import org.zonekeeper.check.row.F03CommandsRefused;
import org.zonekeeper.check.row.F04NoDialling;
import org.zonekeeper.check.row.F05WaitingCallsMarked;
import org.zonekeeper.check.row.F06QueuedCallsDropped;
import org.zonekeeper.check.row.F07JobChangesRefused;
import org.zonekeeper.check.row.F08AgentMovesRefused;
import org.zonekeeper.check.row.F09StateRebuilt;
import org.zonekeeper.check.row.F10EndOfOutageTold;
import org.zonekeeper.check.row.F11EndedCallsTold;
import org.zonekeeper.check.row.F12AgentsWorkAgain;
import org.zonekeeper.check.row.F13DiallingResumes;
import org.zonekeeper.check.row.F14JobChangesSaved;
import org.zonekeeper.check.row.F15AgentMovesTakeEffect;
import org.zonekeeper.check.row.F16RecorderComplete;
import org.zonekeeper.check.row.F17NoticesComplete;
import org.zonekeeper.check.row.F18DesktopsChecked;
import org.zonekeeper.check.row.F19LostDisconnectFound;
import org.zonekeeper.check.row.F20ShortCutOffUnnoticed;
import org.zonekeeper.check.row.F21LostDesktopsLoggedOff;
import org.zonekeeper.check.row.F22ZoneGoesDown;
import org.zonekeeper.check.row.F23ZoneReturns;
import org.zonekeeper.check.row.F24LimitsCloseCalls;
import org.zonekeeper.check.row.F25SecondPartiesKept;
import org.zonekeeper.check.row.F26AgentDialsKept;
import org.zonekeeper.check.row.F27CallbacksKept;
import org.zonekeeper.check.row.F28InboundKept;
import org.zonekeeper.check.row.X01HandoverUnnoticed;
import org.zonekeeper.check.row.X02RescuableCallsSpared;
import org.zonekeeper.check.row.X06NoSecondOwner;
import org.zonekeeper.check.row.X07SessionsResumed;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.check.run.ZoneRun;

/**
 * Every judge there is; the demo, chaos, the simulation and the auditors ask the same. Stateless.
 */
public final class Judges {
  private Judges() {}

  /**
   * Those that hold of every zone's journal, whatever happened, in memory that does not grow with
   * it; to be closed by the caller.
   *
   * @param fold of the zone before its first event
   * @param evidence what is known of the zone from elsewhere
   */
  public static List<Judge> ofJournal(String zone, StateFold fold, ZoneEvidence evidence) {
    return ofJournal(zone, fold, evidence, Optional.empty());
  }

  /** The same, of a zone's part of a run, with all that was seen of it. */
  static List<Judge> ofJournal(ZoneRun run, Function<String, StateFold> folds) {
    ZoneEvidence evidence =
        new ZoneEvidence(Optional.empty(), List.of(), Optional.of(run::recorder));
    return ofJournal(run.zone(), folds.apply(run.zone()), evidence, Optional.of(run));
  }

  private static List<Judge> ofJournal(
      String zone, StateFold fold, ZoneEvidence evidence, Optional<ZoneRun> run) {
    List<Judge> judges =
        new ArrayList<>(
            List.of(
                new Sequences(zone),
                new Outages(),
                new Applicable(),
                new AnswersOnce(run),
                new AgentsOnOneCall(),
                new CallLives(),
                new LiveCallsCared(),
                new Authorised(),
                new DoNotCallHeeded(),
                new BlendingBounded(),
                new Chained(evidence.anchors()),
                new F05WaitingCallsMarked(run),
                new F06QueuedCallsDropped(run),
                new F09StateRebuilt(fold, evidence.live(), run),
                new F25SecondPartiesKept(),
                new F26AgentDialsKept(),
                new F27CallbacksKept(),
                new F28InboundKept()));
    evidence.recorder().ifPresent(log -> judges.add(new F16RecorderComplete(log.get(), run)));
    judges.add(new F21LostDesktopsLoggedOff());
    judges.add(new F22ZoneGoesDown());
    judges.add(new X02RescuableCallsSpared(run));
    judges.add(new X06NoSecondOwner(run));
    judges.add(new X07SessionsResumed());
    return judges;
  }

  /** That nothing is dialled but within the journal's authorisations; holds of every run. */
  public static Judge ofDialling(Run run) {
    return new F04NoDialling(run);
  }

  /** The rows that a run with a failover, a freeze and a handover must show as a whole. */
  static List<Judge> ofRun(Run run) {
    return List.of(
        new F01ZonesTakenOver(run),
        new F02OutageTold(run),
        new F03CommandsRefused(run),
        ofDialling(run),
        new F07JobChangesRefused(run),
        new F08AgentMovesRefused(run),
        new F10EndOfOutageTold(run),
        new F11EndedCallsTold(run),
        new F12AgentsWorkAgain(run),
        new F13DiallingResumes(run),
        new F14JobChangesSaved(run),
        new F15AgentMovesTakeEffect(run),
        new F17NoticesComplete(run),
        new F18DesktopsChecked(run),
        new F19LostDisconnectFound(run),
        new F20ShortCutOffUnnoticed(run),
        new F23ZoneReturns(run),
        new F24LimitsCloseCalls(run),
        new X01HandoverUnnoticed(run));
  }
}
