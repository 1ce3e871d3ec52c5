package org.zonekeeper.domain.state;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.zonekeeper.domain.index.AgentIndex;
import org.zonekeeper.domain.index.BlendIndex;
import org.zonekeeper.domain.index.CallIndex;
import org.zonekeeper.domain.index.CallbackIndex;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.index.Deadlines;
import org.zonekeeper.domain.index.Downtime;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.index.EntityKey.Kind;
import org.zonekeeper.domain.index.QueuePosition;
import org.zonekeeper.domain.index.StaffIndex;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.AnswerRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.EndedCall;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * Everything that is derived from a zone's entities and kept beside them: who is idle, who waits,
 * what is due, what is old. Never stored. Package-private part of {@link ZoneState}.
 */
final class Indexes {
  private final AgentIndex agents = new AgentIndex();
  private final StaffIndex staff = new StaffIndex();
  private final BlendIndex blending = new BlendIndex();
  private final CallIndex calls = new CallIndex();
  private final CallbackIndex callbacks = new CallbackIndex();
  private final Deadlines deadlines = new Deadlines();
  private final NavigableSet<QueuePosition> answerAges = new TreeSet<>();
  private final NavigableSet<QueuePosition> endedCallAges = new TreeSet<>();
  private final Function<String, Optional<JobRecord>> jobs;
  private Downtime downtime = Downtime.NONE;
  private long lastOutageEpoch;

  /**
   * @param jobs a job by its id: its settings are part of its calls' deadlines
   */
  Indexes(Function<String, Optional<JobRecord>> jobs) {
    this.jobs = jobs;
  }

  AgentIndex agents() {
    return agents;
  }

  StaffIndex staff() {
    return staff;
  }

  BlendIndex blending() {
    return blending;
  }

  CallIndex calls() {
    return calls;
  }

  CallbackIndex callbacks() {
    return callbacks;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  Entities.Indexing<AgentRecord> ofAgents() {
    return new OfAgents();
  }

  Entities.Indexing<CallRecord> ofCalls() {
    return new OfCalls();
  }

  Entities.Indexing<CallbackRecord> ofCallbacks() {
    return new OfCallbacks();
  }

  Entities.Indexing<AnswerRecord> ofAnswers() {
    return new AgeIndexing<>(answerAges, AnswerRecord::getAt);
  }

  Entities.Indexing<EndedCall> ofEndedCalls() {
    return new AgeIndexing<>(endedCallAges, EndedCall::getAt);
  }

  /** Command ids of the answers from before this time, epoch milliseconds. */
  List<String> answersBefore(long time) {
    return before(time, answerAges);
  }

  /** Ids of the calls that ended before this time, epoch milliseconds. */
  List<String> endedCallsBefore(long time) {
    return before(time, endedCallAges);
  }

  /** A job whose calls were indexed before it: only now do they have deadlines. */
  void jobCame(JobRecord job, Collection<CallRecord> allCalls) {
    allCalls.stream()
        .filter(call -> call.getJobId().equals(job.getJobId()))
        .forEach(call -> setDeadline(new EntityKey(Kind.CALL, call.getCallId()), call, job));
  }

  /** Another outage moves what is due, voids the checks of before, and asks for new ones. */
  void outages(
      ZoneRecord zone,
      Entities<AgentRecord> allAgents,
      Entities<CallRecord> allCalls,
      Entities<CallbackRecord> allCallbacks) {
    agents.outageIn(zone.getLastOutageEpoch(), allAgents.all());
    if (lastOutageEpoch == zone.getLastOutageEpoch() && downtime.isOf(zone)) {
      return;
    }
    lastOutageEpoch = zone.getLastOutageEpoch();
    downtime = Downtime.of(zone);
    for (EntityKey key : deadlines.entities()) {
      switch (key.kind()) {
        case AGENT -> allAgents.get(key.id()).ifPresent(agent -> setDeadline(key, agent));
        case CALL -> allCalls.get(key.id()).ifPresent(call -> setDeadline(key, call));
        case CALLBACK ->
            allCallbacks.get(key.id()).ifPresent(callback -> setDeadline(key, callback));
        case ZONE, JOB, ANSWER, ENDED_CALL, DECIDED_FACTS, CAMPAIGN, DO_NOT_CALL, INBOUND_SKILL ->
            throw new IllegalStateException(key + " has no deadline");
      }
    }
  }

  private void setDeadline(EntityKey key, AgentRecord agent) {
    Deadline.of(agent, lastOutageEpoch)
        .map(downtime::moved)
        .ifPresentOrElse(deadline -> deadlines.set(key, deadline), () -> deadlines.clear(key));
  }

  private void setDeadline(EntityKey key, CallbackRecord callback) {
    Deadline.of(callback)
        .map(downtime::moved)
        .ifPresentOrElse(deadline -> deadlines.set(key, deadline), () -> deadlines.clear(key));
  }

  private void setDeadline(EntityKey key, CallRecord call) {
    jobs.apply(call.getJobId()).ifPresent(job -> setDeadline(key, call, job));
  }

  private void setDeadline(EntityKey key, CallRecord call, JobRecord job) {
    deadlines.set(key, downtime.moved(Deadline.of(call, job.getSettings())));
  }

  private static List<String> before(long time, NavigableSet<QueuePosition> ages) {
    // Asked with every event, and nearly always in vain.
    return ages.isEmpty() || ages.first().since() >= time
        ? List.of()
        : ages.headSet(new QueuePosition(time, ""), false).stream().map(QueuePosition::id).toList();
  }

  private final class OfAgents implements Entities.Indexing<AgentRecord> {
    @Override
    public void add(EntityKey key, AgentRecord agent) {
      agents.add(agent);
      staff.add(agent);
      blending.add(agent);
      setDeadline(key, agent);
    }

    @Override
    public void remove(EntityKey key, AgentRecord agent) {
      agents.remove(agent);
      staff.remove(agent);
      blending.remove(agent);
      deadlines.clear(key);
    }
  }

  private final class OfCalls implements Entities.Indexing<CallRecord> {
    @Override
    public void add(EntityKey key, CallRecord call) {
      calls.add(call);
      setDeadline(key, call);
    }

    @Override
    public void remove(EntityKey key, CallRecord call) {
      calls.remove(call);
      deadlines.clear(key);
    }
  }

  private final class OfCallbacks implements Entities.Indexing<CallbackRecord> {
    @Override
    public void add(EntityKey key, CallbackRecord callback) {
      callbacks.add(callback);
      setDeadline(key, callback);
    }

    @Override
    public void remove(EntityKey key, CallbackRecord callback) {
      callbacks.remove(callback);
      deadlines.clear(key);
    }
  }
}
