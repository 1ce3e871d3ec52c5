package org.zonekeeper.domain.decide;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.zonekeeper.domain.index.QueuePosition;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Decides who is offered a callback that is due: the one that is due for longest goes first, one at
 * a time, to whoever may take it and is not needed for calls under way. Stateless; asked on ticks,
 * and when an agent is freed.
 */
public final class CallbackOffers {
  /** Between two callbacks of a zone: after an outage those that came due go out one by one. */
  static final Duration SPACING = Duration.ofMillis(200);

  /** Callbacks for which agents are kept at a time: as many as go out in two seconds. */
  private static final int MOST_PROMISED = 10;

  /** The kind of number of a contact whose numbers the zone has not been told of. */
  static final String USUAL_NUMBER = "usual";

  private CallbackOffers() {}

  /** Offers one callback to an idle agent, if there is one for whom it may be. */
  public static void next(Pacing pacing, Decision draft) {
    ZoneView zone = draft.zone();
    if (zone.zone().getShutdown() != null || !isSpaced(zone, draft.now())) {
      return;
    }
    for (QueuePosition place : zone.callbackIndex().due()) {
      Optional<CallbackRecord> callback = zone.callback(place.id());
      Optional<JobRecord> job = callback.flatMap(one -> jobFor(one, zone, draft.now()));
      Optional<AgentRecord> agent =
          job.flatMap(one -> agentFor(callback.get(), one, pacing, draft));
      if (agent.isPresent()) {
        offer(callback.get(), job.get(), agent.get(), draft);
        return;
      }
    }
  }

  /** The callback that is due for longest of those that a freed agent may take. */
  static Optional<CallbackRecord> forFreed(AgentRecord agent, ZoneView zone) {
    long now = zone.zone().getAt();
    return zone.callbackIndex().due().stream()
        .flatMap(place -> zone.callback(place.id()).stream())
        .filter(callback -> jobFor(callback, zone, now).isPresent())
        .filter(callback -> mayTake(callback, agent, zone, now))
        .findFirst();
  }

  /**
   * How many idle agents of the job callbacks wait for: they are to be let off the calls under way,
   * and no others are dialled for them.
   */
  static int promised(JobRecord job, ZoneView zone, long now) {
    if (zone.callbackIndex().due().isEmpty() || zone.zone().getShutdown() != null) {
      return 0;
    }
    Set<String> promised = new HashSet<>();
    zone.callbackIndex().due().stream()
        .limit(MOST_PROMISED)
        .flatMap(place -> zone.callback(place.id()).stream())
        .filter(callback -> jobFor(callback, zone, now).isPresent())
        .forEach(
            callback ->
                idle(job.getJobId(), zone)
                    .filter(agentId -> !promised.contains(agentId))
                    .flatMap(agentId -> zone.agent(agentId).stream())
                    .filter(agent -> mayTake(callback, agent, zone, now))
                    .findFirst()
                    .ifPresent(agent -> promised.add(agent.getAgentId())));
    return promised.size();
  }

  static boolean isSpaced(ZoneView zone, long now) {
    return now - zone.zone().getCallbackOfferedAt() >= SPACING.toMillis();
  }

  /**
   * The job under which it is called: its own while that runs; if that is over, for all but
   * CAMPAIGN, another one of the campaign. None outside the calling hours.
   */
  static Optional<JobRecord> jobFor(CallbackRecord callback, ZoneView zone, long now) {
    if (!CallbackSteps.hours(callback).areOpen(now)) {
      return Optional.empty();
    }
    Optional<JobRecord> own = zone.job(callback.getJobId());
    if (own.filter(job -> job.getPhase() != JobPhase.STOPPING).isPresent()
        || callback.getType() == CallbackType.CAMPAIGN) {
      return own.filter(job -> job.getPhase() == JobPhase.RUNNING);
    }
    return zone.jobs().stream()
        .filter(job -> job.getPhase() == JobPhase.RUNNING)
        .filter(job -> job.getSettings().getCampaign().equals(callback.getCampaign()))
        .findFirst();
  }

  private static Optional<AgentRecord> agentFor(
      CallbackRecord callback, JobRecord job, Pacing pacing, Decision draft) {
    ZoneView zone = draft.zone();
    Stream<String> candidates =
        switch (callback.getType()) {
          case STRICT_AGENT -> Stream.ofNullable(callback.getAgentId());
          case PREFERRED_AGENT ->
              Stream.concat(Stream.ofNullable(callback.getAgentId()), idle(job.getJobId(), zone));
          case CAMPAIGN -> idle(job.getJobId(), zone);
          case STANDARD -> zone.jobs().stream().flatMap(one -> idle(one.getJobId(), zone));
          case UNKNOWN -> Stream.empty();
        };
    Predicate<AgentRecord> free = agent -> PendingConsults.canBeConsulted(agent, zone);
    return candidates
        .flatMap(agentId -> zone.agent(agentId).stream())
        .filter(free)
        .filter(agent -> mayTake(callback, agent, zone, draft.now()))
        .filter(agent -> isSpared(agent, pacing, draft))
        .findFirst();
  }

  private static Stream<String> idle(String jobId, ZoneView zone) {
    return zone.agentIndex().idle(jobId).stream().map(QueuePosition::id);
  }

  /** Whether the calls under way of the agent's job can do without the agent. */
  private static boolean isSpared(AgentRecord agent, Pacing pacing, Decision draft) {
    return Optional.ofNullable(agent.getJobId())
        .flatMap(draft.zone()::job)
        .filter(
            job -> draft.zone().agentIndex().attached(job.getJobId()).contains(agent.getAgentId()))
        .map(job -> pacing.canSpareOne(job, draft.zone(), draft.now()))
        .orElse(true);
  }

  /** Whether the callback is for this agent, whoever else it is for. */
  private static boolean mayTake(
      CallbackRecord callback, AgentRecord agent, ZoneView zone, long now) {
    boolean named = agent.getAgentId().equals(callback.getAgentId());
    if (callback.getType() == CallbackType.STRICT_AGENT) {
      return named;
    }
    if (callback.getRejectedBy().contains(agent.getAgentId())) {
      return false;
    }
    return switch (callback.getType()) {
      case PREFERRED_AGENT ->
          named || (isOpenToOthers(callback, now) && isOfJob(callback, agent, zone, now));
      case CAMPAIGN -> isOfJob(callback, agent, zone, now);
      case STANDARD ->
          callback.getRequiredSkills().isEmpty()
              || Skills.of(agent.getSkills())
                  .match(Skills.of(callback.getRequiredSkills()))
                  .isPresent();
      case STRICT_AGENT, UNKNOWN -> false;
    };
  }

  private static boolean isOpenToOthers(CallbackRecord callback, long now) {
    return now >= callback.getDueAt() + callback.getRules().getPreferredMs();
  }

  private static boolean isOfJob(
      CallbackRecord callback, AgentRecord agent, ZoneView zone, long now) {
    return jobFor(callback, zone, now)
        .filter(job -> Objects.equals(job.getJobId(), agent.getJobId()))
        .isPresent();
  }

  /** Like any other contact that an agent looks at. */
  static void offer(CallbackRecord callback, JobRecord job, AgentRecord agent, Decision draft) {
    JobSettings settings = job.getSettings();
    String agentId = agent.getAgentId();
    String callId = draft.nextId() + "-callback";
    draft.add(
        new CallbackOffered(callback.getCallbackId(), callId, agentId, callback.getContact()));
    draft.add(
        new ContactOffered(
            callId,
            job.getJobId(),
            callback.getCampaign(),
            callback.getContact(),
            draft.nextId(),
            agentId,
            PacingMode.PREVIEW,
            callback.getNumberKinds().isEmpty() ? List.of(USUAL_NUMBER) : callback.getNumberKinds(),
            draft.now() + settings.getPreviewLimitMs(),
            settings.getPreviewTimed() && settings.getPacing() == PacingMode.PREVIEW,
            settings.getPreviewCancellable(),
            settings.getMaxRedials(),
            callback.getCallbackId()));
    draft.add(new AgentStateChanged(agentId, AgentState.BUSY, null));
    draft.add(new AgentCallStateChanged(agentId, CallState.PREVIEW, callId));
  }
}
