package org.zonekeeper.bench.direct;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.simulators.platform.DiallerCore;
import org.zonekeeper.simulators.platform.DoNotCallList;
import org.zonekeeper.simulators.platform.PlatformIdentity;
import org.zonekeeper.simulators.platform.PlatformSink;

/**
 * Agents and platform of all zones in one thread, on Kafka directly: the platform is the simulated
 * one, the agents are {@link DirectAgents}. A closed loop: an idle agent is dialled for, so the
 * number of agents is what sets the rate. Every public method may be called from any thread and
 * takes effect within some tens of milliseconds.
 */
public final class DirectLoad implements AutoCloseable {
  /** Begins the id of every command of the load, and of nobody else's. */
  static final String PREFIX = "lean-";

  private static final Duration LONGEST_POLL = Duration.ofMillis(5);

  /** One agent each millisecond: a log-on is not the load. */
  private static final long COMING_PER_MILLI = 1;

  private final DirectLoadKafka wire;
  private final DirectLoadObserver witness;
  private final SelectiveEventDecoder journal;
  private final DiallerCore platform;
  private final DirectAgents agents;
  private final LoadLedger ledger = new LoadLedger();
  private final List<String> zones;
  private final InstantSource clock = InstantSource.system();
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "lean-load");
  private final Map<String, Integer> jobs = new HashMap<>();
  private final Set<String> ringing = new HashSet<>();
  private final String run;
  private long present;
  private long wanted;
  private long extra;
  private long cameAt;
  private boolean dials = true;
  private volatile boolean closing;

  private DirectLoad(DirectLoadPlan plan, DirectLoadKafka wire, DirectLoadObserver witness) {
    this.wire = wire;
    this.witness = witness;
    this.zones = plan.directory().zones();
    this.cameAt = clock.millis();
    this.run = Long.toString(cameAt, Character.MAX_RADIX);
    this.platform =
        new DiallerCore(
            new PlatformIdentity("lean", run),
            plan.platform(),
            new DoNotCallList(),
            new Platform());
    this.agents = new DirectAgents(plan, this::command);
    Set<Class<?>> read = new HashSet<>(DirectAgents.HEARS);
    read.addAll(witness.wants());
    read.addAll(
        Set.of(
            CommandAccepted.class,
            CommandRefused.class,
            CommandAnswerRepeated.class,
            CallMarkedNuisance.class,
            CallCompleted.class));
    this.journal = wire.glance(read);
  }

  /** Starts a load without agents on a system whose Agent Managers run. */
  public static DirectLoad start(
      DirectLoadSystem system, DirectLoadPlan plan, DirectLoadObserver witness) {
    DirectLoad load =
        new DirectLoad(
            plan,
            new DirectLoadKafka(system.bootstrapServers(), system.registry(), system.zones()),
            witness);
    load.thread.start();
    return load;
  }

  /** Has agents come until there are so many in all zones together; they share out evenly. */
  public void agents(int total) {
    ask(
        () -> {
          wanted = Math.max(wanted, total);
          return wanted;
        });
  }

  /** Whether all agents that were called have come and every command is answered. */
  public boolean settled() {
    return ask(() -> present == wanted && ledger.openCommands() == 0);
  }

  /** Whether of a hundred agents that were called ninety-nine are on a call. */
  public boolean talking() {
    return ask(() -> present == wanted && agents.talking() * 100L >= present * 99);
  }

  /** Whether all agents that were called have come. */
  public boolean staffed() {
    return ask(() -> present == wanted);
  }

  /**
   * Starts the job whose attempts will ring. To be called once for a zone, before it has agents,
   * and to be answered before {@link #ring}.
   */
  public void startRinging(String zone) {
    ask(
        () -> {
          startJob(zone, DirectLoadPlan.ringingJob(zone), clock.millis());
          return zone;
        });
  }

  /**
   * The platform reports so many attempts more in the zone, which go on ringing for good. They are
   * of a job of their own, since attempts under way are what progressive dialling waits for; and of
   * one without contacts, since that takes no agents.
   */
  public void ring(String zone, int count) {
    ask(
        () -> {
          long now = clock.millis();
          for (int i = 0; i < count; i++) {
            ring(zone, now);
          }
          if (ringing.add(zone)) {
            String job = DirectLoadPlan.ringingJob(zone);
            fact(new ContactsExhausted(factHeader(zone, "exhausted-" + job, now), job));
          }
          return count;
        });
  }

  /** What was counted since this was last asked. */
  public DirectLoadCounts take() {
    return ask(ledger::take);
  }

  /**
   * Dials no more, waits until every call and command under way has come to its end, or for so
   * long, and says what has not.
   */
  public LoadShortfalls finish(Duration patience) throws InterruptedException {
    ask(
        () -> {
          dials = false;
          return dials;
        });
    long deadline = System.nanoTime() + patience.toNanos();
    while (!ask(ledger::allClosed) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return ask(ledger::findings);
  }

  /** Ends it, whatever is under way. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    requests.add(() -> answer.complete(question.get()));
    var unused =
        ended.whenComplete(
            (nothing, failure) ->
                answer.completeExceptionally(
                    new IllegalStateException("the load has ended", failure)));
    return answer.join();
  }

  private void run() {
    try (wire) {
      while (!closing) {
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
          request.run();
        }
        step();
      }
      ended.complete(null);
    } catch (RuntimeException e) {
      // Whoever asks next is told.
      ended.completeExceptionally(e);
    }
  }

  private void step() {
    long now = clock.millis();
    comeToWork(now);
    platform.advance(now);
    agents.advance(now);
    long next = Math.min(platform.nextDue().orElse(Long.MAX_VALUE), agents.nextDue());
    long patience = Math.clamp(next - now, 0, LONGEST_POLL.toMillis());
    for (ConsumerRecord<byte[], byte[]> record : wire.poll(Duration.ofMillis(patience))) {
      if (record.topic().equals(Topics.ORDERS.name())) {
        ledger.readOrder();
        carryOut(wire.order(record.value()));
      } else {
        ledger.readEvent();
        Optional<Event> event = journal.read(record.topic(), record.value());
        event.ifPresent(this::hear);
      }
    }
  }

  private void comeToWork(long now) {
    long soMany = Math.min(wanted - present, (now - cameAt) * COMING_PER_MILLI);
    cameAt = now;
    for (long i = 0; i < soMany; i++) {
      String zone = zones.get((int) (present % zones.size()));
      int inZone = (int) (present / zones.size()) + 1;
      for (int job = jobs.getOrDefault(zone, 0); job < DirectLoadPlan.jobsFor(inZone); job++) {
        startJob(zone, DirectLoadPlan.job(zone, job), now);
        jobs.put(zone, job + 1);
      }
      agents.come("lean-%s-%d".formatted(zone, inZone), zone, now);
      present++;
    }
  }

  private void startJob(String zone, String job, long now) {
    CommandHeader header =
        CommandHeader.newBuilder()
            .setCommandId(PREFIX + "job-" + job)
            .setZone(zone)
            .setEpochSeen(0)
            .setActor("lean-supervisor")
            .setRole(ActorRole.SUPERVISOR)
            .setSentAt(now)
            .setOrigin("lean-load")
            .build();
    command(new StartJob(header, job, DirectLoadPlan.jobSettings()));
  }

  private void ring(String zone, long now) {
    String callId = "ringing-%s-%s-%d".formatted(zone, run, extra++);
    fact(
        new AttemptStarted(
            factHeader(zone, callId, now),
            callId,
            DirectLoadPlan.ringingJob(zone),
            "contact-" + callId,
            "lean"));
  }

  private static FactHeader factHeader(String zone, String of, long now) {
    return new FactHeader("fact-" + of, zone, now, "lean");
  }

  private void carryOut(Order order) {
    // The last orders of a run still come when it dials no more.
    if (dials || !(order instanceof AuthoriseDialling)) {
      platform.handle(order, clock.millis());
    }
  }

  private void hear(Event event) {
    long now = clock.millis();
    switch (event) {
      case CommandAccepted e -> answered(e.getCommandId());
      case CommandAnswerRepeated e -> answered(e.getCommandId());
      case CommandRefused e -> {
        if (answered(e.getCommandId())) {
          ledger.refused();
        }
      }
      case CallCompleted e -> ledger.ended(e.getCallId());
      case CallMarkedNuisance e -> ledger.markedNuisance();
      default -> {
        if (event instanceof CallConnected) {
          ledger.connected();
        }
        agents.hear(event, now);
      }
    }
    witness.event(event, now);
  }

  /** Others, with desktops of their own, may work in the same zones. */
  private boolean answered(String commandId) {
    boolean own = commandId.startsWith(PREFIX);
    if (own) {
      ledger.answered(commandId);
    }
    return own;
  }

  private void command(Command command) {
    CommandHeader header = command.getHeader();
    ledger.asked(header.getCommandId());
    ledger.sent(wire.send(Topics.COMMANDS, header.getZone(), command));
  }

  private void fact(Fact fact) {
    witness.fact(fact, clock.millis());
    ledger.sent(wire.send(Topics.FACTS, fact.getHeader().getZone(), fact));
  }

  private final class Platform implements PlatformSink {
    @Override
    public void fact(Fact fact) {
      DirectLoad.this.fact(fact);
    }

    @Override
    public void attempt(Attempt attempt) {
      ledger.dialled(attempt.callId());
    }
  }
}
