package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.command.SetBlendThresholds;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.BlendThresholds;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.InboundLoadReported;
import org.zonekeeper.schemas.journal.BlendThresholdsChanged;
import org.zonekeeper.schemas.journal.InboundLoadReceived;

/**
 * F28: what the blender goes by: a supervisor's thresholds for a skill, and how many people the
 * inbound side says wait for it. Stateless.
 */
final class BlendSkills {
  /** Far more than a zone has skills that people call in for; each is looked at in every tick. */
  static final int MOST_SKILLS = 100;

  /** Characters of a skill's name, as of every name. */
  private static final int LONGEST_NAME = 128;

  /** A day: no call waits longer, and as many calls no zone has. */
  private static final long GREATEST_THRESHOLD = 86_400_000;

  private BlendSkills() {}

  static CommandVerdict setThresholds(SetBlendThresholds c, Decision draft) {
    Optional<String> fault = nameFault(c.getSkill());
    if (fault.isPresent()) {
      return refused(RefusalReason.INVALID_PARAMETER, "%s", fault.get());
    }
    long given =
        Stream.of(c.getMeasure(), c.getAcquire(), c.getRelease()).filter(Objects::nonNull).count();
    if (given == 0) {
      if (draft.zone().inboundSkill(c.getSkill()).isPresent()) {
        draft.add(new BlendThresholdsChanged(c.getSkill(), null));
      }
      return accepted();
    }
    if (given < 3) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "measure, acquire and release are given together, or none of them: then the blender"
              + " leaves the skill alone");
    }
    BlendThresholds thresholds =
        new BlendThresholds(c.getMeasure(), c.getAcquire(), c.getRelease());
    return fault(thresholds)
        .<CommandVerdict>map(text -> refused(RefusalReason.INVALID_PARAMETER, "%s", text))
        .orElseGet(
            () -> {
              if (!hasRoom(c.getSkill(), draft.zone())) {
                return refused(
                    RefusalReason.ZONE_FULL,
                    "zone %s knows %d skills of the inbound side, which is the most; take away the"
                        + " thresholds of one that is not used",
                    draft.zone().zone().getZone(),
                    MOST_SKILLS);
              }
              draft.add(new BlendThresholdsChanged(c.getSkill(), thresholds));
              return accepted();
            });
  }

  static void loadReported(InboundLoadReported f, Decision draft) {
    Optional<String> fault =
        nameFault(f.getSkill())
            .or(() -> negative(f))
            .or(
                () ->
                    hasRoom(f.getSkill(), draft.zone())
                        ? Optional.empty()
                        : Optional.of(
                            "the zone knows %d skills, which is the most".formatted(MOST_SKILLS)));
    if (fault.isPresent()) {
      FactDecisions.unmatched(f, shown(f.getSkill()), draft, fault.get());
    } else {
      draft.add(new InboundLoadReceived(f.getSkill(), f.getWaitingCalls(), f.getLongestWaitMs()));
    }
  }

  private static Optional<String> negative(InboundLoadReported f) {
    return f.getWaitingCalls() < 0 || f.getLongestWaitMs() < 0
        ? Optional.of(
            "waitingCalls is %d and longestWaitMs is %d; allowed: 0 or more"
                .formatted(f.getWaitingCalls(), f.getLongestWaitMs()))
        : Optional.empty();
  }

  private static Optional<String> fault(BlendThresholds t) {
    if (t.getMeasure() == BlendMeasure.UNKNOWN) {
      return Optional.of("measure must be WAITING_CALLS or LONGEST_WAIT_MS, not UNKNOWN");
    }
    if (t.getAcquire() < 1 || t.getAcquire() > GREATEST_THRESHOLD) {
      return Optional.of(
          "acquire is %d; allowed: 1 to %d".formatted(t.getAcquire(), GREATEST_THRESHOLD));
    }
    return t.getRelease() < 0 || t.getRelease() >= t.getAcquire()
        ? Optional.of(
            "release is %d; allowed: 0 to %d, less than acquire, so that agents are not sent to and"
                    .formatted(t.getRelease(), t.getAcquire() - 1)
                + " fro")
        : Optional.empty();
  }

  /** A name as agents log on with it, without the level. */
  private static Optional<String> nameFault(String skill) {
    if (skill.length() > LONGEST_NAME) {
      return Optional.of(
          "skill has %d characters; allowed: %d".formatted(skill.length(), LONGEST_NAME));
    }
    return skill.indexOf(':') >= 0
        ? Optional.of("skill is \"%s\"; allowed: a name, without a level".formatted(skill))
        : Skills.fault("skill", List.of(skill));
  }

  private static String shown(String skill) {
    return skill.length() > LONGEST_NAME ? skill.substring(0, LONGEST_NAME) : skill;
  }

  private static boolean hasRoom(String skill, ZoneView zone) {
    return zone.inboundSkill(skill).isPresent() || zone.inboundSkills().size() < MOST_SKILLS;
  }
}
