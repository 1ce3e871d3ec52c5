package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.zonekeeper.am.domain.Input.Adopt;
import org.zonekeeper.am.domain.Input.AdoptionKind;
import org.zonekeeper.am.ownership.AdoptionJudge.Predecessor;
import org.zonekeeper.schemas.common.Owner;

/**
 * One adoption under way: restored, perhaps waiting for the group's members. Made by {@link
 * AdoptionJudge} in the task's init, judged once by the task's thread.
 */
public final class PendingAdoption {
  private final Owner self;
  private final Patience patience;
  private final Optional<Predecessor> predecessor;
  private final Optional<CompletableFuture<Set<String>>> members;
  private final Duration lookUpTimeout;

  PendingAdoption(
      Owner self,
      Patience patience,
      Optional<Predecessor> predecessor,
      Optional<CompletableFuture<Set<String>>> members,
      Duration lookUpTimeout) {
    this.self = self;
    this.patience = patience;
    this.predecessor = predecessor;
    this.members = members;
    this.lookUpTimeout = lookUpTimeout;
  }

  static PendingAdoption opening(Owner self) {
    return new PendingAdoption(
        self, new Patience(1, 1), Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  /**
   * The judgement. Blocks until the group's members are known, for the look-up's time-out at most.
   *
   * @param nowMillis epoch milliseconds
   */
  public Adopt judge(long nowMillis) {
    if (predecessor.isEmpty()) {
      return new Adopt(self, AdoptionKind.OPENING, "the zone never had an owner", 0);
    }
    Predecessor previous = predecessor.get();
    long silence = Math.max(0, nowMillis - previous.lastSeen());
    String name = ClientName.of(previous.owner());
    if (previous.owner().equals(self)) {
      return silence <= patience.outageThresholdMillis()
          ? new Adopt(self, AdoptionKind.CARRY_ON, "same owner, silent for " + silence + " ms", 0)
          : outage(
              previous,
              "the same owner was silent for %d ms, over the threshold of %d ms"
                  .formatted(silence, patience.outageThresholdMillis()));
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

  private Adopt byLiveness(Predecessor previous, long silence, String name) {
    try {
      boolean alive =
          members.orElseThrow().get(lookUpTimeout.toMillis(), TimeUnit.MILLISECONDS).stream()
              .anyMatch(member -> ClientName.isThreadOf(previous.owner(), member));
      if (!alive) {
        return outage(
            previous,
            "%s announced nothing and is no member of the group; silent for %d ms"
                .formatted(name, silence));
      }
    } catch (ExecutionException | TimeoutException e) {
      return outage(
          previous,
          "whether %s is alive could not be found out within %d ms (%s); silent for %d ms"
              .formatted(name, lookUpTimeout.toMillis(), reason(e), silence));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    // It gave the zone up in a rebalance that it took part in: as good as announced.
    return silence <= patience.handoverPatienceMillis()
        ? planned("%s is alive: member of the group; silent for %d ms".formatted(name, silence))
        : outage(
            previous,
            "%s is alive: member of the group; but silent for %d ms, over the patience of %d ms"
                .formatted(name, silence, patience.handoverPatienceMillis()));
  }

  private Adopt planned(String grounds) {
    return new Adopt(self, AdoptionKind.PLANNED_HANDOVER, grounds, 0);
  }

  private Adopt outage(Predecessor previous, String grounds) {
    long began = previous.outageBeganAt() != 0 ? previous.outageBeganAt() : previous.lastSeen();
    return new Adopt(self, AdoptionKind.OUTAGE, grounds, began);
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }
}
