package org.zonekeeper.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.Until;
import org.zonekeeper.simulators.platform.Conversation;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.RobotIdentity;

/** What the acts share: the stage, and how to wait for things. Used by the demo's one thread. */
final class Script {
  /** For whatever should happen within seconds, on a machine that has other things to do. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A rebalance that a newcomer sets off may follow it by some seconds. */
  private static final Duration SETTLED = Duration.ofSeconds(4);

  private final DemoStage stage;
  private final Timeline timeline;
  private final Zones zones;

  Script(DemoStage stage, Timeline timeline) {
    this.stage = stage;
    this.timeline = timeline;
    this.zones = new Zones(stage.journal());
  }

  DemoStage stage() {
    return stage;
  }

  Timeline timeline() {
    return timeline;
  }

  Zones zones() {
    return zones;
  }

  static List<String> allZones() {
    return DemoPlan.ZONES.zones();
  }

  /** Waits until so many more calls were completed in each of the zones. */
  void steadyCalling(List<String> in, int calls) throws InterruptedException {
    Map<String, Long> before = new HashMap<>();
    in.forEach(zone -> before.put(zone, stage.journal().completed(zone)));
    await(
        "%d more completed calls in each of %s".formatted(calls, in),
        () ->
            in.stream()
                .allMatch(zone -> stage.journal().completed(zone) >= before.get(zone) + calls));
    timeline.tell("", "%d or more calls completed in each of %s".formatted(calls, in));
  }

  void await(String what, java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    stage
        .journal()
        .await(
            what,
            PATIENCE,
            () -> {
              stage.requireJournalRead();
              return condition.getAsBoolean();
            });
  }

  /** Waits until no zone has changed hands for a while. */
  void awaitSettledOwners() throws InterruptedException {
    var watch =
        new Object() {
          private Map<String, Optional<String>> owners = Map.of();
          private long since = System.nanoTime();

          boolean settled() {
            Map<String, Optional<String>> now = new HashMap<>();
            allZones().forEach(zone -> now.put(zone, stage.journal().owner(zone)));
            if (!now.equals(owners)) {
              owners = now;
              since = System.nanoTime();
            }
            return now.values().stream().allMatch(Optional::isPresent)
                && allZones().stream().allMatch(zones::available)
                && System.nanoTime() - since > SETTLED.toNanos();
          }
        };
    await("every zone to have an owner that stays", watch::settled);
  }

  /** The Agent Manager that owns most zones, of those that run; with its zones. */
  Owned biggestOwner() {
    return DemoPlan.AGENT_MANAGERS.stream()
        .map(id -> new Owned(id, stage.journal().ownedBy(id)))
        .max(Comparator.comparingInt(owned -> owned.zones().size()))
        .orElseThrow();
  }

  /** The owner of the zone, with all its zones. */
  Owned ownerOf(String zone) {
    String owner = stage.journal().owner(zone).orElseThrow();
    return new Owned(owner, stage.journal().ownedBy(owner));
  }

  /** An Agent Manager and the zones that it owns. */
  record Owned(String agentManager, List<String> zones) {}

  /** Waits until others own the zones and work, and every desktop there has been told. */
  void awaitTakenOver(Owned before) throws InterruptedException {
    await(
        "others to take over " + before.zones(),
        () ->
            before.zones().stream()
                .allMatch(
                    zone ->
                        zones.available(zone)
                            && stage
                                .journal()
                                .owner(zone)
                                .filter(owner -> !owner.equals(before.agentManager()))
                                .isPresent()));
    await("the desktops to hear of it", () -> desktopsAvailable(before.zones()));
  }

  /** A conversation of the zone, ended without a Disconnect; waits for one. */
  Conversation dropSilently(String zone) throws InterruptedException {
    return somebody("who talks in " + zone, () -> stage.platform().dropSilently(zone));
  }

  /** A conversation of the zone whose Disconnect will be lost, of none of those; waits for one. */
  Conversation loseDisconnectOfAnyBut(String zone, Set<String> agents) throws InterruptedException {
    return somebody(
        "else who talks in " + zone, () -> stage.platform().loseDisconnectOfAnyBut(zone, agents));
  }

  private Conversation somebody(
      String who, Supplier<CompletableFuture<Optional<Conversation>>> platform)
      throws InterruptedException {
    AtomicReference<Conversation> found = new AtomicReference<>();
    Until.holds(
        "somebody " + who,
        PATIENCE,
        () -> {
          given("the platform", platform.get()).ifPresent(found::set);
          return found.get() != null;
        });
    return found.get();
  }

  /** Every desktop of the zones shows that the zone takes commands. */
  boolean desktopsAvailable(List<String> in) {
    return in.stream()
        .flatMap(zone -> stage.fleet().agentsOf(zone).stream())
        .allMatch(agent -> stage.fleet().view(agent.agent()).available());
  }

  /** An agent of the zone whose desktop says that only a forced log-on helps. */
  Optional<String> mustLogOnAnew(String zone) {
    return stage.fleet().agentsOf(zone).stream()
        .map(RobotIdentity::agent)
        .filter(agent -> stage.fleet().view(agent).reloginRequired())
        .findFirst();
  }

  /** Waits for the answers to commands; every command has one. */
  List<GatewayAnswer> answers(List<CompletableFuture<GatewayAnswer>> asked)
      throws InterruptedException {
    List<GatewayAnswer> answers = new ArrayList<>();
    for (CompletableFuture<GatewayAnswer> answer : asked) {
      answers.add(given("a command", answer));
    }
    return answers;
  }

  /** An accepted answer, or the end of the demo. */
  void accepted(String what, CompletableFuture<GatewayAnswer> asked) throws InterruptedException {
    GatewayAnswer answer = given(what, asked);
    timeline.tell("", "supervisor: %s: %s".formatted(what, said(answer)));
  }

  static String said(GatewayAnswer answer) {
    return answer.accepted() ? "done" : answer.reason() + ", " + answer.text();
  }

  <T> T given(String what, CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new StartFailure("%s failed: %s".formatted(what, e.getCause().getMessage()), e);
    } catch (TimeoutException e) {
      throw new StartFailure("%s: no answer within %d s".formatted(what, PATIENCE.toSeconds()), e);
    }
  }

  /** An agent of the zone that is not among the spared. */
  Optional<Zones.Move> move(String zone, Set<String> spared) {
    return zones.move(zone, spared);
  }
}
