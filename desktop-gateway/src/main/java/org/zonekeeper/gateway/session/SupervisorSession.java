package org.zonekeeper.gateway.session;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Notification;

/** One supervisor's console; it ends with its connection. Desk thread only. */
public final class SupervisorSession implements CommandIssuer {
  private final String id;
  private final String supervisor;
  private final ClientOutput outlet;
  private final CommandQuota quota;
  private Iterator<Supplier<Optional<Notification>>> owed = Collections.emptyIterator();

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

  /**
   * What is known of the zones that the session has just subscribed to; replaces what it still
   * owes.
   */
  void owe(Iterator<Supplier<Optional<Notification>>> notifications) {
    owed = notifications;
  }

  /**
   * Tells a part of what is owed: no more than the client takes without falling behind.
   *
   * @param most how many at most
   * @return how many
   */
  int tellOwed(int most) {
    int told = 0;
    for (int room = outlet.room() / 2; told < Math.min(most, room) && owed.hasNext(); told++) {
      owed.next().get().ifPresent(this::tell);
    }
    return told;
  }

  @Override
  public CommandQuota quota() {
    return quota;
  }

  public ClientOutput outlet() {
    return outlet;
  }
}
