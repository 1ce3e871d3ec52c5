package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.state.AgentRecord;

/** What an agent's desktop may ask for, situation by situation, and that the zone keeps to it. */
class CapabilitiesTest {
  private static final Map<String, Situation> SITUATIONS = new LinkedHashMap<>();

  /** The commands by which each capability is used. */
  private static final Map<Capability, Supplier<Command>> USES = new EnumMap<>(Capability.class);

  /**
   * Where anna can be.
   *
   * @param events what brought her there
   * @param allowed what she may ask for there
   */
  private record Situation(Consumer<ZoneStory> events, Set<Capability> allowed) {}

  static {
    USES.put(Capability.READY, () -> Asked.goReady("anna"));
    USES.put(Capability.NOT_READY, () -> Asked.goNotReady("anna"));
    USES.put(Capability.HOLD, () -> Asked.hold("anna"));
    USES.put(Capability.UNHOLD, () -> Asked.unhold("anna"));
    USES.put(Capability.RELEASE, () -> Asked.releaseLine("anna"));
    USES.put(
        Capability.CREATE_CALLBACK,
        () -> Asked.callback("anna", CallbackType.CAMPAIGN, "2023-11-14T18:00"));
    USES.put(Capability.UPDATE_RECORD, () -> Asked.note("anna", "c1", 12));
    USES.put(Capability.BLEND_TO_INBOUND, () -> Asked.blendToInbound("anna"));
    USES.put(Capability.BLEND_TO_OUTBOUND, () -> Asked.blendToOutbound("anna"));
    USES.put(Capability.DISPOSITION, () -> Asked.wrapUp("anna", "Sold"));

    situation("just logged on", story -> story.given(Told.loggedOn("anna")), Capability.READY);
    situation("ready", story -> story.given(Told.idle("anna", "sales")), Capability.NOT_READY);
    situation(
        "on a break",
        story ->
            story.given(Told.idle("anna", "sales")).given(Told.state("anna", AgentState.NOT_READY)),
        Capability.READY);
    situation(
        "a call is on its way to her",
        story ->
            story
                .given(Told.idle("anna", "sales"))
                .given(Told.waiting("c1", "sales", ZoneStory.T0))
                .given(Told.assignment("c1", "sales", "anna")),
        Capability.UPDATE_RECORD,
        Capability.NOT_READY);
    situation(
        "talking",
        CapabilitiesTest::talking,
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.TRANSFER,
        Capability.CONFERENCE,
        Capability.SEND_DTMF,
        Capability.HOLD,
        Capability.RELEASE,
        Capability.RECORD);
    situation(
        "talking, recording paused",
        story -> {
          talking(story);
          story.given(new CallRecordingPaused("c1", "anna", RecordingPauseReason.CARD_DATA));
        },
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.TRANSFER,
        Capability.CONFERENCE,
        Capability.SEND_DTMF,
        Capability.HOLD,
        Capability.RELEASE,
        Capability.RECORD);
    situation(
        "customer on hold",
        story -> {
          talking(story);
          story.given(new CallHeld("c1", "anna", HoldGrounds.AGENT));
        },
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.UNHOLD,
        Capability.RELEASE,
        Capability.RECORD);
    situation(
        "line being released",
        story -> {
          talking(story);
          story.given(new CallReleased("c1", "by anna"));
        },
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.SEND_DTMF,
        Capability.HOLD,
        Capability.RECORD);
    situation(
        "talking, break pending",
        story -> {
          talking(story);
          story.given(new AgentStateChanged("anna", AgentState.PENDING_NOT_READY, "Lunch"));
        },
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.READY,
        Capability.TRANSFER,
        Capability.CONFERENCE,
        Capability.SEND_DTMF,
        Capability.HOLD,
        Capability.RELEASE,
        Capability.RECORD);
    bound(
        "talking, break and log-off pending",
        story -> {
          talking(story);
          story.given(
              new AgentStateChanged("anna", AgentState.PENDING_NOT_READY, "Lunch"),
              new AgentLogOffPending("anna"));
        },
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.TRANSFER,
        Capability.CONFERENCE,
        Capability.SEND_DTMF,
        Capability.HOLD,
        Capability.RELEASE,
        Capability.RECORD);
    situation(
        "the second party is called",
        story -> ToldOfSeconds.dialling(story),
        Capability.UPDATE_RECORD,
        Capability.NOT_READY);
    situation(
        "the second party rings",
        story -> ToldOfSeconds.ringing(story),
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.LEAVE_CONSULT);
    situation(
        "in a consult",
        story -> ToldOfSeconds.active(story),
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.TRANSFER,
        Capability.CONFERENCE,
        Capability.LEAVE_CONSULT);
    situation(
        "owns a conference with another agent",
        story -> ToldOfSeconds.conference(story),
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.HOLD,
        Capability.RELEASE,
        Capability.SEND_DTMF,
        Capability.END_CONFERENCE,
        Capability.CHANGE_OWNERSHIP,
        Capability.RECORD);
    situation(
        "wrap-up",
        story -> story.given(Told.wrappingUp("anna", "c1", "sales", ZoneStory.T0, Long.MAX_VALUE)),
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.DISPOSITION);
    bound(
        "must log on by force",
        story -> {
          talking(story);
          story.given(new AgentReloginRequired("anna", "c1"));
        });
    bound(
        "on inbound work",
        story -> BlendingStories.onInboundWork(story),
        Capability.BLEND_TO_OUTBOUND);
    bound(
        "coming back from inbound work",
        story -> BlendingStories.onInboundWork(story).given(new InboundEndRequested("anna", "w1")));
    bound(
        "wrap-up, on the way to inbound work",
        story ->
            story
                .given(Told.wrappingUp("anna", "c1", "sales", ZoneStory.T0, Long.MAX_VALUE))
                .given(BlendingStories.pending("anna", "sales")),
        Capability.BLEND_TO_OUTBOUND,
        Capability.CREATE_CALLBACK,
        Capability.UPDATE_RECORD,
        Capability.NOT_READY,
        Capability.DISPOSITION);
  }

  static Stream<String> situations() {
    return SITUATIONS.keySet().stream();
  }

  static Stream<Arguments> usesInSituations() {
    return SITUATIONS.keySet().stream()
        .flatMap(name -> USES.keySet().stream().map(capability -> Arguments.of(name, capability)));
  }

  @ParameterizedTest
  @MethodSource("situations")
  void shouldAllowWhatTheSituationAllows(String name) {
    AgentRecord anna = story(name).state().agent("anna").orElseThrow();
    assertThat(Capabilities.of(anna, story(name).state()))
        .containsExactlyInAnyOrderElementsOf(SITUATIONS.get(name).allowed());
  }

  /** A button that is shown works, and one that is not would have been refused. */
  @ParameterizedTest(name = "{1} when {0}")
  @MethodSource("usesInSituations")
  void shouldBeWhatTheZoneAccepts(String name, Capability capability) {
    ZoneStory story = story(name).when(USES.get(capability).get());
    assertThat(!story.all(CommandAccepted.class).isEmpty())
        .isEqualTo(SITUATIONS.get(name).allowed().contains(capability));
  }

  private static ZoneStory story(String name) {
    ZoneStory story = ZoneStory.zone().given(Told.job("sales"));
    SITUATIONS.get(name).events().accept(story);
    return story;
  }

  private static void talking(ZoneStory story) {
    story.given(Told.talking("anna", "c1", "sales", ZoneStory.T0));
  }

  /** One in which she may go to inbound work besides. */
  private static void situation(String name, Consumer<ZoneStory> events, Capability... allowed) {
    Set<Capability> all = EnumSet.of(Capability.BLEND_TO_INBOUND);
    all.addAll(List.of(allowed));
    SITUATIONS.put(name, new Situation(events, Set.copyOf(all)));
  }

  private static void bound(String name, Consumer<ZoneStory> events, Capability... allowed) {
    SITUATIONS.put(name, new Situation(events, Set.copyOf(List.of(allowed))));
  }
}
