package org.zonekeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.simulation.kafka.ProducerSession.Fencing;

/**
 * What goes wrong in worlds reaches what it is meant for: limits of waits run out, gateways are
 * given up and taken up again, facts come again, log-ons cross. Worlds in which it did not would
 * show nothing.
 */
class LimitsHitTest {
  /** Worlds are lived by so many at a time, until enough was seen. */
  private static final long AT_A_TIME = 40;

  private static final long MOST = 400;

  private static final Set<String> TROUBLE =
      Set.of(
          "BridgeTimeout",
          "GatewayTimeout",
          "DesktopCheckTimeout",
          FactUnmatched.class.getSimpleName(),
          UnknownCallAnswered.class.getSimpleName(),
          DesktopResumed.class.getSimpleName(),
          "ALREADY_LOGGED_ON");

  @Test
  void shouldReachWhatOnlyTroubleReaches() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    for (long seed = 1; seed <= MOST && !seen.containsAll(TROUBLE); seed += AT_A_TIME) {
      LongStream.range(seed, seed + AT_A_TIME)
          .parallel()
          .forEach(world -> seen.addAll(troubleIn(world)));
    }
    assertThat(seen).containsAll(TROUBLE);
  }

  private static Set<String> troubleIn(long seed) {
    Set<String> seen = new HashSet<>();
    World.live(
        WorldPlan.of(seed),
        new RuleSabotage(
            Fencing.WORKS,
            event -> {
              seen.addAll(namesOf(event));
              return List.of(event);
            }));
    return seen;
  }

  private static List<String> namesOf(Event event) {
    String cause = event.getHeader().getCause().getType();
    return event instanceof CommandRefused refused
        ? List.of(cause, refused.getReason().name())
        : List.of(cause, event.typeName());
  }
}
