package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;

/**
 * F22: a zone that a supervisor takes down dials nothing, shows no contact, starts no job and lets
 * nobody log on; its agents go to the failover zone that was named, and to no other; without one
 * they are logged off, not before the grace is over; nobody leaves with a call in hand. A journal
 * in which no zone was taken down puts nothing to the test here.
 */
public final class F22ZoneGoesDown extends Judge {
  private static final String NOBODY = "";

  private final Map<String, String> callInHand = new HashMap<>();
  private final Map<String, String> stuck = new HashMap<>();
  private ZoneGoingDown down;
  private long deadline;
  private long times;

  /** Of one zone's journal. */
  public F22ZoneGoesDown() {
    super("F22", "a zone that is taken down takes no work, and its agents leave it in order");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneGoingDown e -> {
        times++;
        findings.require(down == null, entry, "%s: the zone went down already".formatted(entry));
        down = e;
        deadline = e.getDeadline();
      }
      case ZoneBroughtUp e -> {
        findings.require(down != null, entry, "%s: the zone was not down".formatted(entry));
        down = null;
      }
      case ZoneAvailable e -> {
        if (e.getOutageBeganAt() != 0) {
          deadline += Math.max(0, e.getHeader().getAt() - e.getOutageBeganAt());
        }
      }
      case AgentCallStateChanged e -> {
        if (e.getCallId() == null) {
          callInHand.remove(e.getAgentId());
        } else {
          callInHand.put(e.getAgentId(), e.getCallId());
        }
      }
      case AgentReloginRequired e -> stuck.put(e.getAgentId(), e.getCallId());
      case AgentLoggedOn e -> {
        noWork(entry, findings);
        findings.count("agents taken over from another zone", e.getMovedFrom() == null ? 0 : 1);
      }
      case DiallingAuthorised e -> noWork(entry, findings);
      case JobStarted e -> noWork(entry, findings);
      case ContactOffered e -> noWork(entry, findings);
      case ContactDialled e -> noWork(entry, findings);
      case AgentLoggedOff e -> left(entry, e, findings);
      default -> {
        // Says nothing of a zone's end.
      }
    }
  }

  private void noWork(HashedEntry entry, Findings findings) {
    findings.require(down == null, entry, "%s in a zone that was taken down".formatted(entry));
  }

  private void left(HashedEntry entry, AgentLoggedOff off, Findings findings) {
    String open = callInHand.getOrDefault(off.getAgentId(), NOBODY);
    boolean wasStuck = stuck.remove(off.getAgentId()) != null;
    callInHand.remove(off.getAgentId());
    switch (off.getGrounds()) {
      case ZONE_MOVED -> {
        moved(entry, off, findings);
        findings.require(
            open.isEmpty(), entry, "%s was moved with call %s in hand".formatted(entry, open));
      }
      case ZONE_DOWN -> {
        findings.count("agents logged off at the end of the grace");
        findings.require(
            down != null && off.getHeader().getAt() >= deadline,
            entry,
            "%s was logged off before the grace was over".formatted(entry));
        findings.require(
            open.isEmpty() || wasStuck,
            entry,
            "%s was logged off with call %s in hand".formatted(entry, open));
        findings.require(
            wasStuck || down == null || down.getFailoverZone() == null,
            entry,
            "%s was logged off, though zone %s was to take it"
                .formatted(entry, down == null ? NOBODY : down.getFailoverZone()));
      }
      default -> {
        // For reasons that have rows of their own.
      }
    }
  }

  private void moved(HashedEntry entry, AgentLoggedOff off, Findings findings) {
    findings.count("agents moved to another zone");
    String target = off.getMove() == null ? NOBODY : off.getMove().getToZone();
    findings.require(
        down != null && target.equals(down.getFailoverZone()),
        entry,
        "%s was moved to zone '%s', which no supervisor named".formatted(entry, target));
  }

  @Override
  public void end(Findings findings) {
    findings.exercisedIfAny(times, "zone was taken down");
    findings.count("zones taken down", times);
  }
}
