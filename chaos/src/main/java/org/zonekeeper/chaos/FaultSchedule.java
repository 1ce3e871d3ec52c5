package org.zonekeeper.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What happens when: blow after blow, the same for the same seed. How the system is when a blow
 * falls is not repeated, because machines are not. Confined to one thread.
 */
final class FaultSchedule {
  private static final int SHORTEST_REST_MS = 500;
  private static final int LONGEST_REST_MS = 6_000;

  private final Random random;
  private final List<String> agentManagers;
  private final int brokers;
  private final List<ChaosFault> lots = new ArrayList<>();

  /**
   * @param agentManagers whom it can happen to; two or more
   * @param brokers how many there are
   */
  FaultSchedule(long seed, List<String> agentManagers, int brokers) {
    this.random = new Random(seed);
    this.agentManagers = List.copyOf(agentManagers);
    this.brokers = brokers;
    for (ChaosFault mischief : ChaosFault.values()) {
      if (mischief.fits(brokers)) {
        lots.addAll(Collections.nCopies(mischief.weight(), mischief));
      }
    }
  }

  ScheduledFault next() {
    ChaosFault mischief = lots.get(random.nextInt(lots.size()));
    int victim = random.nextInt(agentManagers.size());
    int other = (victim + 1 + random.nextInt(agentManagers.size() - 1)) % agentManagers.size();
    return new ScheduledFault(
        mischief,
        agentManagers.get(victim),
        agentManagers.get(other),
        1 + random.nextInt(brokers),
        millis(mischief.least(), mischief.most()),
        millis(SHORTEST_REST_MS, LONGEST_REST_MS));
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(least + random.nextInt(most - least));
  }
}
