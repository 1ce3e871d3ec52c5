package org.zonekeeper.gateway.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.SessionHolder;

/**
 * One agent's session: outlives its connection by the grace to resume. Mutable; desk thread only.
 * What it was told is changed by the classes of this package alone.
 */
public final class AgentSession implements CommandIssuer {

  /**
   * The agent who is logged on in a session, and what was told since.
   *
   * @param key who
   * @param since sequence of the log-on, or from which on it is followed here
   * @param log what there was to tell
   */
  record Binding(AgentKey key, long since, NotificationLog log) {}

  private final String id;
  private final CommandQuota quota;
  private Optional<SessionHolder> holder;
  private Optional<ClientOutput> outlet = Optional.empty();
  private Optional<Binding> binding = Optional.empty();
  private long delivered;
  private int outagesBefore;
  private int outagesTold;
  private int outageEndsTold;
  private Optional<AgentKey> logOnPending = Optional.empty();
  private boolean reportedLost;
  private boolean resumeReported = true;
  private Optional<String> failedCheck = Optional.empty();
  private List<Capability> allowed = List.of();
  private boolean allowedTold = true;
  private Predicate<AgentKey> rights = agent -> false;

  AgentSession(String id, Optional<SessionHolder> holder, CommandQuota quota) {
    this.id = id;
    this.holder = holder;
    this.quota = quota;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public CommandQuota quota() {
    return quota;
  }

  @Override
  public void send(String frame) {
    outlet.ifPresent(out -> out.send(frame));
  }

  void tell(Notification notification) {
    send(FrameWriter.notification(notification));
  }

  /** Who may be logged on in it, as the connection's token says. */
  public void rights(Predicate<AgentKey> whoMayBe) {
    rights = whoMayBe;
  }

  /** Whether it may become that agent's, by the token of its connection. */
  public boolean mayBe(AgentKey agent) {
    return rights.test(agent);
  }

  /** The agent who is logged on in it. */
  public Optional<AgentKey> agent() {
    return binding.map(Binding::key);
  }

  /** Whether a log-on was asked for and not answered yet. */
  public boolean isLogOnPending() {
    return logOnPending.isPresent();
  }

  /** The agent whose log-on was asked for and not answered yet. */
  public Optional<AgentKey> logOnPending() {
    return logOnPending;
  }

  public void logOnAsked(AgentKey agent) {
    logOnPending = Optional.of(agent);
  }

  public void logOnAnswered() {
    logOnPending = Optional.empty();
  }

  /** Who holds it by the journal; before the log-on, who is going to. Empty: not said. */
  public Optional<SessionHolder> holder() {
    return holder;
  }

  void heldBy(Optional<SessionHolder> by) {
    holder = by;
  }

  Optional<ClientOutput> outlet() {
    return outlet;
  }

  public boolean isConnected() {
    return outlet.isPresent();
  }

  void connect(ClientOutput connection) {
    outlet = Optional.of(connection);
  }

  void disconnect() {
    outlet = Optional.empty();
  }

  Optional<Binding> binding() {
    return binding;
  }

  /** Outages up to now are not this log-on's to be told of, except one that still lasts. */
  void bind(Binding to, long sequence, int outagesOver) {
    binding = Optional.of(to);
    delivered = sequence;
    outagesBefore = outagesOver;
    outagesTold = outagesOver;
    outageEndsTold = outagesOver;
    failedCheck = Optional.empty();
    allowed = List.of();
    allowedTold = true;
  }

  void unbind() {
    binding = Optional.empty();
    allowed = List.of();
    allowedTold = true;
  }

  /** What the agent may ask for, by the zone's own word; nothing if nobody is logged on. */
  public List<Capability> allowed() {
    return allowed;
  }

  /** The zone says what the agent may ask for from now on. */
  void allow(List<Capability> capabilities) {
    if (!capabilities.equals(allowed)) {
      allowed = List.copyOf(capabilities);
      allowedTold = false;
    }
  }

  /** Whether the desktop has heard of {@link #allowed}. */
  boolean isAllowedTold() {
    return allowedTold;
  }

  void allowedTold() {
    allowedTold = true;
  }

  /** The desktop is to hear of {@link #allowed} once more: after an outage, on a new connection. */
  void tellAllowedAgain() {
    allowedTold = binding.isEmpty();
  }

  /** Sequence of the last notification that went out. */
  public long delivered() {
    return delivered;
  }

  void delivered(long sequence) {
    delivered = sequence;
  }

  /** Another gateway told these, as far as anybody here can know. */
  void heardOfOutages(int begun, int over) {
    outagesTold = begun;
    outageEndsTold = over;
  }

  int outagesTold() {
    return outagesTold;
  }

  void outagesTold(int outages) {
    outagesTold = outages;
  }

  /** Outages that were over when the agent logged on; they are not this log-on's to hear of. */
  int outagesBefore() {
    return outagesBefore;
  }

  int outageEndsTold() {
    return outageEndsTold;
  }

  void outageEndsTold(int outages) {
    outageEndsTold = outages;
  }

  /** Whether the zone was told that the desktop is lost: too late to resume. */
  public boolean isReportedLost() {
    return reportedLost;
  }

  public void reportedLost() {
    reportedLost = true;
  }

  /** Resumed here, and the zone does not know it yet: what it says of other gateways is older. */
  public void resumeUnreported() {
    resumeReported = false;
  }

  void resumeReported() {
    resumeReported = true;
  }

  public boolean isResumeReported() {
    return resumeReported;
  }

  Optional<String> failedCheck() {
    return failedCheck;
  }

  void failedCheck(String text) {
    failedCheck = Optional.of(text);
  }
}
