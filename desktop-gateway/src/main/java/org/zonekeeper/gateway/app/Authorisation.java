package org.zonekeeper.gateway.app;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;

/**
 * What a principal may ask for: an agent for itself, a supervisor for the zones of its token. Says
 * nothing of zones that are not the principal's, not even whether there are such. Stateless.
 */
final class Authorisation {
  private static final Logger LOG = LoggerFactory.getLogger(Authorisation.class);

  private Authorisation() {}

  /** Why this may not be asked; empty if it may. */
  static Optional<Refusal> refusal(Principal principal, ClientMessage message) {
    if (principal.isUnrestricted()) {
      return Optional.empty();
    }
    return switch (message.type()) {
      case AGT_LOGON -> logOn(principal, message);
      case SUP_SUBSCRIBE -> zones(principal, message.texts("zones"));
      case SUP_START_JOB,
          SUP_PAUSE_JOB,
          SUP_RESUME_JOB,
          SUP_STOP_JOB,
          SUP_CHANGE_JOB,
          SUP_MOVE_AGENT,
          SUP_RELEASE_AGENT,
          SUP_BLEND_AGENT,
          SUP_SET_BLEND_THRESHOLDS,
          SUP_FORCE_LOGOFF,
          SUP_ZONE_UP,
          SUP_GET_CALLBACKS,
          SUP_CANCEL_CALLBACK,
          SUP_MOVE_CALLBACK ->
          zones(principal, List.of(message.text("zone")));
      case SUP_ZONE_DOWN ->
          zones(
              principal,
              Stream.concat(
                      Stream.of(message.text("zone")),
                      message.optionalText("failoverZone").stream())
                  .toList());
      // Of the session's own agent, who was checked at log-on and at resume; or of nobody.
      case AGT_LOGOFF,
          AGT_PENDING_LOGOUT,
          AGT_STATE_CHANGE,
          AGT_RELEASE_LINE,
          AGT_HOLD_CALL,
          AGT_UNHOLD_CALL,
          AGT_CONSULT_CALL,
          AGT_BLIND_TRANSFER,
          AGT_CANCEL_CONSULT,
          AGT_LEAVE_CONSULT,
          AGT_COMPLETE_TRANSFER,
          AGT_START_CONF,
          AGT_END_CONF,
          AGT_LEAVE_CONF,
          AGT_CONF_CHANGE_OWNERSHIP,
          AGT_SEND_DTMF,
          AGT_GET_CONSULT_TYPES,
          AGT_GET_CONSULT_DESTS_FOR_TYPE,
          AGT_PAUSE_RECORDING,
          AGT_RESUME_RECORDING,
          AGT_PREVIEW_DIAL,
          AGT_PREVIEW_CANCEL,
          AGT_MANUAL_CALL_CONNECT,
          AGT_REDIAL,
          AGT_ORIGINATE,
          AGT_GET_CALLBACK_TYPES,
          AGT_GET_CALLBACK_DESTS_FOR_TYPE,
          AGT_GET_TIMEZONES,
          AGT_CREATE_CALLBACK,
          AGT_GET_CUSTOMER_DETAILS,
          AGT_GET_CONTACT_ATTRIBUTES,
          AGT_SET_CUSTOMER_DETAIL,
          AGT_REFRESH_AGENT_NOTES,
          AGT_ADD_AGENT_NOTE,
          AGT_ADD_TO_DNC,
          AGT_IS_IN_DNC,
          AGT_AVAILABLE_FOR_NAILUP,
          AGT_READY_FOR_NAILUP,
          AGT_NAILUP_AGENT,
          AGT_LOST_NAILING,
          AGT_BLEND_TO_INBOUND,
          AGT_BLEND_TO_OUTBOUND,
          AGT_WRAPUP_CONTACT,
          AGT_EXTEND_WRAPUP,
          GET_AGENT_STATUS_RESPONSE,
          AGT_RESUME_SESSION,
          POM_CLIENT_ALIVE,
          RENEW_TOKEN ->
          Optional.empty();
    };
  }

  /**
   * Whether the principal may be at the desktop of that agent: its own, or as a supervisor of the
   * zone who logged on there by force. What a log-on asks for holds for a session for as long as it
   * lives: whenever its token is renewed, whenever it is resumed, and in a zone it is moved to.
   */
  static boolean mayBe(Principal principal, AgentKey agent) {
    return principal.isAgent(agent.zone(), agent.agentId()) || principal.supervises(agent.zone());
  }

  /** Why that agent's session may not be resumed; empty if it may. */
  static Optional<Refusal> resumption(Principal principal, AgentKey agent) {
    return mayBe(principal, agent)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Reason.NOT_AUTHORISED,
                "the session is agent %s's in zone %s; the token is agent %s's, %s"
                    .formatted(
                        agent.agentId(),
                        agent.zone(),
                        principal.agentId().orElse("-"),
                        its(principal))));
  }

  private static Optional<Refusal> logOn(Principal principal, ClientMessage message) {
    String agent = message.text("agent");
    String zone = message.text("zone");
    if (principal.isAgent(zone, agent)) {
      return Optional.empty();
    }
    if (message.flag("force") && principal.supervises(zone)) {
      LOG.warn(
          "log-on by force for another agent zone={} agent={} supervisor={} subject={}",
          zone,
          agent,
          principal.name(),
          principal.subject());
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Reason.NOT_AUTHORISED,
            "the token is agent %s's, %s"
                .formatted(principal.agentId().orElse("-"), its(principal))));
  }

  private static Optional<Refusal> zones(Principal principal, List<String> zones) {
    return zones.stream()
        .filter(zone -> !principal.supervises(zone))
        .findFirst()
        .map(
            zone ->
                new Refusal(
                    Reason.NOT_AUTHORISED,
                    "zone '%s' is none of the token's; it is %s".formatted(zone, its(principal))));
  }

  private static String its(Principal principal) {
    return principal
        .zones()
        .named()
        .map(zones -> "for the zones " + zones.stream().sorted().toList())
        .orElse("for all zones");
  }
}
