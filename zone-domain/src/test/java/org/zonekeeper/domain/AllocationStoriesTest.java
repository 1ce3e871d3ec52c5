package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/** Who works for which job, and for how long. */
class AllocationStoriesTest {
  private static final int DWELL = 10_000;
  private static final int LONG_BREAK = 300_000;

  @Test
  void shouldGiveALaterJobItsMinimumFromTheIdleAgentsOfALesserOne() {
    ZoneStory story =
        zone()
            .given(Told.job("low", job(1, 1, 9)))
            .given(Told.idle("a", "low"))
            .given(Told.idle("b", "low"))
            .when(Asked.startJob("high", job(10, 1, 9)))
            .thenAccepted(Told.job("high", job(10, 1, 9)))
            .whenTimePasses(DWELL - 1);
    assertThat(moves(story)).as("nobody moves before the dwell is over").isEmpty();
    story.whenTimePasses(1);
    assertThat(moves(story))
        .as("two attempts that were allowed a moment ago may still need two agents")
        .containsExactly("a PENDING_MOVEMENT low high MINIMUM");
    story.whenTimePasses(1500);
    assertThat(moves(story)).containsExactly("a ATTACHED high MINIMUM");
    minutesPass(story, 5);
    assertThat(staff(story, "low")).as("the lesser job keeps its own minimum").isEqualTo(1);
  }

  @Test
  void shouldTakeEvenTheMinimumOfALesserJob() {
    ZoneStory story =
        zone()
            .given(Told.job("low", job(1, 2, 9)), Told.job("high", job(10, 2, 9)))
            .given(Told.idle("a", "low"))
            .given(Told.idle("b", "low"));
    minutesPass(story, 1);
    assertThat(staff(story, "high")).isEqualTo(2);
    assertThat(staff(story, "low")).isZero();
  }

  @Test
  void shouldPromiseABusyAgentAndMoveHimAfterTheCall() {
    ZoneStory story =
        zone()
            .given(Told.job("low", job(1, 0, 9)), Told.job("high", job(10, 1, 9)))
            .given(Told.talking("anna", "c1", "low", T0))
            .whenTimePasses(DWELL);
    assertThat(moves(story)).containsExactly("anna PENDING_MOVEMENT low high MINIMUM");
    story.whenTimePasses(DWELL);
    assertThat(moves(story)).as("promised once").isEmpty();
    story
        .when(Reported.disconnected(story.now(), "c1", Party.CUSTOMER))
        .when(Asked.wrapUp("anna", "Sold"));
    assertThat(moves(story)).containsExactly("anna ATTACHED high MINIMUM");
  }

  @Test
  void shouldLetACallUnderWayHaveTheAgentItWasDialledFor() {
    ZoneStory story =
        zone()
            .given(Told.job("low", job(1, 0, 9)), Told.job("high", job(10, 1, 9)))
            .given(Told.idle("anna", "low"))
            .given(Told.attempted("c1", "low", T0))
            .whenTimePasses(DWELL);
    assertThat(moves(story)).containsExactly("anna PENDING_MOVEMENT low high MINIMUM");
    story.when(Reported.liveVoice(story.now(), "c1"));
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("anna");
    story.when(Reported.disconnected(story.now(), "c1", Party.CUSTOMER));
    assertThat(moves(story)).containsExactly("anna ATTACHED high MINIMUM");
  }

  @Test
  void shouldMoveWhoWaitsForACallThatNobodyAnswers() {
    ZoneStory story =
        zone()
            .given(Told.job("low", job(1, 0, 9)), Told.job("high", job(10, 1, 9)))
            .given(Told.idle("anna", "low"))
            .given(Told.attempted("c1", "low", T0))
            .whenTimePasses(DWELL)
            .when(Reported.noAnswer(T0, "c1"))
            .whenTimePasses(50);
    assertThat(moves(story)).containsExactly("anna ATTACHED high MINIMUM");
  }

  @Test
  void shouldNotKeepTheAgentsOfAnExhaustedJobUntilItsLastWrapUp() {
    ZoneStory story =
        zone()
            .given(Told.job("done", job(9, 2, 9)), Told.job("next", job(1, 0, 9)))
            .given(Told.wrappingUp("anna", "c1", "done", T0, T0 + 30_000))
            .given(Told.idle("bert", "done"))
            .when(Reported.contactsExhausted(T0, "done"))
            .whenTimePasses(50);
    assertThat(moves(story)).containsExactly("bert ATTACHED next JOB_STOPPING");
  }

  @Test
  void shouldGiveThePlacesOfThoseAtLunchToOthers() {
    ZoneStory story =
        zone()
            .given(Told.job("sales", job(5, 0, 1)))
            .given(Told.idle("anna", "sales"))
            .when(Asked.goNotReady("anna"))
            .when(Asked.logOn("bert"))
            .given(Told.nailup("bert", NailupState.NAILED_UP))
            .when(Asked.goReady("bert"))
            .whenTimePasses(LONG_BREAK - 1);
    assertThat(moves(story)).isEmpty();
    story.whenTimePasses(1);
    assertThat(moves(story))
        .containsExactly("anna DETACHED LONG_BREAK", "bert ATTACHED sales SHARE");
    story.when(Asked.goReady("anna")).whenTimePasses(LONG_BREAK);
    assertThat(moves(story)).as("the place is taken").isEmpty();
  }

  @Test
  void shouldNotTakeAShortBreakForALongOneBecauseAnEarlierOneWas() {
    ZoneStory story =
        zone()
            .given(Told.job("sales", job(5, 0, 9)))
            .given(Told.loggedOn("anna"))
            .after(LONG_BREAK)
            .when(Asked.moveAgent("anna", "sales"))
            .whenTimePasses(LONG_BREAK - 1);
    assertThat(moves(story)).as("she is at the job only since then").isEmpty();
    story.whenTimePasses(1);
    assertThat(moves(story)).containsExactly("anna DETACHED LONG_BREAK");
  }

  @Test
  void shouldAttachNobodyWhoLacksASkillAndTheMostProficientFirst() {
    JobSettings loans =
        JobSettings.newBuilder(job(5, 0, 2)).setRequiredSkills(List.of("loans:3")).build();
    ZoneStory story =
        zone()
            .given(Told.job("loans", loans))
            .given(ready("none"))
            .given(ready("low", "loans:2"))
            .given(ready("good", "loans:3"))
            .given(ready("versatile", "loans:9", "cards"))
            .given(ready("expert", "loans:9"))
            .whenTimePasses(0);
    assertThat(moves(story))
        .as("between equals the one of less use elsewhere")
        .containsExactly("expert ATTACHED loans SHARE", "versatile ATTACHED loans SHARE");
  }

  @Test
  void shouldReleaseTheLeastProficientFirst() {
    JobSettings loans =
        JobSettings.newBuilder(job(5, 0, 9)).setRequiredSkills(List.of("loans")).build();
    var change = Asked.changeJob("loans");
    change.setMaxAgents(1);
    ZoneStory story =
        zone()
            .given(Told.job("loans", loans))
            .given(ready("expert", "loans:9"))
            .given(ready("novice", "loans"))
            .given(Told.attached("novice", "loans"))
            .after(1)
            .given(Told.attached("expert", "loans"))
            .when(change);
    assertThat(moves(story)).containsExactly("novice DETACHED ABOVE_MAXIMUM");
  }

  @Test
  void shouldRefuseAMoveToAJobWhoseSkillsAreMissing() {
    zone()
        .given(
            Told.job("sales"),
            Told.job(
                "loans",
                JobSettings.newBuilder(Told.settings())
                    .setRequiredSkills(List.of("loans:3"))
                    .build()))
        .given(Told.idle("anna", "sales"))
        .when(Asked.moveAgent("anna", "loans"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "loans:3", "anna");
  }

  @ParameterizedTest
  @ValueSource(strings = {"loans:0", "loans:11", "loans:", ":3", "loans:three", ""})
  void shouldSayWhatIsWrongWithASkill(String skill) {
    var logOn = Asked.logOn("anna");
    logOn.setSkills(List.of("cards", skill));
    zone()
        .when(logOn)
        .thenRefused(RefusalReason.INVALID_PARAMETER, "\"" + skill + "\"", "from 1 to 10")
        .when(
            Asked.startJob(
                "j",
                JobSettings.newBuilder(Told.settings()).setRequiredSkills(List.of(skill)).build()))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "requiredSkills", "from 1 to 10");
  }

  @Test
  void shouldLeaveWhomASupervisorMovedWhereHeIs() {
    ZoneStory story =
        zone()
            .given(Told.job("low", job(1, 0, 9)), Told.job("high", job(10, 1, 9)))
            .given(Told.idle("anna", "high"))
            .when(Asked.moveAgent("anna", "low"));
    minutesPass(story, 10);
    assertThat(staff(story, "low")).isEqualTo(1);
  }

  @Test
  void shouldMoveForAShareOnlyByAWholeStep() {
    ZoneStory story =
        zone()
            .given(Told.job("one", job(5, 0, 9)), Told.job("other", job(5, 0, 9)))
            .given(Told.idle("a", "one"))
            .given(Told.idle("b", "one"))
            .given(Told.idle("c", "one"))
            .given(Told.idle("d", "one"));
    minutesPass(story, 1);
    assertThat(staff(story, "other")).isEqualTo(2);
    story.given(Told.loggedOff("a", LogOffGrounds.REQUESTED));
    story.whenTimePasses(DWELL);
    assertThat(moves(story)).as("two to one is no whole step").isEmpty();
  }

  /** The example of docs/allocation.md. */
  @Test
  void shouldDoWhatTheDocumentTells() {
    ZoneStory story =
        zone()
            .given(Told.job("cards", job(2, 1, 9)))
            .given(ready("a"))
            .given(Told.attached("a", "cards"))
            .given(ready("b", "loans:8"))
            .given(Told.attached("b", "cards"))
            .given(ready("c"))
            .given(Told.attached("c", "cards"))
            .given(ready("d", "loans:3"))
            .given(Told.attached("d", "cards"))
            .after(DWELL)
            .given(
                Told.job(
                    "loans",
                    JobSettings.newBuilder(job(8, 1, 9))
                        .setRequiredSkills(List.of("loans:3"))
                        .build()),
                Told.job("survey", job(1, 1, 9)))
            .whenTimePasses(50);
    assertThat(moves(story))
        .containsExactly(
            "b ATTACHED loans MINIMUM", "a ATTACHED survey MINIMUM", "d ATTACHED loans SHARE");
    story
        .given(Told.waiting("c1", "loans", T0))
        .given(Told.assignment("c1", "loans", "b"))
        .given(Told.connection("c1", "loans", "b", T0))
        .after(2000)
        .when(Reported.contactsExhausted(T0, "loans"))
        .whenTimePasses(50);
    assertThat(moves(story)).containsExactly("d ATTACHED cards JOB_STOPPING");
    story.when(Reported.disconnected(T0, "c1", Party.CUSTOMER)).when(Asked.wrapUp("b", "Sold"));
    assertThat(moves(story)).contains("b ATTACHED cards SHARE");
  }

  @Test
  void shouldKeepThePlaceInTheLineOfWhoWasAskedInVain() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.idle("anna", "sales"))
            .after(1)
            .given(Told.idle("bert", "sales"))
            .after(1)
            .given(Told.attempted("c1", "sales", T0))
            .when(Reported.liveVoice(T0, "c1"));
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("anna");
    story
        .when(Reported.disconnected(T0 + 100, "c1", Party.CUSTOMER))
        .given(Told.attempted("c2", "sales", T0))
        .when(Reported.liveVoice(story.now(), "c2"));
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("anna");
  }

  @Test
  void shouldPutToTheEndOfTheLineWhoHasTalked() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.talking("anna", "c1", "sales", T0))
            .after(1)
            .given(Told.idle("bert", "sales"))
            .after(1)
            .given(
                Told.callState("anna", CallState.IDLE, null), Told.state("anna", AgentState.READY))
            .given(Told.attempted("c2", "sales", T0))
            .when(Reported.liveVoice(T0, "c2"));
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("bert");
  }

  private static JobSettings job(int priority, int min, int max) {
    return JobSettings.newBuilder(Told.settings())
        .setPriority(priority)
        .setMinAgents(min)
        .setMaxAgents(max)
        .build();
  }

  private static List<Event> ready(String agent, String... skills) {
    var loggedOn = Told.loggedOn(agent);
    loggedOn.setSkills(List.of(skills));
    return List.of(
        loggedOn, Told.nailup(agent, NailupState.NAILED_UP), Told.state(agent, AgentState.READY));
  }

  private static int staff(ZoneStory story, String job) {
    return story.state().staffIndex().staff(job);
  }

  private static void minutesPass(ZoneStory story, int minutes) {
    for (int i = 0; i < minutes * 60; i++) {
      story.whenTimePasses(1000);
    }
  }

  /** What happened to whom, with grounds. */
  private static List<String> moves(ZoneStory story) {
    return story.all(AgentJobStateChanged.class).stream()
        .map(
            e ->
                "%s %s%s%s %s"
                    .formatted(
                        e.getAgentId(),
                        e.getJobState(),
                        e.getJobId() == null ? "" : " " + e.getJobId(),
                        e.getTargetJobId() == null ? "" : " " + e.getTargetJobId(),
                        e.getGrounds()))
        .toList();
  }
}
