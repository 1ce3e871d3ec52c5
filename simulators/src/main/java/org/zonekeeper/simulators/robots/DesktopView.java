package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.JsonNode;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;

/**
 * What a desktop shows: exactly what the gateway has told it. Immutable.
 *
 * @param loggedOn whether a session is logged on
 * @param available whether the zone takes commands
 * @param call the call in hand; empty: none
 * @param reloginRequired whether only a forced log-on helps
 * @param sequence of the notification handled last
 */
public record DesktopView(
    boolean loggedOn,
    boolean available,
    AgentState agentState,
    CallState callState,
    JobState jobState,
    NailupState nailup,
    String call,
    boolean reloginRequired,
    long sequence) {

  /** A desktop that nobody is logged on to. */
  public static final DesktopView LOGGED_OFF =
      new DesktopView(
          false,
          true,
          AgentState.LOGOUT,
          CallState.IDLE,
          JobState.DETACHED,
          NailupState.NOT_NAILED_UP,
          "",
          false,
          0);

  DesktopView loggedOnNow() {
    return new DesktopView(
        true,
        true,
        AgentState.NOT_READY,
        CallState.IDLE,
        JobState.DETACHED,
        NailupState.PENDING_NAILUP,
        "",
        false,
        sequence);
  }

  /** After a resume that lost notifications: where the agent stands. */
  DesktopView restored(JsonNode state) {
    return new DesktopView(
        true,
        available,
        AgentState.valueOf(state.path("agentState").asText("UNKNOWN")),
        CallState.valueOf(state.path("callState").asText("UNKNOWN")),
        JobState.valueOf(state.path("jobState").asText("UNKNOWN")),
        NailupState.valueOf(state.path("nailup").asText("UNKNOWN")),
        state.path("call").asText(""),
        state.path("reloginRequired").asBoolean(),
        state.path("sequence").asLong(sequence));
  }

  DesktopView available(boolean nowAvailable) {
    return new DesktopView(
        loggedOn,
        nowAvailable,
        agentState,
        callState,
        jobState,
        nailup,
        call,
        reloginRequired,
        sequence);
  }

  /** The view after a notification. */
  DesktopView after(JsonNode notification) {
    // These overtake what is held back, so their place says nothing about what was handled.
    long place =
        switch (notification.path("type").asText()) {
          case "POMNotAvailable", "POMAvailable", "CommandPendingNotify" -> sequence;
          default -> notification.path("sequence").asLong(sequence);
        };
    DesktopView told =
        switch (notification.path("type").asText()) {
          case "POMNotAvailable" -> available(false);
          case "POMAvailable" -> available(true);
          case "AGTStateChangedNotify" ->
              with(AgentState.valueOf(text(notification, "agentState")), callState, call);
          case "AGTCallStateChangedNotify" ->
              with(
                  agentState,
                  CallState.valueOf(text(notification, "callState")),
                  notification.path("call").asText(""));
          case "AGTCallNotify" -> with(agentState, callState, text(notification, "call"));
          case "AGTCallUnassigned" -> with(agentState, callState, "");
          case "AGTJobAttached", "AGTJobStateChangedNotify" ->
              with(JobState.valueOf(text(notification, "jobState")), nailup);
          case "AGTNailupChange" ->
              with(jobState, NailupState.valueOf(text(notification, "nailup")));
          case "AGTReloginRequired" -> relogin();
          case "AGTZoneMoved" -> loggedOnNow();
          case "AGTAgentLoggedOut" -> LOGGED_OFF;
          default -> this;
        };
    return told.at(place);
  }

  private DesktopView with(AgentState agent, CallState nowCallState, String nowCall) {
    return new DesktopView(
        loggedOn,
        available,
        agent,
        nowCallState,
        jobState,
        nailup,
        nowCall,
        reloginRequired,
        sequence);
  }

  private DesktopView with(JobState job, NailupState line) {
    return new DesktopView(
        loggedOn, available, agentState, callState, job, line, call, reloginRequired, sequence);
  }

  private DesktopView relogin() {
    return new DesktopView(
        loggedOn, available, agentState, callState, jobState, nailup, call, true, sequence);
  }

  private DesktopView at(long newSequence) {
    return new DesktopView(
        loggedOn,
        available,
        agentState,
        callState,
        jobState,
        nailup,
        call,
        reloginRequired,
        newSequence);
  }

  private static String text(JsonNode notification, String field) {
    return notification.path(field).asText();
  }
}
