package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * X6: one owner at a time. Only a change of owner begins an epoch, one higher than the last, and
 * names the owner before it; every other event is of the owner's epoch. So an Agent Manager that
 * was frozen while others took its zones over, and comes back, adds nothing, and its orders end
 * with the takeover.
 */
public final class X06NoSecondOwner extends Judge {
  private final Optional<ZoneRun> run;
  private long epoch = -1;
  private Optional<Owner> owner = Optional.empty();

  /**
   * @param run who was frozen and came back, if it is known
   */
  public X06NoSecondOwner(Optional<ZoneRun> run) {
    super("X6", "one owner at a time; a frozen one that comes back adds nothing");
    this.run = run;
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneOpened e -> opened(entry, e, findings);
      case ZoneHandedOver e -> changed(entry, e.getPreviousOwner(), e.getOwner(), findings);
      case ZoneTakenOver e -> changed(entry, e.getPreviousOwner(), e.getOwner(), findings);
      case ZoneAvailable e -> by(entry, e.getOwner(), findings);
      case HandoverAnnounced e -> by(entry, e.getOwner(), findings);
      default -> ofOwnersEpoch(entry, findings);
    }
    epoch = Math.max(epoch, entry.epoch());
  }

  private void opened(HashedEntry entry, ZoneOpened opened, Findings findings) {
    findings.require(
        epoch < 0 && entry.epoch() == 1 && entry.sequence() == 1,
        entry,
        entry + ": a zone is opened once, by its first event, in epoch 1");
    owner = Optional.of(opened.getOwner());
    findings.count("owners");
  }

  private void changed(HashedEntry entry, Owner before, Owner after, Findings findings) {
    findings.require(
        epoch < 0 || entry.epoch() == epoch + 1,
        entry,
        "%s begins epoch %d after epoch %d".formatted(entry, entry.epoch(), epoch));
    owner
        .filter(known -> !known.equals(before))
        .ifPresent(
            known ->
                findings.fault(
                    entry,
                    "%s names %s as the owner before, who was %s"
                        .formatted(entry, name(before), name(known))));
    owner = Optional.of(after);
    findings.count("owners");
  }

  private void by(HashedEntry entry, Owner speaker, Findings findings) {
    ofOwnersEpoch(entry, findings);
    owner
        .filter(known -> !known.equals(speaker))
        .ifPresent(
            known ->
                findings.fault(
                    entry,
                    "%s is of %s, the owner is %s".formatted(entry, name(speaker), name(known))));
  }

  private void ofOwnersEpoch(HashedEntry entry, Findings findings) {
    if (epoch >= 0 && entry.epoch() != epoch) {
      findings.fault(
          entry,
          entry.epoch() < epoch
              ? "%s is of a deposed owner: the zone is in epoch %d".formatted(entry, epoch)
              : "%s is of an epoch that no change of owner began, after epoch %d"
                  .formatted(entry, epoch));
    }
  }

  private static String name(Owner owner) {
    return owner.getAgentManager() + "." + owner.getIncarnation();
  }

  @Override
  public void end(Findings findings) {
    run.ifPresent(known -> cameBack(known, findings));
  }

  private static void cameBack(ZoneRun known, Findings findings) {
    long after = 0;
    long thawed = 0;
    for (LogLine thaw : known.run().incidents().of("thawed")) {
      for (Outage outage : frozenBefore(known, thaw)) {
        thawed++;
        after += after(known, outage, thaw, findings);
      }
    }
    findings.exercised(thawed, "owner came back after its zone had been taken over");
    findings.exercised(after, "event in such a zone after the owner came back");
    findings.count("takeovers from a frozen owner", thawed);
    findings.count("events after it came back", after);
  }

  private static List<Outage> frozenBefore(ZoneRun known, LogLine thaw) {
    return known.mended().stream()
        .filter(outage -> outage.victim().equals(thaw.text("agentManager")))
        .filter(outage -> outage.beganAt() < thaw.at() && thaw.at() < outage.until())
        .filter(
            outage ->
                known.run().incidents().of("frozen").stream()
                    .anyMatch(frozen -> frozen.at() == outage.beganAt()))
        .toList();
  }

  private static long after(ZoneRun known, Outage outage, LogLine thaw, Findings findings) {
    var taken = outage.takenOver().orElseThrow().getHeader();
    findings.require(
        taken.getAt() < thaw.at(),
        "not exercised: %s came back before %s was taken over"
            .formatted(outage.victim(), outage.zone()));
    for (LogLine order : known.platform("order")) {
      var header = order.json().path("header");
      findings.require(
          header.path("epoch").asLong() >= taken.getEpoch()
              || header.path("issuedAt").asLong() <= taken.getAt(),
          "order %s is of the old owner, given after the takeover"
              .formatted(header.path("orderId").asText()));
    }
    return known.run().journal().of(outage.zone()).stream()
        .filter(entry -> entry.at() >= thaw.at())
        .count();
  }
}
