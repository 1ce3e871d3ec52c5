package org.zonekeeper.audit.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneCheckBegun;

/**
 * One change of a zone's owner and what came of it, up to the next one. Grows while its {@link
 * FailoverLog} hears events; confined to the log's thread until the log is done, then only read.
 */
public final class OwnerChange {
  /** What kind of change it was. */
  public enum Kind {
    /** The zone's first owner ever. */
    OPENED,
    /** A planned handover: nobody is told, nothing is marked. */
    PLANNED,
    /** Unplanned: the previous owner died, froze or was cut off. */
    OUTAGE,
    /** The owner kept the zone, but had been silent for longer than the threshold. */
    OWN_SILENCE
  }

  /**
   * How it began.
   *
   * @param from the previous owner; empty when the zone was opened
   * @param to the new owner
   * @param grounds why it was judged so; empty when the zone was opened
   * @param beganAt when the outage began (last committed heartbeat), or the handover was announced;
   *     the change's own time if neither
   * @param lastBefore time of the last event before the change; the change's own if there is none
   */
  public record Beginning(
      Kind kind, String from, String to, String grounds, long beganAt, long lastBefore) {}

  /**
   * A step on the way, in the order of the journal.
   *
   * @param name what was reached
   * @param at when, epoch milliseconds
   * @param sequence the event that shows it
   */
  public record Step(String name, long at, long sequence) {}

  private final JournalRecord change;
  private final Beginning beginning;
  private final List<String> agents;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> marked = new ArrayList<>();
  private final List<String> endedMeanwhile = new ArrayList<>();
  private final List<String> checksFailed = new ArrayList<>();
  private final List<String> relogins = new ArrayList<>();
  private long refusedByZone;
  private long refusedByGateway;
  private long checksAsked;
  private long checksPassed;
  private boolean available;
  private boolean dialled;
  private boolean assigned;

  OwnerChange(JournalRecord change, Beginning beginning, List<String> agents) {
    this.change = change;
    this.beginning = beginning;
    this.agents = List.copyOf(agents);
    // A planned change interrupts nothing that would have to come back.
    this.available = beginning.kind() == Kind.PLANNED;
    step(
        switch (beginning.kind()) {
          case OPENED -> "opened";
          case PLANNED -> "handed over";
          case OUTAGE, OWN_SILENCE -> "taken over";
        },
        change);
  }

  void hear(JournalRecord record) {
    switch (record.event()) {
      case BarrierPassed e ->
          step(
              e.getStream() == InputStream.COMMANDS
                  ? "commands of the outage read"
                  : "facts of the outage read",
              record);
      case ZoneAvailable e -> {
        available = true;
        step("zone works again", record);
      }
      case ZoneCheckBegun e -> step("calls and desktops are checked", record);
      case CommandRefused e -> refused(e);
      case CallMarkedNuisance e -> {
        if (e.getCause() == NuisanceCause.FAILOVER) {
          marked.add(e.getCallId());
        }
      }
      case CallDisconnected e -> {
        if (!available) {
          endedMeanwhile.add(e.getCallId());
        }
      }
      case DesktopCheckRequested e -> checksAsked++;
      case DesktopCheckPassed e -> checksPassed++;
      case DesktopCheckFailed e -> checksFailed.add(e.getAgentId());
      case AgentReloginRequired e -> relogins.add(e.getAgentId());
      default -> worksAgain(record, record.event());
    }
  }

  private void worksAgain(JournalRecord record, Event event) {
    if (event instanceof DiallingAuthorised && available && !dialled) {
      dialled = true;
      step("first dialling authorised", record);
    } else if (event instanceof CallAssigned && available && !assigned) {
      assigned = true;
      step("first call assigned", record);
    }
  }

  private void refused(CommandRefused e) {
    if (e.getReason() != RefusalReason.ZONE_NOT_AVAILABLE) {
      return;
    }
    if (e.getRefusedBy() == RefusedBy.GATEWAY) {
      refusedByGateway++;
    } else {
      refusedByZone++;
    }
  }

  private void step(String name, JournalRecord record) {
    steps.add(new Step(name, record.at(), record.sequence()));
  }

  /** The zone. */
  public String zone() {
    return change.zone();
  }

  /** The epoch that began with it. */
  public long epoch() {
    return change.header().getEpoch();
  }

  /** The event of the change. */
  public JournalRecord change() {
    return change;
  }

  public Beginning beginning() {
    return beginning;
  }

  /** Agents who were logged on at the change: those who had to be told, if it was an outage. */
  public List<String> agents() {
    return agents;
  }

  /** What was reached when, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Calls marked as nuisance for it. */
  public List<String> marked() {
    return List.copyOf(marked);
  }

  /** Calls whose line went down while the zone did not work; told to desktops afterwards. */
  public List<String> endedMeanwhile() {
    return List.copyOf(endedMeanwhile);
  }

  /** Agents whose desktops did not agree after it, and who were logged off by force. */
  public List<String> checksFailed() {
    return List.copyOf(checksFailed);
  }

  /** Agents who had to log on anew because a Disconnect never came. */
  public List<String> relogins() {
    return List.copyOf(relogins);
  }

  /** Commands refused because the zone did not work: by the zone's owner. */
  public long refusedByZone() {
    return refusedByZone;
  }

  /** Commands refused because the zone did not work: by a gateway, put on record by the zone. */
  public long refusedByGateway() {
    return refusedByGateway;
  }

  /** Desktops asked for their states. */
  public long checksAsked() {
    return checksAsked;
  }

  /** Desktops that agreed. */
  public long checksPassed() {
    return checksPassed;
  }

  /** When the zone worked again; empty if it does not yet, or never stopped. */
  public OptionalLong availableAt() {
    return steps.stream()
        .filter(step -> step.name().equals("zone works again"))
        .mapToLong(Step::at)
        .findFirst();
  }
}
