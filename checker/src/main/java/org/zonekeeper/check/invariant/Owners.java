package org.zonekeeper.check.invariant;

import java.util.Optional;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * One owner at a time: only a change of owner begins an epoch, one higher than the last, and names
 * the owner before it; every other event is of the owner's epoch, none of a deposed one's.
 */
final class Owners implements ZoneInvariant {
  private long epoch = -1;
  private Optional<Owner> owner = Optional.empty();

  @Override
  public String id() {
    return "one-owner";
  }

  @Override
  public String title() {
    return "one owner at a time, no event of a deposed one";
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(Read read, Notes notes) {
    long now = read.entry().epoch();
    switch (read.event()) {
      case ZoneOpened e -> opened(read, e, notes);
      case ZoneHandedOver e -> changed(read, e.getPreviousOwner(), e.getOwner(), notes);
      case ZoneTakenOver e -> changed(read, e.getPreviousOwner(), e.getOwner(), notes);
      case ZoneAvailable e -> by(read, e.getOwner(), notes);
      case HandoverAnnounced e -> by(read, e.getOwner(), notes);
      default -> ofOwnersEpoch(read, notes);
    }
    epoch = epoch < 0 ? now : Math.max(epoch, now);
  }

  private void opened(Read read, ZoneOpened opened, Notes notes) {
    if (epoch >= 0 || read.entry().epoch() != 1 || read.sequence() != 1) {
      notes.fault(read, read + ": a zone is opened once, by its first event, in epoch 1");
    }
    owner = Optional.of(opened.getOwner());
    notes.count("owners");
  }

  private void changed(Read read, Owner before, Owner after, Notes notes) {
    long begun = read.entry().epoch();
    if (epoch >= 0 && begun != epoch + 1) {
      notes.fault(read, "%s begins epoch %d after epoch %d".formatted(read, begun, epoch));
    }
    if (owner.isPresent() && !owner.get().equals(before)) {
      notes.fault(
          read,
          "%s names %s as the owner before, who was %s"
              .formatted(read, name(before), name(owner.get())));
    }
    owner = Optional.of(after);
    notes.count("owners");
  }

  private void by(Read read, Owner speaker, Notes notes) {
    ofOwnersEpoch(read, notes);
    if (owner.isPresent() && !owner.get().equals(speaker)) {
      notes.fault(
          read, "%s is of %s, the owner is %s".formatted(read, name(speaker), name(owner.get())));
    }
  }

  private void ofOwnersEpoch(Read read, Notes notes) {
    if (epoch >= 0 && read.entry().epoch() != epoch) {
      notes.fault(
          read,
          read.entry().epoch() < epoch
              ? "%s is of a deposed owner: the zone is in epoch %d".formatted(read, epoch)
              : "%s is of an epoch that no change of owner began, after epoch %d"
                  .formatted(read, epoch));
    }
  }

  private static String name(Owner owner) {
    return owner.getAgentManager() + "." + owner.getIncarnation();
  }
}
