package org.zonekeeper.gateway.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.ResumeSecret;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatch;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * Answers {@code AGTResumeSession}: a desktop takes up, on a new connection, the session that it
 * had here or at another gateway. Desk thread only.
 */
final class SessionResumption {
  private final GatewayCore desk;
  private final TokenRenewals renewals;

  SessionResumption(GatewayCore desk, TokenRenewals renewals) {
    this.desk = desk;
    this.renewals = renewals;
  }

  /**
   * Moves the connection to the session, and tells it what it missed; or refuses.
   *
   * @param newcomer the connection's own session
   * @param principal who holds the connection: the subject that the session began with, whose token
   *     still allows its agent
   * @return the session that the connection has now, if it changed
   */
  Optional<AgentSession> resume(
      AgentSession newcomer, ClientMessage message, Principal principal, ObservedInstant now) {
    String wanted = message.text("session");
    if (newcomer.agent().isPresent() || newcomer.isLogOnPending() || wanted.equals(newcomer.id())) {
      return refused(
          newcomer,
          message,
          Reason.INVALID_PARAMETER,
          "AGTResumeSession comes first on a new connection, and names another session than its"
              + " own");
    }
    ResumeSecret secret = ResumeSecret.presented(message.text("secret"));
    Optional<AgentSession> found =
        desk.sessions()
            .find(wanted)
            .filter(session -> session.agent().isPresent() && !session.isReportedLost())
            .filter(session -> isOwn(session, secret, principal.subject()));
    if (found.isEmpty()) {
      return refused(
          newcomer,
          message,
          Reason.SESSION_UNKNOWN,
          "there is no session %s to resume with that secret; log on, with force if the agent still is"
              .formatted(wanted));
    }
    AgentSession resumed = found.get();
    Optional<Refusal> notAuthorised =
        Authorisation.resumption(principal, resumed.agent().orElseThrow());
    if (notAuthorised.isPresent()) {
      renewals.refused(principal, message.type(), notAuthorised.get());
      return refused(newcomer, message, notAuthorised.get());
    }
    ZoneWatch zone = desk.zones().of(resumed.agent().orElseThrow().zone());
    long lastSequence = message.number("lastSequence");
    if (lastSequence > zone.place(0).sequence() && desk.sessions().isHeldHere(resumed)) {
      return refused(
          newcomer,
          message,
          Reason.INVALID_PARAMETER,
          "lastSequence %d is ahead of zone %s, which is at %d"
              .formatted(lastSequence, zone.zone(), zone.place(0).sequence()));
    }
    takeUp(newcomer, resumed, message, lastSequence);
    desk.held().resumed(resumed, now);
    return Optional.of(resumed);
  }

  private void takeUp(
      AgentSession newcomer, AgentSession resumed, ClientMessage message, long lastSequence) {
    AgentKey agent = resumed.agent().orElseThrow();
    ZoneWatch zone = desk.zones().of(agent.zone());
    boolean complete = desk.sessions().resume(newcomer, resumed, lastSequence);
    Map<String, Object> standing = new LinkedHashMap<>();
    standing.put("session", resumed.id());
    standing.put("agent", agent.agentId());
    standing.put("zone", agent.zone());
    standing.put("epoch", zone.epoch());
    standing.put("available", zone.isAvailable());
    standing.put("complete", complete);
    if (!complete) {
      Optional<AgentSnapshot> snapshot = desk.snapshot(agent);
      snapshot.ifPresent(
          state -> {
            standing.put("state", GatewayCore.plain(state));
            desk.sessions().startAfter(resumed, state.getSequence());
          });
    }
    resumed.send(FrameWriter.accepted(message.type(), message.id(), standing));
    desk.sessions().catchUp(resumed);
  }

  /** Whoever only knows the session's id, which stands in topics, resumes nothing. */
  private static boolean isOwn(AgentSession session, ResumeSecret secret, String subject) {
    return session
        .holder()
        .filter(holder -> secret.resumes(holder.getResumeDigest(), subject))
        .isPresent();
  }

  private static Optional<AgentSession> refused(
      AgentSession session, ClientMessage message, Reason reason, String text) {
    return refused(session, message, new Refusal(reason, text));
  }

  private static Optional<AgentSession> refused(
      AgentSession session, ClientMessage message, Refusal refusal) {
    session.send(FrameWriter.refused(message.type(), message.id(), refusal, Map.of()));
    return Optional.empty();
  }
}
