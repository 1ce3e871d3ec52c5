package org.zonekeeper.gateway.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.command.CancelPreview;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.ConsultCall;
import org.zonekeeper.schemas.command.CreateCallback;
import org.zonekeeper.schemas.command.DialPreview;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.command.PauseJob;
import org.zonekeeper.schemas.command.RedialContact;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ResumeJob;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackRules;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.MissedCallbackAction;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
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
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.CallbackSnapshot;
import org.zonekeeper.schemas.status.ZoneCopy;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * A script that plays one zone's Agent Manager in front of a real gateway, for looking at pages and
 * for the tests in a browser: it writes what a zone would write, answers commands, dies and is
 * taken over when told to. Not thread-safe.
 */
final class StagedZones {
  private static final List<String> CODES = List.of("Sale", "No_Interest", "Call_Again");

  /** An agent and the call in hand. */
  static final class Agent {
    final String id;
    private String session = "robot";
    boolean person;
    AgentState state = AgentState.NOT_READY;
    CallState call = CallState.IDLE;
    String callId;
    private long due;
    long connectedAt;
    private boolean loggedOn = true;

    private Agent(String id) {
      this.id = id;
    }
  }

  private final String zone;
  private final InMemoryKafka kafka;
  private final Random random;
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final StagedContacts contacts = new StagedContacts(this);
  private final Map<String, Long> dialling = new HashMap<>();
  private final List<SpecificRecord> batch = new ArrayList<>();
  private final String jobId;
  private JobSettings settings;
  private Optional<String> script = Optional.empty();
  private boolean paused;
  private boolean dead;
  private boolean alone;
  private long epoch = StagedPast.EPOCHS + 1;
  private long sequence;
  private int ownerNumber;
  private int calls;
  private long lastHeartbeat;
  private int read;

  StagedZones(String zone, int owner, int staff, InMemoryKafka kafka, long seed) {
    this.zone = zone;
    this.kafka = kafka;
    this.ownerNumber = owner;
    this.random = new Random(seed);
    this.jobId = zone + "-loans";
    this.settings =
        JobSettings.newBuilder()
            .setCampaign("loans")
            .setPacing(PacingMode.PREDICTIVE)
            .setCompletionCodes(CODES)
            .build();
    for (int i = 1; i <= staff; i++) {
      String id = "%s-%04d".formatted(zone, i);
      agents.put(id, new Agent(id));
    }
  }

  ZoneStatus status() {
    return ZoneStatus.newBuilder()
        .setFeatureLevel(FeatureLevel.newest().number())
        .setZone(zone)
        .setOwner(owner())
        .setEpoch(epoch)
        .setPhase(ZonePhase.AVAILABLE)
        .setHeartbeatAt(System.currentTimeMillis())
        .setSequence(sequence)
        .setPeerAddress("am-%d:7400".formatted(ownerNumber))
        .setStandbys(alone ? List.of() : List.of("am-%d:7400".formatted(ownerNumber % 3 + 1)))
        .setCopies(
            StagedGateway.zones().stream()
                .filter(other -> !other.equals(zone))
                .map(other -> new ZoneCopy(other, 7 + sequence % 5))
                .toList())
        .build();
  }

  /** Nobody keeps a standby of it any more. */
  void leaveAlone() {
    alone = true;
  }

  /** The zone's beginning: owner, job, staff. */
  void open() {
    add(ZoneOpened.newBuilder().setHeader(header()).setOwner(owner()).build());
    add(JobStarted.newBuilder().setHeader(header()).setJobId(jobId).setSettings(settings).build());
    for (Agent agent : agents.values()) {
      add(loggedOn(agent));
      state(agent, random.nextInt(12) == 0 ? AgentState.NOT_READY : AgentState.READY);
    }
    batch.add(callback());
    flush();
  }

  /** Somebody is to be called back. */
  private CallbackSnapshot callback() {
    long dueAt = System.currentTimeMillis() + 3_600_000;
    return CallbackSnapshot.newBuilder()
        .setCallbackId(zone + "-1")
        .setZone(zone)
        .setEpoch(epoch)
        .setSequence(sequence)
        .setAt(System.currentTimeMillis())
        .setCallbackType(CallbackType.CAMPAIGN)
        .setStanding(CallbackStanding.SCHEDULED)
        .setJobId(jobId)
        .setCampaign("loans")
        .setContact(zone + "-callback")
        .setLocalTime("2026-12-01T15:30")
        .setTimeZone("Europe/Vienna")
        .setDueAt(dueAt)
        .setExpiresAt(dueAt + 900_000)
        .setTries(0)
        .build();
  }

  /** The next person of that name to be free is shown a contact, which nobody answers at first. */
  void showContact(String agentId) {
    contacts.wanted(agentId);
  }

  /** Those who are logged on and free. */
  Optional<Agent> free(String agentId) {
    return Optional.ofNullable(agents.get(agentId))
        .filter(agent -> agent.loggedOn && agent.state == AgentState.READY);
  }

  String nextCall() {
    return "%s-c%06d".formatted(zone, ++calls);
  }

  String jobId() {
    return jobId;
  }

  /** The owner is gone: no heartbeat, no event, no answer. */
  void kill() {
    dead = true;
  }

  /** Another Agent Manager has the zone. */
  void takeOver() {
    final Owner previous = owner();
    long began = lastHeartbeat;
    dead = false;
    epoch++;
    ownerNumber = ownerNumber % 3 + 1;
    add(
        ZoneTakenOver.newBuilder()
            .setHeader(header())
            .setPreviousOwner(previous)
            .setOwner(owner())
            .setOutageBeganAt(began)
            .setGrounds(
                previous.getAgentManager()
                    + " announced nothing and is no member of the group any more")
            .setStateDigest("9f2c4b7ae01d5386c2f1aa90be77310c")
            .build());
    answer();
    int marked = 0;
    for (String call : List.copyOf(dialling.keySet())) {
      if (marked++ < 3) {
        add(
            CallMarkedNuisance.newBuilder()
                .setHeader(header())
                .setCallId(call)
                .setJobId(jobId)
                .setCampaign("loans")
                .setCause(NuisanceCause.FAILOVER)
                .build());
        completed(call, null, "Nuisance", 0);
      }
      dialling.remove(call);
    }
    add(
        ZoneAvailable.newBuilder()
            .setHeader(header())
            .setOwner(owner())
            .setOutageBeganAt(began)
            .build());
    for (Agent agent : agents.values()) {
      if (agent.call == CallState.TALKING) {
        add(
            LiveCallAnnounced.newBuilder()
                .setHeader(header())
                .setCallId(agent.callId)
                .setJobId(jobId)
                .setCampaign("loans")
                .setContact("row")
                .setAnsweredAt(agent.connectedAt)
                .setAgentId(agent.id)
                .setConnectedAt(agent.connectedAt)
                .build());
      }
      if (agent.loggedOn) {
        String check = zone + "-" + sequence;
        add(
            DesktopCheckRequested.newBuilder()
                .setHeader(header())
                .setAgentId(agent.id)
                .setCheckId(check)
                .setAgentState(agent.state)
                .setCallState(agent.call)
                .setNailup(NailupState.NAILED_UP)
                .setDeadline(System.currentTimeMillis() + 5_000)
                .build());
        add(
            DesktopCheckPassed.newBuilder()
                .setHeader(header())
                .setAgentId(agent.id)
                .setCheckId(check)
                .build());
      }
    }
    flush();
  }

  /** The page that agents are shown with each contact; its name is put behind it. */
  void script(String page) {
    script = Optional.of(page);
  }

  /** A step of the zone's life, some times a second. */
  void tick() {
    if (dead) {
      return;
    }
    long now = System.currentTimeMillis();
    answer();
    if (!paused) {
      dial(now);
    }
    contacts.tick(now);
    for (Agent agent : agents.values()) {
      if (!agent.person && agent.due > 0 && now >= agent.due) {
        goOn(agent, now);
      }
    }
    lastHeartbeat = now;
    kafka.write(status());
    flush();
  }

  private void dial(long now) {
    add(
        DiallingAuthorised.newBuilder()
            .setHeader(header())
            .setAuthorisationId(zone + sequence)
            .setJobId(jobId)
            .setCampaign("loans")
            .setCount(1)
            .setValidUntil(now + 500)
            .setRingTimeoutMs(45_000)
            .build());
    List<Agent> free =
        agents.values().stream()
            .filter(each -> each.loggedOn && each.state == AgentState.READY)
            .toList();
    for (int i = 0; i < 1 + free.size() / 12; i++) {
      if (dialling.size() < free.size()) {
        String call = nextCall();
        dialling.put(call, now + 800 + random.nextInt(2_500));
        add(
            CallAttempted.newBuilder()
                .setHeader(header())
                .setCallId(call)
                .setJobId(jobId)
                .setCampaign("loans")
                .setContact("row-" + calls)
                .setAuthorisationId("x")
                .setAttemptedAt(now)
                .build());
      }
    }
    for (Map.Entry<String, Long> each : List.copyOf(dialling.entrySet())) {
      if (now >= each.getValue()) {
        dialling.remove(each.getKey());
        ended(each.getKey(), free, now);
      }
    }
  }

  private void ended(String call, List<Agent> free, long now) {
    List<Agent> still =
        free.stream()
            .filter(each -> each.state == AgentState.READY)
            .filter(each -> !contacts.wants(each))
            .toList();
    if (random.nextInt(10) > 4 || still.isEmpty()) {
      completed(call, null, "No_Answer", 0);
      return;
    }
    Agent agent =
        still.stream()
            .filter(each -> each.person)
            .findFirst()
            .orElse(still.get(random.nextInt(still.size())));
    long wait = 30L + random.nextInt(random.nextInt(20) == 0 ? 1_900 : 300);
    add(
        CallAnswered.newBuilder()
            .setHeader(header())
            .setCallId(call)
            .setJobId(jobId)
            .setAnsweredAt(now - wait)
            .setGreetingEndedAt(now - wait)
            .build());
    agent.callId = call;
    agent.connectedAt = now;
    agent.call = CallState.TALKING;
    add(
        CallAssigned.newBuilder()
            .setHeader(header())
            .setCallId(call)
            .setJobId(jobId)
            .setAgentId(agent.id)
            .setExtension("ext-" + agent.id)
            .build());
    state(agent, AgentState.BUSY);
    callState(agent);
    add(
        CallConnected.newBuilder()
            .setHeader(header())
            .setCallId(call)
            .setAgentId(agent.id)
            .setConnectedAt(now)
            .build());
    agent.due = now + 4_000 + random.nextInt(40_000);
  }

  private void goOn(Agent agent, long now) {
    if (agent.call == CallState.TALKING) {
      hangUp(agent, Party.CUSTOMER, now);
      agent.due = now + 3_000 + random.nextInt(9_000);
    } else if (agent.call == CallState.WRAPUP) {
      finish(agent, CODES.get(random.nextInt(CODES.size())));
      agent.due = 0;
    }
  }

  private void hangUp(Agent agent, Party by, long now) {
    add(
        CallDisconnected.newBuilder()
            .setHeader(header())
            .setCallId(agent.callId)
            .setEndedBy(by)
            .setDisconnectedAt(now)
            .build());
    wrapUp(agent, now);
  }

  void wrapUp(Agent agent, long now) {
    agent.call = CallState.WRAPUP;
    callState(agent);
    state(agent, AgentState.WORK_NOT_READY);
    add(
        WrapUpStarted.newBuilder()
            .setHeader(header())
            .setCallId(agent.callId)
            .setAgentId(agent.id)
            .setDeadline(now + 60_000)
            .setExtensionsLeft(2)
            .setDefaultCompletionCode("Not_Dispositioned")
            .setCompletionCodes(CODES)
            .build());
  }

  private void finish(Agent agent, String code) {
    completed(agent.callId, agent.id, code, agent.connectedAt);
    contacts.over(agent);
    free(agent);
  }

  void free(Agent agent) {
    agent.callId = null;
    agent.call = CallState.IDLE;
    callState(agent);
    state(agent, AgentState.READY);
  }

  void completed(String call, String agent, String code, long connectedAt) {
    add(
        CallCompleted.newBuilder()
            .setHeader(header())
            .setCallId(call)
            .setJobId(jobId)
            .setCampaign("loans")
            .setContact("row")
            .setCompletionCode(code)
            .setCodeKind(agent == null ? CompletionCodeKind.SYSTEM : CompletionCodeKind.CUSTOM)
            .setAgentId(agent)
            .setAttemptedAt(1)
            .setConnectedAt(connectedAt == 0 ? null : connectedAt)
            .setDisconnectedAt(connectedAt == 0 ? null : System.currentTimeMillis())
            .build());
  }

  private void answer() {
    var history = kafka.producer().history();
    for (; read < history.size(); read++) {
      if (history.get(read).value() instanceof Command command
          && command.getHeader().getZone().equals(zone)) {
        answer(command);
      }
    }
  }

  private void answer(Command command) {
    String id = command.getHeader().getCommandId();
    if (command.getHeader().getRefusedByGateway() != null) {
      add(
          CommandRefused.newBuilder()
              .setHeader(header())
              .setCommandId(id)
              .setCommand(command.getSchema().getName())
              .setActor(command.getHeader().getActor())
              .setReason(RefusalReason.ZONE_NOT_AVAILABLE)
              .setText("the zone had no Agent Manager")
              .setRefusedBy(RefusedBy.GATEWAY)
              .build());
      return;
    }
    Optional<CommandRefused> refusal = refusal(command);
    if (refusal.isPresent()) {
      add(refusal.get());
      return;
    }
    Agent agent = agents.computeIfAbsent(command.getHeader().getActor(), Agent::new);
    long now = System.currentTimeMillis();
    switch (command) {
      case LogOn on -> {
        agent.person = true;
        agent.loggedOn = true;
        agent.session = on.getSessionId();
        add(loggedOn(agent));
        state(agent, AgentState.NOT_READY);
        add(
            AgentNailupChanged.newBuilder()
                .setHeader(header())
                .setAgentId(agent.id)
                .setExtension(on.getExtension())
                .setNailup(NailupState.NAILED_UP)
                .build());
      }
      case GoReady ready -> state(agent, AgentState.READY);
      case GoNotReady not -> state(agent, AgentState.NOT_READY);
      case ReleaseLine release -> hangUp(agent, Party.AGENT, now);
      case DialPreview dial -> contacts.dial(agent, dial.getNumberKind(), now);
      case CancelPreview cancel -> contacts.reject(agent);
      case RedialContact again -> contacts.redial(agent, now);
      case AddAgentNote note -> contacts.note(agent, note);
      case ChangeContactDetail change -> contacts.change(agent, change);
      case AddToDoNotCall asked -> contacts.doNotCall(agent, asked);
      case WrapUpContact code -> finish(agent, code.getCompletionCode());
      case CreateCallback wish -> add(scheduled(agent, wish));
      case LogOff off -> {
        agent.loggedOn = false;
        add(
            AgentLoggedOff.newBuilder()
                .setHeader(header())
                .setAgentId(agent.id)
                .setSessionId(agent.session)
                .setGrounds(LogOffGrounds.REQUESTED)
                .build());
        kafka.forget(zone, agent.id);
      }
      case ChangeJob change -> {
        if (change.getPriority() != null) {
          settings = JobSettings.newBuilder(settings).setPriority(change.getPriority()).build();
        }
        add(
            JobChanged.newBuilder()
                .setHeader(header())
                .setJobId(jobId)
                .setSettings(settings)
                .build());
      }
      case PauseJob pause -> {
        paused = true;
        add(JobPaused.newBuilder().setHeader(header()).setJobId(jobId).build());
      }
      case ResumeJob resume -> {
        paused = false;
        add(JobResumed.newBuilder().setHeader(header()).setJobId(jobId).build());
      }
      default -> {
        // Accepted, and nothing of it shows.
      }
    }
    add(
        CommandAccepted.newBuilder()
            .setHeader(header())
            .setCommandId(id)
            .setCommand(command.getSchema().getName())
            .setActor(command.getHeader().getActor())
            .build());
  }

  /** What a zone would not do either, so that pages have something to say. */
  private Optional<CommandRefused> refusal(Command command) {
    return switch (command) {
      case Originate keyed ->
          Optional.of(
              refused(command, RefusalReason.DO_NOT_CALL, "the number wants no more calls"));
      case ConsultCall asked ->
          Optional.of(
              refused(
                  command,
                  RefusalReason.DESTINATION_NOT_AVAILABLE,
                  "that colleague is on a break; ask somebody who is ready or busy"));
      case CreateCallback wish when wish.getLocalTime().compareTo("2027") > 0 ->
          Optional.of(
              refused(
                  command,
                  RefusalReason.OUTSIDE_LEGAL_HOURS,
                  "people there may be called from 08:00 to 21:00"));
      default -> Optional.empty();
    };
  }

  private CommandRefused refused(Command command, RefusalReason reason, String text) {
    return CommandRefused.newBuilder()
        .setHeader(header())
        .setCommandId(command.getHeader().getCommandId())
        .setCommand(command.getSchema().getName())
        .setActor(command.getHeader().getActor())
        .setReason(reason)
        .setText(text)
        .setRefusedBy(RefusedBy.ZONE)
        .build();
  }

  private CallbackScheduled scheduled(Agent agent, CreateCallback wish) {
    long dueAt = System.currentTimeMillis() + 3_600_000;
    return CallbackScheduled.newBuilder()
        .setHeader(header())
        .setCallbackId(zone + "-" + agent.id)
        .setType(wish.getType())
        .setJobId(jobId)
        .setCampaign("loans")
        .setContact("row")
        .setAgentId(agent.id)
        .setCallId(agent.callId)
        .setLocalTime(wish.getLocalTime())
        .setTimeZone("UTC")
        .setDueAt(dueAt)
        .setExpiresAt(dueAt + 900_000)
        .setCreatedBy(agent.id)
        .setNumberKinds(List.of())
        .setRequiredSkills(List.of())
        .setRules(
            new CallbackRules(
                "08:00", "21:00", 1, 1, 1, 1, MissedCallbackAction.CLOSE, /* outlivesJob= */ false))
        .build();
  }

  private AgentLoggedOn loggedOn(Agent agent) {
    return AgentLoggedOn.newBuilder()
        .setHeader(header())
        .setAgentId(agent.id)
        .setExtension("ext-" + agent.id)
        .setSessionId(agent.session)
        .setLocale("en")
        .setSkills(List.of())
        .build();
  }

  void state(Agent agent, AgentState state) {
    agent.state = state;
    add(
        AgentStateChanged.newBuilder()
            .setHeader(header())
            .setAgentId(agent.id)
            .setAgentState(state)
            .setReasonCode(state == AgentState.NOT_READY ? "Lunch" : null)
            .build());
    snapshot(agent);
  }

  void callState(Agent agent) {
    add(
        AgentCallStateChanged.newBuilder()
            .setHeader(header())
            .setAgentId(agent.id)
            .setCallState(agent.call)
            .setCallId(agent.callId)
            .build());
    snapshot(agent);
  }

  private void snapshot(Agent agent) {
    batch.add(
        AgentSnapshot.newBuilder()
            .setAgentId(agent.id)
            .setZone(zone)
            .setEpoch(epoch)
            .setSequence(sequence)
            .setAt(System.currentTimeMillis())
            .setSessionId(agent.session)
            .setExtension("ext-" + agent.id)
            .setAgentState(agent.state)
            .setCallState(agent.call)
            .setJobState(JobState.ATTACHED)
            .setNailup(NailupState.NAILED_UP)
            .setCallId(agent.callId)
            .setJobId(jobId)
            .setCampaign(contacts.reference(agent).map(contact -> "loans").orElse(null))
            .setContact(contacts.reference(agent).orElse(null))
            .setCallingHoursFrom(settings.getCallingHoursFrom())
            .setCallingHoursTo(settings.getCallingHoursTo())
            .setScriptUrl(
                contacts
                    .reference(agent)
                    .flatMap(contact -> script.map(page -> page + contact))
                    .orElse(null))
            .setCapabilities(contacts.capabilities(agent).orElseGet(() -> capabilities(agent)))
            .build());
  }

  private static List<Capability> capabilities(Agent agent) {
    return switch (agent.call) {
      case TALKING ->
          List.of(
              Capability.RELEASE,
              Capability.HOLD,
              Capability.RECORD,
              Capability.NOT_READY,
              Capability.SEND_DTMF,
              Capability.TRANSFER,
              Capability.CONFERENCE,
              Capability.CREATE_CALLBACK);
      case WRAPUP -> List.of(Capability.DISPOSITION, Capability.NOT_READY);
      default ->
          List.of(
              agent.state == AgentState.NOT_READY ? Capability.READY : Capability.NOT_READY,
              Capability.BLEND_TO_INBOUND,
              Capability.ORIGINATE);
    };
  }

  void add(SpecificRecord event) {
    batch.add(event);
  }

  private void flush() {
    if (!batch.isEmpty()) {
      kafka.write(batch.toArray(SpecificRecord[]::new));
      batch.clear();
    }
  }

  private Owner owner() {
    return new Owner("am-" + ownerNumber, "i-" + ownerNumber);
  }

  EventHeader header() {
    return EventHeader.newBuilder()
        .setZone(zone)
        .setEpoch(epoch)
        .setSequence(++sequence)
        .setAt(System.currentTimeMillis())
        .setCause(new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L))
        .setCorrelation(zone)
        .build();
  }
}
