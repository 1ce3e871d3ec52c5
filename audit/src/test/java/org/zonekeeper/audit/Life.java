package org.zonekeeper.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.domain.ZoneEngine;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.input.InputBarriers;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.RequestCallStatus;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * A zone's working day, decided by the real engine: agents work, customers answer, owners change,
 * all by a seed. For journals that are true in every detail.
 */
public final class Life {
  /** 14 November 2023, 22:13:20 UTC. */
  public static final long START = 1_700_000_000_000L;

  private static final int AGENTS = 4;

  private final String zone;
  private final Random random;
  private final ZoneEngine engine;
  private final List<Event> journal = new ArrayList<>();
  private final Map<String, String> bridged = new HashMap<>();
  private final Deque<Input> toCome = new ArrayDeque<>();
  private long now = START;
  private int ids;
  private int owners;

  public Life(String zone, long seed) {
    this.zone = zone;
    this.random = new Random(seed);
    this.engine = new ZoneEngine(ZoneState.empty(zone));
    happens(adopt(AdoptionKind.OPENING, "first"));
    happens(command(new StartJob(header("sue", ActorRole.SUPERVISOR), "loans", settings())));
    for (int i = 1; i <= AGENTS; i++) {
      String agent = "a-" + zone + "-" + i;
      happens(
          command(
              new LogOn(
                  header(agent, ActorRole.AGENT),
                  agent,
                  "ext-" + i,
                  "s-" + agent,
                  false,
                  "en",
                  List.of(),
                  null,
                  null,
                  false,
                  false)));
      settle();
      happens(command(new GoReady(header(agent, ActorRole.AGENT), agent)));
    }
  }

  /** So many events more, or a few more than that. */
  public Life more(int events) {
    int wanted = journal.size() + events;
    while (journal.size() < wanted) {
      pass(50 + random.nextInt(200));
      happens(new Input.Tick());
      for (int i = random.nextInt(6); i > 0 && !toCome.isEmpty(); i--) {
        happens(toCome.removeFirst());
      }
    }
    return this;
  }

  /**
   * The owner dies while a caller waits for an agent; another takes over, and reads a command from
   * before.
   */
  public Life killed() {
    while (engine.state().calls().stream().noneMatch(Life::waits)) {
      pass(20);
      happens(toCome.isEmpty() ? new Input.Tick() : toCome.removeFirst());
    }
    long began = now;
    Input late =
        command(new GoReady(header("a-" + zone + "-1", ActorRole.AGENT), "a-" + zone + "-1"));
    pass(1200);
    happens(adopt(AdoptionKind.OUTAGE, "announced nothing and is no member of the group"), began);
    happens(late);
    return this;
  }

  private static boolean waits(CallRecord call) {
    return switch (call.getPhase()) {
      case ANSWERED, QUEUED, ASSIGNED -> true;
      case ATTEMPTING, CONNECTED, NUISANCE, WRAPUP -> false;
    };
  }

  /** The owner hands the zone over in good order. */
  public Life handedOver() {
    happens(new Input.AnnounceHandover("stop of am-" + owners));
    pass(400);
    happens(adopt(AdoptionKind.PLANNED_HANDOVER, "announced the handover 400 ms ago"));
    return this;
  }

  /** Everything that is under way comes in. */
  public Life settle() {
    while (!toCome.isEmpty()) {
      pass(20);
      happens(toCome.removeFirst());
    }
    return this;
  }

  public Life pass(long millis) {
    now += millis;
    return this;
  }

  public String zone() {
    return zone;
  }

  public long now() {
    return now;
  }

  /** Every event until now. */
  public List<Event> journal() {
    return List.copyOf(journal);
  }

  public ZoneState state() {
    return engine.state();
  }

  private void happens(Input input) {
    Outcome outcome = engine.handle(input, now);
    journal.addAll(outcome.events());
    outcome.events().forEach(this::hearsEvent);
    outcome.orders().forEach(this::hearsOrder);
    if (outcome.barriersWanted()) {
      ZoneRecord owned = engine.state().zone();
      happens(
          new Input.Command(InputBarriers.command(zone, owned.getEpoch(), owned.getOwner(), now)));
      happens(new Input.Fact(InputBarriers.fact(zone, owned.getEpoch(), owned.getOwner(), now)));
      happens(new Input.Tick());
    }
  }

  private void happens(Input adopt, long outageBeganAt) {
    Input.Adopt a = (Input.Adopt) adopt;
    happens(new Input.Adopt(a.owner(), a.kind(), a.grounds(), outageBeganAt));
  }

  private void hearsEvent(Event event) {
    switch (event) {
      case ZoneTakenOver taken -> {
        // What was under way is reported after the outage; only what had been sent comes before.
        long epoch = taken.getHeader().getEpoch();
        String incarnation = taken.getOwner().getIncarnation();
        toCome.addFirst(new Input.Check());
        toCome.addFirst(new Input.Fact(new FactBarrier(fact(), epoch, incarnation)));
        toCome.addFirst(
            command(new CommandBarrier(header("am", ActorRole.AGENT_MANAGER), epoch, incarnation)));
      }
      case WrapUpStarted wrapUp ->
          toCome.add(
              command(
                  new WrapUpContact(
                      header(wrapUp.getAgentId(), ActorRole.AGENT), wrapUp.getAgentId(), "Sale")));
      case DesktopCheckRequested check ->
          toCome.add(
              command(
                  new ReportAgentStatus(
                      header(check.getAgentId(), ActorRole.AGENT),
                      check.getAgentId(),
                      check.getCheckId(),
                      check.getAgentState(),
                      check.getCallState(),
                      check.getNailup())));
      default -> {}
    }
  }

  private void hearsOrder(Order order) {
    switch (order) {
      case AuthoriseDialling lease -> {
        for (int i = 0; i < lease.getCount(); i++) {
          attempt(lease);
        }
      }
      case BridgeAgent bridge -> {
        bridged.put(bridge.getCallId(), bridge.getAgentId());
        comes(new AgentBridged(fact(), bridge.getCallId(), bridge.getAgentId()));
        comes(new LineDisconnected(fact(), bridge.getCallId(), Party.CUSTOMER));
      }
      case ReleaseCall release ->
          comes(new LineDisconnected(fact(), release.getCallId(), Party.AGENT));
      case PlayNuisanceMessage play ->
          comes(new LineDisconnected(fact(), play.getCallId(), Party.PLATFORM));
      case NailUpAgent nailUp -> comes(new NailupEstablished(fact(), nailUp.getAgentId()));
      case RequestCallStatus request ->
          comes(
              new CallStatusReported(
                  fact(),
                  request.getRequestId(),
                  request.getCalls().stream()
                      .map(call -> new LiveCall(call, bridged.get(call), List.of()))
                      .toList()));
      default -> {}
    }
  }

  private void attempt(AuthoriseDialling lease) {
    String call = "%s-call-%d".formatted(zone, ++ids);
    comes(
        new AttemptStarted(
            fact(), call, lease.getJobId(), "contact-" + ids, lease.getAuthorisationId()));
    if (random.nextInt(3) > 0) {
      comes(new LiveVoiceDetected(fact(), call, now + 30, now + 60));
    }
  }

  private void comes(Fact fact) {
    toCome.add(new Input.Fact(fact));
  }

  private Input.Adopt adopt(AdoptionKind kind, String grounds) {
    owners++;
    return new Input.Adopt(new Owner("am-" + owners, "i-" + owners), kind, grounds, 0);
  }

  private static Input command(Command command) {
    return new Input.Command(command);
  }

  private CommandHeader header(String actor, ActorRole role) {
    // The epoch that the sender saw last: a command from before an outage is refused after it.
    long epoch = engine.state().zone().getEpoch();
    return new CommandHeader(
        "c-%s-%d".formatted(zone, ++ids), zone, epoch, actor, role, now, "gateway-1", null);
  }

  private FactHeader fact() {
    return new FactHeader("f-%s-%d".formatted(zone, ++ids), zone, now, "platform-1");
  }

  private static JobSettings settings() {
    return JobSettings.newBuilder()
        .setCampaign("loans")
        .setPacing(PacingMode.PREDICTIVE)
        .setMaxDialRatio(3.0)
        .setNuisanceCapPercent(90)
        .setCallQueuing(true)
        .setCompletionCodes(List.of("Sale", "No_Interest"))
        .build();
  }
}
