package org.zonekeeper.gateway.journal;

import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/** Why an agent was logged off, in words for the agent. */
final class LogOffTexts {
  private LogOffTexts() {}

  static String of(AgentLoggedOff event) {
    String text = of(event.getGrounds());
    return event.getText().isEmpty() ? text : text + ": " + event.getText();
  }

  private static String of(LogOffGrounds grounds) {
    return switch (grounds) {
      case REQUESTED -> "logged off as asked";
      case FORCED_LOGON ->
          "the agent was logged on by force, here or elsewhere; this log-on has ended";
      case DESKTOP_ERROR ->
          "after a takeover the desktop's states did not match the zone's, or it did not answer in"
              + " time; log on again";
      case DESKTOP_LOST -> "the desktop was not heard of for longer than the grace to resume";
      case LOGGED_ON_IN_OTHER_ZONE ->
          "the agent, or the extension, was logged on in another zone just before; log on anew";
      case ZONE_DOWN -> "a supervisor took the zone down, and its grace is over";
      case ZONE_MOVED -> "a supervisor took the zone down; its agents work in another zone";
      case SUPERVISOR -> "a supervisor ended the session; a call in hand was closed";
      case OTHER -> "logged off by the zone";
    };
  }
}
