package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.CallbackStories.arranged;
import static org.zonekeeper.domain.CallbackStories.callbackOf;
import static org.zonekeeper.domain.CallbackStories.dueNow;
import static org.zonekeeper.domain.CallbackStories.inWrapUp;
import static org.zonekeeper.domain.CallbackStories.offered;
import static org.zonekeeper.domain.CallbackStories.settings;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.MissedCallbackAction;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.CallbackPostponeGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponed;
import org.zonekeeper.schemas.journal.CallbackReassigned;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.order.DialContact;
import org.zonekeeper.schemas.order.ReserveContact;
import org.zonekeeper.schemas.order.ResumeContact;
import org.zonekeeper.schemas.order.ReturnContact;
import org.zonekeeper.schemas.order.SuspendContact;
import org.zonekeeper.schemas.state.CallbackRecord;

/** Callbacks: arranged, due, offered, done, missed, moved. */
class CallbackStoriesTest {

  @Test
  void shouldArrangeACallbackAtTheContactsLocalTime() {
    ZoneStory story =
        inWrapUp().when(Asked.callback("anna", CallbackType.STRICT_AGENT, "2023-11-14T18:00"));
    CallbackScheduled callback = story.only(CallbackScheduled.class);
    assertThat(callback.getDueAt()).isEqualTo(1_700_002_800_000L);
    assertThat(callback.getExpiresAt()).isEqualTo(callback.getDueAt() + 900_000);
    assertThat(callback.getAgentId()).isEqualTo("anna");
    assertThat(callback.getContact()).isEqualTo("contact-c1");
    story.andOrders(SuspendContact.class);
  }

  @Test
  void shouldRefuseWhatCannotBeArranged() {
    inWrapUp()
        .when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T17:00"))
        .thenRefused(RefusalReason.TIME_IN_PAST, "17:13:20");
    inWrapUp()
        .when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T21:00"))
        .thenRefused(RefusalReason.OUTSIDE_LEGAL_HOURS, "08:00 to 21:00");
    inWrapUp()
        .when(Asked.callback("anna", CallbackType.STANDARD, "2024-11-14T20:00"))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "30 days");
    inWrapUp()
        .when(Asked.callback("anna", CallbackType.STANDARD, "tomorrow, 030-1234567"))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "2026-12-01T15:30");
    ZoneStory.zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T18:00"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "WRAPUP");
    inWrapUp(settings(job -> job.setCallbackTypes(List.of("CAMPAIGN"))))
        .when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T18:00"))
        .thenRefused(RefusalReason.CALLBACK_TYPE_NOT_ALLOWED, "[CAMPAIGN]");
  }

  @Test
  void shouldSayWhenACallbackCanBeArranged() {
    ZoneStory story = inWrapUp();
    assertThat(Capabilities.of(story.state().agent("anna").orElseThrow(), story.state()))
        .contains(Capability.CREATE_CALLBACK);
    ZoneStory without = inWrapUp(settings(job -> job.setCallbackTypes(List.of())));
    assertThat(Capabilities.of(without.state().agent("anna").orElseThrow(), without.state()))
        .doesNotContain(Capability.CREATE_CALLBACK);
  }

  @Test
  void shouldReplaceTheCallbackThatTheContactHas() {
    ZoneStory story = inWrapUp();
    story.when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T18:00"));
    story.when(Asked.callback("anna", CallbackType.CAMPAIGN, "2023-11-14T19:00"));
    assertThat(story.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.REPLACED);
    assertThat(story.state().callbacks()).hasSize(1);
  }

  @Test
  void shouldOfferItToTheAgentWhenItIsDueAndNotBefore() {
    ZoneStory story = arranged(CallbackType.STRICT_AGENT);
    story.whenTimePasses(dueNow(story) - 1);
    assertThat(story.all(CallbackOffered.class)).isEmpty();
    story.whenTimePasses(1);
    story.only(CallbackDue.class);
    // Until the authorisation of a moment ago has run out she may be needed for a call.
    story.whenTimePasses(2_000);
    ContactOffered shown = story.only(ContactOffered.class);
    assertThat(shown.getAgentId()).isEqualTo("anna");
    assertThat(shown.getCallbackId()).isEqualTo(callbackOf(story).getCallbackId());
    assertThat(story.outcome().orders()).anyMatch(ReserveContact.class::isInstance);
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.PREVIEW);
  }

  @Test
  void shouldWaitForAnAgentOnABreak() {
    ZoneStory story = arranged(CallbackType.STRICT_AGENT);
    story.when(Asked.goNotReady("anna"));
    story.given(Told.idle("ben", "sales"));
    story.whenTimePasses(dueNow(story));
    assertThat(story.all(CallbackOffered.class)).isEmpty();
    story.when(Asked.goReady("anna"));
    story.whenTimePasses(1);
    assertThat(story.only(CallbackOffered.class).getAgentId()).isEqualTo("anna");
  }

  @Test
  void shouldGoToAnotherAgentOfTheJobWhenThePreferredOneDoesNotCome() {
    ZoneStory story = arranged(CallbackType.PREFERRED_AGENT);
    story.when(Asked.logOff("anna"));
    story.given(Told.idle("ben", "sales"));
    story.whenTimePasses(dueNow(story));
    assertThat(story.all(CallbackOffered.class)).isEmpty();
    story.whenTimePasses(900_000);
    assertThat(story.only(CallbackOffered.class).getAgentId()).isEqualTo("ben");
  }

  @Test
  void shouldBeOfferedBeforeAnotherCallWhenTheAgentIsFreed() {
    ZoneStory story = arranged(CallbackType.CAMPAIGN);
    story.given(Told.talking("anna", "c2", "sales", story.now()));
    story.whenTimePasses(dueNow(story));
    assertThat(story.all(CallbackOffered.class)).isEmpty();
    story.when(Reported.disconnected(story.now(), "c2", Party.CUSTOMER));
    story.after(1_000).when(Asked.wrapUp("anna", "Sold"));
    assertThat(story.only(CallbackOffered.class).getAgentId()).isEqualTo("anna");
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.PREVIEW);
  }

  @Test
  void shouldGoToWhoeverHasTheSkills() {
    ZoneStory story =
        arranged(CallbackType.STANDARD, settings(job -> job.setRequiredSkills(List.of("loans:5"))));
    story.when(Asked.logOff("anna"));
    story.given(Told.job("loans"));
    story.given(Told.idle("ben", "loans"));
    story.whenTimePasses(dueNow(story));
    assertThat(story.all(CallbackOffered.class)).isEmpty();
    AgentLoggedOn cora = Told.loggedOn("cora");
    cora.setSkills(List.of("loans:6"));
    story.given(cora);
    story.given(
        Told.nailup("cora", NailupState.NAILED_UP),
        Told.state("cora", AgentState.READY),
        Told.attached("cora", "loans"));
    story.whenTimePasses(100);
    assertThat(story.only(CallbackOffered.class).getAgentId()).isEqualTo("cora");
  }

  @Test
  void shouldBeDoneWhenTheyHaveTalked() {
    ZoneStory story = offered(CallbackType.STRICT_AGENT);
    String call = callbackOf(story).getCallId();
    story.when(Asked.dialPreview("anna"));
    assertThat(story.outcome().orders()).anyMatch(DialContact.class::isInstance);
    story.when(
        Reported.attemptStarted(
            story.now(), call, "sales", ContactStories.authorisation(story, call)));
    story.when(Reported.liveVoice(story.now(), call));
    story.when(Reported.bridged(story.now(), call, "anna"));
    story.when(Reported.disconnected(story.now(), call, Party.CUSTOMER));
    story.when(Asked.wrapUp("anna", "Sold"));
    assertThat(story.only(CallbackClosed.class).getGrounds()).isEqualTo(CallbackEndGrounds.DONE);
    assertThat(story.outcome().orders()).anyMatch(ResumeContact.class::isInstance);
    assertThat(story.state().callbacks()).isEmpty();
  }

  @Test
  void shouldBeTriedAgainWhenNobodyAnswersAndGivenUpInTheEnd() {
    ZoneStory story = offered(CallbackType.STRICT_AGENT);
    for (int tries = 1; tries < 3; tries++) {
      inVain(story);
      CallbackPostponed later = story.only(CallbackPostponed.class);
      assertThat(later.getGrounds()).isEqualTo(CallbackPostponeGrounds.NOT_REACHED);
      assertThat(later.getTries()).isEqualTo(tries);
      assertThat(later.getDueAt()).isEqualTo(story.now() + 300_000);
      story.whenTimePasses(300_000);
      story.only(CallbackOffered.class);
    }
    inVain(story);
    assertThat(story.only(CallbackClosed.class).getGrounds()).isEqualTo(CallbackEndGrounds.EXPIRED);
  }

  private static void inVain(ZoneStory story) {
    String call = callbackOf(story).getCallId();
    story.when(Asked.dialPreview("anna"));
    story.when(
        Reported.attemptStarted(
            story.now(), call, "sales", ContactStories.authorisation(story, call)));
    story.when(Reported.noAnswer(story.now(), call));
    assertThat(story.all(CallbackPostponed.class)).as("still in the agent's hand").isEmpty();
    story.when(Asked.wrapUp("anna", "Not_Sold"));
  }

  @Test
  void shouldStayInHandWhileTheAgentDialsAgain() {
    ZoneStory story = offered(CallbackType.STRICT_AGENT);
    String call = callbackOf(story).getCallId();
    story.when(Asked.dialPreview("anna"));
    story.when(
        Reported.attemptStarted(
            story.now(), call, "sales", ContactStories.authorisation(story, call)));
    story.when(Reported.noAnswer(story.now(), call));
    story.when(Asked.redial("anna"));
    assertThat(callbackOf(story).getStanding()).isEqualTo(CallbackStanding.OFFERED);
    assertThat(callbackOf(story).getCallId())
        .isEqualTo(story.state().agent("anna").orElseThrow().getCallId());
  }

  @Test
  void shouldGoToSomebodyElseAtOnceWhenItIsRejected() {
    ZoneStory story = offered(CallbackType.CAMPAIGN);
    story.given(Told.idle("ben", "sales"));
    story.when(Asked.cancelPreview("anna", PreviewCancelMode.REJECT));
    assertThat(story.only(CallbackPostponed.class).getGrounds())
        .isEqualTo(CallbackPostponeGrounds.REJECTED);
    assertThat(story.outcome().orders()).anyMatch(ReturnContact.class::isInstance);
    story.whenTimePasses(200);
    assertThat(story.only(CallbackOffered.class).getAgentId()).isEqualTo("ben");
  }

  @Test
  void shouldEndWhenTheAgentCancelsTheContact() {
    ZoneStory story = offered(CallbackType.CAMPAIGN);
    story.when(Asked.cancelPreview("anna", PreviewCancelMode.CANCEL));
    assertThat(story.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.CANCELLED);
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.WRAPUP);
  }

  @Test
  void shouldBePutOffByTheAgentWhoLooksAtIt() {
    ZoneStory story = offered(CallbackType.CAMPAIGN);
    story.when(Asked.callback("anna", CallbackType.CAMPAIGN, "2023-11-14T20:00"));
    assertThat(story.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.REPLACED);
    story.only(ContactReturned.class);
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.WRAPUP);
    story.when(Asked.wrapUp("anna", "Sold"));
    assertThat(callbackOf(story).getStanding()).isEqualTo(CallbackStanding.SCHEDULED);
  }

  @Test
  void shouldEndWhenThePlatformMayNotDialTheContact() {
    ZoneStory story = offered(CallbackType.CAMPAIGN);
    story.when(Reported.withdrawn(story.now(), callbackOf(story).getCallId()));
    assertThat(story.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.CONTACT_WITHDRAWN);
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.IDLE);
  }

  @Test
  void shouldDialNobodyWhenNobodyMayBeCalledAnyMore() {
    ZoneStory story = offered(CallbackType.CAMPAIGN, "2023-11-14T20:59:50");
    story.after(10_000).when(Asked.dialPreview("anna"));
    story.thenRefused(RefusalReason.OUTSIDE_LEGAL_HOURS);
  }

  @Test
  void shouldDoWhatTheJobSaysWithAMissedOne() {
    assertThat(missed(MissedCallbackAction.CLOSE).only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.EXPIRED);
    ZoneStory retry = missed(MissedCallbackAction.RETRY);
    assertThat(retry.only(CallbackPostponed.class).getDueAt()).isEqualTo(retry.now() + 300_000);
    CallbackPostponed nextDay = missed(MissedCallbackAction.NEXT_DAY).only(CallbackPostponed.class);
    assertThat(nextDay.getLocalTime()).isEqualTo("2023-11-15T18:00");
  }

  private static ZoneStory missed(MissedCallbackAction action) {
    ZoneStory story =
        arranged(CallbackType.STRICT_AGENT, settings(job -> job.setMissedCallbacks(action)));
    story.when(Asked.logOff("anna"));
    story.whenTimePasses(dueNow(story));
    assertThat(story.all(CallbackDue.class)).hasSize(1);
    return story.whenTimePasses(900_000);
  }

  @Test
  void shouldEndWithItsJobOrBecomeAnybodys() {
    ZoneStory ends = arranged(CallbackType.CAMPAIGN);
    ends.when(Asked.stopJob("sales"));
    assertThat(ends.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.JOB_ENDED);
    ZoneStory goesOn =
        arranged(CallbackType.CAMPAIGN, settings(job -> job.setCallbacksOutliveJob(true)));
    goesOn.when(Asked.stopJob("sales"));
    assertThat(goesOn.only(CallbackReassigned.class).getType()).isEqualTo(CallbackType.STANDARD);
  }

  @Test
  void shouldBeMovedAndCancelledByASupervisor() {
    ZoneStory story = arranged(CallbackType.CAMPAIGN);
    String id = callbackOf(story).getCallbackId();
    story.when(Asked.moveCallback(id, CallbackType.STRICT_AGENT, "ben", "2023-11-14T20:00"));
    CallbackRecord moved = callbackOf(story);
    assertThat(moved.getAgentId()).isEqualTo("ben");
    assertThat(moved.getLocalTime()).isEqualTo("2023-11-14T20:00");
    story.when(Asked.cancelCallback(id));
    assertThat(story.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.CANCELLED);
    story.when(Asked.cancelCallback(id)).thenRefused(RefusalReason.UNKNOWN_CALLBACK, id);
  }

  @Test
  void shouldBeLeftToTheAgentWhoHasItInHand() {
    ZoneStory story = offered(CallbackType.CAMPAIGN);
    story
        .when(Asked.cancelCallback(callbackOf(story).getCallbackId()))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "in an agent's hand");
  }

  @Test
  void shouldFreeAnIdleAgentOfCallsToBeDialled() {
    ZoneStory story = arranged(CallbackType.CAMPAIGN);
    story.after(dueNow(story));
    story.given(Told.lease("sales"));
    story.given(Told.attempted("c2", "sales", story.now()));
    story.whenTimePasses(1);
    story.only(CallbackDue.class);
    assertThat(story.all(CallbackOffered.class)).as("a call counts on her").isEmpty();
    assertThat(story.all(DiallingAuthorised.class)).as("no other one does").isEmpty();
    story.when(Reported.noAnswer(story.now(), "c2"));
    story.whenTimePasses(100);
    story.only(CallbackOffered.class);
  }

  @Test
  void shouldOfferOneAtATime() {
    ZoneStory story = CallbackStories.severalDue();
    story.whenTimePasses(dueNow(story));
    assertThat(story.all(CallbackDue.class)).hasSize(2);
    assertThat(story.all(CallbackOffered.class)).hasSize(1);
    story.whenTimePasses(199);
    assertThat(story.all(CallbackOffered.class)).isEmpty();
    story.whenTimePasses(1);
    assertThat(story.all(CallbackOffered.class)).hasSize(1);
    assertThat(story.state().agent("anna").orElseThrow().getAgentState())
        .isEqualTo(AgentState.BUSY);
  }
}
