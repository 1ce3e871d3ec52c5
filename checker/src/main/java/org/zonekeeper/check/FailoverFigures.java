package org.zonekeeper.check;

import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.check.story.Frame;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;

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

  /** The figures of a run's kills; freezes are another story. */
  public static FailoverFigures of(Story story) {
    List<Outage> kills =
        story.incidents().outages().stream()
            .filter(
                outage ->
                    story.incidents().of("killed").stream()
                        .anyMatch(line -> line.at() == outage.beganAt()))
            .toList();
    return new FailoverFigures(
        Spread.of(told(story, kills, "POMNotAvailable")),
        Spread.of(
            kills.stream()
                .flatMap(
                    outage ->
                        outage.takenOver().stream()
                            .map(taken -> taken.getHeader().getAt() - outage.beganAt()))),
        Spread.of(told(story, kills, "POMAvailable")),
        Spread.of(kills.stream().flatMap(outage -> dialled(story, outage))));
  }

  private static Stream<Long> told(Story story, List<Outage> kills, String type) {
    return kills.stream()
        .flatMap(
            outage ->
                outage.agents().stream()
                    .flatMap(agent -> story.desktops().heardBy(agent, type).stream())
                    .filter(frame -> frame.text("zone").equals(outage.zone()))
                    .map(Frame::at)
                    .filter(outage::mayBeToldAt)
                    .map(at -> at - outage.beganAt()));
  }

  private static Stream<Long> dialled(Story story, Outage outage) {
    return outage.available().stream()
        .flatMap(
            end ->
                story.platform(outage.zone(), "attempt").stream()
                    .filter(line -> line.at() > end.getHeader().getAt())
                    .limit(1)
                    .map(line -> line.at() - outage.beganAt()));
  }
}
