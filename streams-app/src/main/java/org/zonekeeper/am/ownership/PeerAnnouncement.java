package org.zonekeeper.am.ownership;

import java.util.List;
import java.util.Optional;

/**
 * What an Agent Manager tells its peers, so that they can evict it when it is dead: who it is, and
 * under which names Kafka knows its threads. Immutable.
 *
 * @param client its Kafka client id, see {@link ClientName}; another one after a restart
 * @param groupInstanceIds its static member ids
 * @param transactionalIds its producers
 */
public record PeerAnnouncement(
    String client, List<String> groupInstanceIds, List<String> transactionalIds) {
  private static final String WORD = "HELLO";

  public PeerAnnouncement {
    groupInstanceIds = List.copyOf(groupInstanceIds);
    transactionalIds = List.copyOf(transactionalIds);
  }

  /** One line of the peer protocol, without its end: fields by blanks, lists by commas. */
  String line() {
    return String.join(
        " ",
        WORD,
        client,
        "members=" + String.join(",", groupInstanceIds),
        "transactions=" + String.join(",", transactionalIds));
  }

  /** The announcement in a line; empty if the line is something else. */
  static Optional<PeerAnnouncement> parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 4
        || !words[0].equals(WORD)
        || !words[2].startsWith("members=")
        || !words[3].startsWith("transactions=")) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerAnnouncement(
            words[1],
            list(words[2].substring("members=".length())),
            list(words[3].substring("transactions=".length()))));
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }
}
