package org.zonekeeper.check.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zonekeeper.check.judge.Judgement.Exercise;

/**
 * Gathers what one judge finds: the first findings, how many there are, and what was judged.
 * Confined to the judge's thread.
 */
public final class Findings {
  /** One lost event can refute thousands of others; the first findings tell the story. */
  private static final int KEPT = 20;

  private final String zone;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Exercise> exercises = new LinkedHashMap<>();
  private final Set<String> proofs = new LinkedHashSet<>();
  private long faults;

  /**
   * @param zone whose journal is judged; empty text for a whole run
   */
  public Findings(String zone) {
    this.zone = zone;
  }

  /** The event refutes what is judged. */
  public void fault(HashedEntry entry, String text) {
    add(new Finding(entry.zone(), entry.sequence(), entry.offset(), entry.type(), text));
  }

  /** A place in the journal refutes it, rather than the event there. */
  public void faultAt(long sequence, String text) {
    add(new Finding(zone, sequence, -1, "", text));
  }

  /** Something refutes it that is no event of a journal, or more than one. */
  public void fault(String text) {
    add(new Finding(zone, 0, -1, "", text));
  }

  private void add(Finding finding) {
    faults++;
    if (findings.size() < KEPT) {
      findings.add(finding);
    }
  }

  /** A fault unless the condition holds. */
  public void require(boolean condition, String otherwise) {
    if (!condition) {
      fault(otherwise);
    }
  }

  /** A fault of the event unless the condition holds. */
  public void require(boolean condition, HashedEntry entry, String otherwise) {
    if (!condition) {
      fault(entry, otherwise);
    }
  }

  /** One more of what was judged; {@code what} is plural. */
  public void count(String what) {
    count(what, 1);
  }

  /** So many more of what was judged. */
  public void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  /** Something that speaks for the row: a duration, an example. */
  public void proof(String text) {
    proofs.add(text);
  }

  /** How often a run put it to the test; a run that was to show it, and did not, proves nothing. */
  public void exercised(long count, String what) {
    exercises.merge(what, new Exercise(count, true), Exercise::plus);
  }

  /** The same, where not being put to the test is no fault: only some installations can. */
  public void exercisedIfAny(long count, String what) {
    exercises.merge(what, new Exercise(count, false), Exercise::plus);
  }

  /** What it all comes to. */
  public Judgement judgement(String id, String title) {
    return new Judgement(id, title, 1, faults, findings, counts, exercises, List.copyOf(proofs));
  }
}
