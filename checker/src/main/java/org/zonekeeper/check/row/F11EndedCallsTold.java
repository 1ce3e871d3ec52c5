package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.CallHistory;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/** F11: calls that ended during the outage are told to the desktop; their agents go to wrap-up. */
public final class F11EndedCallsTold extends RunJudge {
  /** Of one run. */
  public F11EndedCallsTold(Run run) {
    super("F11", "calls that ended meanwhile are told; agents go to wrap-up", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    int ended = 0;
    String example = "";
    for (Outage outage : run.incidents().mended()) {
      for (LogLine fact : run.facts(outage.zone(), "LineDisconnected")) {
        Optional<CallHistory> call =
            run.journal()
                .call(fact.text("callId"))
                .filter(known -> known.connectedBefore(outage.takeoverSequence()))
                .filter(known -> known.liveBefore(outage.takeoverSequence()))
                .filter(
                    known -> !known.hasBefore(CallDisconnected.class, outage.takeoverSequence()));
        if (call.isPresent() && outage.covers(fact.at())) {
          ended++;
          example = judge(run, outage, call.get(), findings);
        }
      }
    }
    findings.exercised(ended, "conversation ended during an outage");
    findings.proof(
        "%d conversations ended meanwhile, each told after POMAvailable; %s"
            .formatted(ended, example));
  }

  private static String judge(Run run, Outage outage, CallHistory call, Findings findings) {
    Optional<JournalEntry> disconnected = call.first(CallDisconnected.class);
    String agent =
        call.ownerBefore(disconnected.map(JournalEntry::sequence).orElse(Long.MAX_VALUE))
            .orElseThrow();
    if (call.hasFixedCode()) {
      findings.require(
          disconnected.isPresent() && call.completed().isPresent(),
          "call %s of %s, its code fixed, ended during the outage; journal: disconnected %s, over %s"
              .formatted(call.id(), agent, disconnected.isPresent(), call.completed().isPresent()));
    } else {
      wrappedUp(run, call, agent, findings);
    }
    List<Frame> heard = run.desktops().heardBy(agent);
    Optional<Frame> available =
        heard.stream()
            .filter(frame -> frame.type().equals("POMAvailable"))
            .filter(frame -> outage.mayBeToldAt(frame.at()))
            .findFirst();
    Optional<Frame> lineDown = about(heard, "AGTCallDisconnected", call.id());
    Optional<Frame> told =
        call.hasFixedCode() ? lineDown : about(heard, "AGTAutoReleaseLine", call.id());
    findings.require(
        lineDown.isPresent() && told.isPresent(),
        "agent %s was not told that call %s had ended".formatted(agent, call.id()));
    findings.require(
        told.isEmpty() || (available.isPresent() && available.get().order() < told.get().order()),
        "agent %s was told of call %s's end before POMAvailable".formatted(agent, call.id()));
    return "e.g. %s of %s".formatted(call.id(), agent);
  }

  private static void wrappedUp(Run run, CallHistory call, String agent, Findings findings) {
    Optional<JournalEntry> wrapUp = call.first(WrapUpStarted.class);
    boolean disconnected = call.first(CallDisconnected.class).isPresent();
    findings.require(
        disconnected && wrapUp.isPresent(),
        "call %s of %s ended during the outage; journal: disconnected %s, wrap-up %s"
            .formatted(call.id(), agent, disconnected, wrapUp.isPresent()));
    wrapUp.ifPresent(
        entry ->
            findings.require(
                wentToWrapUp(run, agent, entry),
                "agent %s did not go to wrap-up of call %s".formatted(agent, call.id())));
  }

  /** Whoever has asked for a break before is on the way to it already, and changes no state. */
  private static boolean wentToWrapUp(Run run, String agent, JournalEntry wrapUp) {
    return run.journal().agent(agent).stream()
        .filter(entry -> entry.zone().equals(wrapUp.zone()))
        .filter(
            entry ->
                entry.sequence() <= wrapUp.sequence() || entry.causeId().equals(wrapUp.causeId()))
        .flatMap(
            entry -> entry.event() instanceof AgentStateChanged e ? Stream.of(e) : Stream.empty())
        .map(AgentStateChanged::getAgentState)
        .reduce((earlier, last) -> last)
        .filter(
            state -> state == AgentState.WORK_NOT_READY || state == AgentState.PENDING_NOT_READY)
        .isPresent();
  }

  private static Optional<Frame> about(List<Frame> heard, String type, String call) {
    return heard.stream()
        .filter(frame -> frame.type().equals(type) && frame.text("call").equals(call))
        .findFirst();
  }
}
