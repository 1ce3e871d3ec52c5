package org.zonekeeper.bench.micro;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.domain.ZoneEngine;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * A zone with 250 agents at work, as in the whole-system benchmarks, each with a call that waits
 * for its bridge; made by the domain itself. Confined to one thread.
 */
final class StaffedZone {
  static final int AGENTS = 250;

  private static final String ZONE = "north";
  private static final String JOB = "cards";
  private static final long START = 1_795_000_000_000L;

  private final ZoneEngine engine = new ZoneEngine(ZoneState.empty(ZONE));
  private final List<Event> journal = new ArrayList<>();
  private long now = START;
  private long ids;

  StaffedZone() {
    take(new Input.Adopt(new Owner("am-1", "1"), AdoptionKind.OPENING, "benchmark", 0));
    command(
        new StartJob(commandHeader(), JOB, JobSettings.newBuilder().setCampaign("cards").build()));
    for (int i = 0; i < AGENTS; i++) {
      comesToWork(agent(i));
    }
    now += 1_000;
    take(new Input.Tick()).events().stream()
        .filter(DiallingAuthorised.class::isInstance)
        .map(DiallingAuthorised.class::cast)
        .toList()
        .forEach(this::dial);
  }

  static String agent(int number) {
    return "agent-" + number;
  }

  ZoneEngine engine() {
    return engine;
  }

  /** Every event so far, with its header, in order. */
  List<Event> journal() {
    return List.copyOf(journal);
  }

  /** Twenty commands a second: of these the zone remembers those of ten minutes, as always. */
  long later() {
    now += 50;
    return now;
  }

  /** A header with an id that no command had before. */
  CommandHeader commandHeader() {
    return CommandHeader.newBuilder()
        .setCommandId("command-" + ids++)
        .setZone(ZONE)
        .setEpochSeen(1)
        .setActor("agent")
        .setRole(ActorRole.AGENT)
        .setSentAt(now)
        .setOrigin("gateway-1")
        .build();
  }

  private void comesToWork(String agent) {
    command(
        LogOn.newBuilder()
            .setHeader(commandHeader())
            .setAgentId(agent)
            .setExtension("ext-" + agent)
            .setSessionId("session-" + agent)
            .build());
    fact(new NailupEstablished(factHeader(), agent));
    command(new GoReady(commandHeader(), agent));
  }

  private void dial(DiallingAuthorised lease) {
    for (int i = 0; i < lease.getCount(); i++) {
      String call = "call-" + ids++;
      fact(
          new AttemptStarted(
              factHeader(), call, JOB, "contact-" + call, lease.getAuthorisationId()));
      fact(new LiveVoiceDetected(factHeader(), call, now, now));
    }
  }

  private void command(Command command) {
    take(new Input.Command(command));
  }

  private void fact(Fact fact) {
    take(new Input.Fact(fact));
  }

  private Outcome take(Input input) {
    Outcome outcome = engine.handle(input, later());
    journal.addAll(outcome.events());
    return outcome;
  }

  private FactHeader factHeader() {
    return new FactHeader("fact-" + ids++, ZONE, now, "platform-1");
  }
}
