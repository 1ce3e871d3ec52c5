package org.zonekeeper.check.invariant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;

/**
 * Each event carries the hash of the one before it, and the hashes known from elsewhere are the
 * events' own. Where an owner has the chain switched off, all of its events lack it.
 */
public final class Chained extends Judge {
  private final List<Anchor> anchors;
  private final Set<Long> met = new HashSet<>();
  private HashedEntry before;
  private long first = Long.MAX_VALUE;
  private Span span;

  /** The events that follow those of one epoch: their links are its owner's, all or none. */
  private record Span(long epoch, boolean linked) {}

  public Chained(List<Anchor> anchors) {
    super("chained", "every event carries the hash of the one before, and anchors hold");
    this.anchors = List.copyOf(anchors);
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    String link = entry.header().getPreviousHash();
    first = Math.min(first, entry.sequence());
    if (before != null) {
      follow(entry, link, findings);
    } else if (!link.isEmpty() && entry.sequence() == 1) {
      findings.fault(entry, entry + " is the first of the zone and carries a hash all the same");
    }
    for (Anchor anchor : anchors) {
      if (anchor.sequence() == entry.sequence()) {
        met.add(anchor.sequence());
        compare(entry, anchor, findings);
      }
    }
    before = entry;
  }

  @Override
  public void end(Findings findings) {
    long last = before == null ? 0 : before.sequence();
    for (Anchor anchor : anchors) {
      if (anchor.sequence() > last) {
        findings.faultAt(
            last,
            "%s knows of sequence %d, the journal ends with %d"
                .formatted(anchor.source(), anchor.sequence(), last));
      } else if (anchor.sequence() >= first && !met.contains(anchor.sequence())) {
        findings.faultAt(
            anchor.sequence(),
            "%s knows of sequence %d, which is not in the journal"
                .formatted(anchor.source(), anchor.sequence()));
      }
    }
  }

  private void follow(HashedEntry entry, String link, Findings findings) {
    boolean linked = !link.isEmpty();
    if (linked && !link.equals(before.hash())) {
      findings.fault(
          entry,
          "%s carries the hash %.12s… of the event before it, but %s has %.12s…: one of them is not"
                  .formatted(entry, link, before, before.hash())
              + " what was written, or what lay between them is gone");
    }
    if (span == null || span.epoch() != before.epoch()) {
      span = new Span(before.epoch(), linked);
    } else if (span.linked() != linked) {
      findings.fault(
          entry,
          linked
              ? entry + " carries a hash, which the events of its owner before it do not"
              : entry + " carries no hash, which the events of its owner before it do");
    }
    findings.count(linked ? "links" : "events without a link");
  }

  private static void compare(HashedEntry entry, Anchor anchor, Findings findings) {
    findings.count("anchors");
    if (!anchor.hash().equalsIgnoreCase(entry.hash())) {
      findings.fault(
          entry,
          "%s has the hash %.12s…, %s knows it as %.12s…"
              .formatted(entry, entry.hash(), anchor.source(), anchor.hash()));
    }
  }
}
