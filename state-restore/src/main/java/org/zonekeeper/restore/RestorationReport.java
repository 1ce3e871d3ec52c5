package org.zonekeeper.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.restore.StoredZone.Standing;
import org.zonekeeper.schemas.journal.Cause;

/** What is told of a restoration, as lines for people or as one JSON object a line. */
final class RestorationReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final Form form;

  RestorationReport(PrintWriter out, Form form) {
    this.out = out;
    this.form = form;
  }

  /** How it is told. */
  enum Form {
    TEXT,
    JSON
  }

  /** One zone, before anything is written. */
  void plan(ZonePlan plan) {
    if (form == Form.JSON) {
      out.println(json(plan));
      out.flush();
      return;
    }
    FoldedZone folded = plan.folded();
    if (folded.isEmpty()) {
      out.println("zone %s: the journal has no event of it%s".formatted(plan.zone(), atEnd(plan)));
      return;
    }
    out.println(
        "zone %s: %,d events, the last is sequence %d of %s, epoch %d"
            .formatted(
                plan.zone(),
                folded.verified().events(),
                folded.record().getSequence(),
                Instant.ofEpochMilli(folded.record().getAt()),
                folded.record().getEpoch()));
    out.println(
        "  verified: no gap, %,d hashes, %,d digests of owners"
            .formatted(folded.verified().links(), folded.verified().digests()));
    out.println("  certain: " + certain(plan));
    folded.damage().ifPresent(damage -> out.println("  cut off: everything behind it: " + damage));
    out.println(
        "  state: %,d agents, %,d calls, %,d jobs, %,d callbacks; digest %s"
            .formatted(
                folded.state().count(EntityKey.Kind.AGENT),
                folded.state().count(EntityKey.Kind.CALL),
                folded.state().count(EntityKey.Kind.JOB),
                folded.state().count(EntityKey.Kind.CALLBACK),
                folded.state().digest()));
    out.println("  changelog: %s%s".formatted(plan.standing().words(), atSequence(plan)));
    plan.inputs().forEach(input -> out.println("  %s: %s".formatted(input.topic(), input.words())));
    out.flush();
  }

  /** A zone's changelog has been written. */
  void written(ZonePlan plan) {
    tell(
        "zone %s: restored".formatted(plan.zone()),
        JSON.createObjectNode()
            .put("zone", plan.zone())
            .put("restored", plan.folded().record().getSequence()));
  }

  /** All is done, or would be. */
  void end(String words, long millis) {
    tell(words, JSON.createObjectNode().put("end", words).put("millis", millis));
  }

  private void tell(String words, ObjectNode json) {
    out.println(form == Form.JSON ? json.toString() : words);
    out.flush();
  }

  private static String atEnd(ZonePlan plan) {
    return plan.standing() == Standing.MISSING
        ? "; its first owner will open it"
        : "; its changelog " + plan.standing().words();
  }

  private static String atSequence(ZonePlan plan) {
    return plan.stored().sequence() == 0 || plan.standing() == Standing.SAME
        ? ""
        : " (sequence %d)".formatted(plan.stored().sequence());
  }

  private static String certain(ZonePlan plan) {
    if (plan.doubtfulFrom() == 0) {
      return "all of it; the last transaction is whole";
    }
    long end = plan.folded().record().getSequence();
    Cause cause = plan.folded().last().orElseThrow().header().getCause();
    return "up to sequence %d; %s the last decision's (%s), and nothing proves that it is all there"
        .formatted(
            plan.doubtfulFrom() - 1,
            plan.doubtfulFrom() == end
                ? end + " is"
                : "%d to %d are".formatted(plan.doubtfulFrom(), end),
            "%s %s".formatted(cause.getType(), cause.getId()).strip());
  }

  private static ObjectNode json(ZonePlan plan) {
    FoldedZone folded = plan.folded();
    ObjectNode node = JSON.createObjectNode().put("zone", plan.zone());
    node.put("events", folded.verified().events());
    node.put("sequence", folded.record().getSequence());
    node.put("at", folded.record().getAt());
    node.put("epoch", folded.record().getEpoch());
    node.put("links", folded.verified().links());
    node.put("digests", folded.verified().digests());
    node.put("digest", folded.isEmpty() ? "" : folded.state().digest());
    node.put(
        "certainTo",
        plan.doubtfulFrom() == 0 ? folded.record().getSequence() : plan.doubtfulFrom() - 1);
    node.put("doubtfulFrom", plan.doubtfulFrom());
    folded.damage().ifPresent(damage -> node.put("damage", damage));
    node.put("agents", folded.state().count(EntityKey.Kind.AGENT));
    node.put("calls", folded.state().count(EntityKey.Kind.CALL));
    node.put("jobs", folded.state().count(EntityKey.Kind.JOB));
    node.put("callbacks", folded.state().count(EntityKey.Kind.CALLBACK));
    node.put("changelog", plan.standing().name());
    node.put("changelogSequence", plan.stored().sequence());
    for (InputPosition input : plan.inputs()) {
      ObjectNode one = node.withArray("inputs").addObject().put("topic", input.topic());
      input.committed().ifPresent(committed -> one.put("committed", committed));
      one.put("expected", input.expected()).put("end", input.end()).put("words", input.words());
    }
    return node;
  }
}
