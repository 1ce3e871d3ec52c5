package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.schemas.common.BlendMeasure.LONGEST_WAIT_MS;
import static org.zonekeeper.schemas.common.BlendMeasure.WAITING_CALLS;
import static org.zonekeeper.schemas.common.WorkDirection.INBOUND;
import static org.zonekeeper.schemas.common.WorkDirection.OUTBOUND;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.BlendThresholds;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.BlendThresholdsChanged;
import org.zonekeeper.schemas.journal.BlenderMoveDecided;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundLoadReceived;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.order.BeginInboundWork;
import org.zonekeeper.schemas.order.EndInboundWork;
import org.zonekeeper.schemas.state.AgentRecord;

/** F28: the blender has agents go to inbound work and back by thresholds, within bounds. */
class BlenderStoriesTest {
  private static final long MINUTE = 60_000;

  /**
   * Sales with so many agents, a1 and so on, idle for a while; acquired from 5 calls up, released
   * from 1 down.
   */
  private static ZoneStory centre(int agents) {
    return centre(agents, Told.settings());
  }

  private static ZoneStory centre(int agents, JobSettings sales) {
    ZoneStory story = sales(sales);
    for (int i = 1; i <= agents; i++) {
      comes(story, "a" + i, "sales", "service:5");
    }
    return story.after(MINUTE);
  }

  /** Dials nobody: no call counts on who is idle. */
  private static ZoneStory sales(JobSettings settings) {
    return ZoneStory.zone()
        .given(Told.job("sales", settings), new JobPaused("sales"), thresholds(5, 1));
  }

  private static void comes(ZoneStory story, String agent, String job, String... skills) {
    story.given(
        new AgentLoggedOn(
            agent, "ext-" + agent, "s-" + agent, "en", List.of(skills), null, null, false),
        Told.nailup(agent, NailupState.NAILED_UP),
        Told.state(agent, AgentState.READY),
        Told.attached(agent, job));
  }

  private static BlendThresholdsChanged thresholds(long acquire, long release) {
    return new BlendThresholdsChanged(
        "service", new BlendThresholds(WAITING_CALLS, acquire, release));
  }

  private static ZoneStory reported(ZoneStory story, int calls) {
    return story
        .when(Reported.inboundLoad(story.now(), "service", calls, calls * 1_000L))
        .whenTimePasses(1);
  }

  /** Agent a1 was sent by the blender, with a report of 5 calls. */
  private static ZoneStory sent() {
    ZoneStory story = reported(centre(1), 5);
    story.only(AgentBlendedToInbound.class);
    return story;
  }

  private static BlenderMoveDecided move(String agent, WorkDirection to, long measured) {
    return new BlenderMoveDecided(
        agent, "service", "sales", to, WAITING_CALLS, measured, to == INBOUND ? 5 : 1);
  }

  private static List<String> moved(ZoneStory story) {
    return story.all(BlenderMoveDecided.class).stream()
        .map(BlenderMoveDecided::getAgentId)
        .toList();
  }

  private static AgentRecord agent(ZoneStory story, String id) {
    return story.state().agent(id).orElseThrow();
  }

  @Test
  void shouldSendWhoIsIdleAtOnce() {
    ZoneStory story = sent();

    String work = story.only(AgentBlendedToInbound.class).getWorkId();
    assertThat(story.outcome().events())
        .extracting(event -> event.getSchema().getName())
        .startsWith(
            "BlenderMoveDecided",
            "AgentStateChanged",
            "AgentJobStateChanged",
            "AgentNailupChanged",
            "AgentBlendedToInbound");
    BlenderMoveDecided decided = story.only(BlenderMoveDecided.class);
    assertThat(decided.getMeasured()).isEqualTo(5);
    assertThat(decided.getThreshold()).isEqualTo(5);
    assertThat(story.outcome().orders()).hasAtLeastOneElementOfType(BeginInboundWork.class);
    assertThat(agent(story, "a1").getInbound().getWorkId()).isEqualTo(work);
    assertThat(agent(story, "a1").getJobGrounds()).isEqualTo(JobStateGrounds.BLENDER);
  }

  @Test
  void shouldSendWhoIsBusyAfterTheWorkInHand() {
    ZoneStory story = sales(Told.settings());
    comes(story, "a1", "sales", "service");
    story
        .given(Told.waiting("c1", "sales", story.now()))
        .given(Told.assignment("c1", "sales", "a1"))
        .given(Told.connection("c1", "sales", "a1", story.now()));
    reported(story, 9);

    assertThat(moved(story)).containsExactly("a1");
    assertThat(story.all(AgentBlendedToInbound.class)).isEmpty();
    assertThat(agent(story, "a1").getJobState()).isEqualTo(JobState.PENDING_INBOUND);
    assertThat(agent(story, "a1").getCallId()).isEqualTo("c1");
  }

  @Test
  void shouldMeasureTheLongestWaitAsWell() {
    ZoneStory story =
        centre(3)
            .given(
                new BlendThresholdsChanged(
                    "service", new BlendThresholds(LONGEST_WAIT_MS, 20_000, 5_000)));
    story.when(Reported.inboundLoad(story.now(), "service", 1, 19_999)).whenTimePasses(1);
    assertThat(moved(story)).isEmpty();
    story.when(Reported.inboundLoad(story.now(), "service", 1, 20_000)).whenTimePasses(1);
    assertThat(moved(story)).containsExactly("a1");
  }

  @Test
  void shouldPassOverWhoIsOnABreakOrCannotDoIt() {
    ZoneStory story = sales(Told.settings());
    comes(story, "a1", "sales", "service");
    story.given(new AgentStateChanged("a1", AgentState.NOT_READY, "Lunch"));
    comes(story, "a2", "sales", "sales:10");
    comes(story, "a3", "sales", "service");
    story.given(
        new AgentJobStateChanged("a3", JobState.DETACHED, null, null, JobStateGrounds.OTHER));
    story.given(Told.state("a3", AgentState.NOT_READY));
    reported(story, 50);

    assertThat(moved(story)).isEmpty();
  }

  @Test
  void shouldLeaveWhoWasPutSomewhereByHand() {
    ZoneStory story = sales(Told.settings());
    comes(story, "a1", "sales", "service");
    story.given(Told.attached("a1", "sales", JobStateGrounds.SUPERVISOR));
    comes(story, "a2", "sales", "service");
    story.given(Told.attached("a2", "sales", JobStateGrounds.AGENT));
    story.after(MINUTE);
    reported(story, 50);

    assertThat(moved(story)).isEmpty();
  }

  @Test
  void shouldNotCallBackWhoWentByHand() {
    ZoneStory story = BlendingStories.onInboundWork().given(thresholds(5, 1));
    reported(story, 0);

    assertThat(moved(story)).isEmpty();
    assertThat(agent(story, "anna").getInbound()).isNotNull();
  }

  @Test
  void shouldDoNothingBetweenTheThresholds() {
    ZoneStory story = sent().after(5 * MINUTE);
    for (int calls : List.of(4, 2, 3)) {
      assertThat(moved(reported(story, calls))).isEmpty();
    }
  }

  @Test
  void shouldNotGoByAnOldReport() {
    ZoneStory story = sales(Told.settings());
    story.when(Reported.inboundLoad(story.now(), "service", 9, 9_000));
    comes(story, "a1", "sales", "service");
    story.whenTimePasses(30_000);
    assertThat(moved(story)).isEmpty();
    assertThat(moved(reported(story, 9))).containsExactly("a1");
  }

  @Test
  void shouldSendATenthOfAJobInTenSeconds() {
    ZoneStory story = reported(centre(29), 50);
    assertThat(moved(story)).hasSize(2);
    story.whenTimePasses(9_998);
    assertThat(moved(reported(story, 50))).isEmpty();
    story.whenTimePasses(1);
    assertThat(moved(story)).hasSize(2);
  }

  @Test
  void shouldSendForAReportNoMoreThanWait() {
    ZoneStory story = reported(centre(100), 5);
    assertThat(moved(story)).hasSize(5);
    assertThat(moved(story.whenTimePasses(10_001))).isEmpty();
    assertThat(moved(reported(story, 6))).hasSize(6);
  }

  @Test
  void shouldLeaveAJobItsMinimum() {
    ZoneStory story =
        reported(centre(3, JobSettings.newBuilder(Told.settings()).setMinAgents(3).build()), 50);
    assertThat(moved(story)).isEmpty();
    comes(story, "a4", "sales", "service");
    assertThat(moved(story.whenTimePasses(1))).hasSize(1);
  }

  @Test
  void shouldKeepAnIdleAgentForTheCallsThatCountOnAll() {
    ZoneStory story = centre(1).given(Told.attempted("c1", "sales", ZoneStory.T0));
    story.when(Reported.inboundLoad(story.now(), "service", 9, 9_000)).whenTimePasses(1);
    assertThat(moved(story)).isEmpty();
    story.when(Reported.noAnswer(story.now(), "c1")).whenTimePasses(1);
    assertThat(moved(story)).containsExactly("a1");
  }

  @Test
  void shouldHaveTheAgentBackAfterAMinuteThere() {
    ZoneStory story = sent();
    story.after(MINUTE - 2);
    assertThat(moved(reported(story, 1))).isEmpty();
    story.whenTimePasses(1);
    story.then(
        move("a1", OUTBOUND, 1),
        new InboundEndRequested("a1", agent(story, "a1").getInbound().getWorkId()));
    story.andOrders(EndInboundWork.class);
    assertThat(agent(story, "a1").getInbound()).isNotNull();
    assertThat(moved(reported(story, 0))).isEmpty();

    story.when(
        Reported.inboundEnded(story.now(), "a1", agent(story, "a1").getInbound().getWorkId()));
    story.only(AgentBlendedToOutbound.class);
    assertThat(agent(story, "a1").getJobState()).isEqualTo(JobState.ATTACHED);
  }

  @Test
  void shouldHaveOneAgentBackForAReport() {
    ZoneStory story = reported(centre(100), 5);
    story.after(2 * MINUTE);
    assertThat(moved(reported(story, 0))).hasSize(1);
    assertThat(moved(story.whenTimePasses(20_000))).isEmpty();
    assertThat(moved(reported(story, 0))).hasSize(1);
  }

  @Test
  void shouldTakeBackFirstWhoIsOnTheWay() {
    ZoneStory story = sales(Told.settings());
    comes(story, "a1", "sales", "service");
    story
        .given(Told.waiting("c1", "sales", story.now()))
        .given(Told.assignment("c1", "sales", "a1"))
        .given(Told.connection("c1", "sales", "a1", story.now()));
    reported(story, 9);
    story.after(9_998);
    assertThat(moved(reported(story, 0))).isEmpty();
    story.whenTimePasses(1);
    story.then(move("a1", OUTBOUND, 0), Told.attached("a1", "sales", JobStateGrounds.BLENDER));
  }

  @Test
  void shouldNotSendAgainTooSoon() {
    ZoneStory story = sent().after(2 * MINUTE);
    reported(story, 0);
    story.when(
        Reported.inboundEnded(story.now(), "a1", agent(story, "a1").getInbound().getWorkId()));
    story.when(Reported.nailedUp(story.now(), "a1"));
    story.after(MINUTE - 2);
    assertThat(moved(reported(story, 9))).isEmpty();
    assertThat(moved(story.whenTimePasses(1))).containsExactly("a1");
  }

  @Test
  void shouldMoveNobodyMoreThanSixTimesAnHour() {
    ZoneStory story = centre(1);
    for (WorkDirection to : List.of(INBOUND, OUTBOUND, INBOUND, OUTBOUND, INBOUND)) {
      story.given(move("a1", to, 5)).after(2 * MINUTE);
    }
    assertThat(moved(reported(story, 9))).isEmpty();
    story.after(49 * MINUTE);
    assertThat(moved(reported(story, 9))).isEmpty();
    story.after(MINUTE);
    assertThat(moved(reported(story, 9))).containsExactly("a1");
    assertThat(agent(story, "a1").getBlenderMoves()).hasSize(5);
  }

  @Test
  void shouldMoveNobodyInAZoneThatGoesDown() {
    ZoneStory story = centre(3).given(Told.goingDown("south", ZoneStory.T0 + 3_600_000));
    assertThat(moved(reported(story, 9))).isEmpty();
  }

  @Test
  void shouldGoOnWithTheSameBoundsUnderANewOwner_F28() {
    ZoneStory story = sent();
    story.when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "killed", story.now()));
    assertThat(story.state().inboundSkill("service").orElseThrow().getThresholds().getAcquire())
        .isEqualTo(5);
    Outages.barriersRead(story);
    story.when(Asked.inStep(story.only(DesktopCheckRequested.class)));
    String work = agent(story, "a1").getInbound().getWorkId();
    story.when(Reported.inboundStatus(story.now(), "a1", work, true));
    story.after(MINUTE - 2);
    assertThat(moved(reported(story, 0))).isEmpty();
    assertThat(moved(story.whenTimePasses(1))).containsExactly("a1");
  }

  @Test
  void shouldDecideNothingDuringTheOutage_F28() {
    ZoneStory story = centre(3);
    story.when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "killed", story.now()));
    story.when(Reported.inboundLoad(story.now(), "service", 9, 9_000));
    story.then(new InboundLoadReceived("service", 9, 9_000));
    assertThat(moved(story.whenTimePasses(1))).isEmpty();
  }

  @Test
  void shouldLeaveTheSkillAloneWithoutThresholds() {
    ZoneStory story = centre(3);
    story
        .when(Asked.blendThresholds("service", null, null, null))
        .thenAccepted(new BlendThresholdsChanged("service", null));
    assertThat(story.state().inboundSkills()).isEmpty();
    assertThat(moved(reported(story, 50))).isEmpty();
    story
        .when(Asked.blendThresholds("service", WAITING_CALLS, 5L, 1L))
        .thenAccepted(thresholds(5, 1));
    assertThat(moved(story.whenTimePasses(1))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "service, WAITING_CALLS, 5, 5, release is 5; allowed: 0 to 4",
    "service, WAITING_CALLS, 5, -1, release is -1",
    "service, WAITING_CALLS, 0, 0, acquire is 0; allowed: 1 to 86400000",
    "service, LONGEST_WAIT_MS, 86400001, 0, acquire is 86400001",
    "service, UNKNOWN, 5, 1, measure must be WAITING_CALLS or LONGEST_WAIT_MS",
    "service, WAITING_CALLS, 5, , together",
    "service, , 5, 1, together",
    "service:5, WAITING_CALLS, 5, 1, without a level",
    "'', WAITING_CALLS, 5, 1, skill has",
  })
  void shouldSayWhatIsWrongWithThresholds(
      String skill, BlendMeasure measure, Long acquire, Long release, String words) {
    ZoneStory.zone()
        .when(Asked.blendThresholds(skill, measure, acquire, release))
        .thenRefused(RefusalReason.INVALID_PARAMETER, words);
  }

  @Test
  void shouldBoundTheSkillsThatItKnows() {
    ZoneStory story = ZoneStory.zone();
    for (int i = 0; i < 100; i++) {
      story.given(new InboundLoadReceived("skill" + i, 1, 1));
    }
    story
        .when(Asked.blendThresholds("service", WAITING_CALLS, 5L, 1L))
        .thenRefused(RefusalReason.ZONE_FULL, "100");
    story.when(Reported.inboundLoad(story.now(), "service", 1, 1));
    assertThat(story.only(FactUnmatched.class).getText()).contains("100");
    story.when(Reported.inboundLoad(story.now(), "skill7", 2, 1));
    story.only(InboundLoadReceived.class);
  }

  @Test
  void shouldPutAReportOnRecordThatMakesNoSense() {
    ZoneStory story = ZoneStory.zone();
    story.when(Reported.inboundLoad(story.now(), "service", -1, 0));
    assertThat(story.only(FactUnmatched.class).getText()).contains("-1", "0 or more");
    story.when(Reported.inboundLoad(story.now(), "service:5", 1, 0));
    assertThat(story.only(FactUnmatched.class).getText()).contains("without a level");
    story.when(Reported.inboundLoad(story.now(), "s".repeat(1_000), 1, 0));
    FactUnmatched unmatched = story.only(FactUnmatched.class);
    assertThat(unmatched.getText()).contains("1000", "128");
    assertThat(unmatched.getSubject()).hasSize(128);
    assertThat(story.state().inboundSkills()).isEmpty();
  }
}
