package org.zonekeeper.audit.traces;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * A trace for each call from its beginning to its code, with its phases. Calls that began before
 * the first event that is heard are left out. Confined to one thread; holds the calls under way.
 */
final class CallSpans {
  private final String zone;
  private final Resource resource;
  private final Consumer<SpanData> spans;
  private final Map<String, TracedCall> underWay = new HashMap<>();

  CallSpans(String zone, Resource resource, Consumer<SpanData> spans) {
    this.zone = zone;
    this.resource = resource;
    this.spans = spans;
  }

  void hear(JournalRecord record) {
    if (record.event() instanceof ZoneTakenOver) {
      underWay.values().forEach(call -> call.outage(record.header().getEpoch()));
    }
    begin(record);
    Optional<TracedCall> call =
        record.event().getOptionalCallId().map(underWay::get); // a map's get gives null for none
    call.ifPresent(known -> goOn(known, record));
  }

  void end() {
    underWay.values().forEach(call -> call.end(false));
    underWay.clear();
  }

  private void begin(JournalRecord record) {
    switch (record.event()) {
      case ContactOffered e -> begin(e.getCallId(), record.at());
      case ContactDialled e -> begin(e.getCallId(), record.at());
      case CallAttempted e -> begin(e.getCallId(), e.getAttemptedAt());
      default -> {
        // No beginning.
      }
    }
  }

  private void begin(String callId, long at) {
    underWay.computeIfAbsent(callId, id -> new TracedCall(zone, id, at, resource, spans));
  }

  private void goOn(TracedCall call, JournalRecord record) {
    call.note(record);
    switch (record.event()) {
      case ContactOffered e -> call.phase("preview", record.at());
      case ContactDialled e -> call.phase("dial order", record.at());
      case CallAttempted e -> call.phase("attempt", e.getAttemptedAt());
      case CallAnswered e -> call.phase("answer", e.getAnsweredAt());
      case CallQueued e -> call.phase("queue", record.at());
      case CallAssigned e -> call.phase("connect", record.at());
      case CallUnassigned e -> call.phase("queue", record.at());
      case CallConnected e -> call.phase("conversation", e.getConnectedAt());
      case CallDisconnected e -> call.phaseOver(e.getDisconnectedAt());
      case WrapUpStarted e -> call.phase("wrap-up", record.at());
      case CallMarkedNuisance e -> call.attribute("zonekeeper.nuisance", e.getCause().name());
      case CallCompleted e -> {
        call.attribute("zonekeeper.completion.code", e.getCompletionCode());
        over(e.getCallId());
      }
      case PreviewWithdrawn e -> over(e.getCallId());
      case ContactReturned e -> {
        // What the agent cancelled has a code as any other call.
        if (e.getGrounds() != ContactReturnGrounds.CANCELLED) {
          over(e.getCallId());
        }
      }
      default -> {
        // Noted, and no change of phase.
      }
    }
  }

  private void over(String callId) {
    underWay.remove(callId).end(true);
  }
}
