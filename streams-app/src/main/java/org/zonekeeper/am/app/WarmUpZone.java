package org.zonekeeper.am.app;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.domain.ZoneEngine;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.input.InputBarriers;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.State.Entity;

/**
 * The life of a zone that does not exist: agents come, talk and wrap up, the owner dies, another
 * takes over and checks every desktop. Lived by {@link WarmUp} alone. Confined to its thread.
 */
final class WarmUpZone {
  static final String ZONE = "warm-up";
  private static final String JOB = "practice";
  private static final int AGENTS = 20;

  private final Owner self;
  private final Wire wire;
  private ZoneEngine engine = new ZoneEngine(ZoneState.empty(ZONE));
  private long now;
  private int ids;

  /** Takes everything through its bytes and back, as Kafka would. */
  interface Wire {
    Command command(Command command);

    Fact fact(Fact fact);

    Entity entity(Entity entity);

    void out(Outcome outcome);
  }

  WarmUpZone(Owner self, Wire wire, long now) {
    this.self = self;
    this.wire = wire;
    this.now = now;
  }

  void live() {
    take(new Adopt(self, AdoptionKind.OPENING, "warm-up", 0));
    command(
        new StartJob(
            commandHeader(), JOB, JobSettings.newBuilder().setCampaign("warm-up").build()));
    agents().forEach(this::comesToWork);
    talk();
    loseTheOwner();
    talk();
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

  /** Half of the calls end and are wrapped up, the others go on. */
  private void talk() {
    now += 1_000;
    Outcome paced = take(new Input.Tick());
    each(paced, DiallingAuthorised.class, this::dial);
  }

  private void dial(DiallingAuthorised lease) {
    for (int i = 0; i < lease.getCount(); i++) {
      String call = "call-" + ids++;
      fact(
          new AttemptStarted(
              factHeader(), call, JOB, "contact-" + call, lease.getAuthorisationId()));
      Outcome answered = fact(new LiveVoiceDetected(factHeader(), call, now, now));
      boolean ends = i % 2 == 0;
      each(
          answered,
          CallAssigned.class,
          assigned -> {
            fact(new AgentBridged(factHeader(), call, assigned.getAgentId()));
            if (ends) {
              fact(new LineDisconnected(factHeader(), call, Party.CUSTOMER));
              command(new WrapUpContact(commandHeader(), assigned.getAgentId(), "Sale"));
            }
          });
    }
  }

  private void loseTheOwner() {
    List<Entity> stored = engine.state().entities().map(wire::entity).toList();
    engine = new ZoneEngine(ZoneState.restore(ZONE, stored.stream()));
    now += 500;
    take(new Adopt(self, AdoptionKind.OUTAGE, "warm-up", now));
    long epoch = engine.state().zone().getEpoch();
    command(InputBarriers.command(ZONE, epoch, self, now));
    fact(InputBarriers.fact(ZONE, epoch, self, now));
    while (engine.owesChecks()) {
      each(take(new Input.Check()), DesktopCheckRequested.class, this::tellsTheTruth);
    }
  }

  private void tellsTheTruth(DesktopCheckRequested check) {
    command(
        new ReportAgentStatus(
            commandHeader(),
            check.getAgentId(),
            check.getCheckId(),
            check.getAgentState(),
            check.getCallState(),
            check.getNailup()));
  }

  private static <T extends Event> void each(Outcome outcome, Class<T> type, Consumer<T> action) {
    outcome.events().stream().filter(type::isInstance).map(type::cast).toList().forEach(action);
  }

  private static List<String> agents() {
    return IntStream.range(0, AGENTS).mapToObj(number -> "agent-" + number).toList();
  }

  private Outcome command(Command command) {
    return take(new Input.Command(wire.command(command)));
  }

  private Outcome fact(Fact fact) {
    return take(new Input.Fact(wire.fact(fact)));
  }

  private Outcome take(Input input) {
    Outcome outcome = engine.handle(input, ++now);
    wire.out(outcome);
    outcome.touched().forEach(key -> engine.state().entity(key).ifPresent(wire::entity));
    return outcome;
  }

  private CommandHeader commandHeader() {
    return CommandHeader.newBuilder()
        .setCommandId("command-" + ids++)
        .setZone(ZONE)
        .setEpochSeen(engine.state().zone().getEpoch())
        .setActor(self.getAgentManager())
        .setRole(ActorRole.AGENT_MANAGER)
        .setSentAt(now)
        .setOrigin(self.getAgentManager())
        .build();
  }

  private FactHeader factHeader() {
    return new FactHeader("fact-" + ids++, ZONE, now, self.getAgentManager());
  }
}
