package org.zonekeeper.simulation.centre;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.simulation.centre.VirtualAgent.Truth;
import org.zonekeeper.simulation.centre.VirtualSupervisor.Shop;
import org.zonekeeper.simulators.contacts.ContactFile;
import org.zonekeeper.simulators.contacts.ContactList;
import org.zonekeeper.simulators.platform.CallTimes;
import org.zonekeeper.simulators.platform.InboundCalls;
import org.zonekeeper.simulators.platform.LineTimes;
import org.zonekeeper.simulators.platform.PlatformSettings;
import org.zonekeeper.simulators.platform.PlatformSettings.Dialling;
import org.zonekeeper.simulators.platform.PlatformSettings.Faults;
import org.zonekeeper.simulators.platform.PlatformSettings.WhenUsedUp;
import org.zonekeeper.simulators.robots.RobotChances;
import org.zonekeeper.simulators.robots.RobotHabits;
import org.zonekeeper.simulators.robots.RobotPace;

/**
 * Everybody and everything around the zones; takes what owners commit to whom it concerns. Confined
 * to the world's thread.
 */
public final class Centre {
  /** Read once: the file is the same for every world. */
  private static final ContactList CONTACTS = ContactFile.sample();

  private static final RobotPace PACE =
      new RobotPace(
          Duration.ofMillis(200),
          Duration.ofMillis(1000),
          Duration.ofMillis(3000),
          Duration.ofMillis(1000),
          Duration.ofMillis(500));
  private static final RobotChances CHANCES =
      new RobotChances(0.25, 0.15, 0.10, 0.05, 0.05, 0.05, 0.15, 0.05);

  private final CentreContext town;
  private final SplittableRandom chance;
  private final Map<String, Floor> floors = new LinkedHashMap<>();
  private final VirtualPlatform platform;
  private final Set<String> liars = new HashSet<>();

  /**
   * How large and how busy the centre is.
   *
   * @param seed of everybody's habits and every customer's fate
   * @param agents in each zone
   * @param jobs in each zone
   * @param talkMillis mean length of a conversation
   * @param meddleMillis mean time between two changes by each supervisor; 0: never
   */
  public record Size(long seed, int agents, int jobs, long talkMillis, int meddleMillis) {}

  private record Floor(
      VirtualGateway desk, List<VirtualAgent> agents, VirtualSupervisor supervisor) {}

  /**
   * @param zones by name
   */
  public Centre(List<String> zones, CentreContext town, Size size, SplittableRandom chance) {
    this.town = town;
    this.chance = chance;
    RobotHabits habits = new RobotHabits(size.seed(), PACE, CHANCES);
    zones.forEach(zone -> floors.put(zone, floor(zone, size, habits)));
    this.platform = new VirtualPlatform(zones, town, platformSettings(size), chance.split());
  }

  /** Everybody comes to work within the first two seconds. */
  public void open() {
    for (Floor floor : floors.values()) {
      floor.agents().forEach(agent -> agent.comeToWork(200 + chance.nextInt(1_800)));
      town.time().after(100, floor.supervisor()::open);
      floor.desk().open();
    }
  }

  /** All jobs are stopped, and nobody calls in any more. */
  public void close() {
    floors.values().forEach(floor -> floor.supervisor().close());
    platform.close();
  }

  /** Whether all jobs have ended, and with them all calls. */
  public boolean closed() {
    return floors.values().stream().allMatch(floor -> floor.supervisor().closed());
  }

  /** Whether no command and no fact is on its way to a zone. */
  public boolean allArrived() {
    return floors.values().stream().allMatch(floor -> floor.desk().toZone().idle())
        && platform.factsArrived();
  }

  /** An owner's committed record goes where it is read. */
  public void committed(String zone, String sink, Optional<SpecificRecord> value) {
    switch (sink) {
      case TopologyNames.JOURNAL -> floors.get(zone).desk().journal((Event) value.orElseThrow());
      case TopologyNames.ORDERS -> platform.order(zone, (Order) value.orElseThrow());
      case TopologyNames.ZONE_STATUS -> {
        ZoneStatus status = (ZoneStatus) value.orElseThrow();
        town.ledger().beat(status);
        floors.get(zone).desk().status(status);
      }
      default -> {
        // The agents' read model, which nobody here reads.
      }
    }
  }

  /** The next answer to a state check is wrong, or never comes. */
  public void misbehave(String zone) {
    List<VirtualAgent> agents = floors.get(zone).agents();
    VirtualAgent agent = agents.get(chance.nextInt(agents.size()));
    agent.behave(chance.nextBoolean() ? Truth.LIES_ONCE : Truth.SILENT_ONCE);
    liars.add(agent.id());
  }

  /** Whoever was ever made to misbehave. */
  public Set<String> liars() {
    return Set.copyOf(liars);
  }

  /** F19: the next conversation of the zone ends without anybody being told. */
  public void loseNextDisconnect(String zone) {
    platform.loseNextDisconnect(zone);
  }

  /** The zone's next order of some kind is lost on its way to the platform. */
  public void loseNextOrder(String zone) {
    platform.loseNextOrder(zone);
  }

  /** The zone's gateway is dead for a while; then its desktops go on at another one. */
  public void killGateway(String zone, long millis) {
    floors.get(zone).desk().die(millis);
  }

  /** One of the zone's agents asks twice at the next log-on, under another session each time. */
  public void logOnTwice(String zone) {
    List<VirtualAgent> agents = floors.get(zone).agents();
    agents.get(chance.nextInt(agents.size())).logsOnTwice();
  }

  /** A conversation of the zone is gone at once, without anybody being told. */
  public void dropSilently(String zone) {
    platform.dropSilently(zone);
  }

  /** The platform forgets everything. */
  public void restartPlatform() {
    platform.restart();
  }

  /** The platform tells the zone again what it has told before. */
  public void tellAnOldFact(String zone) {
    platform.tellAnOldFact(zone);
  }

  /** A person answers a call whose attempt the platform never told of. */
  public void answerAnUnknownCall(String zone) {
    platform.answerAnUnknownCall(zone);
  }

  /** The gateway's commands to the zone wait on their way. */
  public void holdCommands(String zone, long until) {
    floors.get(zone).desk().toZone().hold(until);
  }

  /** The platform's facts about the zone wait on their way. */
  public void holdFacts(String zone, long until) {
    platform.facts(zone).hold(until);
  }

  private Floor floor(String zone, Size size, RobotHabits habits) {
    VirtualGateway desk = new VirtualGateway(zone, town, chance.split());
    List<VirtualAgent> agents = new ArrayList<>();
    for (int i = 1; i <= size.agents(); i++) {
      VirtualAgent agent =
          new VirtualAgent("a-" + zone + "-" + i, desk, town.time(), habits, chance.split());
      desk.seat(agent);
      agents.add(agent);
    }
    List<String> jobs = new ArrayList<>();
    for (int i = 1; i <= size.jobs(); i++) {
      jobs.add("job-" + zone + "-" + i);
    }
    Shop shop =
        new Shop(
            jobs, agents.stream().map(VirtualAgent::id).toList(), "loans", size.meddleMillis());
    return new Floor(desk, agents, new VirtualSupervisor(desk, town.time(), shop, chance.split()));
  }

  private static PlatformSettings platformSettings(Size size) {
    return new PlatformSettings(
        size.seed(),
        new CallTimes(
            Duration.ofMillis(size.talkMillis()),
            Duration.ofMillis(1_000),
            Duration.ofMillis(600),
            Duration.ofMillis(8_000)),
        new LineTimes(
            Duration.ofMillis(10),
            Duration.ofMillis(150),
            Duration.ofMillis(60),
            Duration.ofMillis(1_000)),
        new Dialling(Map.of(), CONTACTS, 4, WhenUsedUp.RECYCLE),
        Faults.NONE,
        new InboundCalls(List.of(VirtualAgent.INBOUND_SKILL), 60));
  }
}
