package org.zonekeeper.gateway.session;

import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Notification;

/** One supervisor's console; it ends with its connection. Desk thread only. */
public final class SupervisorSession implements CommandIssuer {
  private final String id;
  private final String supervisor;
  private final ClientOutput outlet;
  private final CommandQuota quota;

  public SupervisorSession(String id, String supervisor, ClientOutput outlet, CommandQuota quota) {
    this.id = id;
    this.supervisor = supervisor;
    this.outlet = outlet;
    this.quota = quota;
  }

  @Override
  public String id() {
    return id;
  }

  /** Who stands in the journal as the actor. */
  public String supervisor() {
    return supervisor;
  }

  @Override
  public void send(String frame) {
    outlet.send(frame);
  }

  void tell(Notification notification) {
    send(FrameWriter.notification(notification));
  }

  @Override
  public CommandQuota quota() {
    return quota;
  }

  public ClientOutput outlet() {
    return outlet;
  }
}
