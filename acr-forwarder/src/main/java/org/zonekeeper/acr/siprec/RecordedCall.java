package org.zonekeeper.acr.siprec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.zonekeeper.schemas.recorder.AgentJoinedCall;
import org.zonekeeper.schemas.recorder.CallDispositioned;
import org.zonekeeper.schemas.recorder.CallEnded;
import org.zonekeeper.schemas.recorder.CallFlaggedNuisance;
import org.zonekeeper.schemas.recorder.CallPutOnHold;
import org.zonekeeper.schemas.recorder.CallStarted;
import org.zonekeeper.schemas.recorder.CallTakenOffHold;
import org.zonekeeper.schemas.recorder.CallUnderWay;
import org.zonekeeper.schemas.recorder.DoNotCallRequested;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.recorder.RecordingPaused;
import org.zonekeeper.schemas.recorder.RecordingResumed;

/**
 * One call, gathered from the recorder's events about it, in their order. A call of which the
 * beginning is no longer kept is gathered from where it was told anew. Confined to one thread.
 */
public final class RecordedCall {
  private final String callId;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<TimeSpan> holds = new ArrayList<>();
  private final List<TimeSpan> pauses = new ArrayList<>();
  private Optional<TimeSpan> call = Optional.empty();
  private Optional<Agent> agent = Optional.empty();
  private boolean complete;

  /**
   * The agent on the call.
   *
   * @param id agent id, as logged on with
   * @param extension telephone extension
   * @param joinedAt epoch milliseconds
   */
  record Agent(String id, String extension, long joinedAt) {}

  public RecordedCall(String callId) {
    this.callId = callId;
    tags.put("callId", callId);
  }

  /** Takes the next event of the call in; events of the contract that tell nothing are no harm. */
  public void add(RecorderEvent event) {
    long at = event.getHeader().getAt();
    tags.put("zone", event.getHeader().getZone());
    switch (event) {
      case CallStarted e -> {
        call = Optional.of(TimeSpan.openFrom(e.getAnsweredAt()));
        tag(e.getJobId(), e.getCampaign(), e.getContact());
      }
      case AgentJoinedCall e -> {
        begin(e.getConnectedAt());
        agent = Optional.of(new Agent(e.getAgentId(), e.getExtension(), e.getConnectedAt()));
        tags.put("sessionId", e.getSessionId());
        tag(e.getJobId(), e.getCampaign(), e.getContact());
      }
      case CallPutOnHold e -> holds.add(TimeSpan.openFrom(at));
      case CallTakenOffHold e -> endLast(holds, at);
      case RecordingPaused e -> {
        pauses.add(TimeSpan.openFrom(at));
        tags.merge("pauses", e.getReason().name(), (before, now) -> before + " " + now);
      }
      case RecordingResumed e -> endLast(pauses, at);
      case DoNotCallRequested e -> tags.put("do-not-call", "requested");
      case CallFlaggedNuisance e -> tags.put("nuisance", e.getCause().name());
      case CallEnded e -> {
        tags.put("endedBy", e.getEndedBy().name());
        end(e.getDisconnectedAt());
      }
      case CallDispositioned e -> {
        tag(e.getJobId(), e.getCampaign(), e.getContact());
        tags.put("completionCode", e.getCompletionCode());
        if (e.getDisconnectedAt() != null || call.isPresent()) {
          end(e.getDisconnectedAt() == null ? at : e.getDisconnectedAt());
        }
        complete = true;
      }
      case CallUnderWay e -> underWay(e, at);
      default -> {
        // Of an agent or a zone.
      }
    }
  }

  /** Whether its completion code, the last word, is in. */
  public boolean isComplete() {
    return complete;
  }

  /** Whether a person answered, so that there is something to record. */
  public boolean wasAnswered() {
    return call.isPresent();
  }

  String callId() {
    return callId;
  }

  String zone() {
    return tags.get("zone");
  }

  /** From the answer to the end of the line. */
  TimeSpan call() {
    return call.orElseThrow(
        () -> new IllegalStateException("call " + callId + " was never answered"));
  }

  Optional<Agent> agent() {
    return agent;
  }

  /** When the customer was on hold. */
  List<TimeSpan> holds() {
    return List.copyOf(holds);
  }

  /** When nothing was to be recorded. */
  List<TimeSpan> pauses() {
    return List.copyOf(pauses);
  }

  /** What a recording is found by, in the order in which it became known. */
  Map<String, String> tags() {
    return Map.copyOf(tags);
  }

  private void underWay(CallUnderWay e, long at) {
    begin(e.getAnsweredAt());
    tag(e.getJobId(), e.getCampaign(), e.getContact());
    if (agent.isEmpty() && e.getConnectedAt() != null) {
      agent = Optional.of(new Agent(e.getAgentId(), e.getExtension(), e.getConnectedAt()));
      tags.put("sessionId", e.getSessionId());
    }
    if (holds.isEmpty() && e.getOnHold()) {
      holds.add(TimeSpan.openFrom(at));
    }
    if (pauses.isEmpty() && e.getRecordingPaused() != null) {
      pauses.add(TimeSpan.openFrom(at));
    }
  }

  private void begin(long at) {
    if (call.isEmpty()) {
      call = Optional.of(TimeSpan.openFrom(at));
    }
  }

  private void end(long at) {
    begin(at);
    call = call.map(span -> span.endingAt(at));
    endLast(holds, at);
    endLast(pauses, at);
  }

  private void tag(String job, String campaign, String contact) {
    tags.put("job", job);
    tags.put("campaign", campaign);
    tags.put("contact", contact);
  }

  private static void endLast(List<TimeSpan> spans, long at) {
    if (!spans.isEmpty()) {
      spans.set(spans.size() - 1, spans.getLast().endingAt(at));
    }
  }

  /** The end of the call; absent: it goes on. */
  OptionalLong endedAt() {
    return call().until();
  }
}
