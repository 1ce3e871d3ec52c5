package org.zonekeeper.gateway;

import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;

/** Records as an Agent Manager of one zone writes them; counts the sequence. */
public final class Given {
  public static final String ZONE = "north";

  private static final Owner FIRST = new Owner("am-1", "i-1");
  private static final Owner SECOND = new Owner("am-2", "i-2");

  private final String zone;
  private long epoch = 1;
  private long sequence;

  public Given(String zone) {
    this.zone = zone;
  }

  public Given() {
    this(ZONE);
  }

  public long sequence() {
    return sequence;
  }

  public Given from(long lastSequence) {
    sequence = lastSequence;
    return this;
  }

  public ZoneStatus heartbeat(long at) {
    return heartbeat(at, ZonePhase.AVAILABLE);
  }

  public ZoneStatus heartbeat(long at, ZonePhase phase) {
    return ZoneStatus.newBuilder()
        .setFeatureLevel(FeatureLevel.newest().number())
        .setZone(zone)
        .setOwner(epoch == 1 ? FIRST : SECOND)
        .setEpoch(epoch)
        .setPhase(phase)
        .setHeartbeatAt(at)
        .setSequence(sequence)
        .build();
  }

  public ZoneTakenOver takenOver(long outageBeganAt) {
    epoch++;
    return ZoneTakenOver.newBuilder()
        .setHeader(header())
        .setPreviousOwner(FIRST)
        .setOwner(SECOND)
        .setOutageBeganAt(outageBeganAt)
        .setGrounds("the previous owner is gone")
        .setStateDigest("digest")
        .build();
  }

  public ZoneAvailable available() {
    return ZoneAvailable.newBuilder()
        .setHeader(header())
        .setOwner(SECOND)
        .setOutageBeganAt(0)
        .build();
  }

  public HandoverAnnounced handoverAnnounced() {
    return HandoverAnnounced.newBuilder()
        .setHeader(header())
        .setOwner(FIRST)
        .setGrounds("stopping")
        .build();
  }

  public ZoneHandedOver handedOver() {
    epoch++;
    return ZoneHandedOver.newBuilder()
        .setHeader(header())
        .setPreviousOwner(FIRST)
        .setOwner(SECOND)
        .setGrounds("announced")
        .setStateDigest("digest")
        .build();
  }

  public AgentLoggedOn loggedOn(String agent, String session) {
    return AgentLoggedOn.newBuilder()
        .setHeader(header())
        .setAgentId(agent)
        .setExtension("4001")
        .setSessionId(session)
        .setLocale("en")
        .setSkills(java.util.List.of())
        .build();
  }

  /** As the zone answers a log-on, with who holds the session. */
  public AgentLoggedOn loggedOn(LogOn asked) {
    AgentLoggedOn event = loggedOn(asked.getAgentId(), asked.getSessionId());
    event.setHolder(asked.getHolder());
    return event;
  }

  public AgentLoggedOff loggedOff(String agent, String session, LogOffGrounds grounds) {
    return AgentLoggedOff.newBuilder()
        .setHeader(header())
        .setAgentId(agent)
        .setSessionId(session)
        .setGrounds(grounds)
        .build();
  }

  public AgentStateChanged state(String agent, AgentState state) {
    return AgentStateChanged.newBuilder()
        .setHeader(header())
        .setAgentId(agent)
        .setAgentState(state)
        .build();
  }

  public CommandAccepted accepted(String commandId) {
    return CommandAccepted.newBuilder()
        .setHeader(header())
        .setCommandId(commandId)
        .setCommand("LogOn")
        .setActor("a-1")
        .build();
  }

  public CommandRefused refused(String commandId, RefusalReason reason) {
    return CommandRefused.newBuilder()
        .setHeader(header())
        .setCommandId(commandId)
        .setCommand("GoReady")
        .setActor("a-1")
        .setReason(reason)
        .setText("why")
        .setRefusedBy(RefusedBy.ZONE)
        .build();
  }

  public AgentSnapshot snapshot(String agent, String session) {
    return AgentSnapshot.newBuilder()
        .setAgentId(agent)
        .setZone(zone)
        .setEpoch(epoch)
        .setSequence(sequence)
        .setAt(0)
        .setSessionId(session)
        .setExtension("4001")
        .setAgentState(AgentState.READY)
        .setCallState(CallState.IDLE)
        .setJobState(JobState.ATTACHED)
        .setNailup(NailupState.NAILED_UP)
        .build();
  }

  public EventHeader header() {
    return EventHeader.newBuilder()
        .setZone(zone)
        .setEpoch(epoch)
        .setSequence(++sequence)
        .setAt(1_000)
        .setCause(new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L))
        .setCorrelation(zone)
        .build();
  }
}
