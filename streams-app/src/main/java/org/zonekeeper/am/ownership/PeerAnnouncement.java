package org.zonekeeper.am.ownership;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an Agent Manager tells its peers with every beat: who it is, and which of its Streams
 * threads it vouches for. Under which names Kafka knows those is asked of Kafka. Immutable.
 *
 * @param client its Kafka client id, see {@link ClientName}; another one after a restart
 * @param threads the numbers of the threads that are alive
 */
public record PeerAnnouncement(String client, SortedSet<Integer> threads) {
  private static final Pattern LINE =
      Pattern.compile("HELLO ([a-zA-Z0-9._-]{1,100}) threads=((?:[0-9]{1,4}(?:,[0-9]{1,4})*)?)");

  public PeerAnnouncement {
    threads = Collections.unmodifiableSortedSet(new TreeSet<>(threads));
  }

  /** One that vouches for these threads. */
  static PeerAnnouncement of(String client, Collection<Integer> threads) {
    return new PeerAnnouncement(client, new TreeSet<>(threads));
  }

  /** One line of the peer protocol, without its end and its proof. */
  String line() {
    return "HELLO %s threads=%s"
        .formatted(client, threads.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** The announcement in a line; empty if the line is something else. */
  public static Optional<PeerAnnouncement> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String numbers = matcher.group(2);
    return Optional.of(
        of(
            matcher.group(1),
            Stream.of(numbers.split(",", -1))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList()));
  }
}
