package org.zonekeeper.check.story;

import java.util.ArrayList;
import java.util.List;

/** Gathers what a judge finds: proofs and faults. Confined to one thread. */
public final class Findings {
  private static final int FAULTS_SHOWN = 4;

  /** Whether a run must have put a row to the test for the row to hold. */
  public enum Exercise {
    REQUIRED,
    WELCOME
  }

  private final Exercise exercise;
  private final List<String> proofs = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Of a run that was to show the row. */
  public Findings() {
    this(Exercise.REQUIRED);
  }

  /**
   * @param exercise WELCOME for a run of chance, in which not every row comes up
   */
  public Findings(Exercise exercise) {
    this.exercise = exercise;
  }

  /** Something that speaks for the row: a count, a duration, an example. */
  public void proof(String text) {
    proofs.add(text);
  }

  /** Something that refutes the row. */
  public void fault(String text) {
    faults.add(text);
  }

  /** A fault unless the condition holds. */
  public void require(boolean condition, String otherwise) {
    if (!condition) {
      fault(otherwise);
    }
  }

  /** A row that nothing put to the test does not hold: a fault if the count is 0. */
  public void exercised(long count, String what) {
    require(count > 0 || exercise == Exercise.WELCOME, "not exercised: no " + what);
  }

  /** Whether there are faults so far. */
  public boolean faulty() {
    return !faults.isEmpty();
  }

  /** The row's result: it holds when there is no fault. */
  public RowResult result(String id, String title) {
    List<String> texts = new ArrayList<>(faults.subList(0, Math.min(FAULTS_SHOWN, faults.size())));
    if (faults.size() > FAULTS_SHOWN) {
      texts.add("and %d more faults".formatted(faults.size() - FAULTS_SHOWN));
    }
    texts.addAll(proofs);
    return new RowResult(id, title, faults.isEmpty(), String.join("; ", texts));
  }
}
