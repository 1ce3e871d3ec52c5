package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.OldestMember;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.RaiseFeatureLevel;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.FeatureLevelRaised;
import org.zonekeeper.schemas.level.FeatureLevel;

/** X9: a zone takes what came with a newer version when an operator says so, and not before. */
class FeatureLevelStoriesTest {
  private static final int FIRST = FeatureLevel.FIRST.number();
  private static final int SECOND = FeatureLevel.SECOND.number();

  /** A zone that programs of the first release can own, with a job and Anna. */
  private static ZoneStory zone() {
    return ZoneStory.unowned()
        .when(Input.Adopt.opening(Told.AM_1, "the zone never had an owner", FeatureLevel.FIRST))
        .given(Told.job("sales"))
        .when(Asked.logOn("anna"));
  }

  static FeatureLevelRaised raised() {
    return new FeatureLevelRaised(
        "sue", FIRST, SECOND, FeatureLevel.SECOND.stateVersion(), "all upgraded");
  }

  private static RaiseFeatureLevel raise(int level) {
    return Asked.raiseFeatureLevel(level, "all upgraded");
  }

  private static ZoneStory whereAllKnow(ZoneStory story, int level) {
    return story.when(new OldestMember("am-2", level));
  }

  private static AgentStateChanged onABreak() {
    return new AgentStateChanged("anna", AgentState.NOT_READY, "Lunch");
  }

  private static int level(ZoneStory story) {
    return story.state().zone().getFeatureLevel();
  }

  @Test
  void shouldBeginWithTheNewestLevelWhereAllKnowIt() {
    ZoneStory story =
        ZoneStory.unowned().when(Input.Adopt.opening(Told.AM_1, "first", FeatureLevel.newest()));
    assertThat(level(story)).isEqualTo(FeatureLevel.newest().number());
    assertThat(story.state().zone().getStateVersion()).isEqualTo(ZoneState.VERSION);
  }

  @Test
  void shouldRefuseACommandThatCameWithALaterLevelAndSayWhatToDo() {
    zone()
        .when(Asked.nailUp("anna"))
        .thenRefused(
            RefusalReason.STATE_NOT_ALLOWED,
            "NailUp needs feature level 2",
            "is at level 1",
            "zonekeeper zones raise-feature-level " + Asked.ZONE);
  }

  @Test
  void shouldRefuseAFieldThatCameWithALaterLevel() {
    zone()
        .when(Asked.logOnToAskForTheLeg("ben"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "nailupAsked needs feature level 2");
  }

  @Test
  void shouldRefuseAJobWhosePacingOrSettingsCameWithALaterLevel() {
    JobSettings preview = Told.settings();
    preview.setPacing(PacingMode.PREVIEW);
    zone()
        .when(Asked.startJob("look", preview))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "settings.pacing PREVIEW needs");
    JobSettings keyed = Told.settings();
    keyed.setOriginateAllowed(true);
    zone()
        .when(Asked.startJob("keyed", keyed))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "settings.originateAllowed needs");
  }

  @Test
  void shouldNotKnowFactsThatCameWithALaterLevel() {
    ZoneStory story = zone();
    story.when(Reported.inboundEnded(story.now(), "anna", "work-1"));
    assertThat(story.only(FactUnmatched.class).getText())
        .contains("InboundWorkEnded needs feature level 2");
  }

  @Test
  void shouldRaiseTheLevelWhereAllMembersKnowItAndTakeWhatItBrings() {
    ZoneStory story = whereAllKnow(zone(), SECOND).when(raise(SECOND)).thenAccepted(raised());
    assertThat(level(story)).isEqualTo(SECOND);
    story.when(Asked.blendToInbound("anna"));
    assertThat(story.all(CommandRefused.class)).isEmpty();
  }

  @Test
  void shouldNotRaiseTheLevelWhileAnOlderMemberIsThere() {
    ZoneStory story =
        whereAllKnow(zone(), FIRST)
            .when(raise(SECOND))
            .thenRefused(
                RefusalReason.STATE_NOT_ALLOWED, "am-2 knows feature level 1", "upgrade or stop");
    assertThat(level(story)).isEqualTo(FIRST);
    whereAllKnow(story, SECOND).when(raise(SECOND)).thenAccepted(raised());
  }

  @Test
  void shouldNotRaiseTheLevelWhileNobodyKnowsWhoIsThere() {
    zone().when(raise(SECOND)).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "try again");
  }

  /** What the last owner heard of the group is old. */
  @Test
  void shouldAskAgainWhoIsThereAfterAChangeOfOwner() {
    whereAllKnow(zone(), SECOND)
        .when(new Input.Adopt(Told.AM_2, Input.AdoptionKind.PLANNED_HANDOVER, "rolling upgrade", 0))
        .when(raise(SECOND))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "try again");
  }

  @Test
  void shouldNeverLowerALevelNorRaiseItBeyondWhatIsKnown() {
    ZoneStory story = whereAllKnow(zone(), SECOND).when(raise(SECOND));
    story.when(raise(FIRST)).thenRefused(RefusalReason.INVALID_PARAMETER, "never lowered");
    story.when(raise(SECOND + 1)).thenRefused(RefusalReason.INVALID_PARAMETER, "allowed: 1, 2");
    story.when(raise(SECOND)).thenAccepted();
  }

  /** Its digests cover the newer fields from then on; before, they were those of the release. */
  @Test
  void shouldHaveDigestsOfTheLevelsStateVersion() {
    ZoneStory story = zone();
    assertThat(story.state().zone().getStateVersion()).isEqualTo(FeatureLevel.FIRST.stateVersion());
    story.given(raised());
    assertThat(story.state().zone().getStateVersion())
        .isEqualTo(FeatureLevel.SECOND.stateVersion());
    ZoneState stored = ZoneState.restore(Asked.ZONE, story.state().entities());
    assertThat(stored.digest()).isEqualTo(story.state().digest());
  }

  /** Kept for going back to a break after a call; the first release has no place for it. */
  @Test
  void shouldKeepNoReasonOfABreakBelowTheLevelThatKeepsIt() {
    ZoneStory story = zone().when(Asked.goNotReady("anna"));
    story.given(onABreak());
    assertThat(story.state().agent("anna").orElseThrow().getBreakReason()).isNull();
    story.given(raised()).given(onABreak());
    assertThat(story.state().agent("anna").orElseThrow().getBreakReason()).isEqualTo("Lunch");
  }
}
