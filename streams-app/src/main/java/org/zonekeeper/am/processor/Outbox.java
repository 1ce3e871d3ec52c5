package org.zonekeeper.am.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.index.EntityKey.Kind;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.CallbackKey;
import org.zonekeeper.schemas.ScriptUrl;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallRole;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.SessionHolder;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.journal.FeatureLevelRaised;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.Consult;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.CallbackSnapshot;
import org.zonekeeper.schemas.status.PreviewCard;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.trace.TraceContext;

/** Everything that leaves one zone's task, each to its sink. Confined to the task's thread. */
final class Outbox {
  private final ProcessorContext<String, OutgoingRecord> context;
  private final SinkNames outlets;
  private final String zone;
  private final int partition;
  private final Map<String, Shown> shown = new HashMap<>();
  private TraceContext trace = TraceContext.NONE;

  /**
   * @param state the zone as restored: what its agents are stands in the read model already, since
   *     that is written in the same transaction as the store, unless the store was made from the
   *     journal ({@link #showAll})
   */
  Outbox(ProcessorContext<String, OutgoingRecord> context, SinkNames outlets, ZoneState state) {
    this.context = context;
    this.outlets = outlets;
    this.zone = state.zone().getZone();
    this.partition = context.taskId().partition();
    state.agents().forEach(agent -> shown.put(agent.getAgentId(), Shown.of(agent, state)));
  }

  /**
   * What leaves from now on is caused by a record of this trace.
   *
   * @param context {@link TraceContext#NONE}: by none
   */
  void causedBy(TraceContext context) {
    trace = context;
  }

  /** Events, then the orders that speak for them, then the agents they changed. */
  void send(Outcome outcome, ZoneState state) {
    ZoneRecord now = state.zone();
    outcome.events().forEach(event -> forward(outlets.journal(), zone, event, now.getAt()));
    outcome.orders().forEach(order -> forward(outlets.orders(), zone, order, now.getAt()));
    Stream.of(
            whomTheZoneConcerns(outcome, state),
            outcome.touched().stream().filter(key -> key.kind() == Kind.AGENT).map(EntityKey::id),
            outcome.touched().stream().flatMap(key -> agentsOn(key, state)))
        .flatMap(ids -> ids)
        .distinct()
        .forEach(agentId -> sendAgent(agentId, state, now));
    outcome.touched().stream()
        .filter(key -> key.kind() == Kind.CALLBACK)
        .forEach(key -> sendCallback(key.id(), state, now));
  }

  /** Nobody can become ready in a zone that goes down. */
  private static Stream<String> whomTheZoneConcerns(Outcome outcome, ZoneState state) {
    boolean all =
        outcome.events().stream()
            .anyMatch(
                event ->
                    event instanceof ZoneGoingDown
                        || event instanceof ZoneBroughtUp
                        || event instanceof FeatureLevelRaised);
    return all ? state.agents().stream().map(AgentRecord::getAgentId) : Stream.of();
  }

  /** What an agent may do follows from the call in hand, too. */
  private static Stream<String> agentsOn(EntityKey key, ZoneState state) {
    Optional<CallRecord> call = key.kind() == Kind.CALL ? state.call(key.id()) : Optional.empty();
    return Stream.concat(
        call.map(CallRecord::getAgentId).stream(),
        call.map(CallRecord::getConsult).map(Consult::getSecondAgentId).stream());
  }

  /** Writes the whole read model of the zone, whatever stands there. */
  void showAll(ZoneState state) {
    shown.clear();
    ZoneRecord now = state.zone();
    state.agents().forEach(agent -> sendAgent(agent.getAgentId(), state, now));
    state.callbacks().forEach(callback -> sendCallback(callback.getCallbackId(), state, now));
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

  /** Not if only something has changed that the read model does not show, such as a check. */
  private void sendAgent(String agentId, ZoneState state, ZoneRecord now) {
    Optional<AgentRecord> agent = state.agent(agentId);
    Optional<Shown> shows = agent.map(record -> Shown.of(record, state));
    Optional<Shown> showed =
        Optional.ofNullable(
            shows.isPresent() ? shown.put(agentId, shows.get()) : shown.remove(agentId));
    if (!shows.equals(showed)) {
      Optional<SpecificRecord> snapshot = agent.map(record -> snapshot(record, shows.get(), now));
      forward(outlets.agents(), agentId, new OutgoingRecord(partition, snapshot), now.getAt());
    }
  }

  private void sendCallback(String callbackId, ZoneState state, ZoneRecord now) {
    Optional<SpecificRecord> snapshot =
        state.callback(callbackId).map(callback -> snapshot(callback, now));
    String key = CallbackKey.of(callbackId);
    forward(outlets.agents(), key, new OutgoingRecord(partition, snapshot), now.getAt());
  }

  private CallbackSnapshot snapshot(CallbackRecord callback, ZoneRecord now) {
    return CallbackSnapshot.newBuilder()
        .setCallbackId(callback.getCallbackId())
        .setZone(zone)
        .setEpoch(now.getEpoch())
        .setSequence(now.getSequence())
        .setAt(now.getAt())
        .setCallbackType(callback.getType())
        .setStanding(callback.getStanding())
        .setJobId(callback.getJobId())
        .setCampaign(callback.getCampaign())
        .setContact(callback.getContact())
        .setAgentId(callback.getAgentId())
        .setLocalTime(callback.getLocalTime())
        .setTimeZone(callback.getTimeZone())
        .setDueAt(callback.getDueAt())
        .setExpiresAt(callback.getExpiresAt())
        .setTries(callback.getTries())
        .setCallId(callback.getCallId())
        .build();
  }

  private AgentSnapshot snapshot(AgentRecord agent, Shown shows, ZoneRecord now) {
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
        .setSkills(agent.getSkills())
        .setJobGrounds(agent.getJobGrounds())
        .setHolder(agent.getHolder())
        .setLoggedOnAt(agent.getLoggedOnAt())
        .setCapabilities(List.copyOf(shows.capabilities()))
        .setCallRole(shows.role())
        .setCampaign(shows.campaign().orElse(null))
        .setContact(shows.contact().orElse(null))
        .setPreview(shows.preview().orElse(null))
        .setCallingHoursFrom(shows.callingHoursFrom().orElse(null))
        .setCallingHoursTo(shows.callingHoursTo().orElse(null))
        .setScriptUrl(shows.scriptUrl().orElse(null))
        .build();
  }

  /** Who the agent is on the call in hand. */
  private static CallRole roleOf(AgentRecord agent, ZoneState state) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(state::call)
        .map(
            call -> agent.getAgentId().equals(call.getAgentId()) ? CallRole.OWNER : CallRole.SECOND)
        .orElse(CallRole.UNKNOWN);
  }

  private void forward(String outlet, String key, SpecificRecord value, long at) {
    forward(outlet, key, new OutgoingRecord(partition, Optional.of(value)), at);
  }

  private void forward(String outlet, String key, OutgoingRecord value, long at) {
    Record<String, OutgoingRecord> record = new Record<>(key, value, at);
    trace.putInto(record.headers());
    context.forward(record, outlet);
  }

  /** What the read model shows of an agent. */
  private record Shown(
      String session,
      String extension,
      AgentState agentState,
      CallState callState,
      JobState jobState,
      NailupState nailup,
      Optional<String> call,
      Optional<String> job,
      boolean reloginRequired,
      JobStateGrounds jobGrounds,
      Optional<SessionHolder> holder,
      Set<Capability> capabilities,
      CallRole role,
      Optional<String> campaign,
      Optional<String> contact,
      Optional<PreviewCard> preview,
      Optional<String> callingHoursFrom,
      Optional<String> callingHoursTo,
      Optional<String> scriptUrl) {

    static Shown of(AgentRecord agent, ZoneState state) {
      Optional<CallRecord> own =
          Optional.ofNullable(agent.getCallId())
              .flatMap(state::call)
              .filter(call -> agent.getAgentId().equals(call.getAgentId()));
      Optional<JobSettings> job =
          own.map(CallRecord::getJobId)
              .or(() -> Optional.ofNullable(agent.getJobId()))
              .flatMap(state::job)
              .map(JobRecord::getSettings);
      return new Shown(
          agent.getSessionId(),
          agent.getExtension(),
          agent.getAgentState(),
          agent.getCallState(),
          agent.getJobState(),
          agent.getNailup(),
          Optional.ofNullable(agent.getCallId()),
          Optional.ofNullable(agent.getJobId()),
          agent.getReloginRequired(),
          agent.getJobGrounds(),
          Optional.ofNullable(agent.getHolder()),
          Capabilities.of(agent, state),
          roleOf(agent, state),
          own.map(CallRecord::getCampaign),
          own.map(CallRecord::getContact),
          own.flatMap(call -> card(call, state)),
          job.map(JobSettings::getCallingHoursFrom),
          job.map(JobSettings::getCallingHoursTo),
          own.flatMap(call -> script(call, agent, state)));
    }

    private static Optional<String> script(CallRecord call, AgentRecord agent, ZoneState state) {
      return state
          .job(call.getJobId())
          .map(job -> job.getSettings().getScriptUrl())
          .filter(template -> !template.isEmpty())
          .map(
              template ->
                  ScriptUrl.filled(template, call, agent.getAgentId(), state.zone().getZone()));
    }

    /** With what is left of the agent's time: an outage has moved its end. */
    private static Optional<PreviewCard> card(CallRecord call, ZoneState state) {
      return Optional.ofNullable(call.getDial())
          .filter(dial -> dial.getPhase() == AgentDialPhase.OFFERED)
          .map(
              dial ->
                  new PreviewCard(
                      dial.getPacing(),
                      dial.getNumberKinds(),
                      state
                          .deadlines()
                          .of(new EntityKey(Kind.CALL, call.getCallId()))
                          .map(Deadline::at)
                          .orElse(dial.getDeadline()),
                      dial.getTimed(),
                      dial.getCancellable(),
                      dial.getRedialsLeft(),
                      call.getCallbackId()));
    }
  }
}
