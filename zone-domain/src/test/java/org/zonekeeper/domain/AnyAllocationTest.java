package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.domain.decide.Pacing;
import org.zonekeeper.domain.follow.AgentAllocation;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Properties of the allocation in any zone, other ones each time. The seed stands in the name of
 * the test that fails; {@code -Dzonekeeper.seed=N} runs it again.
 */
class AnyAllocationTest {
  private static final List<List<String>> SKILLS =
      List.of(
          List.of(),
          List.of("loans:2"),
          List.of("loans:8"),
          List.of("cards"),
          List.of("cards:5", "loans:5"));
  private static final List<List<String>> REQUIRED =
      List.of(List.of(), List.of(), List.of("loans"), List.of("loans:5"), List.of("cards"));

  static LongStream seeds() {
    Long given = Long.getLong("zonekeeper.seed");
    return given == null ? new Random().longs(60) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldComeToRestWithEveryMinimumThatCanBeMet(long seed) {
    Random random = new Random(seed);
    ZoneStory story = ZoneStory.zone();
    int agents = 1 + random.nextInt(20);
    int jobs = 1 + random.nextInt(5);
    for (int i = 0; i < 60; i++) {
      somethingHappens(random, story, agents, jobs);
      everybodySuits(story);
    }
    Map<String, Integer> moves = new HashMap<>();
    for (int seconds = 0; seconds < 120; seconds++) {
      story.whenTimePasses(1000);
      story
          .all(AgentJobStateChanged.class)
          .forEach(move -> moves.merge(move.getAgentId(), 1, Integer::sum));
      everybodySuits(story);
    }
    // Leaving a job, waiting for its calls, coming to the next; and once more in its wake.
    assertThat(moves.values()).as("moves of each agent in two quiet minutes").allMatch(n -> n <= 6);
    // A break that has become a long one counts the agent out, and others may move once more.
    long longBreak = DomainSettings.defaults().longBreak().toSeconds();
    for (long seconds = 0; seconds < longBreak; seconds++) {
      story.whenTimePasses(1000);
      everybodySuits(story);
    }
    for (int seconds = 0; seconds < 60; seconds++) {
      story.whenTimePasses(1000);
      assertThat(story.all(AgentJobStateChanged.class)).as("at rest").isEmpty();
    }
    minimumsAreMetWhereTheyCanBe(story);
    maximumsHold(story);
  }

  /** The view counts what it is asked: a zone of a hundred times the agents is asked no more. */
  @Test
  void shouldAskNoMoreOfALargeZoneThanOfASmallOne() {
    assertThat(questions(9_000)).isEqualTo(questions(90)).isPositive();
  }

  private static void somethingHappens(Random random, ZoneStory story, int agents, int jobs) {
    String agent = "a" + random.nextInt(agents);
    String job = "j" + random.nextInt(jobs);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        var logOn = Asked.logOn(agent);
        logOn.setSkills(SKILLS.get(random.nextInt(SKILLS.size())));
        story.when(logOn).when(Reported.nailedUp(story.now(), agent)).when(Asked.goReady(agent));
      }
      case 3 -> story.when(Asked.startJob(job, settings(random)));
      case 4 -> {
        var change = Asked.changeJob(job);
        change.setPriority(1 + random.nextInt(10));
        change.setMaxAgents(1 + random.nextInt(10));
        change.setMinAgents(0);
        story.when(change);
      }
      case 5 -> story.when(random.nextBoolean() ? Asked.logOff(agent) : Asked.goNotReady(agent));
      case 6 ->
          story.when(random.nextInt(3) == 0 ? Asked.pauseJob(job) : Asked.moveAgent(agent, job));
      default -> story.whenTimePasses(random.nextInt(20_000));
    }
  }

  private static JobSettings settings(Random random) {
    return JobSettings.newBuilder(Told.settings())
        .setPriority(1 + random.nextInt(10))
        .setMinAgents(random.nextInt(4))
        .setMaxAgents(4 + random.nextInt(10))
        .setRequiredSkills(REQUIRED.get(random.nextInt(REQUIRED.size())))
        .build();
  }

  private static void everybodySuits(ZoneStory story) {
    for (AgentRecord agent : story.state().agents()) {
      if (agent.getJobState() == JobState.ATTACHED) {
        JobRecord job = story.state().job(agent.getJobId()).orElseThrow();
        assertThat(suits(agent, job)).as("%s in %s", agent, job).isTrue();
      }
    }
  }

  private static void maximumsHold(ZoneStory story) {
    for (JobRecord job : story.state().jobs()) {
      assertThat(story.state().agentIndex().attached(job.getJobId()))
          .hasSizeLessThanOrEqualTo(job.getSettings().getMaxAgents());
    }
  }

  /** Nobody suitable is free, above another job's minimum, or with a job of lower priority. */
  private static void minimumsAreMetWhereTheyCanBe(ZoneStory story) {
    for (JobRecord needy : story.state().jobs()) {
      if (needy.getPhase() != JobPhase.RUNNING
          || staff(story, needy) >= needy.getSettings().getMinAgents()) {
        continue;
      }
      for (AgentRecord agent : story.state().agents()) {
        boolean available =
            agent.getAgentState() == AgentState.READY
                && agent.getNailup() == NailupState.NAILED_UP
                && agent.getJobGrounds() != JobStateGrounds.SUPERVISOR
                && suits(agent, needy);
        boolean spared =
            story
                .state()
                .job(agent.getJobState() == JobState.ATTACHED ? agent.getJobId() : "")
                .map(
                    job ->
                        staff(story, job) > job.getSettings().getMinAgents()
                            || job.getSettings().getPriority() < needy.getSettings().getPriority())
                .orElse(true);
        assertThat(available && spared).as("%s for %s", agent, needy).isFalse();
      }
    }
  }

  private static int staff(ZoneStory story, JobRecord job) {
    return story.state().staffIndex().staff(job.getJobId());
  }

  private static boolean suits(AgentRecord agent, JobRecord job) {
    return Skills.of(agent.getSkills())
        .match(Skills.of(job.getSettings().getRequiredSkills()))
        .isPresent();
  }

  /** What one look for a move that does not exist asks of the zone: the worst case. */
  private static int questions(int agents) {
    ZoneStory story = ZoneStory.zone();
    for (int i = 0; i < 5; i++) {
      story.given(
          Told.job(
              "j" + i,
              JobSettings.newBuilder(Told.settings())
                  .setMinAgents(9999)
                  .setRequiredSkills(List.of("rare"))
                  .build()));
    }
    story.given(Told.job("all"));
    for (int i = 0; i < agents; i++) {
      story.given(Told.idle("a" + i, "all"));
    }
    int[] asked = {0};
    ZoneView counting =
        (ZoneView)
            Proxy.newProxyInstance(
                ZoneView.class.getClassLoader(),
                new Class<?>[] {ZoneView.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).as("all agents or calls").isNotIn("agents", "calls");
                  asked[0]++;
                  try {
                    return method.invoke(story.state(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    DomainSettings settings = DomainSettings.defaults();
    assertThat(
            new AgentAllocation(settings, new Pacing(settings))
                .move(counting, story.now() + 60_000))
        .isEmpty();
    return asked[0];
  }
}
