package org.zonekeeper.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CampaignDayBegan;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.trust.ContractTypes;

/** Events for tests, and the groups of them that belong together. */
final class Told {
  static {
    ContractTypes.trust();
  }

  static final Owner AM_1 = new Owner("am-1", "i-1");
  static final Owner AM_2 = new Owner("am-2", "i-2");

  private Told() {}

  static List<Event> opened() {
    return List.of(new ZoneOpened(AM_1, ZoneState.VERSION), new ZoneAvailable(AM_1, 0L));
  }

  /** Settings with short codes and the contract's defaults. */
  static JobSettings settings() {
    return JobSettings.newBuilder()
        .setCampaign("spring")
        .setCompletionCodes(List.of("Sold", "Not_Sold"))
        .build();
  }

  static JobSettings queuing() {
    return JobSettings.newBuilder(settings())
        .setCallQueuing(true)
        .setQueueLimit(1)
        .setQueueTimeoutMs(5000)
        .build();
  }

  static JobStarted job(String job) {
    return new JobStarted(job, settings());
  }

  static JobStarted job(String job, JobSettings settings) {
    return new JobStarted(job, settings);
  }

  /** The UTC day of that time. */
  static CampaignDayBegan campaignDay(String campaign, long at) {
    long day = Duration.ofDays(1).toMillis();
    long began = Math.floorDiv(at, day) * day;
    return new CampaignDayBegan(campaign, "UTC", began, began + day);
  }

  static AgentLoggedOn loggedOn(String agent) {
    return new AgentLoggedOn(
        agent, "ext-" + agent, "s-" + agent, "en", List.of(), null, null, false);
  }

  static AgentLoggedOff loggedOff(String agent, LogOffGrounds grounds) {
    return new AgentLoggedOff(agent, "s-" + agent, grounds, null, "");
  }

  static ZoneGoingDown goingDown(String failoverZone, long deadline) {
    return new ZoneGoingDown("sue", failoverZone, deadline, "maintenance");
  }

  static AgentNailupChanged nailup(String agent, NailupState nailup) {
    return new AgentNailupChanged(agent, "ext-" + agent, nailup);
  }

  static AgentStateChanged state(String agent, AgentState state) {
    return new AgentStateChanged(agent, state, null);
  }

  static AgentCallStateChanged callState(String agent, CallState state, String call) {
    return new AgentCallStateChanged(agent, state, call);
  }

  /** By its share. */
  static AgentJobStateChanged attached(String agent, String job) {
    return attached(agent, job, JobStateGrounds.SHARE);
  }

  static AgentJobStateChanged attached(String agent, String job, JobStateGrounds grounds) {
    return new AgentJobStateChanged(agent, JobState.ATTACHED, job, null, grounds);
  }

  static AgentJobStateChanged detached(String agent, JobStateGrounds grounds) {
    return new AgentJobStateChanged(agent, JobState.DETACHED, null, null, grounds);
  }

  static AgentJobStateChanged jobEnded(String agent, String job) {
    return new AgentJobStateChanged(agent, JobState.ENDED, job, null, JobStateGrounds.JOB_ENDED);
  }

  static AgentJobStateChanged pendingMove(
      String agent, String job, String target, JobStateGrounds grounds) {
    return new AgentJobStateChanged(agent, JobState.PENDING_MOVEMENT, job, target, grounds);
  }

  /** Logged on, nailed up, ready, working for the job. */
  static List<Event> idle(String agent, String job) {
    return List.of(
        loggedOn(agent),
        nailup(agent, NailupState.NAILED_UP),
        state(agent, AgentState.READY),
        attached(agent, job));
  }

  /** An authorisation of one attempt, under the id that {@link #attempted} names. */
  static DiallingAuthorised lease(String job) {
    return new DiallingAuthorised(
        "lease", job, "spring", 1, ZoneStory.T0 + 500, 45_000, PacingMode.PROGRESSIVE);
  }

  static CallAttempted attempted(String call, String job, long at) {
    return new CallAttempted(call, job, "spring", "contact-" + call, "lease", at);
  }

  static CallAnswered answered(String call, String job, long at) {
    return new CallAnswered(call, job, at, at, "spring", "contact-" + call);
  }

  /** Attempted a second before a person answered. */
  static List<Event> waiting(String call, String job, long at) {
    return List.of(attempted(call, job, at - 1000), answered(call, job, at));
  }

  static List<Event> queued(String call, String job, long at, long deadline) {
    List<Event> events = new ArrayList<>(waiting(call, job, at));
    events.add(new CallQueued(call, job, deadline));
    return events;
  }

  static List<Event> assignment(String call, String job, String agent) {
    return List.of(
        new CallAssigned(call, job, agent, "ext-" + agent),
        state(agent, AgentState.BUSY),
        callState(agent, CallState.IDLE, call));
  }

  static CallConnected connected(String call, String job, String agent, long at) {
    return new CallConnected(
        call, agent, at, job, "spring", "contact-" + call, "ext-" + agent, "s-" + agent);
  }

  static List<Event> connection(String call, String job, String agent, long at) {
    return List.of(connected(call, job, agent, at), callState(agent, CallState.TALKING, call));
  }

  /** What an owner after an outage says of a conversation that goes on. */
  static LiveCallAnnounced goesOn(String call, String job, String agent, long at) {
    return new LiveCallAnnounced(
        call,
        job,
        "spring",
        "contact-" + call,
        at,
        agent,
        "ext-" + agent,
        "s-" + agent,
        at,
        false,
        null,
        null,
        null,
        "",
        null);
  }

  static CallDisconnected disconnected(String call, Party by, long at) {
    return new CallDisconnected(call, by, at);
  }

  static List<Event> wrapUp(String call, String agent, long deadline) {
    return List.of(
        new WrapUpStarted(
            call, agent, deadline, 2, "Not_Dispositioned", List.of("Sold", "Not_Sold")),
        callState(agent, CallState.WRAPUP, call),
        state(agent, AgentState.WORK_NOT_READY));
  }

  /** An idle agent of the job, now talking to the call's customer since {@code at}. */
  static List<Event> talking(String agent, String call, String job, long at) {
    List<Event> events = new ArrayList<>(idle(agent, job));
    events.addAll(waiting(call, job, at));
    events.addAll(assignment(call, job, agent));
    events.addAll(connection(call, job, agent, at));
    return events;
  }

  /** That conversation, over since {@code at}, in wrap-up until {@code deadline}. */
  static List<Event> wrappingUp(String agent, String call, String job, long at, long deadline) {
    List<Event> events = new ArrayList<>(talking(agent, call, job, at));
    events.add(disconnected(call, Party.CUSTOMER, at));
    events.addAll(wrapUp(call, agent, deadline));
    return events;
  }

  static CallMarkedNuisance marked(String call, String job, NuisanceCause cause) {
    return new CallMarkedNuisance(call, job, "spring", cause);
  }

  /** The end of a call that a person answered at {@code at}, a second after the attempt. */
  static Completion completed(String call, String job, long at) {
    return new Completion(
        CallCompleted.newBuilder()
            .setCallId(call)
            .setJobId(job)
            .setCampaign("spring")
            .setContact("contact-" + call)
            .setAttemptedAt(at - 1000)
            .setAnsweredAt(at)
            .setGreetingEndedAt(at));
  }

  /** A completion in the making. */
  record Completion(CallCompleted.Builder builder) {
    Completion never() {
      builder.setAnsweredAt(null).setGreetingEndedAt(null);
      return this;
    }

    Completion withAgent(String agent, long connectedAt) {
      builder.setAgentId(agent).setConnectedAt(connectedAt);
      return this;
    }

    Completion down(long at) {
      builder.setDisconnectedAt(at);
      return this;
    }

    Completion nuisance(NuisanceCause cause) {
      builder.setNuisance(cause);
      return this;
    }

    CallCompleted system(String code) {
      return builder.setCompletionCode(code).setCodeKind(CompletionCodeKind.SYSTEM).build();
    }

    CallCompleted custom(String code) {
      return builder.setCompletionCode(code).setCodeKind(CompletionCodeKind.CUSTOM).build();
    }
  }
}
