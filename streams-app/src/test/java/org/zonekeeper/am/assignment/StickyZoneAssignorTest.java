package org.zonekeeper.am.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignmentUtils;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.AssignmentError;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.TaskAssignment;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.apache.kafka.streams.processor.assignment.TaskTopicPartition;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.ZoneDirectory;

class StickyZoneAssignorTest {
  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 3;
  private static final long COLD = 50_000;

  @Test
  void spreadsZonesAndStandbysOverMembersThatHaveNothingYet() {
    Group group = new Group(4).with(A, cold()).with(B, cold()).with(C, cold());

    Map<Integer, KafkaStreamsAssignment> after = group.assign();

    assertThat(group.owned(after).values())
        .extracting(Set::size)
        .containsExactlyInAnyOrder(2, 1, 1);
    assertThat(group.ownedByAnybody(after)).containsExactly(0, 1, 2, 3);
    assertThat(group.standbysInAll(after)).hasSize(4);
  }

  @Test
  void countsSparePartitionsForNothing() {
    Group group = new Group(8).withZones(0, 1).with(A, cold()).with(B, cold()).with(C, cold());

    Map<Integer, KafkaStreamsAssignment> first = group.assign();

    assertThat(group.zones(group.owned(first)))
        .extracting(Set::size)
        .containsExactlyInAnyOrder(1, 1, 0);
    assertThat(group.ownedByAnybody(first)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(group.owned(first).values()).extracting(Set::size).allMatch(size -> size <= 3);
  }

  @Test
  void movesAZoneFromWhoHasTwoThoughOthersHaveMoreSpares() {
    Group group =
        new Group(8)
            .withZones(0, 1)
            .with(A, owner(0, 1))
            .with(B, owner(2, 3, 4).standingBy(0, 1))
            .with(C, owner(5, 6, 7).standingBy(0, 1));

    Map<Integer, Set<Integer>> owned = group.owned(group.assign());

    assertThat(owned).containsEntry(A, Set.of(1)).containsEntry(C, Set.of(5, 6, 7));
    assertThat(owned.get(B)).containsExactlyInAnyOrder(0, 2, 3, 4);
  }

  @Test
  void givesAnOrphanToWhoHasNoZoneThoughItHasMostSpares() {
    Group group =
        new Group(8)
            .withZones(0, 1)
            .with(B, owner(1).standingBy(0))
            .with(C, owner(2, 3, 4, 5, 6, 7).standingBy(0));

    assertThat(group.owned(group.assign()).get(C)).contains(0);
  }

  @Test
  void leavesZonesOfTheLivingWhereTheyAreWhenSomebodyDies() {
    Group group = new Group(4).with(B, owner(1).standingBy(0)).with(C, owner(2).standingBy(3));

    Map<Integer, Set<Integer>> owned = group.owned(group.assign());

    assertThat(owned).containsEntry(B, Set.of(0, 1)).containsEntry(C, Set.of(2, 3));
  }

  @Test
  void givesAnOrphanToItsStandbyThoughAnotherIsLessLaden() {
    Group group = new Group(3).with(B, owner(1).standingBy(0)).with(C, owner(2));

    assertThat(group.owned(group.assign())).containsEntry(B, Set.of(0, 1));
  }

  @Test
  void evensOutOnlyAfterAFailureIsMended() {
    Group group = new Group(4).with(A, owner(0, 1).standingBy(2, 3)).with(B, cold());

    Map<Integer, KafkaStreamsAssignment> after = group.assign();

    assertThat(group.owned(after)).containsEntry(A, Set.of(0, 1, 2, 3));
    assertThat(after.get(B).followupRebalanceDeadline()).isPresent();
  }

  @Test
  void movesNoZoneToANewcomerBeforeItHasCaughtUp() {
    Group group = new Group(4).with(A, owner(0, 1, 2, 3)).with(B, cold());

    Map<Integer, KafkaStreamsAssignment> after = group.assign();

    assertThat(group.owned(after)).containsEntry(A, Set.of(0, 1, 2, 3));
    assertThat(after.get(B).followupRebalanceDeadline()).isPresent();
    assertThat(group.standbys(after).get(B)).isNotEmpty();
  }

  @Test
  void movesZonesToANewcomerThatHasCaughtUpUntilNobodyHasTwoMore() {
    Group group = new Group(4).with(A, owner(0, 1, 2, 3)).with(B, cold().standingBy(0, 1, 2, 3));

    Map<Integer, KafkaStreamsAssignment> after = group.assign();

    assertThat(group.owned(after).values()).extracting(Set::size).containsExactly(2, 2);
    assertThat(after.get(B).followupRebalanceDeadline()).isEmpty();
  }

  @Test
  void givesNobodyAStandbyToCloseWhileAZoneMoves() {
    Group group =
        new Group(6)
            .with(A, owner(0, 1, 2).standingBy(3, 4, 5))
            .with(B, owner(3, 4, 5).standingBy(0, 1, 2))
            .with(C, cold().standingBy(0, 1, 2, 3, 4, 5));

    Map<Integer, KafkaStreamsAssignment> moving = group.assign();

    assertThat(group.owned(moving).get(C)).hasSize(2);
    assertThat(group.standbys(moving).get(A)).contains(3, 4, 5);
    assertThat(group.standbys(moving).get(B)).contains(0, 1, 2);
    assertThat(moving.values())
        .as("the spreading of standbys comes later")
        .anySatisfy(member -> assertThat(member.followupRebalanceDeadline()).isPresent());

    Group settled = group.after(moving);
    Map<Integer, KafkaStreamsAssignment> calm = settled.assign();

    assertThat(settled.owned(calm)).isEqualTo(group.owned(moving));
    assertThat(settled.standbysInAll(calm)).containsOnly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void keepsAStandbyUntilTheOneThatReplacesItHasCaughtUp() {
    // Both of A's zones have their standby at B; one of them is to be C's.
    Group group =
        new Group(4).with(A, owner(0, 1)).with(B, owner(2).standingBy(0, 1)).with(C, owner(3));

    Map<Integer, KafkaStreamsAssignment> spreading = group.assign();

    assertThat(group.standbys(spreading).get(B)).contains(0, 1);
    assertThat(group.standbys(spreading).get(C)).containsAnyOf(0, 1);
    assertThat(spreading.get(B).followupRebalanceDeadline()).isPresent();

    Group caughtUp = group.after(spreading);
    Map<Integer, KafkaStreamsAssignment> spread = caughtUp.assign();

    assertThat(caughtUp.standbysInAll(spread)).containsExactly(0, 1, 2, 3);
    assertThat(spread.values())
        .allSatisfy(member -> assertThat(member.followupRebalanceDeadline()).isEmpty());
  }

  @Test
  void keepsEverythingWhenNothingHasChanged() {
    Group group = new Group(4).with(A, cold()).with(B, cold()).with(C, cold());
    Map<Integer, KafkaStreamsAssignment> first = group.assign();

    Group again = group.after(first);
    Map<Integer, KafkaStreamsAssignment> second = again.assign();

    assertThat(again.owned(second)).isEqualTo(group.owned(first));
    assertThat(again.standbys(second)).isEqualTo(group.standbys(first));
  }

  @Test
  void spreadsTheStandbysOfOneOwnerOverTheOthers() {
    Group group = new Group(4).with(A, owner(0, 1)).with(B, owner(2)).with(C, owner(3));

    Map<Integer, Set<Integer>> standbys = group.standbys(group.assign());

    assertThat(standbys.get(B).contains(0)).isNotEqualTo(standbys.get(B).contains(1));
    assertThat(standbys.get(C).contains(0)).isNotEqualTo(standbys.get(C).contains(1));
  }

  @Test
  void givesEachZoneToItsHomeFromTheBeginning_F23() {
    Group group = new Group(3).with(A, warm()).with(B, warm()).with(C, warm());

    Map<Integer, Set<Integer>> owned = group.owned(group.assign(home(Set.of(), B, B, A)));

    assertThat(owned).containsEntry(A, Set.of(2)).containsEntry(B, Set.of(0, 1));
    assertThat(owned.get(C)).as("nothing is allocated to it: it stands by").isEmpty();
  }

  @Test
  void standsByInAnotherRackThanTheOwner() {
    Group group =
        new Group(4)
            .with(A, owner(0, 1).in("one"))
            .with(B, owner(2).in("one"))
            .with(C, owner(3).in("two"));

    Map<Integer, Set<Integer>> standbys = group.standbys(group.assign());

    assertThat(standbys.get(C)).contains(0, 1, 2);
    assertThat(standbys.get(A)).doesNotContain(2);
    assertThat(standbys.get(B)).doesNotContain(0, 1);
  }

  @Test
  void standsByInTheSameRackRatherThanNowhere() {
    Group group = new Group(2).with(A, owner(0).in("one")).with(B, owner(1).in("one"));

    Map<Integer, KafkaStreamsAssignment> after = group.assign();

    assertThat(group.standbysInAll(after)).containsExactly(0, 1);
  }

  @Test
  void keepsTheStandbyOfTheSameRackUntilTheOtherHasCaughtUp() {
    Group group =
        new Group(2)
            .with(A, owner(0).in("one"))
            .with(B, owner(1).standingBy(0).in("one"))
            .with(C, cold().in("two"));

    Map<Integer, KafkaStreamsAssignment> after = group.assign();

    assertThat(group.standbys(after).get(B)).contains(0);
    assertThat(group.standbys(after).get(C)).contains(0, 1);
  }

  @Test
  void givesAZoneWhoseHomeIsGoneToItsStandby_F23() {
    Group group = new Group(2).with(A, owner(0)).with(C, cold().standingBy(1));

    assertThat(group.owned(group.assign(home(Set.of(), A, B)))).containsEntry(C, Set.of(1));
  }

  @Test
  void letsAHomeCatchUpBeforeItAsksForItsZone_F23() {
    Group group = new Group(2).with(A, owner(0)).with(B, cold()).with(C, owner(1));
    Home home = home(Set.of(), A, B);

    Map<Integer, KafkaStreamsAssignment> after = group.assign(home);

    assertThat(group.owned(after)).containsEntry(C, Set.of(1));
    assertThat(group.standbys(after).get(B)).contains(1);
    assertThat(after.get(B).followupRebalanceDeadline()).isPresent();
    assertThat(home.asked()).isEmpty();
  }

  @Test
  void asksForTheAnnouncementBeforeAZoneGoesHome_F23() {
    Group group = new Group(2).with(A, owner(0)).with(B, cold().standingBy(1)).with(C, owner(1));
    Home home = home(Set.of(), A, B);

    Map<Integer, KafkaStreamsAssignment> after = group.assign(home);

    assertThat(group.owned(after)).containsEntry(C, Set.of(1));
    assertThat(after.get(B).followupRebalanceDeadline()).isPresent();
    assertThat(home.asked()).containsExactly("1 to am-2");
  }

  @Test
  void bringsAZoneHomeOnceItsOwnerHasAnnouncedIt_F23() {
    Group group = new Group(2).with(A, owner(0)).with(B, cold().standingBy(1)).with(C, owner(1));
    Home home = home(Set.of(1), A, B);

    Map<Integer, KafkaStreamsAssignment> after = group.assign(home);

    assertThat(group.owned(after)).containsEntry(B, Set.of(1));
    assertThat(group.owned(after).get(C)).isEmpty();
    assertThat(after.get(B).followupRebalanceDeadline()).isEmpty();
    assertThat(home.asked()).isEmpty();
  }

  @Test
  void evensOutOnlyWhatIsNobodysInParticular_F23() {
    Group group = new Group(4).with(A, owner(0, 1, 2, 3)).with(B, cold().standingBy(0, 1, 2, 3));

    assertThat(group.owned(group.assign(home(Set.of(), A, A, A, A))))
        .containsEntry(A, Set.of(0, 1, 2, 3));
    assertThat(group.owned(group.assign(home(Set.of(), A, A, A)))).containsEntry(B, Set.of(3));
  }

  /** Zones 0, 1 … and the members that they are allocated to. */
  private static Home home(Set<Integer> announced, int... members) {
    return new Home(announced, IntStream.of(members).boxed().toList(), new ArrayList<>());
  }

  private record Home(Set<Integer> handedOver, List<Integer> members, List<String> asked)
      implements FailBack {
    @Override
    public Optional<String> homeOf(int partition) {
      return partition < members.size()
          ? Optional.of("am-" + members.get(partition))
          : Optional.empty();
    }

    @Override
    public boolean announced(int partition) {
      return handedOver.contains(partition);
    }

    @Override
    public void announce(int partition, String agentManager) {
      asked.add(partition + " to " + agentManager);
    }
  }

  /** Nothing was ever written, so nobody misses anything. */
  private static FakeState warm() {
    return new FakeState(new TreeSet<>(), tasks(0, 1, 2, 3));
  }

  private static int[] array(Set<Integer> zones) {
    return zones.stream().mapToInt(Integer::intValue).toArray();
  }

  private static FakeState cold() {
    return new FakeState(new TreeSet<>(), new TreeSet<>());
  }

  private static FakeState owner(int... zones) {
    return new FakeState(tasks(zones), new TreeSet<>());
  }

  private static SortedSet<TaskId> tasks(int... zones) {
    return IntStream.of(zones)
        .mapToObj(zone -> new TaskId(0, zone))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A group of Agent Managers as Kafka shows it to the assignor, one standby for each zone. */
  private static final class Group implements ApplicationState {
    private final int zones;
    private final Map<Integer, FakeState> members = new TreeMap<>();
    private Set<Integer> inUse;

    Group(int zones) {
      this.zones = zones;
      this.inUse = IntStream.range(0, zones).boxed().collect(Collectors.toSet());
    }

    /** Only these partitions are zones, the others are spare. */
    Group withZones(Integer... partitions) {
      inUse = Set.of(partitions);
      return this;
    }

    Collection<Set<Integer>> zones(Map<Integer, Set<Integer>> owned) {
      return owned.values().stream()
          .map(tasks -> tasks.stream().filter(inUse::contains).collect(Collectors.toSet()))
          .toList();
    }

    private ZoneDirectory directory() {
      return ZoneDirectory.of(
          inUse.stream().collect(Collectors.toMap(zone -> "zone-" + zone, zone -> zone)), zones);
    }

    Group with(int member, FakeState state) {
      members.put(member, state.of(member));
      return this;
    }

    /** The same group when the assignment has been carried out. */
    Group after(Map<Integer, KafkaStreamsAssignment> assignments) {
      Group after = new Group(zones);
      assignments.forEach(
          (member, assignment) ->
              after.with(
                  member,
                  owner(array(owned(assignments).get(member)))
                      .standingBy(array(standbys(assignments).get(member)))));
      return after;
    }

    Map<Integer, KafkaStreamsAssignment> assign() {
      return assign(FailBack.NONE);
    }

    Map<Integer, KafkaStreamsAssignment> assign(FailBack homecoming) {
      StickyZoneAssignor zonesAssignor = new StickyZoneAssignor();
      zonesAssignor.configure(
          Map.of(FailBack.CONFIG, homecoming, StickyZoneAssignor.DIRECTORY, directory()));
      TaskAssignment result = zonesAssignor.assign(this);
      assertThat(TaskAssignmentUtils.validateTaskAssignment(this, result))
          .isEqualTo(AssignmentError.NONE);
      return result.assignment().stream()
          .collect(
              Collectors.toMap(
                  assignment -> (int) assignment.processId().id().getLeastSignificantBits(),
                  Function.identity(),
                  (one, other) -> one,
                  TreeMap::new));
    }

    Map<Integer, Set<Integer>> owned(Map<Integer, KafkaStreamsAssignment> assignments) {
      return of(assignments, AssignedTask.Type.ACTIVE);
    }

    Map<Integer, Set<Integer>> standbys(Map<Integer, KafkaStreamsAssignment> assignments) {
      return of(assignments, AssignedTask.Type.STANDBY);
    }

    List<Integer> ownedByAnybody(Map<Integer, KafkaStreamsAssignment> assignments) {
      return flat(owned(assignments));
    }

    List<Integer> standbysInAll(Map<Integer, KafkaStreamsAssignment> assignments) {
      return flat(standbys(assignments));
    }

    private static List<Integer> flat(Map<Integer, Set<Integer>> zones) {
      return zones.values().stream().flatMap(Set::stream).sorted().toList();
    }

    private static Map<Integer, Set<Integer>> of(
        Map<Integer, KafkaStreamsAssignment> assignments, AssignedTask.Type type) {
      Map<Integer, Set<Integer>> found = new TreeMap<>();
      assignments.forEach(
          (member, assignment) ->
              found.put(
                  member,
                  assignment.tasks().values().stream()
                      .filter(task -> task.type() == type)
                      .map(task -> task.id().partition())
                      .collect(Collectors.toCollection(TreeSet::new))));
      return found;
    }

    @Override
    public Map<ProcessId, KafkaStreamsState> kafkaStreamsStates(boolean computeTaskLags) {
      Map<ProcessId, KafkaStreamsState> states = new HashMap<>();
      members.values().forEach(state -> states.put(state.processId(), state));
      return states;
    }

    @Override
    public AssignmentConfigs assignmentConfigs() {
      return new AssignmentConfigs(1_000L, 2, 1, 60_000L, List.of());
    }

    @Override
    public Map<TaskId, TaskInfo> allTasks() {
      return IntStream.range(0, zones)
          .mapToObj(zone -> new TaskId(0, zone))
          .collect(Collectors.toMap(Function.identity(), FakeInfo::new));
    }
  }

  private record FakeInfo(TaskId id) implements TaskInfo {
    @Override
    public boolean isStateful() {
      return true;
    }

    @Override
    public Set<String> stateStoreNames() {
      return Set.of("zone-state");
    }

    @Override
    public Set<TaskTopicPartition> topicPartitions() {
      return Set.of();
    }
  }

  /** What Kafka knows of one member: zones it stands by for are a few records behind. */
  private record FakeState(
      ProcessId processId,
      SortedSet<TaskId> previousActiveTasks,
      SortedSet<TaskId> previousStandbyTasks,
      Optional<String> rackId)
      implements KafkaStreamsState {

    FakeState(SortedSet<TaskId> active, SortedSet<TaskId> standby) {
      this(new ProcessId(new UUID(0, 0)), active, standby, Optional.empty());
    }

    FakeState of(int member) {
      return new FakeState(
          new ProcessId(new UUID(0, member)), previousActiveTasks, previousStandbyTasks, rackId);
    }

    FakeState standingBy(int... zones) {
      return new FakeState(processId, previousActiveTasks, tasks(zones), rackId);
    }

    FakeState in(String rack) {
      return new FakeState(processId, previousActiveTasks, previousStandbyTasks, Optional.of(rack));
    }

    @Override
    public int numProcessingThreads() {
      return 1;
    }

    @Override
    public SortedSet<String> consumerClientIds() {
      return new TreeSet<>(Set.of("consumer"));
    }

    @Override
    public long lagFor(TaskId task) {
      return previousStandbyTasks.contains(task) ? 20 : COLD;
    }

    @Override
    public SortedSet<TaskId> prevTasksByLag(String consumerClientId) {
      return new TreeSet<>(Comparator.comparingLong(this::lagFor));
    }

    @Override
    public Map<TaskId, Long> statefulTasksToLagSums() {
      return Map.of();
    }

    @Override
    public Optional<HostInfo> hostInfo() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> clientTags() {
      return Map.of(FailBack.TAG, "am-" + processId.id().getLeastSignificantBits());
    }
  }
}
