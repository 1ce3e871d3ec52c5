package org.zonekeeper.domain.state;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.zonekeeper.domain.index.AgentIndex;
import org.zonekeeper.domain.index.BlendIndex;
import org.zonekeeper.domain.index.CallIndex;
import org.zonekeeper.domain.index.CallbackIndex;
import org.zonekeeper.domain.index.Deadlines;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.index.EntityKey.Kind;
import org.zonekeeper.domain.index.StaffIndex;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.AnswerRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.CampaignRecord;
import org.zonekeeper.schemas.state.DecidedFacts;
import org.zonekeeper.schemas.state.DoNotCallContact;
import org.zonekeeper.schemas.state.EndedCall;
import org.zonekeeper.schemas.state.InboundSkillRecord;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.trust.ContractTypes;

/**
 * Everything a zone is: its own record, agents, calls, jobs, campaigns, callbacks, the answers
 * given and the calls ended of late. Changed by {@link org.zonekeeper.domain.apply.Applications}
 * alone (an architecture test holds everybody else off the changing methods). Confined to the
 * thread of the zone's task.
 */
public final class ZoneState implements ZoneView {
  static {
    ContractTypes.trust();
  }

  /**
   * Version of the state that this program folds: the greatest {@code @since} in the contract. A
   * zone keeps the version with which it was opened.
   */
  public static final int VERSION = 4;

  private static final EntityKey ZONE = new EntityKey(Kind.ZONE, "");

  private Set<EntityKey> touched = new HashSet<>();
  private final Indexes indexes = new Indexes(this::job);

  private final StateDigest digest =
      new StateDigest(key -> entity(key).map(ZoneState::folded), () -> zone().getStateVersion());

  private final Entities.Changes changes = new Noting();
  private final Entities<AgentRecord> agents =
      new Entities<>(Kind.AGENT, indexes.ofAgents(), changes);
  private final Entities<CallRecord> calls = new Entities<>(Kind.CALL, indexes.ofCalls(), changes);
  private final Entities<JobRecord> jobs = new Entities<>(Kind.JOB, Entities.unindexed(), changes);
  private final Entities<AnswerRecord> answers =
      new Entities<>(Kind.ANSWER, indexes.ofAnswers(), changes);
  private final Entities<EndedCall> endedCalls =
      new Entities<>(Kind.ENDED_CALL, indexes.ofEndedCalls(), changes);
  private final Entities<CampaignRecord> campaigns =
      new Entities<>(Kind.CAMPAIGN, Entities.unindexed(), changes);
  private final Entities<CallbackRecord> callbacks =
      new Entities<>(Kind.CALLBACK, indexes.ofCallbacks(), changes);
  private final FactMemory facts = new FactMemory(changes);
  private final DoNotCallMemory doNotCall = new DoNotCallMemory(changes);
  private final Entities<InboundSkillRecord> inboundSkills =
      new Entities<>(Kind.INBOUND_SKILL, Entities.unindexed(), changes);
  private ZoneRecord zone;

  private ZoneState(ZoneRecord zone) {
    this.zone = zone;
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
   * @throws IllegalArgumentException for the record of another zone
   */
  public static ZoneState restore(String zone, Stream<? extends Entity> entities) {
    ZoneState state = empty(zone);
    entities.forEach(state::follow);
    return state;
  }

  /**
   * Takes an entity as another owner left it, in whatever order: for a zone that is followed, not
   * decided on.
   *
   * @throws IllegalArgumentException for the record of another zone
   */
  public void follow(Entity entity) {
    switch (entity) {
      case ZoneRecord record -> replaceZone(record);
      case AgentRecord agent -> putAgent(agent);
      case CallRecord call -> putCall(call);
      case JobRecord job -> followJob(job);
      case AnswerRecord answer -> putAnswer(answer);
      case EndedCall ended -> putEndedCall(ended);
      case DecidedFacts decided -> facts.put(decided);
      case CampaignRecord campaign -> putCampaign(campaign);
      case CallbackRecord callback -> putCallback(callback);
      case DoNotCallContact contact -> doNotCall.put(contact);
      case InboundSkillRecord skill -> putInboundSkill(skill);
    }
    touched.clear();
  }

  /** Another owner let this entity go; as {@link #follow}. */
  public void followGone(EntityKey key) {
    switch (key.kind()) {
      case ZONE ->
          throw new IllegalArgumentException(
              "the store of zone %s has lost the zone itself".formatted(zone.getZone()));
      case AGENT -> agents.remove(key.id());
      case CALL -> calls.remove(key.id());
      case JOB -> jobs.remove(key.id());
      case ANSWER -> answers.remove(key.id());
      case ENDED_CALL -> endedCalls.remove(key.id());
      case DECIDED_FACTS -> facts.remove(key.id());
      case CAMPAIGN -> campaigns.remove(key.id());
      case CALLBACK -> callbacks.remove(key.id());
      case DO_NOT_CALL -> doNotCall.remove(key.id());
      case INBOUND_SKILL -> inboundSkills.remove(key.id());
    }
    touched.clear();
  }

  private void replaceZone(ZoneRecord record) {
    if (!record.getZone().equals(zone.getZone())) {
      throw new IllegalArgumentException(
          "the store of zone %s holds the record of zone %s"
              .formatted(zone.getZone(), record.getZone()));
    }
    zone = record;
    zoneChanged();
  }

  /** A compacted log may bring calls before their job, without which they have no deadline. */
  private void followJob(JobRecord job) {
    boolean late = !jobs.has(job.getJobId());
    putJob(job);
    if (late) {
      indexes.jobCame(job, calls.all());
    }
  }

  /** All entities, for storing or comparing. */
  public Stream<Entity> entities() {
    return Stream.of(
            entity(ZONE).stream(),
            agents.all().stream(),
            answers.all().stream(),
            callbacks.all().stream(),
            calls.all().stream(),
            campaigns.all().stream(),
            doNotCall.all().stream(),
            endedCalls.all().stream(),
            facts.entities().stream(),
            inboundSkills.all().stream(),
            jobs.all().stream())
        .flatMap(records -> records);
  }

  /** How many entities of a kind it holds, facts decided on counted by tens. */
  public int count(Kind kind) {
    return switch (kind) {
      case ZONE -> zone.getLife() == ZoneLife.NEW ? 0 : 1;
      case AGENT -> agents.all().size();
      case CALL -> calls.all().size();
      case JOB -> jobs.all().size();
      case ANSWER -> answers.all().size();
      case ENDED_CALL -> endedCalls.all().size();
      case DECIDED_FACTS -> facts.entities().size();
      case CAMPAIGN -> campaigns.all().size();
      case CALLBACK -> callbacks.all().size();
      case DO_NOT_CALL -> doNotCall.all().size();
      case INBOUND_SKILL -> inboundSkills.all().size();
    };
  }

  /**
   * The entity as it is now; empty if it is gone, and its store entry is to be deleted. A zone that
   * never had an owner has no record yet.
   */
  public Optional<Entity> entity(EntityKey key) {
    return switch (key.kind()) {
      case ZONE -> zone.getLife() == ZoneLife.NEW ? Optional.empty() : Optional.of(zone);
      case AGENT -> agents.get(key.id()).map(Entity.class::cast);
      case CALL -> calls.get(key.id()).map(Entity.class::cast);
      case JOB -> jobs.get(key.id()).map(Entity.class::cast);
      case ANSWER -> answers.get(key.id()).map(Entity.class::cast);
      case ENDED_CALL -> endedCalls.get(key.id()).map(Entity.class::cast);
      case DECIDED_FACTS -> facts.entity(key.id()).map(Entity.class::cast);
      case CAMPAIGN -> campaigns.get(key.id()).map(Entity.class::cast);
      case CALLBACK -> callbacks.get(key.id()).map(Entity.class::cast);
      case DO_NOT_CALL -> doNotCall.get(key.id()).map(Entity.class::cast);
      case INBOUND_SKILL -> inboundSkills.get(key.id()).map(Entity.class::cast);
    };
  }

  /**
   * All entities in one figure of 64 hex digits: equal state, equal digest. Costs what has changed
   * since it was last asked for. It covers what the state had in the version with which the zone
   * was opened. The hash of the last event is left out: it is no fold, and the journal's chain
   * proves it.
   */
  public String digest() {
    return digest.value();
  }

  /** Does now what {@link #digest} would have to do: for a zone that is followed. */
  public void settleDigest() {
    digest.settle();
  }

  private static Entity folded(Entity entity) {
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
  public boolean hasDecided(long fingerprint) {
    return facts.has(fingerprint);
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
  public Collection<CallRecord> callsAfter(String callId) {
    return calls.after(callId);
  }

  @Override
  public Collection<JobRecord> jobs() {
    return jobs.all();
  }

  @Override
  public Optional<CampaignRecord> campaign(String campaign) {
    return campaigns.get(campaign);
  }

  @Override
  public Collection<CampaignRecord> campaigns() {
    return campaigns.all();
  }

  @Override
  public Optional<CallbackRecord> callback(String callbackId) {
    return callbacks.get(callbackId);
  }

  @Override
  public Collection<CallbackRecord> callbacks() {
    return callbacks.all();
  }

  @Override
  public Optional<DoNotCallContact> doNotCall(String campaign, String contact) {
    return doNotCall.get(campaign, contact);
  }

  @Override
  public Optional<InboundSkillRecord> inboundSkill(String skill) {
    return inboundSkills.get(skill);
  }

  @Override
  public Collection<InboundSkillRecord> inboundSkills() {
    return inboundSkills.all();
  }

  @Override
  public BlendIndex blendIndex() {
    return indexes.blending();
  }

  @Override
  public CallbackIndex callbackIndex() {
    return indexes.callbacks();
  }

  @Override
  public AgentIndex agentIndex() {
    return indexes.agents();
  }

  @Override
  public StaffIndex staffIndex() {
    return indexes.staff();
  }

  @Override
  public CallIndex callIndex() {
    return indexes.calls();
  }

  @Override
  public Deadlines deadlines() {
    return indexes.deadlines();
  }

  // What follows changes the state: for applications only.

  public void changeZone(Consumer<ZoneRecord> change) {
    change.accept(zone);
    zoneChanged();
  }

  private void zoneChanged() {
    changes.changed(ZONE);
    indexes.outages(zone, agents, calls, callbacks);
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

  public void putCampaign(CampaignRecord campaign) {
    campaigns.put(campaign.getCampaign(), campaign);
  }

  public void changeCampaign(String campaign, Consumer<CampaignRecord> change) {
    campaigns.change(campaign, change);
  }

  public void removeCampaign(String campaign) {
    campaigns.remove(campaign);
  }

  public void putCallback(CallbackRecord callback) {
    callbacks.put(callback.getCallbackId(), callback);
  }

  public void changeCallback(String callbackId, Consumer<CallbackRecord> change) {
    callbacks.change(callbackId, change);
  }

  public void removeCallback(String callbackId) {
    callbacks.remove(callbackId);
  }

  /** Notes a contact that is not to be called, in the place of what was known of it. */
  public void noteDoNotCall(DoNotCallContact contact) {
    doNotCall.note(contact);
  }

  public void putInboundSkill(InboundSkillRecord skill) {
    inboundSkills.put(skill.getSkill(), skill);
  }

  public void removeInboundSkill(String skill) {
    inboundSkills.remove(skill);
  }

  public void putAnswer(AnswerRecord answer) {
    answers.put(answer.getCommandId(), answer);
  }

  public void putEndedCall(EndedCall ended) {
    endedCalls.put(ended.getCallId(), ended);
  }

  /**
   * Notes a fact that led to an event.
   *
   * @param sequence of the event
   * @param at its time, epoch milliseconds
   */
  public void noteDecided(long fingerprint, long sequence, long at) {
    facts.note(fingerprint, sequence, at);
  }

  /** Forgets answers and ended calls from before this time, epoch milliseconds. */
  public void forgetBefore(long time) {
    indexes.answersBefore(time).forEach(answers::remove);
    indexes.endedCallsBefore(time).forEach(endedCalls::remove);
  }

  /** Forgets facts that were decided before this time, epoch milliseconds. */
  public void forgetFactsBefore(long time) {
    facts.forgetBefore(time);
  }

  /** Keys of the entities that changed or went since this was last asked. */
  public Set<EntityKey> takeTouched() {
    Set<EntityKey> taken = touched;
    touched = new HashSet<>();
    return taken;
  }

  private final class Noting implements Entities.Changes {
    @Override
    public void changed(EntityKey key) {
      touched.add(key);
      digest.changed(key);
    }

    @Override
    public void gone(EntityKey key) {
      touched.add(key);
      digest.gone(key);
    }
  }
}
