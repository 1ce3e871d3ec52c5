package org.zonekeeper.am.domain;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.am.domain.EntityKey.Kind;
import org.zonekeeper.am.domain.index.AgentIndex;
import org.zonekeeper.am.domain.index.CallIndex;
import org.zonekeeper.am.domain.index.Deadline;
import org.zonekeeper.am.domain.index.Deadlines;
import org.zonekeeper.am.domain.index.Place;
import org.zonekeeper.schemas.ContractTypes;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.AnswerRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.EndedCall;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * Everything a zone is: its own record, agents, calls, jobs, the answers given and the calls ended
 * of late. Changed by {@link org.zonekeeper.am.domain.apply.Applications} alone (an architecture
 * test holds everybody else off the changing methods). Confined to the thread of the zone's task.
 */
public final class ZoneState implements ZoneView {
  static {
    ContractTypes.trust();
  }

  private static final EntityKey ZONE = new EntityKey(Kind.ZONE, "");

  private static final List<Class<? extends SpecificRecord>> ENTITY_TYPES =
      List.of(
          ZoneRecord.class,
          AgentRecord.class,
          CallRecord.class,
          JobRecord.class,
          AnswerRecord.class,
          EndedCall.class);

  private final Set<EntityKey> touched = new HashSet<>();
  private final AgentIndex agentIndex = new AgentIndex();
  private final CallIndex callIndex = new CallIndex();
  private final Deadlines deadlines = new Deadlines();
  private final NavigableSet<Place> answerAges = new TreeSet<>();
  private final NavigableSet<Place> endedCallAges = new TreeSet<>();

  private final ZoneRecord zone;
  private final Entities<AgentRecord> agents =
      new Entities<>(Kind.AGENT, new AgentIndexing(), touched);
  private final Entities<CallRecord> calls = new Entities<>(Kind.CALL, new CallIndexing(), touched);
  private final Entities<JobRecord> jobs = new Entities<>(Kind.JOB, Entities.unindexed(), touched);
  private final Entities<AnswerRecord> answers =
      new Entities<>(Kind.ANSWER, new AgeIndexing<>(answerAges, AnswerRecord::getAt), touched);
  private final Entities<EndedCall> endedCalls =
      new Entities<>(Kind.ENDED_CALL, new AgeIndexing<>(endedCallAges, EndedCall::getAt), touched);

  private ZoneState(ZoneRecord zone) {
    this.zone = zone;
  }

  /** Every type of entity, for whoever stores them. */
  public static List<Class<? extends SpecificRecord>> entityTypes() {
    return ENTITY_TYPES;
  }

  /** A zone that never had an owner. */
  public static ZoneState empty(String zone) {
    return new ZoneState(
        ZoneRecord.newBuilder()
            .setZone(zone)
            .setEpoch(0)
            .setSequence(0)
            .setAt(0)
            .setLife(ZoneLife.NEW)
            .build());
  }

  /**
   * The zone as its store holds it; order does not matter.
   *
   * @throws IllegalArgumentException for a record of another kind, or of another zone
   */
  public static ZoneState restore(String zone, Stream<? extends SpecificRecord> entities) {
    return Restoring.of(zone, entities.toList());
  }

  static ZoneState of(ZoneRecord zone) {
    return new ZoneState(zone);
  }

  /** Loads one entity without indexing it; {@link #indexAll} follows. */
  void load(SpecificRecord entity) {
    switch (entity) {
      case AgentRecord agent -> agents.load(agent.getAgentId(), agent);
      case CallRecord call -> calls.load(call.getCallId(), call);
      case JobRecord job -> jobs.load(job.getJobId(), job);
      case AnswerRecord answer -> answers.load(answer.getCommandId(), answer);
      case EndedCall ended -> endedCalls.load(ended.getCallId(), ended);
      default ->
          throw new IllegalArgumentException(
              "the store of zone %s holds a %s, which is no entity of a zone"
                  .formatted(zone.getZone(), entity.getSchema().getFullName()));
    }
  }

  void indexAll() {
    agents.indexAll();
    calls.indexAll();
    jobs.indexAll();
    answers.indexAll();
    endedCalls.indexAll();
  }

  /** All entities, for storing or comparing. */
  public Stream<SpecificRecord> entities() {
    return Stream.of(
            entity(ZONE).stream(),
            agents.all().stream(),
            answers.all().stream(),
            calls.all().stream(),
            endedCalls.all().stream(),
            jobs.all().stream())
        .flatMap(records -> records);
  }

  /**
   * The entity as it is now; empty if it is gone, and its store entry is to be deleted. A zone that
   * never had an owner has no record yet.
   */
  public Optional<SpecificRecord> entity(EntityKey key) {
    return switch (key.kind()) {
      case ZONE -> zone.getLife() == ZoneLife.NEW ? Optional.empty() : Optional.of(zone);
      case AGENT -> agents.get(key.id()).map(SpecificRecord.class::cast);
      case CALL -> calls.get(key.id()).map(SpecificRecord.class::cast);
      case JOB -> jobs.get(key.id()).map(SpecificRecord.class::cast);
      case ANSWER -> answers.get(key.id()).map(SpecificRecord.class::cast);
      case ENDED_CALL -> endedCalls.get(key.id()).map(SpecificRecord.class::cast);
    };
  }

  /**
   * SHA-256, in hex, over all entities in the order of their keys: equal state, equal digest. The
   * hash of the last event is left out: it is no fold, and the journal's chain proves it.
   */
  public String digest() {
    return Digest.of(entities().map(ZoneState::folded));
  }

  private static SpecificRecord folded(SpecificRecord entity) {
    return entity instanceof ZoneRecord zone
        ? ZoneRecord.newBuilder(zone).setJournalHash("").build()
        : entity;
  }

  @Override
  public ZoneRecord zone() {
    return zone;
  }

  @Override
  public Optional<AgentRecord> agent(String agentId) {
    return agents.get(agentId);
  }

  @Override
  public Optional<CallRecord> call(String callId) {
    return calls.get(callId);
  }

  @Override
  public Optional<JobRecord> job(String jobId) {
    return jobs.get(jobId);
  }

  @Override
  public Optional<AnswerRecord> answer(String commandId) {
    return answers.get(commandId);
  }

  @Override
  public boolean hasEnded(String callId) {
    return endedCalls.has(callId);
  }

  @Override
  public Collection<AgentRecord> agents() {
    return agents.all();
  }

  @Override
  public Collection<CallRecord> calls() {
    return calls.all();
  }

  @Override
  public Collection<JobRecord> jobs() {
    return jobs.all();
  }

  @Override
  public AgentIndex agentIndex() {
    return agentIndex;
  }

  @Override
  public CallIndex callIndex() {
    return callIndex;
  }

  @Override
  public Optional<Deadline> due(long now) {
    return deadlines.due(now);
  }

  // What follows changes the state: for applications only.

  public void changeZone(Consumer<ZoneRecord> change) {
    change.accept(zone);
    touched.add(ZONE);
  }

  public void putAgent(AgentRecord agent) {
    agents.put(agent.getAgentId(), agent);
  }

  public void changeAgent(String agentId, Consumer<AgentRecord> change) {
    agents.change(agentId, change);
  }

  public void removeAgent(String agentId) {
    agents.remove(agentId);
  }

  public void putCall(CallRecord call) {
    calls.put(call.getCallId(), call);
  }

  public void changeCall(String callId, Consumer<CallRecord> change) {
    calls.change(callId, change);
  }

  public void removeCall(String callId) {
    calls.remove(callId);
  }

  public void putJob(JobRecord job) {
    jobs.put(job.getJobId(), job);
  }

  public void changeJob(String jobId, Consumer<JobRecord> change) {
    jobs.change(jobId, change);
  }

  public void removeJob(String jobId) {
    jobs.remove(jobId);
  }

  public void putAnswer(AnswerRecord answer) {
    answers.put(answer.getCommandId(), answer);
  }

  public void putEndedCall(EndedCall ended) {
    endedCalls.put(ended.getCallId(), ended);
  }

  /** Forgets answers and ended calls from before this time, epoch milliseconds. */
  public void forgetBefore(long time) {
    while (!answerAges.isEmpty() && answerAges.first().since() < time) {
      answers.remove(answerAges.first().id());
    }
    while (!endedCallAges.isEmpty() && endedCallAges.first().since() < time) {
      endedCalls.remove(endedCallAges.first().id());
    }
  }

  /** Keys of the entities that changed or went since this was last asked. */
  public Set<EntityKey> takeTouched() {
    Set<EntityKey> taken = Set.copyOf(touched);
    touched.clear();
    return taken;
  }

  private final class AgentIndexing implements Entities.Indexing<AgentRecord> {
    @Override
    public void add(EntityKey key, AgentRecord agent) {
      agentIndex.add(agent);
      Deadline.of(agent).ifPresent(deadline -> deadlines.set(key, deadline));
    }

    @Override
    public void remove(EntityKey key, AgentRecord agent) {
      agentIndex.remove(agent);
      deadlines.clear(key);
    }
  }

  private final class CallIndexing implements Entities.Indexing<CallRecord> {
    @Override
    public void add(EntityKey key, CallRecord call) {
      callIndex.add(call);
      jobs.get(call.getJobId())
          .ifPresent(job -> deadlines.set(key, Deadline.of(call, job.getSettings())));
    }

    @Override
    public void remove(EntityKey key, CallRecord call) {
      callIndex.remove(call);
      deadlines.clear(key);
    }
  }
}
