package org.zonekeeper.check;

import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;

/**
 * How long a failover took, as desktops and the platform saw it; all in milliseconds from the kill.
 *
 * @param killToNotAvailable until a desktop heard POMNotAvailable
 * @param killToTakeover until the journal has the zone's takeover
 * @param killToAvailable until a desktop heard POMAvailable
 * @param killToDialling until the platform started an attempt in the zone again
 */
public record FailoverFigures(
    Spread killToNotAvailable,
    Spread killToTakeover,
    Spread killToAvailable,
    Spread killToDialling) {

  /**
   * A distribution; all 0 when nothing was seen.
   *
   * @param count how many desktops or zones
   * @param p50 median, milliseconds
   * @param max the longest, milliseconds
   */
  public record Spread(int count, long p50, long max) {
    static Spread of(Stream<Long> millis) {
      List<Long> sorted = millis.sorted().toList();
      return sorted.isEmpty()
          ? new Spread(0, 0, 0)
          : new Spread(sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
    }
  }

  /** The figures of a run's kills; freezes are another run. */
  public static FailoverFigures of(Run run) {
    List<Outage> kills =
        run.incidents().outages().stream()
            .filter(
                outage ->
                    run.incidents().of("killed").stream()
                        .anyMatch(line -> line.at() == outage.beganAt()))
            .toList();
    return new FailoverFigures(
        Spread.of(told(run, kills, "POMNotAvailable")),
        Spread.of(
            kills.stream()
                .flatMap(
                    outage ->
                        outage.takenOver().stream()
                            .map(taken -> taken.getHeader().getAt() - outage.beganAt()))),
        Spread.of(told(run, kills, "POMAvailable")),
        Spread.of(kills.stream().flatMap(outage -> dialled(run, outage))));
  }

  private static Stream<Long> told(Run run, List<Outage> kills, String type) {
    return kills.stream()
        .flatMap(
            outage ->
                outage.agents().stream()
                    .flatMap(agent -> run.desktops().heardBy(agent, type).stream())
                    .filter(frame -> frame.text("zone").equals(outage.zone()))
                    .map(Frame::at)
                    .filter(outage::mayBeToldAt)
                    .map(at -> at - outage.beganAt()));
  }

  private static Stream<Long> dialled(Run run, Outage outage) {
    return outage.available().stream()
        .flatMap(
            end ->
                run.platform(outage.zone(), "attempt").stream()
                    .filter(line -> line.at() > end.getHeader().getAt())
                    .limit(1)
                    .map(line -> line.at() - outage.beganAt()));
  }
}
