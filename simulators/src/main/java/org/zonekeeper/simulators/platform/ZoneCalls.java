package org.zonekeeper.simulators.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptFailed;
import org.zonekeeper.schemas.fact.BridgeFailed;
import org.zonekeeper.schemas.fact.BusyDetected;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.LiveLeg;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.MachineDetected;
import org.zonekeeper.schemas.fact.NoAnswerDetected;
import org.zonekeeper.simulators.platform.PlatformCall.Stage;

/**
 * The calls of one zone, from the first ring to the end of the line. Nothing here needs an Agent
 * Manager: conversations go on and end whether or not anybody is there to hear of it. Confined to
 * the platform's thread.
 */
final class ZoneCalls {
  private final FactOutbox facts;
  private final PlatformTimers timers;
  private final LineTimes lines;
  private final LostDisconnects lost;
  private final Set<String> nailedUp;
  private final Map<String, PlatformCall> calls = new LinkedHashMap<>();

  /**
   * An agent who dials.
   *
   * @param classifies whether the platform tells a person from a machine; false: the agent hears
   *     the line from the first ring on
   */
  record Dialler(String agentId, boolean classifies) {}

  ZoneCalls(
      FactOutbox facts,
      PlatformTimers timers,
      LineTimes lines,
      LostDisconnects lost,
      Set<String> nailedUp) {
    this.nailedUp = nailedUp;
    this.facts = facts;
    this.timers = timers;
    this.lines = lines;
    this.lost = lost;
  }

  /** An attempt was started: it rings. */
  void begin(String callId, AttemptOutcome fate, int ringTimeoutMs, long now) {
    begin(new PlatformCall(callId, fate), ringTimeoutMs, now);
  }

  /** An attempt of an agent's was started. */
  void beginFor(Dialler dialler, String callId, AttemptOutcome fate, int ringTimeoutMs, long now) {
    PlatformCall call = new PlatformCall(callId, fate);
    call.dialledBy(dialler);
    begin(call, ringTimeoutMs, now);
  }

  private void begin(PlatformCall call, int ringTimeoutMs, long now) {
    AttemptOutcome fate = call.fate();
    String callId = call.callId();
    calls.put(callId, call);
    boolean rung =
        fate.answer() == AttemptOutcome.Answer.NO_ANSWER || fate.ringMs() >= ringTimeoutMs;
    if (rung) {
      after(call, Stage.RINGING, now + ringTimeoutMs, at -> unanswered(call, at));
    } else {
      after(call, Stage.RINGING, now + fate.ringMs(), at -> answered(call, at));
    }
  }

  private void unanswered(PlatformCall call, long now) {
    calls.remove(call.callId());
    facts.report(now, header -> new NoAnswerDetected(header, call.callId()));
  }

  private void answered(PlatformCall call, long now) {
    boolean answers =
        call.fate().answer() == AttemptOutcome.Answer.LIVE
            || call.fate().answer() == AttemptOutcome.Answer.MACHINE;
    if (answers && call.isHeardByAgent()) {
      // Whoever or whatever it is: the agent hears it, and the platform says nothing.
      call.enter(Stage.TALKING);
      lost.connected(call.callId());
      after(call, Stage.TALKING, now + call.fate().talkMs(), at -> end(call, Party.CUSTOMER, at));
      return;
    }
    switch (call.fate().answer()) {
      case BUSY -> {
        calls.remove(call.callId());
        facts.report(now, header -> new BusyDetected(header, call.callId()));
      }
      case FAILED, NO_ANSWER -> {
        calls.remove(call.callId());
        facts.report(
            now, header -> new AttemptFailed(header, call.callId(), "number unobtainable"));
      }
      case MACHINE -> greeting(call, now, at -> machine(call, at));
      case LIVE -> greeting(call, now, at -> live(call, /* answeredAt= */ now, /* now= */ at));
    }
  }

  private void greeting(PlatformCall call, long now, LongConsumer next) {
    call.enter(Stage.GREETING);
    after(call, Stage.GREETING, now + call.fate().greetingMs(), next);
  }

  private void machine(PlatformCall call, long now) {
    calls.remove(call.callId());
    facts.report(now, header -> new MachineDetected(header, call.callId()));
  }

  private void live(PlatformCall call, long answeredAt, long now) {
    call.enter(Stage.WAITING);
    facts.report(now, header -> new LiveVoiceDetected(header, call.callId(), answeredAt, now));
    if (call.dialler().isPresent()) {
      join(call, call.dialler().get().agentId(), now);
    }
    long patienceEnds = now + call.fate().patienceMs();
    // A bridge under way does not make the customer wait longer.
    after(call, Stage.WAITING, patienceEnds, at -> end(call, Party.CUSTOMER, at));
    timers.at(
        patienceEnds,
        at -> {
          if (underWay(call) && call.in(Stage.BRIDGING)) {
            end(call, Party.CUSTOMER, at);
          }
        });
  }

  /** The order to connect an agent. */
  void bridge(String callId, String agentId, long now) {
    PlatformCall call = calls.get(callId);
    if (call == null || !call.in(Stage.WAITING)) {
      String cause =
          call == null
              ? "call " + callId + " is not under way"
              : "call " + callId + " is " + call.stage();
      facts.report(now, header -> new BridgeFailed(header, callId, agentId, cause));
      return;
    }
    call.bridgeTo(agentId);
    after(call, Stage.BRIDGING, now + lines.bridge().toMillis(), at -> bridged(call, at));
  }

  /** Whoever dialled is joined without an order. */
  private void join(PlatformCall call, String agentId, long now) {
    if (nailedUp.contains(agentId)) {
      call.bridgeTo(agentId);
      after(call, Stage.BRIDGING, now + lines.bridge().toMillis(), at -> bridged(call, at));
    } else {
      facts.report(
          now,
          header ->
              new BridgeFailed(
                  header, call.callId(), agentId, "agent " + agentId + " has no voice leg"));
    }
  }

  private void bridged(PlatformCall call, long now) {
    call.enter(Stage.TALKING);
    facts.report(now, header -> new AgentBridged(header, call.callId(), call.agentId()));
    lost.connected(call.callId());
    after(call, Stage.TALKING, now + call.fate().talkMs(), at -> end(call, Party.CUSTOMER, at));
  }

  /** The order to end a call; one that is not under way needs no end. */
  void release(String callId, long now) {
    PlatformCall call = calls.get(callId);
    if (call == null) {
      return;
    }
    switch (call.stage()) {
      case RINGING, GREETING -> {
        calls.remove(callId);
        facts.report(now, header -> new AttemptFailed(header, callId, "released by order"));
      }
      case WAITING, BRIDGING, MESSAGE -> end(call, Party.PLATFORM, now);
      case TALKING -> end(call, Party.AGENT, now);
    }
  }

  /**
   * The order to play the nuisance message, then hang up. A customer who already has an agent keeps
   * the agent.
   */
  void playNuisanceMessage(String callId, long now) {
    PlatformCall call = calls.get(callId);
    if (call == null || !call.in(Stage.WAITING)) {
      return;
    }
    call.enter(Stage.MESSAGE);
    long message = lines.nuisanceMessage().toMillis();
    // Some hang up on a recording; the less patient ones.
    long heard = Math.min(message, call.fate().patienceMs() / 6);
    Party endedBy = heard < message ? Party.CUSTOMER : Party.PLATFORM;
    after(call, Stage.MESSAGE, now + heard, at -> end(call, endedBy, at));
  }

  /** The conversation of that call, if there is one. */
  Optional<PlatformCall> talking(String callId) {
    return Optional.ofNullable(calls.get(callId)).filter(call -> call.in(Stage.TALKING));
  }

  /** The call, if it has this second leg. */
  Optional<PlatformCall> withLeg(String callId, String legId) {
    return talking(callId)
        .filter(call -> call.leg().filter(leg -> leg.legId().equals(legId)).isPresent());
  }

  /** The call is an external party's now: the platform has no line of it any more. */
  void leaves(PlatformCall call) {
    calls.remove(call.callId());
  }

  /** Of the calls asked about, those under way. */
  List<LiveCall> status(List<String> asked) {
    List<LiveCall> known = new ArrayList<>();
    for (String callId : asked) {
      PlatformCall call = calls.get(callId);
      if (call != null) {
        boolean hears = call.in(Stage.TALKING) || call.isHeardByAgent();
        known.add(new LiveCall(callId, hears ? call.agentId() : null, legs(call)));
      }
    }
    return known;
  }

  private static List<LiveLeg> legs(PlatformCall call) {
    return call.leg().map(leg -> new LiveLeg(leg.legId(), leg.join())).stream().toList();
  }

  /** Ends a conversation of two at once without a Disconnect; empty if nobody talks. */
  Optional<Conversation> dropSilently() {
    Optional<Conversation> talking = conversationsOfTwo().stream().findFirst();
    talking.ifPresent(conversation -> calls.remove(conversation.callId()));
    return talking;
  }

  void dropSilently(String callId) {
    calls.remove(callId);
    var unused = lost.swallows(callId);
  }

  List<Conversation> conversations() {
    return talking().map(ZoneCalls::conversation).toList();
  }

  /** Those without a second party on the way or on the line, who might get the call. */
  List<Conversation> conversationsOfTwo() {
    return talking().filter(call -> call.leg().isEmpty()).map(ZoneCalls::conversation).toList();
  }

  private Stream<PlatformCall> talking() {
    return calls.values().stream().filter(call -> call.in(Stage.TALKING));
  }

  int underWay() {
    return calls.size();
  }

  private static Conversation conversation(PlatformCall call) {
    return new Conversation(call.callId(), call.agentId());
  }

  private void end(PlatformCall call, Party endedBy, long now) {
    calls.remove(call.callId());
    if (lost.swallows(call.callId())) {
      return;
    }
    facts.report(now, header -> new LineDisconnected(header, call.callId(), endedBy));
  }

  /** Runs the action only if the call is still there, and still in that stage. */
  private void after(PlatformCall call, Stage stage, long at, LongConsumer action) {
    timers.at(
        at,
        now -> {
          if (underWay(call) && call.in(stage)) {
            action.accept(now);
          }
        });
  }

  private boolean underWay(PlatformCall call) {
    return calls.get(call.callId()) == call;
  }
}
