package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.simulators.robots.AgentBehaviour.Standing;

/**
 * One agent at a desktop, without socket and clock: frames and time come in, frames go out. Logs
 * on, works as {@link AgentBehaviour} says, answers status checks from what it was told, keeps
 * still during an outage, logs on again by force after it was logged out, resumes its session after
 * a lost connection. Confined to its desktop's lock.
 */
final class AgentRobot {
  private static final Logger LOG = LoggerFactory.getLogger(AgentRobot.class);
  private static final long TRY_IN_OUTAGE_EVERY_MS = 400;

  private final RobotIdentity me;
  private final RobotHabits habits;
  private final RobotActions hands;
  private final AgentBehaviour behaviour;
  private UnansweredCommands pending = new UnansweredCommands("c0-");
  private RobotMisbehaviour conduct = RobotMisbehaviour.GOOD;
  private DesktopView view = DesktopView.LOGGED_OFF;
  private SessionKey session = SessionKey.NONE;
  private SessionKey offered = SessionKey.NONE;
  private boolean connected;
  private long aliveEvery = 5000;
  private int connections;
  private int failures;
  private String zone;

  AgentRobot(RobotIdentity me, RobotHabits habits, RobotActions hands) {
    this.me = me;
    this.zone = me.zone();
    this.habits = habits;
    this.hands = hands;
    this.behaviour = new AgentBehaviour(me.agent(), habits);
  }

  /** Comes to work: connects at the given time. */
  void start(long at) {
    behaviour.plan(Intent.CONNECT, at);
  }

  void onFrame(ObjectNode frame, long now) {
    String type = frame.path("type").asText();
    if (type.equals("AgentSDKConnected")) {
      greeted(frame, now);
    } else if (type.equals("Error") || type.endsWith("RESP")) {
      answered(frame, now);
    } else {
      told(frame, now);
    }
    behaviour.rest(standing(), !pending.has("AGTStateChange"), now);
  }

  /** The connection is gone, or could not be made. */
  void onLost(long now) {
    connected = false;
    behaviour.drop(Intent.ALIVE);
    // Less and less often, up to sixteen times the pace, lest thousands storm a gateway that
    // starts.
    long pause = habits.pace().reconnect().toMillis() << Math.min(failures++, 4);
    behaviour.plan(Intent.CONNECT, now + pause);
  }

  /** Does what is due. */
  void advance(long now) {
    for (var due = behaviour.take(now, this::possible);
        due.isPresent();
        due = behaviour.take(now, this::possible)) {
      act(due.get(), now);
    }
  }

  OptionalLong nextDue() {
    return behaviour.nextDue(this::possible);
  }

  /** Sends a command of the caller's; its answer, or why there will be none, is passed on. */
  void command(ObjectNode frame, Consumer<GatewayAnswer> whenAnswered, Consumer<String> whenLost) {
    if (!connected) {
      whenLost.accept("agent " + me.agent() + " has no connection");
      return;
    }
    pending.add(frame, whenAnswered, whenLost);
    hands.send(frame);
  }

  void behave(RobotMisbehaviour wanted) {
    conduct = wanted;
  }

  RobotMisbehaviour conduct() {
    return conduct;
  }

  DesktopView view() {
    return view;
  }

  boolean connected() {
    return connected;
  }

  private boolean possible(Intent intent) {
    return switch (intent) {
      case CONNECT -> !connected;
      case ALIVE, LOG_ON -> connected;
      case TRY_IN_OUTAGE, TRY_WHILE_STUCK -> connected && view.loggedOn();
      default -> connected && view.loggedOn() && view.available() && !view.reloginRequired();
    };
  }

  private void greeted(ObjectNode frame, long now) {
    connected = true;
    failures = 0;
    offered = SessionKey.offered(frame);
    aliveEvery = frame.path("aliveEveryMs").asLong(aliveEvery);
    behaviour.plan(Intent.ALIVE, now + aliveEvery);
    if (view.loggedOn() && !session.equals(SessionKey.NONE)) {
      resume(now);
    } else {
      begin(now);
    }
  }

  private void begin(long now) {
    pending.lose("the session ended before the answer came");
    pending = new UnansweredCommands("c" + ++connections + "-");
    session = offered;
    behaviour.plan(Intent.LOG_ON, now);
  }

  /** Not among the pending ones: were it lost, it would not be sent again but anew. */
  private void resume(long now) {
    ObjectNode resume = Frames.command("AGTResumeSession");
    resume.put("id", "resume-" + ++connections);
    resume.put("session", session.id()).put("secret", session.secret());
    resume.put("lastSequence", view.sequence());
    LOG.debug("robot resumes agent={} at={}", me.agent(), now);
    hands.send(resume);
  }

  private void resumed(GatewayAnswer answer, long now) {
    if (!answer.accepted()) {
      view = DesktopView.LOGGED_OFF;
      behaviour.dropWork();
      behaviour.mustForce();
      begin(now);
      return;
    }
    view = view.available(answer.frame().path("available").asBoolean(true));
    if (answer.frame().has("state")) {
      view = view.restored(answer.frame().path("state"));
    }
    pending.unanswered().forEach(hands::send);
  }

  private void answered(ObjectNode frame, long now) {
    if (frame.path("type").asText().equals("AGTResumeSessionRESP")) {
      resumed(GatewayAnswer.of("AGTResumeSession", frame), now);
      return;
    }
    pending
        .take(frame)
        .ifPresent(
            command -> command.whenAnswered().accept(GatewayAnswer.of(command.type(), frame)));
  }

  private void told(ObjectNode frame, long now) {
    String type = frame.path("type").asText();
    boolean ownForcedLogOn = type.equals("AGTAgentLoggedOut") && pending.has("AGTLogon");
    if (ownForcedLogOn) {
      return;
    }
    view = view.after(frame);
    switch (type) {
      case "POMNotAvailable" -> {
        if (conduct.patience() == RobotMisbehaviour.Patience.TRIES) {
          behaviour.plan(Intent.TRY_IN_OUTAGE, now + TRY_IN_OUTAGE_EVERY_MS / 2);
        }
      }
      case "POMAvailable" -> behaviour.drop(Intent.TRY_IN_OUTAGE);
      case "AGTZoneMoved" -> {
        behaviour.dropWork();
        behaviour.drop(Intent.LOG_ON);
        behaviour.logOnAccepted();
        zone = frame.path("zone").asText();
      }
      case "AGTAgentLoggedOut" -> loggedOut(frame.path("grounds").asText(), now);
      case "AGTReloginRequired" -> {
        // As people do: first try once more whatever was to be done.
        behaviour.plan(Intent.TRY_WHILE_STUCK, now + habits.pace().relogin().toMillis() / 2);
        behaviour.logOnByForce(now);
      }
      case "GetAgentStatus" -> reportStatus(frame.path("check").asText());
      case "AGTCallNotify" -> {
        if (frame.has("contactType")) {
          behaviour.previews(frame.path("canCancel").asBoolean(), now);
        }
      }
      case "AGTContactDialled" ->
          behaviour.dialling(frame.path("contactType").asText().equals("MANUAL"), now);
      case "AGTDialFailed" -> behaviour.dialledInVain(now);
      case "AGTCallConnected" -> behaviour.connected(frame.path("call").asText(), now);
      case "AGTConsultConnected" -> {
        if (frame.path("owner").asText().equals(me.agent())) {
          behaviour.consulting(now);
        }
      }
      case "AGTConferenceNotify", "AGTConferenceOwnershipChanged" -> {
        if (frame.path("owner").asText().equals(me.agent())) {
          behaviour.conferring(now);
        }
      }
      case "AGTTransferNotify" -> {
        if (frame.path("to").asText().equals(me.agent())) {
          behaviour.tookOver(frame.path("call").asText(), now);
        }
      }
      case "AGTAutoReleaseLine" -> wrapsUp(frame.path("wrapup"), now);
      case "AGTBlendedToInbound" -> behaviour.onInboundWork(now);
      case "AGTBlendedToOutbound" -> behaviour.onOutboundWork();
      case "AGTContactWrappedUp" -> behaviour.wrappedUp();
      default -> {
        // The view has what it says; nothing to do about it.
      }
    }
  }

  private void loggedOut(String grounds, long now) {
    behaviour.dropWork();
    behaviour.drop(Intent.TRY_IN_OUTAGE, Intent.TRY_WHILE_STUCK);
    zone = me.zone();
    if (!grounds.equals("REQUESTED")) {
      behaviour.logOnByForce(now);
    }
  }

  private void wrapsUp(JsonNode wrapUp, long now) {
    var codes =
        StreamSupport.stream(wrapUp.path("codes").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    behaviour.wrapsUp(codes, wrapUp.path("extensionsLeft").asInt(), now);
  }

  private void reportStatus(String check) {
    boolean lies = conduct.truth() == RobotMisbehaviour.Truth.LIES_ONCE;
    conduct = conduct.with(RobotMisbehaviour.Truth.TRUTHFUL);
    boolean claimsTalk = lies != (view.callState() == CallState.TALKING);
    AgentState lie = claimsTalk ? AgentState.BUSY : AgentState.READY;
    CallState callLie = claimsTalk ? CallState.TALKING : CallState.IDLE;
    ObjectNode report = Frames.command("GetAgentStatusResponse").put("check", check);
    report.put("agentState", (lies ? lie : view.agentState()).name());
    report.put("callState", (lies ? callLie : view.callState()).name());
    report.put("nailup", view.nailup().name());
    sendPlainly(report);
  }

  private void act(Intent intent, long now) {
    switch (intent) {
      case CONNECT -> hands.connect();
      case ALIVE -> {
        hands.send(Frames.command("POMClientAlive"));
        behaviour.plan(Intent.ALIVE, now + aliveEvery);
      }
      case LOG_ON -> logOn(now);
      case TRY_IN_OUTAGE -> {
        sendPlainly(frame(behaviour.anything(standing()), now));
        behaviour.plan(Intent.TRY_IN_OUTAGE, now + TRY_IN_OUTAGE_EVERY_MS);
      }
      case TRY_WHILE_STUCK -> sendPlainly(frame(behaviour.anything(standing()), now));
      default -> {
        if (behaviour.begins(intent, standing(), now)) {
          command(frame(intent, now), answer -> workAnswered(answer, intent, now), lost -> {});
        }
      }
    }
  }

  private Standing standing() {
    return new Standing(
        view.agentState(), view.callState(), view.call(), view.jobState() == JobState.INBOUND);
  }

  private ObjectNode frame(Intent work, long now) {
    return switch (work) {
      case CONSULT, BLIND_TRANSFER -> Frames.secondParty(work, behaviour.colleague());
      case CALL_BACK -> Frames.callback(behaviour.callback(now));
      case ADD_NOTE -> Frames.command("AGTAddAgentNote").put("text", behaviour.note());
      default -> Frames.work(work, behaviour.completionCode().orElse(""));
    };
  }

  private void logOn(long now) {
    if (behaviour.givesUp()) {
      return;
    }
    ObjectNode logOn = Frames.command("AGTLogon").put("agent", me.agent());
    logOn.put("extension", me.extension()).put("zone", zone);
    logOn.put("force", behaviour.force());
    command(logOn, answer -> loggedOn(answer, now), lost -> {});
  }

  private void loggedOn(GatewayAnswer answer, long sentAt) {
    if (answer.accepted()) {
      behaviour.logOnAccepted();
      view = view.loggedOnNow();
      return;
    }
    behaviour.logOnRefused(answer.reason(), sentAt);
    if (behaviour.givesUp()) {
      LOG.warn(
          "robot gives up agent={} zone={} reason={} text=\"{}\"",
          me.agent(),
          me.zone(),
          answer.reason(),
          answer.text());
    } else {
      LOG.debug("log-on refused agent={} reason={}", me.agent(), answer.reason());
    }
  }

  private void sendPlainly(ObjectNode frame) {
    command(frame, answer -> {}, lost -> {});
  }

  private void workAnswered(GatewayAnswer answer, Intent intent, long sentAt) {
    if (!answer.accepted()) {
      LOG.debug("refused agent={} command={} {}", me.agent(), answer.command(), answer);
      behaviour.refused(intent, answer.reason(), pending.has("AGTLogon"), sentAt);
    }
  }
}
