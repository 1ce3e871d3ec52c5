package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.story.CallStory;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;

/**
 * F5: each call that was answered by live voice and had no agent on it is marked nuisance, cause
 * FAILOVER, before the zone works again; no other call is. What the policy RESCUE owes is judged by
 * {@link Rescued}.
 */
public final class WaitingMarked implements Judge {
  @Override
  public String id() {
    return "F5";
  }

  @Override
  public String title() {
    return "live-answered calls without an agent are marked nuisance";
  }

  @Override
  public void judge(Story story, Findings findings) {
    int marked = 0;
    int spared = 0;
    int rescuing = 0;
    for (Outage outage : story.incidents().mended()) {
      if (outage.rescues()) {
        rescuing++;
        continue;
      }
      for (CallStory call : story.journal().callsOf(outage.zone())) {
        if (!liveInOutage(call, outage)) {
          continue;
        }
        if (owesMark(call, outage)) {
          marked++;
          marked(call, outage, findings);
        } else {
          spared++;
        }
      }
      heard(story, outage, findings);
    }
    unowed(story, findings);
    findings.exercised(marked + rescuing, "live-answered call waited for an agent at a failure");
    findings.proof(
        "%d calls marked FAILOVER, %d with an agent or an older mark spared"
            .formatted(marked, spared));
  }

  /** Live-answered before the end of the outage, and not over before the takeover. */
  private static boolean liveInOutage(CallStory call, Outage outage) {
    return call.hasBefore(CallAnswered.class, outage.availableSequence())
        && !call.hasBefore(CallCompleted.class, outage.takeoverSequence());
  }

  /** Neither an agent nor an older mark when the takeover's marks were made. */
  private static boolean owesMark(CallStory call, Outage outage) {
    long marksAt =
        call.marks(NuisanceCause.FAILOVER).stream()
            .mapToLong(JournalEntry::sequence)
            .filter(sequence -> sequence > outage.takeoverSequence())
            .findFirst()
            .orElse(outage.availableSequence());
    return !call.connectedBefore(marksAt)
        && !call.hasBefore(CallMarkedNuisance.class, outage.takeoverSequence());
  }

  private static void marked(CallStory call, Outage outage, Findings findings) {
    Optional<JournalEntry> mark =
        call.marks(NuisanceCause.FAILOVER).stream()
            .filter(entry -> entry.sequence() > outage.takeoverSequence())
            .filter(entry -> entry.sequence() < outage.availableSequence())
            .findFirst();
    findings.require(
        mark.isPresent(),
        "call %s of %s was live-answered, had no agent and was not marked"
            .formatted(call.id(), outage.zone()));
    call.completed()
        .ifPresent(
            end ->
                findings.require(
                    end.getNuisance() != null || mark.isEmpty(),
                    "call %s was marked, but its end does not say so".formatted(call.id())));
  }

  /** What the platform reported during the outage is applied, however late. */
  private static void heard(Story story, Outage outage, Findings findings) {
    for (LogLine fact : story.facts(outage.zone(), "LiveVoiceDetected")) {
      if (fact.at() < outage.takenOver().orElseThrow().getHeader().getAt()
          && fact.at() >= outage.beganAt()) {
        findings.require(
            story
                .journal()
                .call(fact.text("callId"))
                .flatMap(call -> call.first(CallAnswered.class))
                .isPresent(),
            "call %s was answered during the outage; the journal never heard of it"
                .formatted(fact.text("callId")));
      }
    }
  }

  private static void unowed(Story story, Findings findings) {
    List<Outage> outages = story.incidents().mended();
    for (CallStory call : story.journal().calls()) {
      for (JournalEntry mark : call.marks(NuisanceCause.FAILOVER)) {
        boolean inOutage =
            outages.stream()
                .anyMatch(
                    outage ->
                        outage.zone().equals(mark.zone())
                            && mark.sequence() > outage.takeoverSequence()
                            && mark.sequence() < outage.availableSequence());
        findings.require(
            inOutage, "call %s was marked FAILOVER outside of an outage".formatted(call.id()));
        findings.require(
            !call.connectedBefore(mark.sequence()),
            "call %s was marked FAILOVER with an agent on the line".formatted(call.id()));
        findings.require(
            call.hasBefore(CallAnswered.class, mark.sequence()),
            "call %s was marked FAILOVER without live voice".formatted(call.id()));
      }
    }
  }
}
