package org.zonekeeper.domain;

import static org.zonekeeper.domain.ZoneStory.T0;

import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultCancelEnabled;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultRequested;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.journal.LegsJoinRequested;

/** Stories that bring anna, who talks on call c1, and bert, her second party, into each phase. */
final class ToldOfSeconds {
  static final String LEG = "k1";
  static final String NUMBER = "+4420";

  private ToldOfSeconds() {}

  static ZoneStory talking(ZoneStory story) {
    return story.given(Told.job("sales")).given(Told.talking("anna", "c1", "sales", T0));
  }

  /** Bert has a conversation of his own, c2, and anna waits for him. */
  static ZoneStory pending(ZoneStory story) {
    return talking(story)
        .given(Told.talking("bert", "c2", "sales", T0))
        .given(new ConsultRequested("c1", LEG, "anna", "bert", "ext-bert", false, true));
  }

  static ZoneStory dialling(ZoneStory story) {
    return dialling(story, LegJoin.CONSULT);
  }

  static ZoneStory blind(ZoneStory story) {
    return dialling(story, LegJoin.TRANSFER);
  }

  private static ZoneStory dialling(ZoneStory story, LegJoin join) {
    boolean blind = join == LegJoin.TRANSFER;
    return talking(story)
        .given(Told.idle("bert", "sales"))
        .given(
            new ConsultRequested("c1", LEG, "anna", "bert", "ext-bert", blind, false),
            new ConsultDialled(
                "c1", LEG, "anna", "bert", "ext-bert", join, 25_000, T0 + 1000, false),
            new CallHeld("c1", "anna", HoldGrounds.CONSULT),
            Told.callState("anna", CallState.CONSULT, "c1"),
            Told.state("bert", AgentState.BUSY),
            Told.callState("bert", CallState.CONSULT, "c1"));
  }

  static ZoneStory ringing(ZoneStory story) {
    return dialling(story).given(new ConsultCancelEnabled("c1", LEG, "anna"));
  }

  static ZoneStory active(ZoneStory story) {
    return dialling(story)
        .given(new ConsultConnected("c1", LEG, "anna", "bert", "ext-bert", T0 + 5));
  }

  static ZoneStory joining(ZoneStory story, LegJoin join) {
    return active(story).given(new LegsJoinRequested("c1", LEG, "anna", "bert", join));
  }

  static ZoneStory conference(ZoneStory story) {
    return joining(story, LegJoin.CONFERENCE)
        .given(
            new ConferenceStarted("c1", LEG, "anna", "bert", "ext-bert"),
            new CallUnheld("c1", "anna"),
            Told.callState("anna", CallState.CONFERENCE_OWNER, "c1"),
            Told.callState("bert", CallState.CONFERENCE_PASSIVE, "c1"));
  }

  /** The second party is at {@link #NUMBER}. */
  static ZoneStory activeOutside(ZoneStory story) {
    return talking(story)
        .given(
            new ConsultRequested("c1", LEG, "anna", null, NUMBER, false, false),
            new ConsultDialled(
                "c1", LEG, "anna", null, NUMBER, LegJoin.CONSULT, 25_000, T0 + 1000, false),
            new CallHeld("c1", "anna", HoldGrounds.CONSULT),
            Told.callState("anna", CallState.CONSULT, "c1"),
            new ConsultConnected("c1", LEG, "anna", null, NUMBER, T0 + 5));
  }

  static ZoneStory conferenceOutside(ZoneStory story) {
    return activeOutside(story)
        .given(
            new LegsJoinRequested("c1", LEG, "anna", null, LegJoin.CONFERENCE),
            new ConferenceStarted("c1", LEG, "anna", null, NUMBER),
            new CallUnheld("c1", "anna"),
            Told.callState("anna", CallState.CONFERENCE_OWNER, "c1"));
  }
}
