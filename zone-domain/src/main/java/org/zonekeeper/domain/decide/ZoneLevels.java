package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import org.zonekeeper.domain.input.Input.OldestMember;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.RaiseFeatureLevel;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.FeatureLevelRaised;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.level.RequiredLevel;
import org.zonekeeper.schemas.level.RequiredLevel.Need;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * X9: keeps whatever an older Agent Manager could not read out of a zone until an operator raises
 * its feature level. All that comes into a zone passes here, so nothing above the level comes out.
 * Its refusals have reasons of the first level, since they stand in the zone's state. Stateless;
 * called by the engine.
 */
final class ZoneLevels {
  private ZoneLevels() {}

  /** What would take the zone beyond its level. */
  static Optional<CommandVerdict> refusal(Command command, Decision draft) {
    Need need = RequiredLevel.of(command);
    int level = level(draft);
    return need.level() <= level
        ? Optional.empty()
        : Optional.of(
            new CommandVerdict.Refused(
                RefusalReason.STATE_NOT_ALLOWED,
                need.refusal(draft.zone().zone().getZone(), level)));
  }

  /** Why the zone cannot know what the fact is about; empty if it can. */
  static Optional<String> unknown(Fact fact, Decision draft) {
    Need need = RequiredLevel.of(fact);
    int level = level(draft);
    return need.level() <= level
        ? Optional.empty()
        : Optional.of(
            "%s needs feature level %d, and the zone is at level %d"
                .formatted(need.because(), need.level(), level));
  }

  static CommandVerdict raise(RaiseFeatureLevel c, Decision draft) {
    String zone = draft.zone().zone().getZone();
    int level = level(draft);
    Optional<FeatureLevel> to = FeatureLevel.of(c.getToLevel());
    if (to.isEmpty()) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "toLevel %d; allowed: %s",
          c.getToLevel(),
          FeatureLevel.known());
    }
    if (c.getToLevel() < level) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "toLevel %d: zone %s is at feature level %d, and holds what a lower one cannot read; a"
              + " level is never lowered",
          c.getToLevel(),
          zone,
          level);
    }
    return c.getToLevel() == level ? accepted() : raise(c, to.get(), draft);
  }

  private static CommandVerdict raise(RaiseFeatureLevel c, FeatureLevel to, Decision draft) {
    String zone = draft.zone().zone().getZone();
    Optional<OldestMember> oldest = draft.oldestMember();
    if (oldest.isEmpty()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "which versions the Agent Managers are is not known at the moment, so zone %s stays at"
              + " feature level %d; try again in some seconds",
          zone,
          level(draft));
    }
    if (oldest.get().level() < to.number()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "Agent Manager %s knows feature level %d at most and could not own zone %s at level %d;"
              + " upgrade or stop it, and all others of its version, and try again",
          oldest.get().agentManager(),
          oldest.get().level(),
          zone,
          to.number());
    }
    draft.add(
        new FeatureLevelRaised(
            c.getHeader().getActor(),
            level(draft),
            to.number(),
            stateVersion(draft.zone().zone(), to),
            c.getGrounds()));
    return accepted();
  }

  /**
   * A zone of a build before the first release has fields in its store that were not kept from the
   * beginning: its digests go on without them.
   */
  private static int stateVersion(ZoneRecord zone, FeatureLevel to) {
    return zone.getStateVersion() < FeatureLevel.FIRST.stateVersion()
        ? zone.getStateVersion()
        : to.stateVersion();
  }

  private static int level(Decision draft) {
    return draft.zone().zone().getFeatureLevel();
  }
}
