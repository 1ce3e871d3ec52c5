package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEndGrounds;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStopping;

/** What supervisors do with jobs and agents, and who works for which job. */
class JobStoriesTest {

  @Test
  void shouldStartPauseResumeAndStopAJob() {
    zone()
        .when(Asked.startJob("sales", Told.settings()))
        .thenAccepted(Told.job("sales"))
        .when(Asked.startJob("sales", Told.settings()))
        .thenRefused(RefusalReason.JOB_EXISTS, "sales", "north")
        .when(Asked.resumeJob("sales"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "RUNNING", "PAUSED")
        .when(Asked.pauseJob("sales"))
        .thenAccepted(new JobPaused("sales"))
        .when(Asked.pauseJob("sales"))
        .thenRefused(RefusalReason.JOB_NOT_RUNNING, "PAUSED")
        .when(Asked.resumeJob("sales"))
        .thenAccepted(new JobResumed("sales"))
        .when(Asked.stopJob("sales"))
        .thenAccepted(
            new JobStopping("sales", JobEndGrounds.STOPPED),
            new JobEnded("sales", JobEndGrounds.STOPPED))
        .when(Asked.stopJob("sales"))
        .thenRefused(RefusalReason.UNKNOWN_JOB, "sales", "none");
  }

  @Test
  void shouldEndAJobWithItsLastCall() {
    zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .when(Reported.contactsExhausted(T0, "sales"))
        .then(new JobStopping("sales", JobEndGrounds.CONTACTS_EXHAUSTED))
        .when(Asked.stopJob("sales"))
        .thenRefused(RefusalReason.JOB_NOT_RUNNING, "stopping already")
        .when(Asked.changeJob("sales"))
        .thenRefused(RefusalReason.JOB_NOT_RUNNING)
        .when(Asked.wrapUp("anna", "Sold"))
        .thenAccepted(
            Told.completed("c1", "sales", T0).withAgent("anna", T0).down(T0).custom("Sold"),
            Told.callState("anna", CallState.IDLE, null),
            Told.state("anna", AgentState.READY),
            Told.jobEnded("anna", "sales"),
            new JobEnded("sales", JobEndGrounds.CONTACTS_EXHAUSTED));
  }

  @Test
  void shouldNotEndAJobWhileItsLeasesMayStillBringCalls() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .whenTimePasses(0)
        .when(Asked.stopJob("sales"))
        .thenAccepted(new JobStopping("sales", JobEndGrounds.STOPPED))
        .whenTimePasses(1499)
        .thenNothing()
        .whenTimePasses(1)
        .then(Told.jobEnded("anna", "sales"), new JobEnded("sales", JobEndGrounds.STOPPED));
  }

  @Test
  void shouldChangeOnlyWhatTheChangeNames_F14() {
    var change = Asked.changeJob("sales");
    change.setPriority(9);
    change.setCallQueuing(true);
    var nothing = Asked.changeJob("sales");
    nothing.setPriority(9);
    zone()
        .given(Told.job("sales"))
        .when(change)
        .thenAccepted(
            new JobChanged(
                "sales",
                JobSettings.newBuilder(Told.settings())
                    .setPriority(9)
                    .setCallQueuing(true)
                    .build()))
        .when(nothing)
        .thenRefused(RefusalReason.INVALID_PARAMETER, "nothing to change");
  }

  @ParameterizedTest
  @CsvSource({
    "priority, 11, allowed: 1 to 10",
    "maxAgents, 0, allowed: 1 to 9999",
    "minAgents, -1, allowed: 0 to 9999",
    "wrapUpLimitMs, 0, allowed: 1 to",
    "liveVoiceBudgetMs, 60001, allowed: 0 to 60000",
    "ringTimeoutMs, 1, allowed: 1000 to 300000"
  })
  void shouldNameTheFaultOfASetting(String setting, int value, String allowed) {
    JobSettings settings = JobSettings.newBuilder(Told.settings()).build();
    settings.put(setting, value);
    zone()
        .when(Asked.startJob("sales", settings))
        .thenRefused(RefusalReason.INVALID_PARAMETER, setting + " is " + value, allowed);
  }

  @Test
  void shouldRefuseARatioThatIsNoNumberAndASystemCode() {
    zone()
        .when(
            Asked.startJob(
                "sales",
                JobSettings.newBuilder(Told.settings()).setMaxDialRatio(Double.NaN).build()))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "maxDialRatio is NaN")
        .when(
            Asked.startJob(
                "sales",
                JobSettings.newBuilder(Told.settings())
                    .setCompletionCodes(List.of("DESKTOP_ERROR"))
                    .build()))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "DESKTOP_ERROR");
  }

  @Test
  void shouldRefuseAScriptThatNoDesktopCanOpen() {
    zone()
        .when(
            Asked.startJob(
                "sales",
                JobSettings.newBuilder(Told.settings()).setScriptUrl("javascript:x").build()))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "scriptUrl", "http or https", "{contact}");
  }

  @Test
  void shouldMoveAnIdleAgentAtOnce_F15() {
    zone()
        .given(Told.job("sales"), Told.job("survey"))
        .given(Told.idle("anna", "sales"))
        .when(Asked.moveAgent("anna", "survey"))
        .thenAccepted(Told.attached("anna", "survey", JobStateGrounds.SUPERVISOR))
        .when(Asked.moveAgent("anna", "survey"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "already");
  }

  @Test
  void shouldMoveABusyAgentAfterTheWrapUp() {
    zone()
        .given(Told.job("sales"), Told.job("survey"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .when(Asked.moveAgent("anna", "survey"))
        .thenAccepted(Told.pendingMove("anna", "sales", "survey", JobStateGrounds.SUPERVISOR))
        .when(Asked.moveAgent("anna", "sales"))
        .thenAccepted(Told.attached("anna", "sales", JobStateGrounds.SUPERVISOR))
        .when(Asked.moveAgent("anna", "survey"))
        .thenAccepted(Told.pendingMove("anna", "sales", "survey", JobStateGrounds.SUPERVISOR))
        .when(Asked.wrapUp("anna", "Sold"))
        .thenAccepted(
            Told.completed("c1", "sales", T0).withAgent("anna", T0).down(T0).custom("Sold"),
            Told.callState("anna", CallState.IDLE, null),
            Told.attached("anna", "survey", JobStateGrounds.SUPERVISOR),
            Told.state("anna", AgentState.READY));
  }

  @Test
  void shouldRefuseAMoveThatCannotBe() {
    JobSettings full = JobSettings.newBuilder(Told.settings()).setMaxAgents(1).build();
    zone()
        .given(Told.job("sales"), Told.job("full", full))
        .given(Told.idle("anna", "sales"))
        .given(Told.idle("bert", "full"))
        .when(Asked.moveAgent("nobody", "sales"))
        .thenRefused(RefusalReason.UNKNOWN_AGENT, "nobody")
        .when(Asked.moveAgent("anna", "nothing"))
        .thenRefused(RefusalReason.UNKNOWN_JOB, "nothing", "full, sales")
        .when(Asked.moveAgent("anna", "full"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "maxAgents");
  }

  @Test
  void shouldShareAgentsByPriorityAboveTheMinimum() {
    ZoneStory story =
        zone()
            .given(
                Told.job("eight", share(8, 1, 30)),
                Told.job("two", share(2, 1, 30)),
                Told.job("small", share(10, 0, 1)));
    for (int i = 0; i < 11; i++) {
      story.when(Asked.logOn("agent-" + i)).when(Asked.goReady("agent-" + i));
    }
    assertThat(story.state().agentIndex().attached("eight")).hasSize(8);
    assertThat(story.state().agentIndex().attached("two")).hasSize(2);
    assertThat(story.state().agentIndex().attached("small")).hasSize(1);
  }

  @Test
  void shouldLetIdleAgentsGoWhenTheMaximumFalls() {
    var change = Asked.changeJob("sales");
    change.setMaxAgents(1);
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .after(1)
        .given(Told.idle("bert", "sales"))
        .when(change)
        .thenAccepted(
            new JobChanged(
                "sales", JobSettings.newBuilder(Told.settings()).setMaxAgents(1).build()),
            Told.detached("bert", JobStateGrounds.ABOVE_MAXIMUM));
  }

  private static JobSettings share(int priority, int min, int max) {
    return JobSettings.newBuilder(Told.settings())
        .setPriority(priority)
        .setMinAgents(min)
        .setMaxAgents(max)
        .build();
  }
}
