package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ContactStories.shown;
import static org.zonekeeper.domain.ZoneStory.T0;

import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.order.DialContact;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.ReserveContacts;
import org.zonekeeper.schemas.order.ReturnContact;

/** Contacts that agents look at and dial: preview, manual, redial. */
class ContactStoriesTest {

  @Test
  void shouldReserveContactsForIdleAgentsInsteadOfDialling() {
    ZoneStory story =
        ZoneStory.zone()
            .given(Told.job("sales", ContactStories.settings(PacingMode.PREVIEW)))
            .given(Told.idle("anna", "sales"))
            .whenTimePasses(50);
    assertThat(story.outcome().orders())
        .singleElement()
        .isInstanceOfSatisfying(
            ReserveContacts.class, order -> assertThat(order.getCount()).isEqualTo(1));
  }

  @Test
  void shouldShowTheContactToTheAgentWhoIsIdleForLongest() {
    ZoneStory story = ContactStories.offered();
    ContactOffered offered = story.only(ContactOffered.class);
    assertThat(offered.getAgentId()).isEqualTo("anna");
    assertThat(offered.getDeadline()).isEqualTo(T0 + 20_000);
    assertThat(shown(story)).isEqualTo(CallState.PREVIEW);
    assertThat(Capabilities.of(story.state().agent("anna").orElseThrow(), story.state()))
        .contains(Capability.PREVIEW_DIAL, Capability.PREVIEW_REJECT, Capability.PREVIEW_CANCEL);
  }

  @Test
  void shouldReturnAContactThatNobodyCanBeShown() {
    ContactStories.ready(ContactStories.settings(PacingMode.PREVIEW))
        .when(Reported.reserved(T0, "c1", "sales", "lease", "anna"))
        .then(new ContactReturned("c1", "sales", "contact-c1", null, ContactReturnGrounds.NO_AGENT))
        .andOrders(ReturnContact.class);
  }

  @Test
  void shouldDialTheNumberThatTheAgentChooses() {
    ZoneStory story = ContactStories.offered();
    story.when(Asked.dialPreview("anna", "fax")).thenRefused(RefusalReason.NUMBER_NOT_ALLOWED);
    story.when(Asked.dialPreview("anna", "home"));
    assertThat(story.only(ContactDialled.class).getGrounds()).isEqualTo(DialGrounds.AGENT);
    assertThat(story.outcome().orders())
        .singleElement()
        .isInstanceOfSatisfying(
            DialContact.class,
            order -> {
              assertThat(order.getNumberKind()).isEqualTo("home");
              assertThat(order.getClassify()).isTrue();
              assertThat(order.getAgentId()).isEqualTo("anna");
            });
    assertThat(shown(story)).isEqualTo(CallState.DIALLING);
  }

  @Test
  void shouldNotDialWithoutAVoiceLeg() {
    ContactStories.offered()
        .given(Told.nailup("anna", NailupState.PENDING_NAILUP))
        .when(Asked.dialPreview("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "voice leg");
  }

  @Test
  void shouldTalkAsSoonAsThePlatformHasJoinedTheAgent() {
    ZoneStory story = ContactStories.talking();
    assertThat(story.only(CallConnected.class).getAgentId()).isEqualTo("anna");
    assertThat(shown(story)).isEqualTo(CallState.TALKING);
  }

  @Test
  void shouldGiveARejectedContactToSomebodyElse() {
    ZoneStory story =
        ContactStories.offered().when(Asked.cancelPreview("anna", PreviewCancelMode.REJECT));
    assertThat(story.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.REJECTED);
    assertThat(story.state().call("c1")).isEmpty();
    assertThat(story.state().agent("anna").orElseThrow().getAgentState())
        .isEqualTo(AgentState.READY);
  }

  @Test
  void shouldWrapUpACancelledContactIfTheJobAllowsIt() {
    ZoneStory story =
        ContactStories.offered().when(Asked.cancelPreview("anna", PreviewCancelMode.CANCEL));
    story.only(WrapUpStarted.class);
    story.when(Asked.redial("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED);
    story.when(Asked.wrapUp("anna", "Not_Sold"));
    assertThat(story.only(CallCompleted.class).getAnsweredAt()).isNull();
    ContactStories.offered(
            ContactStories.with(PacingMode.PREVIEW, job -> job.setPreviewCancellable(false)))
        .when(Asked.cancelPreview("anna", PreviewCancelMode.CANCEL))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "sales");
  }

  @Test
  void shouldDialOrReturnTheContactWhenTheTimeIsOver() {
    ZoneStory untimed = ContactStories.offered().whenTimePasses(20_000);
    assertThat(untimed.all(ContactReturned.class))
        .extracting(ContactReturned::getGrounds)
        .contains(ContactReturnGrounds.TIME_LIMIT);
    assertThat(untimed.all(AgentStateChanged.class))
        .contains(untimed.all(AgentStateChanged.class).getFirst())
        .first()
        .satisfies(
            change -> {
              assertThat(change.getAgentState()).isEqualTo(AgentState.NOT_READY);
              assertThat(change.getReasonCode()).isEqualTo("Preview_Timeout");
            });
    ZoneStory timed =
        ContactStories.offered(
                ContactStories.with(PacingMode.PREVIEW, job -> job.setPreviewTimed(true)))
            .whenTimePasses(20_000);
    assertThat(timed.only(ContactDialled.class).getGrounds()).isEqualTo(DialGrounds.TIME_LIMIT);
  }

  @Test
  void shouldFreeTheAgentWhenTheContactIsWithdrawnOrTheJobPaused() {
    ZoneStory withdrawn = ContactStories.offered().when(Reported.withdrawn(T0, "c1"));
    withdrawn.only(PreviewWithdrawn.class);
    assertThat(shown(withdrawn)).isEqualTo(CallState.IDLE);
    ZoneStory paused = ContactStories.offered().when(Asked.pauseJob("sales"));
    assertThat(paused.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.JOB_NOT_DIALLING);
    assertThat(shown(paused)).isEqualTo(CallState.IDLE);
  }

  @Test
  void shouldLogOffAtOnceWhoeverOnlyLooksAtAContact() {
    ZoneStory story = ContactStories.offered().when(Asked.logOff("anna"));
    story.only(ContactReturned.class);
    assertThat(story.state().agent("anna")).isEmpty();
  }

  @Test
  void shouldWrapUpWhatReachedNobodyAndDialItAgain() {
    ZoneStory story = ContactStories.dialled();
    story.when(Reported.noAnswer(story.now(), "c1"));
    assertThat(story.only(AgentDialFailed.class).getReasonCode()).isEqualTo("Ring_No_Answer");
    story.only(WrapUpStarted.class);
    assertThat(shown(story)).isEqualTo(CallState.WRAPUP);
    story.when(Asked.redial("anna"));
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("Redialled");
    ContactDialled again = story.only(ContactDialled.class);
    assertThat(again.getRedialOf()).isEqualTo("c1");
    assertThat(again.getRedialsLeft()).isEqualTo(1);
    assertThat(shown(story)).isEqualTo(CallState.DIALLING);
    story.when(Reported.attemptFailed(story.now(), again.getCallId()));
    story.when(Asked.redial("anna"));
    story.when(Reported.attemptFailed(story.now(), story.only(ContactDialled.class).getCallId()));
    story.when(Asked.redial("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "as often");
  }

  @Test
  void shouldLeaveAReleasedDialToThePlatformsWord() {
    ZoneStory story = ContactStories.dialled().when(Asked.releaseLine("anna"));
    story.andOrders(ReleaseCall.class);
    assertThat(shown(story)).isEqualTo(CallState.DIALLING);
    story.when(Asked.releaseLine("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED);
    story.when(Reported.attemptFailed(story.now(), "c1"));
    assertThat(shown(story)).isEqualTo(CallState.WRAPUP);
  }

  @Test
  void shouldEndADialOfWhichNothingIsHeard() {
    ZoneStory story = ContactStories.dialled().whenTimePasses(55_000);
    story.only(AgentDialFailed.class);
    assertThat(shown(story)).isEqualTo(CallState.WRAPUP);
  }

  @Test
  void shouldTakeTheAgentsWordForAPersonInAManualJob() {
    ZoneStory story = ContactStories.dialled(ContactStories.settings(PacingMode.MANUAL));
    story.when(Asked.connectManual("anna"));
    assertThat(shown(story)).isEqualTo(CallState.TALKING);
    story.only(CallConnected.class);
    story.when(Reported.noAnswer(story.now(), "c1"));
    assertThat(shown(story)).as("it was no person").isEqualTo(CallState.WRAPUP);
    ContactStories.dialled()
        .when(Asked.connectManual("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED);
  }

  @Test
  void shouldEndAManualDialThatTheOtherSideHangsUp() {
    ZoneStory story = ContactStories.dialled(ContactStories.settings(PacingMode.MANUAL));
    story.when(Reported.disconnected(story.now(), "c1", Party.CUSTOMER));
    story.only(AgentDialFailed.class);
    assertThat(shown(story)).isEqualTo(CallState.WRAPUP);
  }

  @Test
  void shouldReleaseADialWhoseAgentLosesTheVoiceLeg() {
    ZoneStory story = ContactStories.dialled();
    story.when(Reported.nailupLost(story.now(), "anna"));
    assertThat(story.outcome().orders()).hasAtLeastOneElementOfType(ReleaseCall.class);
  }

  @Test
  void shouldLeaveAContactAloneOfWhichThePlatformReportsACallThatNobodyOrdered() {
    ZoneStory story = ContactStories.offered();
    story.when(Reported.disconnected(story.now(), "c1", Party.CUSTOMER));
    story.only(FactUnmatched.class);
    story.when(Reported.noAnswer(story.now(), "c1"));
    story.only(FactUnmatched.class);
    story.when(Reported.liveVoice(story.now(), "c1"));
    story.only(UnknownCallAnswered.class);
    story.andOrders(PlayNuisanceMessage.class);
    assertThat(shown(story)).isEqualTo(CallState.PREVIEW);
  }

  @Test
  void shouldNotChangeWhoDialsWhileContactsAreInHand() {
    var change = Asked.changeJob("sales");
    change.setPacing(PacingMode.PROGRESSIVE);
    ContactStories.offered().when(change).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "sales");
  }
}
