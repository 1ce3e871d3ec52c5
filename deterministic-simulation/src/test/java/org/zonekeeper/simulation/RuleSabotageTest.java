package org.zonekeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
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
  private static final int WORLDS = 40;

  /** In few of them somebody waits just when an owner dies. */
  private static final int MANY_WORLDS = 400;

  @Test
  void shouldFindASecondOwner() {
    assertThat(findings(new RuleSabotage(Fencing.BROKEN, List::of)))
        .anyMatch(finding -> finding.startsWith("X6"))
        .anyMatch(finding -> finding.startsWith("gapless"));
  }

  /** Calls seldom queue in these worlds, so here each does that is answered. */
  @Test
  void shouldFindAnAssignmentFromTheOldQueue() {
    assertThat(
            findings(
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
                          case CallMarkedNuisance mark
                              when mark.getCause() == NuisanceCause.FAILOVER ->
                              List.of(
                                  new CallAssigned(
                                      mark.getHeader(),
                                      mark.getCallId(),
                                      mark.getJobId(),
                                      "a",
                                      "x"));
                          default -> List.of(event);
                        }),
                MANY_WORLDS))
        .anyMatch(finding -> finding.startsWith("F6") && finding.contains("was given to an agent"));
  }

  @Test
  void shouldFindAMarkWithoutAnOutage() {
    assertThat(
            written(
                event -> {
                  if (event instanceof CallMarkedNuisance mark) {
                    mark = copy(mark);
                    mark.setCause(NuisanceCause.FAILOVER);
                    return List.of(mark);
                  }
                  return List.of(event);
                }))
        .anyMatch(finding -> finding.startsWith("F5") && finding.contains("outside of an outage"));
  }

  @Test
  void shouldFindACommandThatIsDoneBehindTheBack() {
    assertThat(
            written(
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
                        : List.of(event)))
        .anyMatch(
            finding -> finding.startsWith("F3") && finding.contains("accepted though sent before"));
  }

  @Test
  void shouldFindADeadOwnersZoneHandedOverAsIfPlanned() {
    assertThat(
            written(
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
                        : List.of(event)))
        .anyMatch(finding -> finding.startsWith("F1:") && finding.contains("the owner was dead"));
  }

  @Test
  void shouldFindAnOutageOfAnOwnerThatWasHeardAllAlong() {
    assertThat(
            written(
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
                        : List.of(event)))
        .anyMatch(
            finding ->
                finding.startsWith("F20")
                    && finding.contains("outage of an owner that was not silent"));
  }

  @Test
  void shouldFindAnOwnerThatGoesOnAfterItsOwnOutage() {
    assertThat(
            written(
                event ->
                    event instanceof ZoneTakenOver taken
                            && taken.getOwner().equals(taken.getPreviousOwner())
                        ? List.of(new CommandAccepted(taken.getHeader(), "c", "ChangeJob", "x"))
                        : List.of(event)))
        .anyMatch(
            finding ->
                finding.startsWith("F20") && finding.contains("went on as if nothing had been"));
  }

  @Test
  void shouldFindAStateThatWasNotRebuilt() {
    assertThat(
            written(
                event -> {
                  if (event instanceof ZoneTakenOver taken) {
                    taken = copy(taken);
                    taken.setStateDigest("0");
                    return List.of(taken);
                  }
                  return List.of(event);
                }))
        .anyMatch(finding -> finding.startsWith("F9") && finding.contains("the restored state"));
  }

  @Test
  void shouldFindALeaseThatIsNotInTheJournal() {
    assertThat(written(event -> event instanceof DiallingAuthorised ? List.of() : List.of(event)))
        .anyMatch(
            finding -> finding.startsWith("F4") && finding.contains("which the zone never gave"));
  }

  @Test
  void shouldFindALostEnd() {
    assertThat(written(event -> event instanceof CallCompleted ? List.of() : List.of(event)))
        .anyMatch(finding -> finding.startsWith("F24"))
        .anyMatch(finding -> finding.startsWith("gapless"));
  }

  @Test
  void shouldFindADoubledEvent() {
    assertThat(
            written(
                event -> event instanceof CommandAccepted ? List.of(event, event) : List.of(event)))
        .anyMatch(finding -> finding.startsWith("answered-once"));
  }

  private static List<String> written(Scribe scribe) {
    return findings(new RuleSabotage(Fencing.WORKS, scribe));
  }

  private static List<String> findings(RuleSabotage sabotage) {
    return findings(sabotage, WORLDS);
  }

  private static List<String> findings(RuleSabotage sabotage, int worlds) {
    return LongStream.rangeClosed(1, worlds)
        .parallel()
        .mapToObj(seed -> findings(sabotage, WorldPlan.of(seed)))
        .flatMap(List::stream)
        .toList();
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
