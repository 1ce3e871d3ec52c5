package org.zonekeeper.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.zonekeeper.demo.DemoPlan.Json;
import org.zonekeeper.demo.Script.Owned;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.simulators.platform.Conversation;
import org.zonekeeper.simulators.robots.GatewayAnswer;

/**
 * The main act: kill -9 of an owner in the middle of everything. In its first zone a Disconnect is
 * lost, in its last a desktop lies; in both, agents and supervisor try to work on.
 */
final class Killing {
  private static final int TALKERS = 4;
  private static final int QUEUED = 2;

  /** If it is not found out by then, the verdict says so. */
  private static final Duration RELOGIN = Duration.ofSeconds(15);

  private final Script script;
  private final Owned victim;
  private final List<Sabotage> sabotages;
  private final List<CompletableFuture<GatewayAnswer>> attempts = new ArrayList<>();
  private final Set<String> spared = new HashSet<>();
  private String liar = "";
  private Conversation lost;

  /**
   * @param sabotages done at the last moment: a desktop that is cut off is logged off after its
   *     grace, and then nobody has to tell it anything
   */
  Killing(Script script, Owned victim, List<Sabotage> sabotages) {
    this.script = script;
    this.victim = victim;
    this.sabotages = List.copyOf(sabotages);
  }

  void play() throws InterruptedException {
    script
        .timeline()
        .act("kill -9 of %s, owner of %s".formatted(victim.agentManager(), victim.zones()));
    Desktops desktops = new Desktops(script);
    prepare(desktops);
    sendAnother(victim.zones().getFirst());
    chooseLiar();
    loseDisconnect(victim.zones().getFirst());
    for (Sabotage sabotage : sabotages) {
      sabotage.doTo(script, victim.zones(), spared);
    }
    for (String zone : victim.zones()) {
      script.zones().talkers(zone).stream()
          .filter(agent -> !agent.equals(liar))
          .limit(2)
          .forEach(script.stage().fleet()::tryDuringOutages);
    }
    releaseSome();
    kill();
    tryThings();
    tellAnswers();
    awaitRecovery();
    desktops.awaitBackFromInbound(victim.zones().getFirst());
  }

  /** Whoever was sent to inbound work may be back before enough goes on. */
  private void prepare(Desktops desktops) throws InterruptedException {
    String zone = victim.zones().getFirst();
    for (int tries = 0; tries < 2; tries++) {
      desktops.sendToInbound(zone);
      script.await("enough to be going on in " + victim.zones(), this::busy);
      if (!script.zones().onInboundWork(zone).isEmpty()) {
        return;
      }
    }
  }

  /** F28: somebody who talks is on the way to inbound work when the owner dies. */
  private void sendAnother(String zone) throws InterruptedException {
    Optional<String> talker =
        script.zones().talkers(zone).stream()
            .filter(agent -> script.zones().workers(zone).contains(agent))
            .findFirst();
    if (talker.isPresent()) {
      script.accepted(
          talker.get() + " to inbound work, after the call",
          script.stage().supervisor().blendAgent(zone, talker.get(), WorkDirection.INBOUND));
    }
  }

  /** Agents who talk, who look at a contact and who dial one, and callers who wait in a queue. */
  private boolean busy() {
    return victim.zones().stream().allMatch(zone -> script.zones().talking(zone) >= TALKERS)
        && victim.zones().stream().mapToLong(script.zones()::queued).sum() >= QUEUED
        && victim.zones().stream()
            .anyMatch(zone -> !script.zones().lookingAtContacts(zone).isEmpty())
        && victim.zones().stream().anyMatch(zone -> !script.zones().dialling(zone).isEmpty());
  }

  private void chooseLiar() {
    String zone = victim.zones().getLast();
    liar = script.zones().talkers(zone).getFirst();
    spared.add(liar);
    script.stage().fleet().lieOnce(liar);
    script.stage().incidents().note("lying-desktop", Map.of("zone", zone, "agent", liar));
  }

  /** Some hang up at this very moment, so that their calls end while nobody owns the zone. */
  private void releaseSome() throws InterruptedException {
    CompletableFuture<?> first = null;
    for (String zone : victim.zones()) {
      List<String> talkers = script.zones().talkers(zone).reversed();
      for (String agent : talkers.subList(0, Math.min(3, talkers.size()))) {
        if (canTry(agent)) {
          CompletableFuture<GatewayAnswer> released =
              script.stage().fleet().command(agent, "AGTReleaseLine", frame -> {});
          first = first == null ? released : first;
        }
      }
    }
    if (first != null) {
      script.given("releasing a line", first);
    }
  }

  private void kill() throws InterruptedException {
    tellContacts();
    long at = script.stage().agentManagers().kill(victim.agentManager());
    script.timeline().tell(at, victim.agentManager(), "KILLED with SIGKILL");
  }

  private void tellContacts() {
    for (String zone : victim.zones()) {
      script
          .timeline()
          .tell(
              zone,
              "contacts in hand: looked at by %s, dialled by %s; inbound work: %s, on the way: %s"
                  .formatted(
                      script.zones().lookingAtContacts(zone),
                      script.zones().dialling(zone),
                      script.zones().onInboundWork(zone),
                      script.zones().onTheWayToInbound(zone)));
    }
  }

  private void tryThings() throws InterruptedException {
    endSilently(victim.zones().getFirst());
    for (String zone : victim.zones()) {
      attempts.add(
          script
              .stage()
              .supervisor()
              .changeJob(zone, DemoPlan.queuing(zone), Json.read("{\"priority\":1}")));
      script
          .move(zone, spared)
          .ifPresent(
              move ->
                  attempts.add(
                      script.stage().supervisor().moveAgent(zone, move.agent(), move.job())));
      script.zones().talkers(zone).stream()
          .filter(this::canTry)
          .limit(3)
          .forEach(
              agent ->
                  attempts.add(script.stage().fleet().command(agent, "AGTHoldCall", frame -> {})));
      script.zones().lookingAtContacts(zone).stream()
          .filter(this::canTry)
          .forEach(
              agent ->
                  attempts.add(
                      script.stage().fleet().command(agent, "AGTPreviewDial", frame -> {})));
    }
    script
        .timeline()
        .tell("", "%d commands of agents and supervisor sent meanwhile".formatted(attempts.size()));
  }

  /** Not for another act, and at a desktop whose network nobody has cut. */
  private boolean canTry(String agent) {
    return !spared.contains(agent) && script.stage().fleet().isConnected(agent);
  }

  /** F19: of whoever talks in the zone, so that it is lost also if the call ends by itself. */
  private void loseDisconnect(String zone) throws InterruptedException {
    lost = script.loseDisconnectOfAnyBut(zone, spared);
    spared.add(lost.agentId());
    script
        .stage()
        .incidents()
        .note(
            "lost-disconnect",
            Map.of("zone", zone, "call", lost.callId(), "agent", lost.agentId()));
  }

  private void endSilently(String zone) throws InterruptedException {
    script.given("the platform", script.stage().platform().dropSilently(zone, lost.callId()));
    script.timeline().tell(zone, "%s's call ended, its Disconnect lost".formatted(lost.agentId()));
  }

  private void tellAnswers() throws InterruptedException {
    List<GatewayAnswer> answers = script.answers(attempts);
    long refused =
        answers.stream().filter(answer -> answer.reason().equals("ZONE_NOT_AVAILABLE")).count();
    script
        .timeline()
        .tell("", "%d of %d refused with ZONE_NOT_AVAILABLE".formatted(refused, answers.size()));
  }

  private void awaitRecovery() throws InterruptedException {
    script.awaitTakenOver(victim);
    reloginRefusals(victim.zones().getFirst());
    SupervisorWork supervisor = new SupervisorWork(script);
    for (String zone : victim.zones()) {
      supervisor.change(zone, 7);
      supervisor.move(zone, spared);
    }
    script.steadyCalling(victim.zones(), 5);
    script.await(
        "all agents to be logged on again",
        () -> spared.stream().allMatch(agent -> script.stage().fleet().view(agent).loggedOn()));
  }

  /** F19: whatever the agent tries before its forced log-on is refused. */
  private void reloginRefusals(String zone) throws InterruptedException {
    AtomicReference<String> shutOut = new AtomicReference<>();
    boolean told =
        script
            .stage()
            .journal()
            .holdsWithin(
                RELOGIN,
                () -> {
                  script.mustLogOnAnew(zone).ifPresent(shutOut::set);
                  return shutOut.get() != null;
                });
    if (!told) {
      script.timeline().tell("", "nobody in %s was told to log on anew".formatted(zone));
      return;
    }
    String agent = shutOut.get();
    spared.add(agent);
    GatewayAnswer answer =
        script.given(
            "a command of " + agent,
            script.stage().fleet().command(agent, "AGTReleaseLine", frame -> {}));
    script.timeline().tell("", "%s tries to work: %s".formatted(agent, Script.said(answer)));
  }
}
