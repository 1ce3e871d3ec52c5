package org.zonekeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.simulation.RuleSabotage.Scribe;
import org.zonekeeper.simulation.kafka.ProducerSession.Fencing;

/** Judges that cannot fail would prove nothing: each is broken once, and must be found. */
class RuleSabotageTest {
  /** Worlds are lived by so many at a time, until everything was found. */
  private static final long AT_A_TIME = 8;

  /** In few of them somebody waits just when an owner dies. */
  private static final long MOST = 400;

  @Test
  void shouldFindASecondOwner() {
    assertFound(new RuleSabotage(Fencing.BROKEN, List::of), said("X6", ""), said("gapless", ""));
  }

  /** Calls seldom queue in these worlds, so here each does that is answered. */
  @Test
  void shouldFindAnAssignmentFromTheOldQueue() {
    assertFound(
        new RuleSabotage(
            Fencing.WORKS,
            event ->
                switch (event) {
                  case CallAnswered answered ->
                      List.of(
                          answered,
                          new CallQueued(
                              answered.getHeader(),
                              answered.getCallId(),
                              answered.getJobId(),
                              answered.getAnsweredAt() + 60_000));
                  case CallMarkedNuisance mark when mark.getCause() == NuisanceCause.FAILOVER ->
                      List.of(
                          new CallAssigned(
                              mark.getHeader(), mark.getCallId(), mark.getJobId(), "a", "x"));
                  default -> List.of(event);
                }),
        said("F6", "was given to an agent"));
  }

  @Test
  void shouldFindAMarkWithoutAnOutage() {
    assertFound(
        writing(
            event -> {
              if (event instanceof CallMarkedNuisance mark) {
                mark = copy(mark);
                mark.setCause(NuisanceCause.FAILOVER);
                return List.of(mark);
              }
              return List.of(event);
            }),
        said("F5", "outside of an outage"));
  }

  @Test
  void shouldFindACommandThatIsDoneBehindTheBack() {
    assertFound(
        writing(
            event ->
                event instanceof CommandRefused refused
                        && refused.getReason() == RefusalReason.ZONE_NOT_AVAILABLE
                        && refused.getRefusedBy() == RefusedBy.ZONE
                    ? List.of(
                        new CommandAccepted(
                            refused.getHeader(),
                            refused.getCommandId(),
                            refused.getCommand(),
                            refused.getActor()))
                    : List.of(event)),
        said("F3", "accepted though sent before"));
  }

  @Test
  void shouldFindADeadOwnersZoneHandedOverAsIfPlanned() {
    assertFound(
        writing(
            event ->
                event instanceof ZoneTakenOver taken
                    ? List.of(
                        ZoneHandedOver.newBuilder()
                            .setHeader(taken.getHeader())
                            .setPreviousOwner(taken.getPreviousOwner())
                            .setOwner(taken.getOwner())
                            .setGrounds(taken.getGrounds())
                            .setStateDigest(taken.getStateDigest())
                            .build())
                    : List.of(event)),
        said("F1:", "the owner was dead"));
  }

  @Test
  void shouldFindAnOutageOfAnOwnerThatWasHeardAllAlong() {
    assertFound(
        writing(
            event ->
                event instanceof ZoneHandedOver handed
                    ? List.of(
                        ZoneTakenOver.newBuilder()
                            .setHeader(handed.getHeader())
                            .setPreviousOwner(handed.getPreviousOwner())
                            .setOwner(handed.getPreviousOwner())
                            .setOutageBeganAt(handed.getHeader().getAt())
                            .setGrounds(handed.getGrounds())
                            .setStateDigest(handed.getStateDigest())
                            .build())
                    : List.of(event)),
        said("F20", "outage of an owner that was not silent"));
  }

  @Test
  void shouldFindAnOwnerThatGoesOnAfterItsOwnOutage() {
    assertFound(
        writing(
            event ->
                event instanceof ZoneTakenOver taken
                        && taken.getOwner().equals(taken.getPreviousOwner())
                    ? List.of(new CommandAccepted(taken.getHeader(), "c", "ChangeJob", "x"))
                    : List.of(event)),
        said("F20", "went on as if nothing had been"));
  }

  @Test
  void shouldFindAStateThatWasNotRebuilt() {
    assertFound(
        writing(
            event -> {
              if (event instanceof ZoneTakenOver taken) {
                taken = copy(taken);
                taken.setStateDigest("0");
                return List.of(taken);
              }
              return List.of(event);
            }),
        said("F9", "the restored state"));
  }

  @Test
  void shouldFindALeaseThatIsNotInTheJournal() {
    assertFound(
        writing(event -> event instanceof DiallingAuthorised ? List.of() : List.of(event)),
        said("F4", "which the zone never gave"));
  }

  @Test
  void shouldFindALostEnd() {
    assertFound(
        writing(event -> event instanceof CallCompleted ? List.of() : List.of(event)),
        said("F24", ""),
        said("gapless", ""));
  }

  @Test
  void shouldFindADoubledEvent() {
    assertFound(
        writing(event -> event instanceof CommandAccepted ? List.of(event, event) : List.of(event)),
        said("answered-once", ""));
  }

  private static RuleSabotage writing(Scribe scribe) {
    return new RuleSabotage(Fencing.WORKS, scribe);
  }

  /** A finding of that rule with that text in it. */
  private record Said(String rule, String text) implements Predicate<String> {
    @Override
    public boolean test(String finding) {
      return finding.startsWith(rule) && finding.contains(text);
    }
  }

  private static Said said(String rule, String text) {
    return new Said(rule, text);
  }

  private static void assertFound(RuleSabotage sabotage, Said... wanted) {
    List<String> found = new ArrayList<>();
    for (long seed = 1; seed <= MOST && !areIn(found, wanted); seed += AT_A_TIME) {
      LongStream.range(seed, seed + AT_A_TIME)
          .parallel()
          .mapToObj(world -> findings(sabotage, WorldPlan.of(world)))
          .toList()
          .forEach(found::addAll);
    }
    for (Said each : wanted) {
      assertThat(found).anyMatch(each);
    }
  }

  private static boolean areIn(List<String> found, Said... wanted) {
    return Stream.of(wanted).allMatch(each -> found.stream().anyMatch(each));
  }

  /**
   * What was written falsely may be more than a zone can go on from: it stops then, and says so.
   */
  private static List<String> findings(RuleSabotage sabotage, WorldPlan plan) {
    try {
      return World.live(plan, sabotage).findings();
    } catch (RuntimeException e) {
      return List.of("a zone stopped: " + e);
    }
  }

  private static <E extends Event> E copy(E event) {
    return SpecificData.get().deepCopy(event.getSchema(), event);
  }
}
