package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.CallStory;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.ZoneHandedOver;

/**
 * X2: a failure within a zone's failover tolerance is noticed by nobody; under the policy RESCUE an
 * outage marks only those whose live-voice budget has run out. Zones without either put nothing to
 * the test here.
 */
public final class Rescued implements Judge {
  @Override
  public String id() {
    return "X2";
  }

  @Override
  public String title() {
    return "what is tolerated is not noticed; who can be rescued is";
  }

  @Override
  public void judge(Story story, Findings findings) {
    int tolerated = 0;
    for (String zone : story.journal().zones()) {
      List<JournalEntry> events = story.journal().of(zone);
      for (JournalEntry entry : events) {
        if (entry.event() instanceof ZoneHandedOver handed && handed.getTolerated()) {
          tolerated++;
          Unnoticed.after(entry, lastBefore(events, entry), story, "a tolerated failure")
              .judge(story, findings);
        }
      }
    }
    int outages = 0;
    int connected = 0;
    for (Outage outage : story.incidents().mended()) {
      if (outage.rescues()) {
        outages++;
        connected += rescued(story, outage, findings);
      }
    }
    findings.proof(
        tolerated + outages == 0
            ? "not exercised: no zone with a failover tolerance or the policy RESCUE lost its owner"
            : "%d failures tolerated; %d outages with RESCUE, %d waiting calls got an agent after all"
                .formatted(tolerated, outages, connected));
  }

  private static long lastBefore(List<JournalEntry> events, JournalEntry handed) {
    return events.stream()
        .filter(entry -> entry.sequence() < handed.sequence())
        .mapToLong(JournalEntry::at)
        .max()
        .orElse(handed.at());
  }

  /** How many of those who waited got an agent after all. */
  private static int rescued(Story story, Outage outage, Findings findings) {
    int connected = 0;
    for (CallStory call : story.journal().callsOf(outage.zone())) {
      Optional<JournalEntry> mark =
          call.marks(NuisanceCause.FAILOVER).stream()
              .filter(entry -> entry.sequence() > outage.takeoverSequence())
              .filter(entry -> entry.sequence() < outage.availableSequence())
              .findFirst();
      mark.ifPresent(
          entry ->
              findings.require(
                  lost(story, call, entry),
                  "call %s still had live-voice budget and was marked FAILOVER"
                      .formatted(call.id())));
      if (mark.isEmpty()
          && call.liveBefore(outage.availableSequence())
          && !call.connectedBefore(outage.availableSequence())
          && call.first(CallConnected.class).isPresent()) {
        connected++;
      }
    }
    return connected;
  }

  /** Queued, out of budget, or hung up on by the platform. */
  private static boolean lost(Story story, CallStory call, JournalEntry mark) {
    if (call.hasBefore(CallQueued.class, mark.sequence())) {
      return true;
    }
    Optional<CallDisconnected> end =
        call.first(CallDisconnected.class)
            .filter(entry -> entry.sequence() < mark.sequence())
            .map(entry -> (CallDisconnected) entry.event());
    if (end.filter(down -> down.getEndedBy() != Party.CUSTOMER).isPresent()) {
      return true;
    }
    long waitedUntil = end.map(CallDisconnected::getDisconnectedAt).orElse(mark.at());
    return call.first(CallAnswered.class)
        .map(entry -> (CallAnswered) entry.event())
        .map(answer -> answer.getGreetingEndedAt() + budget(story, call, answer))
        .filter(budgetEnd -> waitedUntil > budgetEnd)
        .isPresent();
  }

  private static long budget(Story story, CallStory call, CallAnswered answer) {
    return story
        .journal()
        .settingsOf(call.zone(), answer.getJobId())
        .map(JobSettings::getLiveVoiceBudgetMs)
        .orElse(0);
  }
}
