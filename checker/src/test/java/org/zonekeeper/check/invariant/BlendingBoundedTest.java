package org.zonekeeper.check.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.schemas.common.WorkDirection.INBOUND;
import static org.zonekeeper.schemas.common.WorkDirection.OUTBOUND;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.BlendThresholds;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.BlendThresholdsChanged;
import org.zonekeeper.schemas.journal.BlenderMoveDecided;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.InboundLoadReceived;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneGoingDown;

class BlendingBoundedTest {
  private static final Cause BY_ITSELF = new Cause(CauseKind.TIMER, "Blender", "", -1L, 0L);
  private static final long MINUTE = 60_000;

  private final BlendingBounded judge = new BlendingBounded();
  private final Findings findings = new Findings("north");
  private long sequence;
  private long now = 1_000_000;

  private void decided(Function<EventHeader, Event> event) {
    EventHeader header = new EventHeader("north", 1L, ++sequence, now, BY_ITSELF, "north", "");
    judge.next(
        new HashedEntry(new JournalEntry("north", sequence - 1, event.apply(header)), ""),
        findings);
  }

  /**
   * So many idle agents of sales with the skill; acquired from 5 calls up, released from 1 down.
   */
  private void centre(int agents) {
    decided(h -> new ZoneAvailable(h, new Owner("am-1", "i-1"), 0L));
    decided(
        h ->
            new BlendThresholdsChanged(
                h, "service", new BlendThresholds(BlendMeasure.WAITING_CALLS, 5L, 1L)));
    for (int i = 1; i <= agents; i++) {
      String id = "a" + i;
      decided(
          h ->
              new AgentLoggedOn(
                  h, id, "x-" + id, "s-" + id, "en", List.of("service:5"), null, null, false));
      state(id, AgentState.READY);
      jobState(id, JobState.ATTACHED, JobStateGrounds.SHARE);
    }
  }

  private void state(String agent, AgentState state) {
    decided(h -> new AgentStateChanged(h, agent, state, null));
  }

  private void jobState(String agent, JobState state, JobStateGrounds grounds) {
    decided(h -> new AgentJobStateChanged(h, agent, state, "sales", null, grounds));
  }

  private void report(int calls) {
    decided(h -> new InboundLoadReceived(h, "service", calls, 1_000L * calls));
  }

  private void move(String agent, WorkDirection to, int measured) {
    decided(
        h ->
            new BlenderMoveDecided(
                h,
                agent,
                "service",
                "sales",
                to,
                BlendMeasure.WAITING_CALLS,
                measured,
                to == INBOUND ? 5 : 1));
  }

  private void sent(String agent, int measured) {
    move(agent, INBOUND, measured);
    jobState(agent, JobState.INBOUND, JobStateGrounds.BLENDER);
    decided(h -> new AgentBlendedToInbound(h, agent, "x-" + agent, "w-" + agent, List.of()));
  }

  private void isRight() {
    assertThat(findings.judgement("blending", "").pass()).isTrue();
  }

  private void isWrong(String words) {
    assertThat(findings.judgement("blending", "").pass()).isFalse();
    assertThat(findings.judgement("blending", "").toString()).contains(words);
  }

  @Test
  void shouldLikeMovesWithinTheBounds() {
    centre(20);
    report(5);
    sent("a1", 5);
    sent("a2", 5);
    now += MINUTE;
    report(0);
    move("a1", OUTBOUND, 0);
    now += 5_000;
    report(1);
    move("a2", OUTBOUND, 1);
    isRight();
  }

  @Test
  void shouldSeeThresholdsThatSendToAndFro() {
    centre(1);
    decided(
        h ->
            new BlendThresholdsChanged(
                h, "service", new BlendThresholds(BlendMeasure.WAITING_CALLS, 5L, 5L)));
    isWrong("to and fro");
  }

  @Test
  void shouldSeeAMoveWithoutAReason() {
    centre(1);
    report(4);
    move("a1", INBOUND, 4);
    isWrong("measured 4, acquire 5, release 1");
  }

  @Test
  void shouldSeeAMoveByAnOldReport() {
    centre(1);
    report(9);
    now += 30_000;
    move("a1", INBOUND, 9);
    isWrong("30000 ms old");
  }

  @Test
  void shouldSeeMoreAgentsThanOneReportIsAReasonFor() {
    centre(100);
    report(5);
    for (int i = 1; i <= 6; i++) {
      sent("a" + i, 5);
    }
    isWrong("than one report");
  }

  @Test
  void shouldSeeMoreThanATenthOfAJob() {
    centre(19);
    report(50);
    sent("a1", 50);
    sent("a2", 50);
    isWrong("2 of the job's 19 agents");
  }

  @Test
  void shouldSeeWhoIsSentFromABreak() {
    centre(1);
    state("a1", AgentState.NOT_READY);
    report(9);
    move("a1", INBOUND, 9);
    isWrong("the agent is NOT_READY");
  }

  @Test
  void shouldSeeWhoWasPutThereByHand() {
    centre(1);
    jobState("a1", JobState.ATTACHED, JobStateGrounds.SUPERVISOR);
    report(9);
    move("a1", INBOUND, 9);
    isWrong("by hand");
  }

  @Test
  void shouldSeeWhoIsCalledBackButWentByHand() {
    centre(1);
    jobState("a1", JobState.INBOUND, JobStateGrounds.AGENT);
    decided(h -> new AgentBlendedToInbound(h, "a1", "x-a1", "w-a1", List.of()));
    now += 2 * MINUTE;
    report(0);
    move("a1", OUTBOUND, 0);
    isWrong("had not sent the agent there");
  }

  @Test
  void shouldSeeWhoIsCalledBackTooSoon() {
    centre(1);
    report(9);
    sent("a1", 9);
    now += MINUTE - 1;
    report(0);
    move("a1", OUTBOUND, 0);
    isWrong("less than 60000 ms");
  }

  @Test
  void shouldSeeASkillThatTurnsTooSoon() {
    centre(40);
    report(9);
    sent("a1", 9);
    now += MINUTE;
    report(9);
    sent("a2", 9);
    now += 9_999;
    report(0);
    move("a1", OUTBOUND, 0);
    isWrong("less than 10000 ms ago");
  }

  @Test
  void shouldSeeWhoIsMovedTooOften() {
    centre(1);
    for (int i = 0; i < 4; i++) {
      report(9);
      move("a1", INBOUND, 9);
      jobState("a1", JobState.PENDING_INBOUND, JobStateGrounds.BLENDER);
      now += 2 * MINUTE;
      report(0);
      move("a1", OUTBOUND, 0);
      jobState("a1", JobState.ATTACHED, JobStateGrounds.BLENDER);
      now += 2 * MINUTE;
    }
    isWrong("7 times within an hour");
  }

  @Test
  void shouldSeeAMoveThatTheBlenderDidNotDecideOn() {
    centre(1);
    jobState("a1", JobState.PENDING_INBOUND, JobStateGrounds.BLENDER);
    isWrong("did not decide");
  }

  @Test
  void shouldSeeAMoveInAZoneThatGoesDown() {
    centre(1);
    decided(h -> new ZoneGoingDown(h, "sue", null, now + MINUTE, "works"));
    report(9);
    move("a1", INBOUND, 9);
    isWrong("not while the zone works");
  }
}
