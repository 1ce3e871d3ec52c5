package org.zonekeeper.gateway.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.protocol.CapabilityNames;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.Notification.Place;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.gateway.session.AgentSession.Binding;
import org.zonekeeper.gateway.zone.ZoneChange;
import org.zonekeeper.gateway.zone.ZoneChange.Cause;
import org.zonekeeper.gateway.zone.ZoneChange.Kind;
import org.zonekeeper.gateway.zone.ZoneWatch;
import org.zonekeeper.gateway.zone.ZoneWatches;

/**
 * Decides what a session is told when: each notification once and in order, nothing during an
 * outage of its zone, each beginning and each end of an outage once. Desk thread only.
 */
final class NotificationDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationDelivery.class);

  private final ZoneWatches zones;

  /** What concerns a whole zone goes to thousands in a row, and is written once. */
  private Notification lastWritten;

  private String lastFrame;

  NotificationDelivery(ZoneWatches zones) {
    this.zones = zones;
  }

  /**
   * Brings a session up to date with its zone and its log; does nothing for one without connection.
   */
  void bringUpToDate(AgentSession session) {
    if (!session.isConnected() || session.binding().isEmpty()) {
      return;
    }
    Binding binding = session.binding().get();
    ZoneWatch zone = zones.of(binding.key().zone());
    tellOutages(session, zone);
    if (zone.isAvailable()) {
      tellWhatIsLeft(session, binding.log());
      tellAllowed(session, zone);
    }
  }

  /** Behind everything else: a desktop enables its buttons when it knows its states. */
  private void tellAllowed(AgentSession session, ZoneWatch zone) {
    if (!session.isAllowedTold()) {
      Place place = zone.place(zone.at());
      tell(
          session,
          Notification.of(NotificationType.AGT_CAPABILITIES_CHANGED, place)
              .with("capabilities", CapabilityNames.flags(session.allowed())));
      session.allowedTold();
    }
  }

  /** Everything that the log holds and the session was not told, outage or not. */
  void tellWhatIsLeft(AgentSession session, NotificationLog log) {
    if (!log.isCompleteAfter(session.delivered())) {
      LOG.warn(
          "notifications forgotten session={} after={}: more were held back than are kept",
          session.id(),
          session.delivered());
    }
    for (Notification notification : log.after(session.delivered())) {
      tell(session, notification);
      session.delivered(notification.place().sequence());
    }
  }

  /**
   * A broken connection swallows what was sent on it. What the client heard last tells whether it
   * heard of an outage's beginning or end; if in doubt it is told again.
   */
  void retell(AgentSession session, ZoneChange change, long lastHeard) {
    // For silence no event stands: its notice has the sequence of the event before it.
    long last = change.cause() == Cause.HEARTBEAT_SILENCE ? lastHeard - 1 : lastHeard;
    if (change.outage() <= session.outagesBefore() || last >= change.place().sequence()) {
      return;
    }
    session.outageEndsTold(Math.min(session.outageEndsTold(), change.outage() - 1));
    if (change.kind() == Kind.NOT_AVAILABLE) {
      session.outagesTold(Math.min(session.outagesTold(), change.outage() - 1));
    }
  }

  private void tellOutages(AgentSession session, ZoneWatch zone) {
    boolean heldToBeOut = session.outageEndsTold() < session.outagesTold();
    if (heldToBeOut && zone.outages() > session.outagesTold()) {
      // That outage ended, and another began, while the session was cut off.
      tellEnd(session, zone);
      session.outageEndsTold(session.outagesTold());
    }
    if (zone.outages() > session.outagesTold()) {
      zones
          .lastBeginning(zone.zone())
          .ifPresent(change -> tell(session, notice(NotificationType.POM_NOT_AVAILABLE, change)));
      session.outagesTold(zone.outages());
      session.tellAllowedAgain();
    }
    if (zone.outagesOver() == zone.outages() && session.outageEndsTold() < zone.outages()) {
      tellEnd(session, zone);
      session.outageEndsTold(zone.outages());
    }
  }

  private void tellEnd(AgentSession session, ZoneWatch zone) {
    zones
        .lastEnd(zone.zone())
        .ifPresent(change -> tell(session, notice(NotificationType.POM_AVAILABLE, change)));
  }

  private void tell(AgentSession session, Notification notification) {
    if (!notification.equals(lastWritten)) {
      lastFrame = FrameWriter.notification(notification);
      lastWritten = notification;
    }
    session.send(lastFrame);
  }

  /** An outage's beginning or end as a notification of that type. */
  static Notification notice(NotificationType type, ZoneChange change) {
    return Notification.of(type, change.place())
        .with("cause", change.cause())
        .with("outageBeganAt", change.outageBeganAt());
  }
}
