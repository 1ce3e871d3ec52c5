package org.zonekeeper.am.ownership;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.zonekeeper.am.ownership.AdoptionJudge.Look;
import org.zonekeeper.am.ownership.AdoptionJudge.Predecessor;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.input.Input.OldestMember;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * One adoption under way: restored, perhaps waiting for the group's members. Made by {@link
 * AdoptionJudge} in the task's init, judged once by the task's thread.
 */
public final class PendingAdoption {
  private final Owner self;
  private final OutageThreshold patience;
  private final FailoverTreatment failover;
  private final Optional<Adopt> settled;
  private final Optional<Predecessor> predecessor;
  private final Optional<Look> look;

  PendingAdoption(
      Owner self,
      OutageThreshold patience,
      FailoverTreatment failover,
      Predecessor predecessor,
      Optional<Look> look) {
    this.self = self;
    this.patience = patience;
    this.failover = failover;
    this.settled = Optional.empty();
    this.predecessor = Optional.of(predecessor);
    this.look = look;
  }

  private PendingAdoption(Owner self, Look look) {
    this.self = self;
    this.patience = new OutageThreshold(1, 1);
    this.failover = FailoverTreatment.MARK_ALL;
    this.settled = Optional.empty();
    this.predecessor = Optional.empty();
    this.look = Optional.of(look);
  }

  private PendingAdoption(Adopt settled) {
    this.self = settled.owner();
    this.patience = new OutageThreshold(1, 1);
    this.failover = settled.failover();
    this.settled = Optional.of(settled);
    this.predecessor = Optional.empty();
    this.look = Optional.empty();
  }

  /**
   * Of a zone that never had an owner.
   *
   * @param look for members of an older version, which are to be able to own the zone as well
   */
  static PendingAdoption opening(Owner self, Look look) {
    return new PendingAdoption(self, look);
  }

  /**
   * Of a zone that was made from its journal: always an outage, whatever its last owner announced
   * or the zone tolerates, since nobody knows what happened behind the journal's end.
   */
  static PendingAdoption restored(
      Owner self, FailoverTreatment failover, ZoneRecord zone, Restoration restoration) {
    String grounds =
        "restored from %s up to sequence %d of %s%s"
            .formatted(
                restoration.getSource(),
                restoration.getSequence(),
                Instant.ofEpochMilli(zone.getAt()),
                restoration.getDoubtfulFrom() == 0
                    ? ""
                    : "; nothing proves that the decision of sequence %d is all there"
                        .formatted(restoration.getDoubtfulFrom()));
    return new PendingAdoption(
        new Adopt(
            self,
            AdoptionKind.OUTAGE,
            grounds,
            zone.getAt(),
            failover,
            restoration.getDoubtfulKeys().stream()
                .flatMap(key -> EntityKey.ofStoreKey(key).stream())
                .collect(Collectors.toSet())));
  }

  /**
   * The judgement. Blocks until the group's members are known, for the look-up's time-out at most.
   *
   * @param nowMillis epoch milliseconds
   */
  public Adopt judge(long nowMillis) {
    if (settled.isPresent()) {
      return settled.get();
    }
    if (predecessor.isEmpty()) {
      return Adopt.opening(self, "the zone never had an owner", levelOfAll());
    }
    Predecessor previous = predecessor.get();
    long silence = Math.max(0, nowMillis - previous.lastSeen());
    String name = ClientName.of(previous.owner());
    if (previous.owner().equals(self)) {
      long limit = patience.silenceLimit(failover);
      return silence <= limit
          ? new Adopt(self, AdoptionKind.CARRY_ON, "same owner, silent for " + silence + " ms", 0)
          : outage(
              previous,
              "the same owner was silent for %d ms, over the threshold of %d ms"
                  .formatted(silence, limit));
    }
    if (previous.outageBeganAt() != 0) {
      return outage(previous, name + " had not ended the outage before this one");
    }
    if (previous.announced()) {
      return silence <= patience.handoverPatienceMillis()
          ? planned("%s announced the handover %d ms ago".formatted(name, silence))
          : outage(
              previous,
              "%s announced a handover, but nobody took over for %d ms, over the patience of %d ms"
                  .formatted(name, silence, patience.handoverPatienceMillis()));
    }
    return byLiveness(previous, silence, name);
  }

  /** The newest level that every member knows; the first one if the members are not known. */
  private FeatureLevel levelOfAll() {
    Look asked = look.orElseThrow();
    try {
      Set<String> others =
          asked.members().get(asked.timeout().toMillis(), TimeUnit.MILLISECONDS).stream()
              .filter(member -> !ClientName.isThreadOf(self, member))
              .collect(Collectors.toSet());
      int known =
          GroupVersions.oldest(others)
              .map(OldestMember::level)
              .orElse(FeatureLevel.newest().number());
      return FeatureLevel.of(known).orElse(FeatureLevel.newest());
    } catch (ExecutionException | TimeoutException e) {
      return FeatureLevel.FIRST;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Adopt byLiveness(Predecessor previous, long silence, String name) {
    Look asked = look.orElseThrow();
    try {
      boolean alive =
          asked.members().get(asked.timeout().toMillis(), TimeUnit.MILLISECONDS).stream()
              .anyMatch(member -> ClientName.isThreadOf(previous.owner(), member));
      if (!alive) {
        return failed(
            previous,
            silence,
            "%s announced nothing and is no member of the group; silent for %d ms"
                .formatted(name, silence));
      }
    } catch (ExecutionException | TimeoutException e) {
      return failed(
          previous,
          silence,
          "whether %s is alive could not be found out within %d ms (%s); silent for %d ms"
              .formatted(name, asked.timeout().toMillis(), reason(e), silence));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    // It gave the zone up in a rebalance that it took part in. But nobody was told to wait for it:
    // after a silence as long as this the gateway has called it an outage already.
    long limit = patience.silenceLimit(failover);
    return silence <= limit
        ? planned("%s is alive: member of the group; silent for %d ms".formatted(name, silence))
        : outage(
            previous,
            "%s is alive: member of the group; but silent for %d ms, over the threshold of %d ms"
                .formatted(name, silence, limit));
  }

  private Adopt planned(String grounds) {
    return new Adopt(self, AdoptionKind.PLANNED_HANDOVER, grounds, 0, failover);
  }

  /** X2: a failure that is mended within the zone's tolerance is nobody's business. */
  private Adopt failed(Predecessor previous, long silence, String grounds) {
    // A silence of 0 is what a clock behind the previous owner's makes of any.
    if (failover.toleranceMillis() == 0 || silence > failover.toleranceMillis()) {
      return outage(previous, grounds);
    }
    String within =
        "%s, within the tolerance of %d ms".formatted(grounds, failover.toleranceMillis());
    return new Adopt(self, AdoptionKind.TOLERATED_FAILURE, within, 0, failover);
  }

  private Adopt outage(Predecessor previous, String grounds) {
    long began = previous.outageBeganAt() != 0 ? previous.outageBeganAt() : previous.lastSeen();
    return new Adopt(self, AdoptionKind.OUTAGE, grounds, began, failover);
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }
}
