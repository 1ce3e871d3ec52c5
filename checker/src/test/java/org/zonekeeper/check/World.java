package org.zonekeeper.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.StateFold;
import org.zonekeeper.check.row.F16RecorderComplete;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.trust.ContractTypes;

/** Evidence of a run that never was: writes journal, transcripts and logs as the parts would. */
final class World {
  static {
    ContractTypes.trust();
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  final List<JournalEntry> journal = new ArrayList<>();
  final List<LogLine> transcripts = new ArrayList<>();
  final List<LogLine> platform = new ArrayList<>();
  final List<LogLine> recorder = new ArrayList<>();
  final List<LogLine> incidents = new ArrayList<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> forwarded = new HashMap<>();
  private final Map<String, StateFold> folds = new HashMap<>();
  private final Map<String, Long> latest = new HashMap<>();
  private int commands;

  /** A fold that any difference in the journal shows in. */
  static StateFold chain(String zone) {
    return new StateFold() {
      private int hash = zone.hashCode();

      @Override
      public void apply(Event event) {
        hash = 31 * hash + event.toString().hashCode();
      }

      @Override
      public String digest() {
        return Integer.toHexString(hash);
      }
    };
  }

  Evidence evidence() {
    return new Evidence(journal, transcripts, platform, recorder, incidents);
  }

  long epoch(String zone) {
    return epochs.getOrDefault(zone, 0L);
  }

  void newEpoch(String zone) {
    epochs.merge(zone, 1L, Long::sum);
  }

  long sequence(String zone) {
    return sequences.getOrDefault(zone, 0L);
  }

  String digest(String zone) {
    return folds.computeIfAbsent(zone, World::chain).digest();
  }

  static Cause cause(CauseKind kind, String type, String id) {
    return new Cause(kind, type, id, -1L, 0L);
  }

  static final Cause TIMER = cause(CauseKind.TIMER, "Tick", "");
  static final Cause OWNERSHIP = cause(CauseKind.OWNERSHIP, "Adopt", "");

  /** The zone decides on an event. */
  void event(String zone, long at, Cause cause, Function<EventHeader, Event> event) {
    long sequence = sequences.merge(zone, 1L, Long::sum);
    // As the engine does: never earlier than the event before.
    long now = latest.merge(zone, at, Math::max);
    Event made = event.apply(new EventHeader(zone, epoch(zone), sequence, now, cause, zone, ""));
    JournalEntry entry = new JournalEntry(zone, sequence - 1, made);
    journal.add(entry);
    folds.computeIfAbsent(zone, World::chain).apply(made);
    if (F16RecorderComplete.isSent(entry)) {
      forward(at, entry);
    }
  }

  private void forward(long at, JournalEntry entry) {
    String zone = entry.zone();
    ObjectNode line = line(at + 20, "event").put("zone", zone).put("epoch", epoch(zone));
    line.put("sequence", entry.sequence()).put("previous", forwarded.getOrDefault(zone, 0L));
    line.put("type", F16RecorderComplete.sentAs(entry)).put("id", zone + "/" + entry.sequence());
    entry
        .event()
        .getOptionalCompletionCode()
        .ifPresent(code -> line.putObject("data").put("completionCode", code));
    recorder.add(LogLine.of(line));
    forwarded.put(zone, entry.sequence());
  }

  /** The platform reports a fact; the cause that its events have. */
  Cause fact(String zone, long at, String type, String call) {
    String id = type + "-" + call + "-" + at;
    ObjectNode line = line(at, "fact").put("zone", zone).put("type", type).put("callId", call);
    line.putObject("header").put("factId", id).put("zone", zone).put("occurredAt", at);
    platform.add(LogLine.of(line));
    return cause(CauseKind.FACT, type, id);
  }

  void attempt(String zone, long at, String call, String lease, long validUntil) {
    platform.add(
        LogLine.of(
            line(at, "attempt")
                .put("zone", zone)
                .put("type", "AttemptStarted")
                .put("callId", call)
                .put("jobId", "job-" + zone)
                .put("authorisationId", lease)
                .put("validUntil", validUntil)));
  }

  void order(String zone, long at, String type, String call) {
    ObjectNode line = line(at, "order").put("zone", zone).put("type", type).put("callId", call);
    line.putObject("header")
        .put("orderId", zone + "-" + sequence(zone))
        .put("epoch", epoch(zone))
        .put("issuedAt", at);
    platform.add(LogLine.of(line));
  }

  void incident(long at, String kind, String fields) {
    ObjectNode line = line(at, kind);
    line.setAll((ObjectNode) json(fields));
    incidents.add(LogLine.of(line));
  }

  /** A robot receives a frame. */
  void in(long at, String who, String zone, String type, String fields) {
    frame("in", at, who, zone, type, fields);
  }

  /** A notification with all that notifications carry. */
  void told(long at, String who, String zone, String type, String fields) {
    ObjectNode message = (ObjectNode) json(fields);
    message.put("zone", zone).put("epoch", epoch(zone));
    message.put("sequence", sequence(zone)).put("time", at);
    frame("in", at, who, zone, type, message.toString());
  }

  void connect(long at, String who, String zone) {
    in(at, who, zone, "AgentSDKConnected", "{'session':'s-" + who + "'}");
  }

  /** A robot sends a command; its id in the journal. */
  String said(long at, String who, String zone, String type, String fields) {
    String id = Integer.toString(++commands);
    ObjectNode message = (ObjectNode) json(fields);
    frame("out", at, who, zone, type, message.put("id", id).toString());
    return "s-" + who + ":" + id;
  }

  void answered(long at, String who, String zone, String type, String commandId, String reason) {
    ObjectNode message = JSON.createObjectNode();
    message.put("id", commandId.substring(commandId.indexOf(':') + 1));
    message.put("result", reason.isEmpty() ? 0 : 201);
    if (!reason.isEmpty()) {
      message.put("reason", reason).put("text", "zone " + zone + " says " + reason);
    }
    frame("in", at, who, zone, type + "RESP", message.toString());
  }

  /** A command that the zone does: what it leads to, then its answer. */
  void done(
      long at,
      String who,
      String zone,
      String type,
      String fields,
      List<Function<EventHeader, Event>> effects) {
    String id = said(at, who, zone, type, fields);
    Cause cause = cause(CauseKind.COMMAND, type, id);
    effects.forEach(effect -> event(zone, at + 10, cause, effect));
    event(zone, at + 10, cause, header -> new CommandAccepted(header, id, type, who));
    answered(at + 20, who, zone, type, id, "");
  }

  private void frame(String kind, long at, String who, String zone, String type, String fields) {
    ObjectNode line = line(at, kind).put(who.startsWith("sup") ? "supervisor" : "agent", who);
    line.put("zone", zone);
    ObjectNode message = line.putObject("message").put("type", type);
    message.setAll((ObjectNode) json(fields));
    transcripts.add(LogLine.of(line));
  }

  private static ObjectNode line(long at, String kind) {
    return JSON.createObjectNode().put("at", at).put("kind", kind);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
