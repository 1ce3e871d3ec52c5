package org.zonekeeper.cli.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zonekeeper.am.app.TextSetting;
import org.zonekeeper.am.ownership.KafkaEviction;
import org.zonekeeper.am.ownership.PeerAnnouncement;
import org.zonekeeper.cluster.Cable;
import org.zonekeeper.cluster.Cable.Direction;
import org.zonekeeper.cluster.Signal;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.stage.AgentManagers;
import org.zonekeeper.stage.Stage;
import org.zonekeeper.stage.rig.Rig;

/**
 * Does the mischief, waits for as long as it lasts, and mends it again. One thread; each blow
 * returns when the system is whole again, though not at rest.
 */
final class Hands {
  /** A takeover needs less than a second, on the busiest machine some. */
  private static final long TAKEOVER_SECONDS = 30;

  /** All that somebody reads while the system runs, but for the journal, which is the evidence. */
  private static final List<TopicSpec> POISONED =
      List.of(Topics.COMMANDS, Topics.FACTS, Topics.ORDERS, Topics.ZONE_STATUS, Topics.AGENTS);

  private final Rig rig;
  private final MoodyRecorder recorder;
  private final Map<String, Cable> peerCables;

  /**
   * @param recorder of the rig
   * @param peerCables through which each Agent Manager is heard by its peers
   */
  Hands(Rig rig, MoodyRecorder recorder, Map<String, Cable> peerCables) {
    this.rig = rig;
    this.recorder = recorder;
    this.peerCables = Map.copyOf(peerCables);
  }

  void strike(Blow blow) throws Exception {
    String victim = blow.victim();
    switch (blow.mischief()) {
      case KILL -> kill(List.of(victim), blow.lasts());
      case KILL_TWO -> kill(List.of(victim, blow.other()), blow.lasts());
      case KILL_ADOPTER -> killAdopter(victim, blow.lasts());
      case FREEZE -> freeze(victim, blow.lasts());
      case CUT_OFF -> {
        // Cut off from everybody, as a host is whose network card has died.
        peerCables.get(victim).cut();
        rig.cluster().cables(victim).forEach(Cable::cut);
        last(blow.lasts());
        rig.cluster().cables(victim).forEach(Cable::mend);
        peerCables.get(victim).mend();
      }
      case CUT_ONE_WAY -> {
        rig.cluster().cables(victim).forEach(cable -> cable.cut(Direction.TO_CLIENT));
        last(blow.lasts());
        rig.cluster().cables(victim).forEach(Cable::mend);
      }
      case HIDE_FROM_PEERS -> {
        peerCables.get(victim).cut();
        last(blow.lasts());
        peerCables.get(victim).mend();
      }
      case EVICT -> evict(victim);
      case CUT_GATEWAY -> {
        rig.cluster().cables(Stage.GATEWAY).forEach(Cable::cut);
        last(blow.lasts());
        rig.cluster().cables(Stage.GATEWAY).forEach(Cable::mend);
      }
      case RESTART_BROKER -> rig.cluster().restartBroker(1);
      case POISON -> poison();
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

  private void freeze(String victim, Duration lasts) throws IOException, InterruptedException {
    agentManagers().freeze(victim);
    last(lasts);
    agentManagers().thaw(victim);
  }

  private void evict(String victim) throws InterruptedException {
    // Streams appends the thread's number to the id of the static member.
    var announcement = new PeerAnnouncement(victim, List.of(victim + "-1"), List.of());
    try (Admin admin = Admin.create(kafka())) {
      new KafkaEviction(admin, TextSetting.APPLICATION_ID.standard()).evict(announcement, "chaos");
    }
  }

  private void poison() throws InterruptedException, ExecutionException {
    byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
    try (var producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (TopicSpec topic : POISONED) {
        for (String zone : rig.zones()) {
          int partition = rig.load().directory().partitionOf(zone);
          producer
              .send(
                  new ProducerRecord<>(
                      topic.name(), partition, zone.getBytes(StandardCharsets.UTF_8), rubbish))
              .get();
        }
      }
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
