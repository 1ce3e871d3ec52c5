package org.zonekeeper.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Puts the events that a person wants to know of into words. Called by the journal's thread and,
 * for the console's notices, by the supervisor's.
 */
final class Storyteller {
  private final Timeline timeline;
  private final Map<String, Integer> marked = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();

  Storyteller(Timeline timeline) {
    this.timeline = timeline;
  }

  void notice(ObjectNode frame) {
    String zone = frame.path("zone").asText();
    switch (frame.path("type").asText()) {
      case "SUPZoneNotAvailable" ->
          timeline.tell(
              zone, "NOT AVAILABLE, say gateway and desktops (%s)".formatted(cause(frame)));
      case "SUPZoneAvailable" ->
          timeline.tell(
              zone, "AVAILABLE again, say gateway and desktops (%s)".formatted(cause(frame)));
      default -> {
        // Agents' and jobs' states would fill the screen.
      }
    }
  }

  private static String cause(ObjectNode frame) {
    return frame.path("cause").asText();
  }

  void event(JournalEntry entry) {
    switch (entry.event()) {
      case ZoneOpened e -> tell(entry, "opened by " + e.getOwner().getAgentManager());
      case HandoverAnnounced e -> tell(entry, "handover announced: " + e.getGrounds());
      case ZoneHandedOver e ->
          tell(
              entry,
              "handed over from %s to %s, epoch %d: %s"
                  .formatted(
                      e.getPreviousOwner().getAgentManager(),
                      e.getOwner().getAgentManager(),
                      entry.epoch(),
                      e.getGrounds()));
      case ZoneTakenOver e ->
          tell(
              entry,
              "TAKEN OVER from %s by %s, epoch %d: %s"
                  .formatted(
                      e.getPreviousOwner().getAgentManager(),
                      e.getOwner().getAgentManager(),
                      entry.epoch(),
                      e.getGrounds()));
      case ZoneAvailable e -> available(entry, e);
      case CallMarkedNuisance e -> count(entry, e);
      case CommandRefused e -> count(entry, e);
      case DesktopCheckFailed e ->
          tell(entry, "%s's desktop failed the check: %s".formatted(e.getAgentId(), e.getText()));
      case AgentReloginRequired e ->
          tell(
              entry,
              "%s must log on anew: the Disconnect of %s never came"
                  .formatted(e.getAgentId(), e.getCallId()));
      case AgentLoggedOff e ->
          tell(entry, "%s logged off: %s".formatted(e.getAgentId(), e.getGrounds()));
      case JobChanged e -> tell(entry, "job %s changed".formatted(e.getJobId()));
      case AgentJobStateChanged e -> moved(entry, e);
      case CallCompleted e -> ended(entry, e);
      default -> {
        // The daily round.
      }
    }
  }

  private void available(JournalEntry entry, ZoneAvailable e) {
    if (e.getOutageBeganAt() == 0) {
      return;
    }
    tell(
        entry,
        "works again: %d calls marked nuisance FAILOVER, %d commands refused so far"
            .formatted(
                marked.getOrDefault(entry.zone(), 0), refused.getOrDefault(entry.zone(), 0)));
  }

  private void count(JournalEntry entry, CallMarkedNuisance e) {
    if (e.getCause() == NuisanceCause.FAILOVER) {
      marked.merge(entry.zone(), 1, Integer::sum);
    }
  }

  private void count(JournalEntry entry, CommandRefused e) {
    if (e.getReason() == RefusalReason.ZONE_NOT_AVAILABLE) {
      refused.merge(entry.zone(), 1, Integer::sum);
    }
  }

  private void moved(JournalEntry entry, AgentJobStateChanged e) {
    boolean bySupervisor = entry.header().getCause().getType().equals("MoveAgent");
    if (bySupervisor) {
      String job = e.getJobState() == JobState.ATTACHED ? e.getJobId() : e.getTargetJobId();
      tell(entry, "%s moved to %s (%s)".formatted(e.getAgentId(), job, e.getJobState()));
    }
  }

  private void ended(JournalEntry entry, CallCompleted e) {
    boolean byLimit =
        entry.header().getCause().getKind() == CauseKind.TIMER
            && e.getCompletionCode().equals("Disconnected_By_System");
    if (byLimit) {
      tell(entry, "call %s closed by its time limit".formatted(e.getCallId()));
    }
    if (e.getCompletionCode().equals("DESKTOP_ERROR")) {
      tell(entry, "call %s completed with DESKTOP_ERROR".formatted(e.getCallId()));
    }
  }

  private void tell(JournalEntry entry, String what) {
    timeline.tell(entry.at(), entry.zone(), what);
  }
}
