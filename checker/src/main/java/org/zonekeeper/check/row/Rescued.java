package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.CallStory;
import org.zonekeeper.check.story.Exchange;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Frame;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.ZoneHandedOver;

/**
 * X2: a failure within a zone's failover tolerance is noticed by nobody; under the policy RESCUE an
 * outage marks only those whose live-voice budget has run out. Zones without either put nothing to
 * the test here.
 */
public final class Rescued implements Judge {
  /** What comes of a takeover comes within this time of it. */
  private static final long AFTERMATH_MS = 3_000;

  private static final Set<String> NOTICES = Set.of("POMNotAvailable", "POMAvailable");

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
          long silentSince = lastBefore(events, entry);
          unnoticed(story, zone, silentSince, entry.at() + AFTERMATH_MS, findings);
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

  private static void unnoticed(Story story, String zone, long from, long end, Findings findings) {
    for (String type : NOTICES) {
      for (Frame frame : story.desktops().heard(type)) {
        findings.require(
            !frame.text("zone").equals(zone) || frame.at() < from || frame.at() > end,
            "%s got a %s of %s for a tolerated failure".formatted(frame.who(), type, zone));
      }
    }
    for (Exchange exchange : story.desktops().exchanges()) {
      if (exchange.zone().equals(zone) && exchange.sentAt() >= from && exchange.sentAt() <= end) {
        findings.require(
            !exchange.reason().equals("ZONE_NOT_AVAILABLE"),
            exchange + " was refused for a tolerated failure");
      }
    }
    story.journal().of(zone).stream()
        .filter(entry -> entry.at() >= from && entry.at() <= end)
        .filter(
            entry ->
                entry.event() instanceof CallMarkedNuisance mark
                    && mark.getCause() == NuisanceCause.FAILOVER)
        .forEach(entry -> findings.fault("a call was marked for a tolerated failure: " + entry));
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
