package org.zonekeeper.am.processor;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.zonekeeper.am.domain.EntityKey;
import org.zonekeeper.am.domain.EntityKey.Kind;
import org.zonekeeper.am.domain.Outcome;
import org.zonekeeper.am.domain.ZoneState;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;

/** Everything that leaves one zone's task, each to its sink. Confined to the task's thread. */
final class Outbox {
  private final ProcessorContext<String, Outgoing> context;
  private final Outlets outlets;
  private final String zone;
  private final int partition;

  Outbox(ProcessorContext<String, Outgoing> context, Outlets outlets, String zone) {
    this.context = context;
    this.outlets = outlets;
    this.zone = zone;
    this.partition = context.taskId().partition();
  }

  /** Events, then the orders that speak for them, then the agents they changed. */
  void send(Outcome outcome, ZoneState state) {
    ZoneRecord now = state.zone();
    outcome.events().forEach(event -> forward(outlets.journal(), zone, event, now.getAt()));
    outcome.orders().forEach(order -> forward(outlets.orders(), zone, order, now.getAt()));
    outcome.touched().stream()
        .filter(key -> key.kind() == Kind.AGENT)
        .forEach(key -> sendAgent(key, state, now));
  }

  void sendStatus(ZoneStatus status) {
    forward(outlets.zoneStatus(), zone, status, status.getHeartbeatAt());
  }

  void sendBarriers(CommandBarrier commands, FactBarrier facts, long now) {
    forward(outlets.commandBarrier(), zone, commands, now);
    forward(outlets.factBarrier(), zone, facts, now);
  }

  /**
   * Has Streams commit as soon as this input is through, not when the interval is over: everybody
   * waits for what was just sent.
   */
  void commitAtOnce() {
    context.commit();
  }

  private void sendAgent(EntityKey key, ZoneState state, ZoneRecord now) {
    Optional<SpecificRecord> snapshot =
        state.entity(key).map(agent -> snapshot((AgentRecord) agent, now));
    forward(outlets.agents(), key.id(), new Outgoing(partition, snapshot), now.getAt());
  }

  private AgentSnapshot snapshot(AgentRecord agent, ZoneRecord now) {
    return AgentSnapshot.newBuilder()
        .setAgentId(agent.getAgentId())
        .setZone(zone)
        .setEpoch(now.getEpoch())
        .setSequence(now.getSequence())
        .setAt(now.getAt())
        .setSessionId(agent.getSessionId())
        .setExtension(agent.getExtension())
        .setAgentState(agent.getAgentState())
        .setCallState(agent.getCallState())
        .setJobState(agent.getJobState())
        .setNailup(agent.getNailup())
        .setCallId(agent.getCallId())
        .setJobId(agent.getJobId())
        .setReloginRequired(agent.getReloginRequired())
        .build();
  }

  private void forward(String outlet, String key, SpecificRecord value, long at) {
    forward(outlet, key, new Outgoing(partition, Optional.of(value)), at);
  }

  private void forward(String outlet, String key, Outgoing value, long at) {
    context.forward(new Record<>(key, value, at), outlet);
  }
}
