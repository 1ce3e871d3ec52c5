package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.story.CallStory;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * F6: a call that waited in the queue when the owner failed is never given to an agent afterwards;
 * it ends as nuisance, cause FAILOVER.
 */
public final class QueueDropped implements Judge {
  private static final List<Class<? extends Event>> OUT_OF_THE_QUEUE =
      List.of(
          CallAssigned.class, CallConnected.class, CallMarkedNuisance.class, CallCompleted.class);

  @Override
  public String id() {
    return "F6";
  }

  @Override
  public String title() {
    return "no call of the old queue is assigned; each ends as nuisance";
  }

  @Override
  public void judge(Story story, Findings findings) {
    List<String> queued = new ArrayList<>();
    int open = 0;
    for (Outage outage : story.incidents().mended()) {
      for (CallStory call : story.journal().callsOf(outage.zone())) {
        if (waited(call, outage.takeoverSequence())) {
          queued.add(call.id());
          judge(story, call, outage, findings);
          open += call.completed().isEmpty() ? 1 : 0;
        }
      }
    }
    findings.exercised(queued.size(), "call waited in a queue at a failure");
    findings.require(
        queued.isEmpty() || open < queued.size(), "none of the queued calls ended at all");
    findings.proof(
        "%d queued calls, none assigned after the failure, %d ended as nuisance FAILOVER"
            .formatted(queued.size(), queued.size() - open));
  }

  private static boolean waited(CallStory call, long sequence) {
    return call.hasBefore(CallQueued.class, sequence)
        && OUT_OF_THE_QUEUE.stream().noneMatch(type -> call.hasBefore(type, sequence));
  }

  private static void judge(Story story, CallStory call, Outage outage, Findings findings) {
    findings.require(
        call.every(CallAssigned.class).isEmpty() && call.every(CallConnected.class).isEmpty(),
        "call %s of the old queue was given to an agent".formatted(call.id()));
    for (LogLine order : story.platform(outage.zone(), "order")) {
      findings.require(
          !order.text("type").equals("BridgeAgent") || !order.text("callId").equals(call.id()),
          "the platform was ordered to bridge call %s of the old queue".formatted(call.id()));
    }
    findings.require(
        !call.marks(NuisanceCause.FAILOVER).isEmpty(),
        "queued call %s was not marked FAILOVER".formatted(call.id()));
    call.completed()
        .ifPresent(
            end ->
                findings.require(
                    end.getNuisance() == NuisanceCause.FAILOVER,
                    "queued call %s ended with %s, nuisance %s"
                        .formatted(call.id(), end.getCompletionCode(), end.getNuisance())));
  }
}
