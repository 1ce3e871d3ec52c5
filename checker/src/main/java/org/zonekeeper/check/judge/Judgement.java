package org.zonekeeper.check.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one judge has to say. Immutable.
 *
 * @param id the row's id in the contract, such as F1, or the invariant's name
 * @param title what holds, in a few words
 * @param judged how many journals were judged: a zone's is not where its beginning is missing and
 *     needed
 * @param faults how many findings there are
 * @param findings the first of them
 * @param counts what was judged, and how many of each
 * @param exercises how often a run put it to the test
 * @param proofs what else speaks for it
 */
public record Judgement(
    String id,
    String title,
    int judged,
    long faults,
    List<Finding> findings,
    Map<String, Long> counts,
    Map<String, Exercise> exercises,
    List<String> proofs) {
  private static final int FAULTS_SHOWN = 4;
  private static final Pattern ROW = Pattern.compile("[FX]\\d+");

  /**
   * How often something came up that puts a row to the test.
   *
   * @param required whether a run that is to show the row must have it
   */
  public record Exercise(long count, boolean required) {
    Exercise plus(Exercise other) {
      return new Exercise(count + other.count, required || other.required);
    }
  }

  public Judgement {
    findings = List.copyOf(findings);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    exercises = Collections.unmodifiableMap(new LinkedHashMap<>(exercises));
    proofs = List.copyOf(proofs);
  }

  /** Where there is nothing to judge: a zone's journal without the beginning that it needs. */
  static Judgement unjudged(Judge judge) {
    return new Judgement(judge.id(), judge.title(), 0, 0, List.of(), Map.of(), Map.of(), List.of());
  }

  /** The same judge's word on this journal and another. */
  public Judgement and(Judgement other) {
    return new Judgement(
        id,
        title,
        judged + other.judged,
        faults + other.faults,
        Stream.concat(findings.stream(), other.findings.stream()).toList(),
        sum(counts, other.counts, Long::sum),
        sum(exercises, other.exercises, Exercise::plus),
        Stream.concat(proofs.stream(), other.proofs.stream()).distinct().toList());
  }

  private static <V> Map<String, V> sum(
      Map<String, V> one, Map<String, V> other, BinaryOperator<V> plus) {
    Map<String, V> sum = new LinkedHashMap<>(one);
    other.forEach((what, value) -> sum.merge(what, value, plus));
    return sum;
  }

  /** Collects the judgements of several journals into one for each judge, in the judges' order. */
  public static Collector<Judgement, ?, List<Judgement>> byJudge() {
    return Collectors.collectingAndThen(
        Collectors.toMap(Judgement::id, one -> one, Judgement::and, LinkedHashMap::new),
        byId -> List.copyOf(byId.values()));
  }

  /** Whether it is on a row of the failover contract, rather than an invariant. */
  public boolean isRow() {
    return ROW.matcher(id).matches();
  }

  /** Where it stands in a verdict: rows in the contract's order, then invariants. */
  public String place() {
    return isRow() ? "%c%02d".formatted(id.charAt(0), Integer.parseInt(id.substring(1))) : "~";
  }

  /** The same of a run that was to show it: what did not put it to the test is a fault. */
  public Judgement exercised() {
    List<Finding> all = new ArrayList<>(findings);
    exercises.forEach(
        (what, exercise) -> {
          if (exercise.count() == 0 && exercise.required()) {
            all.add(new Finding("", 0, -1, "", "not exercised: no " + what));
          }
        });
    long more = (long) all.size() - findings.size();
    return new Judgement(id, title, judged, faults + more, all, counts, exercises, proofs);
  }

  /** The same of a run that was to show nothing in particular: what did not come up is no fault. */
  public Judgement asItHappened() {
    Map<String, Exercise> optional = new LinkedHashMap<>();
    exercises.forEach(
        (what, exercise) -> optional.put(what, new Exercise(exercise.count(), false)));
    return new Judgement(id, title, judged, faults, findings, counts, optional, proofs);
  }

  /** Whether it holds. */
  public boolean pass() {
    return faults == 0;
  }

  /** Counts, milliseconds and examples; the faults first where there are any. */
  public String evidence() {
    List<String> texts = new ArrayList<>();
    findings.stream().limit(FAULTS_SHOWN).map(Finding::text).forEach(texts::add);
    if (faults > FAULTS_SHOWN) {
      texts.add("and %d more faults".formatted(faults - FAULTS_SHOWN));
    }
    exercises.forEach(
        (what, exercise) -> {
          if (exercise.count() == 0 && !exercise.required()) {
            texts.add("not exercised: no " + what);
          }
        });
    if (!counts.isEmpty()) {
      texts.add(counted());
    }
    texts.addAll(proofs);
    return String.join("; ", texts);
  }

  /** What was judged, in words. */
  public String counted() {
    return String.join(
        ", ", counts.entrySet().stream().map(one -> one.getValue() + " " + one.getKey()).toList());
  }
}
