package org.zonekeeper.check.invariant;

import java.util.List;

/**
 * Each event carries the hash of the one before it, and the hashes known from elsewhere are the
 * events' own. Where an owner has the chain switched off, all of its events lack it.
 */
final class Chained implements ZoneInvariant {
  private final List<Anchor> anchors;
  private Read before;
  private Span span;

  /** The events that follow those of one epoch: their links are its owner's, all or none. */
  private record Span(long epoch, boolean linked) {}

  Chained(List<Anchor> anchors) {
    this.anchors = List.copyOf(anchors);
  }

  @Override
  public String id() {
    return "chained";
  }

  @Override
  public String title() {
    return "every event carries the hash of the one before, and anchors hold";
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(Read read, Notes notes) {
    String link = read.entry().header().getPreviousHash();
    if (before != null) {
      follow(read, link, notes);
    } else if (!link.isEmpty() && read.sequence() == 1) {
      notes.fault(read, read + " is the first of the zone and carries a hash all the same");
    }
    for (Anchor anchor : anchors) {
      if (anchor.sequence() == read.sequence()) {
        compare(read, anchor, notes);
      }
    }
    before = read;
  }

  @Override
  public void end(Notes notes) {
    long last = before == null ? 0 : before.sequence();
    for (Anchor anchor : anchors) {
      if (anchor.sequence() > last) {
        notes.fault(
            last,
            -1,
            "",
            "%s knows of sequence %d, the journal ends with %d"
                .formatted(anchor.source(), anchor.sequence(), last));
      }
    }
  }

  private void follow(Read read, String link, Notes notes) {
    boolean linked = !link.isEmpty();
    if (linked && !link.equals(before.hash())) {
      notes.fault(
          read,
          "%s carries the hash %.12s… of the event before it, but %s has %.12s…: one of them is not"
                  .formatted(read, link, before, before.hash())
              + " what was written, or what lay between them is gone");
    }
    if (span == null || span.epoch() != before.entry().epoch()) {
      span = new Span(before.entry().epoch(), linked);
    } else if (span.linked() != linked) {
      notes.fault(
          read,
          linked
              ? read + " carries a hash, which the events of its owner before it do not"
              : read + " carries no hash, which the events of its owner before it do");
    }
    notes.count(linked ? "links" : "events without a link");
  }

  private static void compare(Read read, Anchor anchor, Notes notes) {
    notes.count("anchors");
    if (!anchor.hash().equalsIgnoreCase(read.hash())) {
      notes.fault(
          read,
          "%s has the hash %.12s…, %s knows it as %.12s…"
              .formatted(read, read.hash(), anchor.source(), anchor.hash()));
    }
  }
}
