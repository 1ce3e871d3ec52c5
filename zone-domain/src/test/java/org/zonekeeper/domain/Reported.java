package org.zonekeeper.domain;

import java.util.Arrays;
import java.util.List;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptFailed;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.BridgeFailed;
import org.zonekeeper.schemas.fact.BusyDetected;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.ContactReserved;
import org.zonekeeper.schemas.fact.ContactWithdrawn;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.InboundLoadReported;
import org.zonekeeper.schemas.fact.InboundStatusReported;
import org.zonekeeper.schemas.fact.InboundWorkEnded;
import org.zonekeeper.schemas.fact.JoinFailed;
import org.zonekeeper.schemas.fact.LegAlerting;
import org.zonekeeper.schemas.fact.LegConnected;
import org.zonekeeper.schemas.fact.LegDisconnected;
import org.zonekeeper.schemas.fact.LegFailed;
import org.zonekeeper.schemas.fact.LegsJoined;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.LiveLeg;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.MachineDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.fact.NailupLost;
import org.zonekeeper.schemas.fact.NoAnswerDetected;

/** Facts for tests, each under an id of its own; {@code at} is when it happened. */
final class Reported {
  private static int ids;

  private Reported() {}

  static ContactReserved reserved(
      long at, String call, String job, String authorisation, String... notFor) {
    return new ContactReserved(
        header(at),
        call,
        job,
        "contact-" + call,
        authorisation,
        List.of("mobile", "home"),
        List.of(notFor));
  }

  static ContactWithdrawn withdrawn(long at, String call) {
    return new ContactWithdrawn(header(at), call, "erased");
  }

  static InboundLoadReported inboundLoad(long at, String skill, int calls, long longestWait) {
    return new InboundLoadReported(header(at), skill, calls, longestWait);
  }

  static AttemptStarted attemptStarted(long at, String call, String job, String authorisation) {
    return new AttemptStarted(header(at), call, job, "contact-" + call, authorisation);
  }

  /** The greeting ends where it begins, so the live-voice budget counts from {@code at}. */
  static LiveVoiceDetected liveVoice(long at, String call) {
    return new LiveVoiceDetected(header(at), call, at, at);
  }

  static MachineDetected machine(long at, String call) {
    return new MachineDetected(header(at), call);
  }

  static BusyDetected busy(long at, String call) {
    return new BusyDetected(header(at), call);
  }

  static NoAnswerDetected noAnswer(long at, String call) {
    return new NoAnswerDetected(header(at), call);
  }

  static AttemptFailed attemptFailed(long at, String call) {
    return new AttemptFailed(header(at), call, "congestion");
  }

  static AgentBridged bridged(long at, String call, String agent) {
    return new AgentBridged(header(at), call, agent);
  }

  static BridgeFailed bridgeFailed(long at, String call, String agent) {
    return new BridgeFailed(header(at), call, agent, "no audio");
  }

  static LineDisconnected disconnected(long at, String call, Party by) {
    return new LineDisconnected(header(at), call, by);
  }

  static LegAlerting alerting(long at, String call, String leg) {
    return new LegAlerting(header(at), call, leg);
  }

  static LegConnected legConnected(long at, String call, String leg) {
    return new LegConnected(header(at), call, leg);
  }

  static LegFailed legFailed(long at, String call, String leg) {
    return new LegFailed(header(at), call, leg, "no answer");
  }

  static LegDisconnected legGone(long at, String call, String leg) {
    return new LegDisconnected(header(at), call, leg);
  }

  static LegsJoined joined(long at, String call, String leg, LegJoin join) {
    return new LegsJoined(header(at), call, leg, join);
  }

  static JoinFailed notJoined(long at, String call, String leg, LegJoin join) {
    return new JoinFailed(header(at), call, leg, join, "no bridge left");
  }

  /** The platform still has this one call, with this agent and these legs on it. */
  static CallStatusReported legsStatus(
      long at, String request, String call, String agent, LiveLeg... legs) {
    return new CallStatusReported(
        header(at), request, List.of(new LiveCall(call, agent, List.of(legs))));
  }

  static NailupEstablished nailedUp(long at, String agent) {
    return new NailupEstablished(header(at), agent);
  }

  static InboundWorkEnded inboundEnded(long at, String agent, String work) {
    return new InboundWorkEnded(header(at), agent, work, "nobody calls in any more");
  }

  static InboundStatusReported inboundStatus(long at, String agent, String work, boolean working) {
    return new InboundStatusReported(header(at), agent, work, working);
  }

  static NailupLost nailupLost(long at, String agent) {
    return new NailupLost(header(at), agent);
  }

  static ContactsExhausted contactsExhausted(long at, String job) {
    return new ContactsExhausted(header(at), job);
  }

  static CallStatusReported callStatus(long at, String request, String... calls) {
    return new CallStatusReported(
        header(at),
        request,
        Arrays.stream(calls).map(call -> new LiveCall(call, null, List.of())).toList());
  }

  /** The platform still has this one call, with this agent on it. */
  static CallStatusReported talkingStatus(long at, String request, String call, String agent) {
    return new CallStatusReported(
        header(at), request, List.of(new LiveCall(call, agent, List.of())));
  }

  static FactBarrier barrier(long epoch, String incarnation) {
    return new FactBarrier(header(0), epoch, incarnation);
  }

  static FactHeader header(long at) {
    return new FactHeader("f-" + ++ids, Asked.ZONE, at, "platform-1");
  }
}
