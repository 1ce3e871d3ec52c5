package org.zonekeeper.domain.follow;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * A job with the number of its agents: what it may claim and what it may give. An immutable value,
 * good until the next event.
 *
 * @param staff agents who belong to the job or are on the way to it
 */
record Staffing(JobRecord job, int staff) {
  private static final Comparator<Staffing> BY_CLAIM =
      Comparator.comparing(Staffing::belowMinimum)
          .thenComparingDouble(Staffing::claim)
          .thenComparingInt(Staffing::priority)
          .reversed()
          .thenComparing(Staffing::id);

  /** First who takes nobody any more, then who has more than the minimum, the least due first. */
  private static final Comparator<Staffing> BY_GIFT =
      Comparator.comparing(Staffing::stopping)
          .thenComparing(Staffing::aboveMinimum)
          .reversed()
          .thenComparingDouble(Staffing::due)
          .thenComparing(Staffing::id);

  static Stream<Staffing> all(ZoneView zone) {
    return zone.jobs().stream()
        .map(job -> new Staffing(job, zone.staffIndex().staff(job.getJobId())));
  }

  /** The running jobs that take more agents; whose turn it is comes first. */
  static Stream<Staffing> claimants(ZoneView zone) {
    return all(zone).filter(Staffing::takesMore).sorted(BY_CLAIM);
  }

  /** The jobs that have agents; who can best do with one less comes first. */
  static List<Staffing> givers(ZoneView zone) {
    return all(zone).filter(one -> one.staff > 0).sorted(BY_GIFT).toList();
  }

  String id() {
    return job.getJobId();
  }

  boolean stopping() {
    return job.getPhase() == JobPhase.STOPPING;
  }

  boolean belowMinimum() {
    return staff < job.getSettings().getMinAgents();
  }

  boolean aboveMaximum() {
    return staff > job.getSettings().getMaxAgents();
  }

  JobStateGrounds claimGrounds() {
    return belowMinimum() ? JobStateGrounds.MINIMUM : JobStateGrounds.SHARE;
  }

  /** How well the skills meet what the job requires; empty: not at all. */
  OptionalInt match(Skills skills) {
    List<String> required = job.getSettings().getRequiredSkills();
    return required.isEmpty() ? OptionalInt.of(0) : skills.match(Skills.of(required));
  }

  /**
   * Minimum before share: for another's minimum a job gives what it has above its own, and all of
   * it to a job of higher priority. For another's share it gives what that one would still be due
   * with one agent more: a whole step, so that the move is not undone by the next log-on.
   */
  boolean mayGiveTo(Staffing claimant) {
    if (id().equals(claimant.id())) {
      return false;
    }
    if (stopping()) {
      return true;
    }
    return claimant.belowMinimum()
        ? aboveMinimum() || priority() < claimant.priority()
        : aboveMinimum() && claimant.priority() * staff >= priority() * (claimant.staff + 2);
  }

  private boolean takesMore() {
    return job.getPhase() == JobPhase.RUNNING && staff < job.getSettings().getMaxAgents();
  }

  private boolean aboveMinimum() {
    return staff > job.getSettings().getMinAgents();
  }

  private int priority() {
    return job.getSettings().getPriority();
  }

  /** Below the minimum priority alone decides; above it each agent more makes the next less due. */
  private double claim() {
    return belowMinimum() ? priority() : (double) priority() / (staff + 1);
  }

  /** How much the job is due the last of its agents. */
  private double due() {
    return (double) priority() / staff;
  }
}
