package org.zonekeeper.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.am.ownership.GroupMembers;
import org.zonekeeper.cluster.process.Signal;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.harness.AgentManagers;
import org.zonekeeper.harness.HostileConnections;
import org.zonekeeper.harness.StarvedCores;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.simulators.recorder.SwitchedFaults;

/**
 * Does the mischief, waits for as long as it lasts, and mends it again. One thread; each blow
 * returns when the system is whole again, though not at rest.
 */
final class ChaosActions {
  /** A takeover needs less than a second, on the busiest machine some. */
  private static final long TAKEOVER_SECONDS = 30;

  private final Rig rig;
  private final Path directory;
  private final SwitchedFaults recorder;
  private final BrokerChaos brokers;
  private final ForeignRecords rubbish;

  /**
   * @param rig with a network that can be cut
   * @param recorder of the rig
   * @param directory of the run
   */
  ChaosActions(Rig rig, SwitchedFaults recorder, Path directory) {
    this.rig = rig;
    this.directory = directory;
    this.recorder = recorder;
    this.brokers = new BrokerChaos(rig.cluster());
    this.rubbish =
        new ForeignRecords(
            rig.cluster().bootstrapServers(),
            rig.cluster().registryUrl().toString(),
            rig.load().directory());
  }

  /** What it has put into topics. */
  ForeignRecords rubbish() {
    return rubbish;
  }

  void strike(ScheduledFault blow) throws IOException, InterruptedException, ExecutionException {
    String victim = blow.victim();
    switch (blow.mischief()) {
      case KILL -> kill(List.of(victim), blow.lasts());
      case KILL_TWO -> kill(List.of(victim, blow.other()), blow.lasts());
      case KILL_ADOPTER -> killAdopter(victim, blow.lasts());
      case FREEZE -> freeze(victim, blow.lasts());
      case CUT_OFF -> cut(blow, () -> rig.network().cutOff(victim));
      case CUT_ONE_WAY -> cut(blow, () -> rig.network().deafen(victim));
      case HIDE_FROM_PEERS -> cut(blow, () -> rig.network().hideFromPeers(victim));
      case KILL_THREAD -> {
        agentManagers().killThread(victim);
        last(blow.lasts());
      }
      case STARVE -> starve(blow.lasts());
      case EVICT -> evict(victim);
      case CLOCK_FORWARD -> setClock(victim, blow.clockStep(), blow.lasts());
      case CLOCK_BACK -> setClock(victim, blow.clockStep().negated(), blow.lasts());
      case CUT_GATEWAY -> cut(blow, rig.network()::cutOffGateway);
      case RESTART_BROKER -> rig.cluster().restartBroker(1);
      case ROLL_BROKERS -> brokers.roll(blow.broker());
      case KILL_BROKER -> brokers.kill(blow.broker(), blow.lasts());
      case FREEZE_BROKER -> brokers.freeze(blow.broker(), blow.lasts());
      case FILL_DISK -> {
        agentManagers().fillDisk(victim);
        last(blow.lasts());
        agentManagers().emptyDisk(victim);
      }
      case CONNECT -> connect(blow.lasts());
      case POISON -> rubbish.intoEverythingButTheJournal();
      case LARGEST -> rubbish.largest(blow.rest().toNanos());
      case STRANGERS -> rubbish.strangers(blow.lasts().toNanos());
      case POISON_JOURNAL -> rubbish.intoTheJournal();
      case FREEZE_REGISTRY -> {
        rig.cluster().registryProcess().signal(Signal.STOP);
        last(blow.lasts());
        rig.cluster().registryProcess().signal(Signal.CONT);
      }
      case REFUSE_RECORDER -> {
        recorder.refuse();
        last(blow.lasts());
        recorder.accept();
      }
    }
  }

  /**
   * Starts the Agent Managers that have ended, as an operating system's supervisor would.
   *
   * @return those that had ended by themselves
   */
  List<String> revive() throws IOException, InterruptedException {
    List<String> alive = agentManagers().alive();
    List<String> ended =
        rig.stage().plan().agentManagers().stream().filter(id -> !alive.contains(id)).toList();
    if (!ended.isEmpty()) {
      agentManagers().start(ended);
    }
    return ended;
  }

  private void kill(List<String> victims, Duration lasts) throws IOException, InterruptedException {
    for (String victim : victims) {
      agentManagers().kill(victim);
    }
    last(lasts);
    agentManagers().start(victims);
  }

  private void killAdopter(String victim, Duration lasts)
      throws IOException, InterruptedException, ExecutionException {
    CompletableFuture<ZoneTakenOver> takeover =
        rig.stage().zones().next(ZoneTakenOver.class, taken -> true);
    agentManagers().kill(victim);
    try {
      String adopter =
          takeover.get(TAKEOVER_SECONDS, TimeUnit.SECONDS).getOwner().getAgentManager();
      if (!adopter.equals(victim)) {
        agentManagers().kill(adopter);
      }
    } catch (TimeoutException e) {
      // The victim had no zone at that moment: a kill like any other.
      takeover.cancel(false);
    }
    last(lasts);
    revive();
  }

  private void cut(ScheduledFault blow, Runnable cutting) throws InterruptedException {
    cutting.run();
    last(blow.lasts());
    rig.network().mend();
  }

  private void freeze(String victim, Duration lasts) throws IOException, InterruptedException {
    agentManagers().freeze(victim);
    last(lasts);
    agentManagers().thaw(victim);
  }

  private void connect(Duration lasts) throws IOException, InterruptedException {
    List<String> ports = new ArrayList<>();
    ports.add(rig.stage().gateway().getAuthority());
    for (String alive : agentManagers().alive()) {
      ports.add(AgentManagerLaunch.peerAddress(agentManagers().process(alive)));
      ports.add(AgentManagerLaunch.queryAddress(agentManagers().process(alive)));
    }
    HostileConnections hostile = HostileConnections.to(ports);
    try {
      last(lasts);
    } finally {
      hostile.close();
    }
  }

  private void starve(Duration lasts) throws InterruptedException {
    StarvedCores starved = StarvedCores.begin(directory);
    try {
      last(lasts);
    } finally {
      starved.close();
    }
  }

  private void setClock(String victim, Duration by, Duration lasts) throws InterruptedException {
    agentManagers().setClock(victim, by);
    last(lasts);
    agentManagers().setClock(victim, by.negated());
  }

  private void evict(String victim) {
    try (Admin admin = Admin.create(kafka())) {
      // Streams appends the thread's number to the id of the static member. Whether there was one
      // is of no interest.
      var unused =
          new GroupMembers(admin, AgentManagerSetting.APPLICATION_ID.standard())
              .remove(List.of(victim + "-1"), "chaos")
              .toCompletionStage()
              .toCompletableFuture()
              .handle((done, failure) -> failure)
              .join();
    }
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", rig.cluster().bootstrapServers());
  }

  private AgentManagers agentManagers() {
    return rig.stage().agentManagers();
  }

  /** The time is the disturbance itself, not a wait for something to happen. */
  private static void last(Duration lasts) throws InterruptedException {
    Thread.sleep(lasts);
  }
}
