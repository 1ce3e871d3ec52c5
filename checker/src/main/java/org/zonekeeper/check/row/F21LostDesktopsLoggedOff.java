package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/**
 * F21: an agent whose desktop was lost and did not come back within the grace is logged off by
 * force, by the gateway's word or because the gateway is gone; the call in hand gets {@code
 * DESKTOP_ERROR}. A journal in which no desktop was lost puts nothing to the test here.
 */
public final class F21LostDesktopsLoggedOff extends Judge {
  private final Map<String, String> callInHand = new HashMap<>();
  private long lost;

  /** Of one zone's journal. */
  public F21LostDesktopsLoggedOff() {
    super("F21", "whose desktop is lost for longer than the grace is logged off, once");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case CallConnected e -> callInHand.put(e.getAgentId(), e.getCallId());
      case CallTransferred e when e.getSecondAgentId() != null ->
          passOn(e.getCallId(), e.getAgentId(), e.getSecondAgentId());
      case ConferenceOwnershipChanged e ->
          passOn(e.getCallId(), e.getSecondAgentId(), e.getAgentId());
      case CallCompleted e -> {
        callInHand.values().remove(e.getCallId());
        judgeCode(entry, e, findings);
      }
      case AgentLoggedOff e when e.getGrounds() == LogOffGrounds.DESKTOP_LOST ->
          lost(entry, e, findings);
      default -> {
        // Says nothing of desktops.
      }
    }
  }

  /** The call is no business of who had it before. */
  private void passOn(String call, String from, String to) {
    callInHand.remove(from, call);
    callInHand.put(to, call);
  }

  private void lost(HashedEntry entry, AgentLoggedOff off, Findings findings) {
    lost++;
    findings.require(
        isLoss(off.getHeader()),
        entry,
        "%s is caused by %s, which loses no desktop"
            .formatted(entry, off.getHeader().getCause().getType()));
    String open = callInHand.remove(off.getAgentId());
    findings.require(
        open == null,
        entry,
        "%s leaves call %s of %s open".formatted(entry, open, off.getAgentId()));
  }

  private static void judgeCode(HashedEntry entry, CallCompleted completed, Findings findings) {
    boolean conversation = completed.getAgentId() != null;
    findings.require(
        !conversation
            || !isLoss(completed.getHeader())
            || completed.getCompletionCode().equals("DESKTOP_ERROR"),
        entry,
        "%s: the call of a lost desktop ended as %s"
            .formatted(entry, completed.getCompletionCode()));
  }

  private static boolean isLoss(EventHeader header) {
    String type = header.getCause().getType();
    return switch (header.getCause().getKind()) {
      case COMMAND -> type.equals("ReportDesktopLost");
      case TIMER -> type.equals("GatewayTimeout");
      case FACT, OWNERSHIP -> false;
    };
  }

  @Override
  public void end(Findings findings) {
    findings.exercisedIfAny(lost, "desktop was lost for longer than the grace");
    findings.count("desktops lost", lost);
  }
}
