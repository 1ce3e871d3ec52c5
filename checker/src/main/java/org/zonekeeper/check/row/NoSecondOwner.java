package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Ownership;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.common.Owner;

/**
 * X6: an Agent Manager that was frozen while others took its zones over, and comes back, adds
 * nothing: each epoch has one owner, and after a newer epoch no event and no order of an older
 * comes.
 */
public final class NoSecondOwner implements Judge {
  @Override
  public String id() {
    return "X6";
  }

  @Override
  public String title() {
    return "a frozen owner that comes back adds nothing";
  }

  @Override
  public void judge(Story story, Findings findings) {
    for (String zone : story.journal().zones()) {
      oneOwnerAnEpoch(zone, story.journal().of(zone), findings);
    }
    long after = 0;
    int thawed = 0;
    for (LogLine thaw : story.incidents().of("thawed")) {
      for (Outage outage : frozenBefore(story, thaw)) {
        thawed++;
        after += after(story, outage, thaw, findings);
      }
    }
    findings.exercised(thawed, "owner came back after its zone had been taken over");
    findings.exercised(after, "event in such a zone after the owner came back");
    findings.proof(
        "%d zones taken over from a frozen owner; %d events after it came back, none of an old epoch"
            .formatted(thawed, after));
  }

  private static List<Outage> frozenBefore(Story story, LogLine thaw) {
    return story.incidents().mended().stream()
        .filter(outage -> outage.victim().equals(thaw.text("agentManager")))
        .filter(outage -> outage.beganAt() < thaw.at() && thaw.at() < outage.until())
        .filter(
            outage ->
                story.incidents().of("frozen").stream()
                    .anyMatch(frozen -> frozen.at() == outage.beganAt()))
        .toList();
  }

  private static long after(Story story, Outage outage, LogLine thaw, Findings findings) {
    var taken = outage.takenOver().orElseThrow().getHeader();
    findings.require(
        taken.getAt() < thaw.at(),
        "not exercised: %s came back before %s was taken over"
            .formatted(outage.victim(), outage.zone()));
    for (LogLine order : story.platform(outage.zone(), "order")) {
      var header = order.json().path("header");
      findings.require(
          header.path("epoch").asLong() >= taken.getEpoch()
              || header.path("issuedAt").asLong() <= taken.getAt(),
          "order %s is of the old owner, given after the takeover"
              .formatted(header.path("orderId").asText()));
    }
    return story.journal().of(outage.zone()).stream().filter(e -> e.at() >= thaw.at()).count();
  }

  private static void oneOwnerAnEpoch(String zone, List<JournalEntry> events, Findings findings) {
    Map<Long, Owner> owners = new HashMap<>();
    long epoch = 0;
    for (JournalEntry entry : events) {
      findings.require(
          entry.epoch() >= epoch,
          "%s comes after an event of epoch %d: a second owner wrote it".formatted(entry, epoch));
      Optional<Owner> owner = Ownership.broughtInBy(entry);
      findings.require(
          owner.isEmpty() || owners.put(entry.epoch(), owner.get()) == null,
          "epoch %d of %s has two owners".formatted(entry.epoch(), zone));
      findings.require(
          owners.containsKey(entry.epoch()),
          "%s is of an epoch that nobody has opened".formatted(entry));
      epoch = Math.max(epoch, entry.epoch());
    }
  }
}
