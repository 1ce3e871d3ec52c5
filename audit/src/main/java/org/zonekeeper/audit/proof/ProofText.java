package org.zonekeeper.audit.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zonekeeper.check.judge.Finding;
import org.zonekeeper.check.judge.Judgement;

/** A proof for people: a table, then every finding, then what it comes to. Stateless. */
public final class ProofText {
  private static final int FINDINGS_SHOWN = 10;

  private ProofText() {}

  /** The lines to print. */
  public static List<String> of(Proof proof) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d events of %d zones"
            .formatted(proof.source(), proof.events(), proof.zones().size()));
    lines.add("");
    for (Judgement one : proof.judgements()) {
      lines.add("%-18s %-9s %s".formatted(one.id(), verdict(one, proof), one.title()));
      if (!one.counts().isEmpty()) {
        lines.add(" ".repeat(29) + one.counted());
      }
      findings(one, lines);
    }
    lines.add("");
    for (ZoneProof zone : proof.zones()) {
      zone.damage().ifPresent(text -> lines.add("DAMAGE: " + text));
      zone.reservations().forEach(text -> lines.add("zone %s: %s".formatted(zone.zone(), text)));
    }
    lines.add(conclusion(proof));
    return lines;
  }

  private static String verdict(Judgement one, Proof proof) {
    if (one.faults() > 0) {
      return "FAIL";
    }
    return one.judged() == proof.zones().size()
        ? "holds"
        : one.judged() == 0 ? "unjudged" : "in part";
  }

  private static void findings(Judgement one, List<String> lines) {
    one.findings().stream().limit(FINDINGS_SHOWN).forEach(finding -> lines.add(line(finding)));
    long more = one.faults() - Math.min(FINDINGS_SHOWN, one.findings().size());
    if (one.faults() > 0 && more > 0) {
      lines.add("    and %d more".formatted(more));
    }
  }

  private static String line(Finding finding) {
    return "    %s/%d  %s".formatted(finding.zone(), finding.sequence(), finding.text());
  }

  private static String conclusion(Proof proof) {
    double seconds = Math.max(proof.took().toMillis(), 1) / 1000.0;
    String speed =
        String.format(
            Locale.ROOT,
            "%d events in %.1f s, %.0f events/s",
            proof.events(),
            seconds,
            proof.events() / seconds);
    return switch (proof.outcome()) {
      case PROVEN -> "PROVEN: the journal holds (%s)".formatted(speed);
      case PARTIAL ->
          "PARTIAL: what could be judged holds; see above what could not (%s)".formatted(speed);
      case DAMAGED ->
          "DAMAGED: not all of it could be read, and findings may come of that (%s)"
              .formatted(speed);
      case REFUTED -> {
        long faults = proof.zones().stream().mapToLong(ZoneProof::faults).sum();
        yield "REFUTED: %d findings (%s)".formatted(faults, speed);
      }
    };
  }
}
