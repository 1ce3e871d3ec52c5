package org.zonekeeper.check.row;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * F16: the recorder's log has exactly the zone's events that recorders are sent, the new owner's
 * too, each once and in order, as the journal has it, each naming the one sent before it. What it
 * has beyond the journal's end may be newer than the journal was when it was read.
 */
public final class F16RecorderComplete extends Judge {
  /** What the contract with recorders says is sent to them, and as what. */
  private static final Map<String, String> SENT =
      Map.ofEntries(
          Map.entry("ZoneTakenOver", "ZoneAvailabilityChanged"),
          Map.entry("ZoneHandedOver", "ZoneAvailabilityChanged"),
          Map.entry("ZoneAvailable", "ZoneAvailabilityChanged"),
          Map.entry("AgentLoggedOn", "AgentSessionBegan"),
          Map.entry("AgentLoggedOff", "AgentSessionEnded"),
          Map.entry("AgentStateChanged", "AgentAvailabilityChanged"),
          Map.entry("CallAnswered", "CallStarted"),
          Map.entry("CallConnected", "AgentJoinedCall"),
          Map.entry("CallHeld", "CallPutOnHold"),
          Map.entry("CallUnheld", "CallTakenOffHold"),
          Map.entry("CallRecordingPaused", "RecordingPaused"),
          Map.entry("CallRecordingResumed", "RecordingResumed"),
          Map.entry("DoNotCallAdded", "DoNotCallRequested"),
          Map.entry("CallDisconnected", "CallEnded"),
          Map.entry("CallMarkedNuisance", "CallFlaggedNuisance"),
          Map.entry("CallCompleted", "CallDispositioned"),
          Map.entry("ConsultConnected", "SecondPartyJoined"),
          Map.entry("ConferenceStarted", "SecondPartyJoined"),
          Map.entry("ConferenceOwnershipChanged", "CallHandedOver"),
          Map.entry("CallTransferred", "CallHandedOver"),
          Map.entry("LiveCallAnnounced", "CallUnderWay"));

  private static final String NOT_SENT = "";

  private final Stream<LogLine> log;
  private final Iterator<LogLine> lines;
  private final Optional<ZoneRun> run;
  private Optional<LogLine> next = Optional.empty();

  /** The event sent last; 0 before the zone's first, -1 if it is not known. */
  private long previous = -1;

  /**
   * @param log the recorder's lines of this zone, in its order; closed with this
   * @param run what was done to the zone's owners, if it is known
   */
  public F16RecorderComplete(Stream<LogLine> log, Optional<ZoneRun> run) {
    super("F16", "the recorder gets the new owner's events, no gap, no duplicate");
    this.log = log;
    this.lines = log.iterator();
    this.run = run;
    advance();
  }

  /** As what recorders are sent the event; empty text: they are not. */
  public static String sentAs(JournalEntry entry) {
    return entry.event() instanceof ConsultEnded ended
        ? sentAs(ended)
        : SENT.getOrDefault(entry.type(), NOT_SENT);
  }

  /** Whether recorders are sent the event. */
  public static boolean isSent(JournalEntry entry) {
    return !sentAs(entry).equals(NOT_SENT);
  }

  /** A second party that nobody reached was never on the line. */
  private static String sentAs(ConsultEnded ended) {
    return switch (ended.getPhase()) {
      case PENDING, DIALLING, BLIND_DIALLING, UNKNOWN -> NOT_SENT;
      case ACTIVE, TRANSFERRING, STARTING_CONFERENCE, CONFERENCE, LEAVING_CONFERENCE ->
          "SecondPartyLeft";
    };
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    if (entry.sequence() == 1) {
      previous = 0;
    }
    while (next.isPresent() && next.get().number("sequence") < entry.sequence()) {
      LogLine line = next.get();
      findings.fault(
          entry,
          "the recorder has a %s of sequence %d that it was not owed, or not then"
              .formatted(line.text("type"), line.number("sequence")));
      advance();
    }
    if (!isSent(entry.entry())) {
      return;
    }
    Optional<LogLine> line = next.filter(had -> had.number("sequence") == entry.sequence());
    if (line.isEmpty()) {
      findings.fault(entry, entry + " never reached the recorder");
      previous = -1;
      return;
    }
    same(entry, line.get(), findings);
    advance();
  }

  private void same(HashedEntry owed, LogLine had, Findings findings) {
    findings.count("events at the recorder");
    String type = had.text("type");
    findings.require(
        type.endsWith(sentAs(owed.entry())) && had.number("epoch") == owed.epoch(),
        owed,
        "%s reached the recorder as %s, epoch %d".formatted(owed, type, had.number("epoch")));
    findings.require(
        completionCode(owed.event())
            .equals(had.json().path("data").path("completionCode").asText("")),
        owed,
        "%s: the recorder has another completion code".formatted(owed));
    findings.require(
        previous < 0 || had.number("previous") == previous,
        owed,
        "%s names %d as the event before it, the recorder had %d"
            .formatted(owed, had.number("previous"), previous));
    String hash = had.json().path("journalHash").asText("");
    findings.require(
        hash.isEmpty() || hash.equals(owed.hash()),
        owed,
        "%s reached the recorder with the hash %s, which is another event's".formatted(owed, hash));
    previous = owed.sequence();
  }

  private static String completionCode(Event event) {
    return event instanceof CallCompleted completed ? completed.getCompletionCode() : "";
  }

  @Override
  public void end(Findings findings) {
    run.ifPresent(
        known ->
            findings.exercised(
                known.mendedFailures().stream()
                    .mapToInt(outage -> ofNewOwner(known, outage, findings))
                    .sum(),
                "event of a new owner reached the recorder"));
  }

  private static int ofNewOwner(ZoneRun known, Outage outage, Findings findings) {
    long epoch = outage.takenOver().orElseThrow().getHeader().getEpoch();
    Set<String> types =
        known
            .recorder()
            .filter(line -> line.number("epoch") == epoch)
            .map(line -> line.text("type"))
            .collect(Collectors.toSet());
    findings.require(
        types.contains("AgentAvailabilityChanged") && types.contains("CallDispositioned"),
        "the recorder has no availability or completion code from %s's new owner, only %s"
            .formatted(outage.zone(), types));
    return types.size();
  }

  @Override
  public void close() {
    log.close();
  }

  private void advance() {
    next = lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
  }
}
