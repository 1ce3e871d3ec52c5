package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.CallbackStories.callbackOf;
import static org.zonekeeper.domain.ContactStories.offered;
import static org.zonekeeper.domain.ContactStories.settings;
import static org.zonekeeper.domain.ContactStories.talking;
import static org.zonekeeper.domain.ContactStories.with;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.UnkeptText;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.ContactDetailChanged;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.order.ResumeContact;
import org.zonekeeper.schemas.order.StopCallingContact;
import org.zonekeeper.schemas.state.AgentRecord;

/** What agents write down about contacts, and contacts who do not want to be called any more. */
class ContactDataStoriesTest {
  private static final JobSettings TIMED =
      with(PacingMode.PREVIEW, job -> job.setPreviewTimed(true));

  private static List<Capability> allowed(ZoneStory story) {
    AgentRecord anna = story.state().agent("anna").orElseThrow();
    return List.copyOf(Capabilities.of(anna, story.state()));
  }

  @Test
  void shouldPutANoteOnRecordWithoutItsText() {
    ZoneStory story = talking().when(Asked.note("anna", "c1", 2_000));
    AgentNoteAdded note = story.only(AgentNoteAdded.class);
    assertThat(note.getNoteId()).isEqualTo(story.only(CommandAccepted.class).getCommandId());
    assertThat(note.getContact()).isEqualTo("contact-c1");
    assertThat(note.getLength()).isEqualTo(2_000);
    assertThat(note.getTextHash()).isEqualTo(Asked.TEXT_HASH);
    story.andOrders();
  }

  @Test
  void shouldPutAChangedDetailOnRecordWithoutItsValue() {
    ContactDetailChanged change =
        offered().when(Asked.detail("anna", "c1", "email")).only(ContactDetailChanged.class);
    assertThat(change.getDetail()).isEqualTo("email");
    assertThat(change.getAgentId()).isEqualTo("anna");
  }

  @Test
  void shouldRefuseWhatIsOfNoContactInHand() {
    ContactStories.ready(settings(PacingMode.PREVIEW))
        .when(Asked.note("anna", "c1", 5))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "IDLE");
    talking()
        .when(Asked.note("anna", "c0", 5))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "c1", "nothing was changed");
    talking()
        .when(Asked.note("anna", "c1", 2_001))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "2001", "2000");
  }

  /** A gateway without its contact store asks all the same: the note may be on record already. */
  @Test
  void shouldRefuseATextThatCouldNotBeKeptUnlessItHasBeen() {
    ZoneStory story = talking();
    var note = Asked.note("anna", "c1", 5);
    note.setTextHash(UnkeptText.HASH);
    story.when(note).thenRefused(RefusalReason.CONTACT_STORE_NOT_AVAILABLE, "try again later");
    var detail = Asked.detail("anna", "c1", "email");
    detail.setTextHash(UnkeptText.HASH);
    story.when(detail).thenRefused(RefusalReason.CONTACT_STORE_NOT_AVAILABLE);

    var kept = Asked.note("anna", "c1", 5);
    story.when(kept).only(AgentNoteAdded.class);
    var again = Asked.note("anna", "c1", 5);
    again.getHeader().setCommandId(kept.getHeader().getCommandId());
    again.setTextHash(UnkeptText.HASH);
    assertThat(story.when(again).only(CommandAnswerRepeated.class).getReason()).isNull();
  }

  /** Somebody whom a colleague called in has no contact of her own. */
  @Test
  void shouldRefuseTheSecondPartyOfACall() {
    ZoneStory story = ToldOfSeconds.active(ZoneStory.zone());
    story.when(Asked.note("bert", "c1", 5)).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "its own");
    story
        .when(Asked.doNotCall("bert", "c1"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "its own");
  }

  /** The gateway may know another call by then, and other numbers. */
  @Test
  void shouldKnowACommandThatComesAgainLater() {
    ZoneStory story = offered();
    var first = Asked.doNotCall("anna", "c1");
    story.when(first).only(DoNotCallAdded.class);
    var again = Asked.doNotCall("anna", "none");
    again.getHeader().setCommandId(first.getHeader().getCommandId());
    again.setNumbers(List.of(new DoNotCallNumber("mobile", null)));
    assertThat(story.when(again).only(CommandAnswerRepeated.class).getReason()).isNull();
    var other = Asked.doNotCall("anna", "c1", "home");
    other.getHeader().setCommandId(first.getHeader().getCommandId());
    story.when(other).thenRefused(RefusalReason.COMMAND_ID_REUSED);
  }

  @Test
  void shouldTellThePlatformWhomNobodyMayCall() {
    ZoneStory story = talking().when(Asked.doNotCall("anna", "c1"));
    assertThat(story.only(DoNotCallAdded.class).getAllNumbers()).isTrue();
    story.andOrders(StopCallingContact.class);
    StopCallingContact order = (StopCallingContact) story.outcome().orders().getFirst();
    assertThat(order.getContact()).isEqualTo("contact-c1");
    assertThat(order.getCallId()).isEqualTo("c1");
  }

  @Test
  void shouldNotDialWhomNobodyMayCall() {
    ZoneStory story = offered().when(Asked.doNotCall("anna", "c1"));
    assertThat(allowed(story))
        .doesNotContain(Capability.PREVIEW_DIAL, Capability.CREATE_CALLBACK)
        .contains(Capability.PREVIEW_REJECT, Capability.UPDATE_RECORD);
    story.when(Asked.dialPreview("anna")).thenRefused(RefusalReason.DO_NOT_CALL, "contact-c1");
    story.when(Asked.dialPreview("anna", "home")).thenRefused(RefusalReason.DO_NOT_CALL, "home");
    story
        .when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T18:00"))
        .thenRefused(RefusalReason.DO_NOT_CALL);
  }

  @Test
  void shouldDialTheNumberThatMayStillBeCalled() {
    String usual = offered().only(ContactOffered.class).getNumberKinds().getFirst();
    ZoneStory story = offered().when(Asked.doNotCall("anna", "c1", usual));
    story.when(Asked.dialPreview("anna", usual)).thenRefused(RefusalReason.DO_NOT_CALL, usual);
    ContactDialled dialled = story.when(Asked.dialPreview("anna")).only(ContactDialled.class);
    assertThat(dialled.getNumberKind()).isNotEqualTo(usual);
  }

  @Test
  void shouldRefuseANumberThatTheContactDoesNotHave() {
    offered()
        .when(Asked.doNotCall("anna", "c1", "fax"))
        .thenRefused(RefusalReason.NUMBER_NOT_ALLOWED, "mobile");
  }

  /** The time runs out: dialled by itself is nobody who said so meanwhile. */
  @Test
  void shouldNotDialByItselfWhomNobodyMayCall() {
    ZoneStory story = offered(TIMED).when(Asked.doNotCall("anna", "c1"));
    story.whenTimePasses(20_000);
    assertThat(story.all(ContactDialled.class)).isEmpty();
    assertThat(story.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.DO_NOT_CALL);
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.IDLE);
  }

  @Test
  void shouldNotDialAgainWhomNobodyMayCall() {
    ZoneStory story = ContactStories.dialled();
    story.when(Reported.noAnswer(story.now(), "c1"));
    assertThat(allowed(story)).contains(Capability.REDIAL);
    story.when(Asked.doNotCall("anna", "c1"));
    assertThat(allowed(story)).doesNotContain(Capability.REDIAL);
    story.when(Asked.redial("anna")).thenRefused(RefusalReason.DO_NOT_CALL);
  }

  @Test
  void shouldCancelTheCallbackOfWhomNobodyMayCall() {
    ZoneStory story = CallbackStories.inWrapUp();
    story.when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T18:00"));
    story.when(Asked.doNotCall("anna", "c1"));
    assertThat(story.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.CANCELLED);
    assertThat(story.state().callbacks()).isEmpty();
    story.andOrders(StopCallingContact.class, ResumeContact.class);
  }

  /** One that is in hand just now is not dialled either. */
  @Test
  void shouldNotDialTheCallbackInHand() {
    ZoneStory story = CallbackStories.offered(CallbackType.STRICT_AGENT);
    String call = callbackOf(story).getCallId();
    story.when(Asked.doNotCall("anna", call));
    assertThat(story.only(CallbackClosed.class).getGrounds())
        .isEqualTo(CallbackEndGrounds.CANCELLED);
    story.when(Asked.dialPreview("anna")).thenRefused(RefusalReason.DO_NOT_CALL);
    story.whenTimePasses(20_000);
    assertThat(story.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.DO_NOT_CALL);
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.IDLE);
  }

  /** The platform may not have read the order yet. */
  @Test
  void shouldShowNobodyAContactWhomNobodyMayCall() {
    ZoneStory story = offered().when(Asked.doNotCall("anna", "c1"));
    story.when(Asked.cancelPreview("anna", PreviewCancelMode.REJECT));
    var again = Reported.reserved(story.now(), "c2", "sales", "lease");
    again.setContact("contact-c1");
    assertThat(story.when(again).only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.DO_NOT_CALL);
    assertThat(story.all(ContactOffered.class)).isEmpty();
  }

  @Test
  void shouldStandWhateverBecomesOfTheCall_F18() {
    ZoneStory story = talking().when(Asked.doNotCall("anna", "c1"));
    story.when(Asked.desktopLost("anna", "s-anna"));
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("DESKTOP_ERROR");
    assertThat(story.state().doNotCall("spring", "contact-c1")).isPresent();
  }

  @Test
  void shouldStandThroughATakeover_F26() {
    ZoneStory story = Outages.recovered(offered(TIMED).when(Asked.doNotCall("anna", "c1")));
    story.when(Asked.dialPreview("anna")).thenRefused(RefusalReason.DO_NOT_CALL);
    story.whenTimePasses(60_000);
    assertThat(story.all(ContactDialled.class)).isEmpty();
  }

  @Test
  void shouldBeRestoredFromTheStore() {
    ZoneStory story = offered().when(Asked.doNotCall("anna", "c1", "home"));
    ZoneState restored = ZoneState.restore(Asked.ZONE, story.state().entities());
    assertThat(restored.doNotCall("spring", "contact-c1"))
        .hasValueSatisfying(
            listed -> {
              assertThat(listed.getAllNumbers()).isFalse();
              assertThat(listed.getNumberKinds()).containsExactly("home");
            });
    assertThat(restored.digest()).isEqualTo(story.state().digest());
  }

  @Test
  void shouldBeRefusedDuringAnOutage_F3() {
    Outages.takenOver(talking())
        .when(Asked.doNotCall("anna", "c1"))
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE);
  }

  /** Nobody has it in hand any more by then, and the platform has the list. */
  @Test
  void shouldForgetAfterAMonth() {
    ZoneStory story = ZoneStory.zone().given(Told.job("sales"));
    story.given(listing("contact-1"));
    story.after(30L * 24 * 3_600_000).given(listing("contact-2"));
    assertThat(story.state().doNotCall("spring", "contact-1")).isPresent();
    story.after(2L * 24 * 3_600_000).given(listing("contact-3"));
    assertThat(story.state().doNotCall("spring", "contact-1")).isEmpty();
    assertThat(story.state().doNotCall("spring", "contact-2")).isPresent();
  }

  private static DoNotCallAdded listing(String contact) {
    return new DoNotCallAdded("c", "sales", "spring", contact, "anna", true, List.of());
  }
}
