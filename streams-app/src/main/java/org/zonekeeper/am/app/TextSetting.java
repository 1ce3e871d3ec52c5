package org.zonekeeper.am.app;

/** A setting that is a word: its key, default, what is allowed, and why. */
public enum TextSetting {
  APPLICATION_ID(
      "application.id",
      "zonekeeper-agent-manager",
      "[a-zA-Z0-9._-]{1,100}",
      "letters, digits, '.', '_' and '-'",
      "the consumer group of all Agent Managers of an installation, and the start of the changelog"
          + " topic's name"),
  FAILOVER_POLICY(
      "failover.policy",
      "SEED",
      "SEED|RESCUE",
      "SEED or RESCUE",
      "which live-answered calls without an agent an outage costs: all of them (SEED), or those"
          + " whose live-voice budget has run out (RESCUE), the rest being connected afterwards."
          + " For one zone: zone.<zone>.failover.policy"),
  ZONES_ALLOCATION(
      "zones.allocation",
      "",
      ".*",
      "zone=agentManager pairs, separated by commas",
      "the Agent Manager that each zone belongs to, as east=am-1,west=am-2: one that comes back"
          + " gets its zones back by a planned handover, one without zones stands by. Nothing:"
          + " zones are spread evenly. The same for all Agent Managers"),
  PEER_WATCH(
      "peer.watch",
      "on",
      "on|off",
      "on or off",
      "see a peer's death at once and have Kafka evict it; off leaves detection to the session"
          + " time-out"),
  PEER_LISTEN(
      "peer.listen",
      "127.0.0.1:0",
      Patterns.ADDRESS,
      "host:port, port 0 for any free one",
      "where peers connect; on the loopback interface unless told otherwise"),
  PEER_ADVERTISE(
      "peer.advertise",
      "",
      "[^:\\s]*|" + Patterns.ADDRESS,
      "a host name, or host:port where the port differs too; or nothing for those of peer.listen",
      "what peers are told, where it differs from the address listened on, as in containers"),
  PEER_KEY(
      "peer.key",
      "",
      ".*",
      PeerKeySetting.ALLOWED,
      "the secret with which peers prove to each other that they belong together, the same for all;"
          + " others see it in the list of processes, so better from peer.key.file. Without one, a"
          + " peer is believed to be who it says if the broker sees that client at its address"),
  PEER_KEY_FILE(
      "peer.key.file",
      "",
      ".*",
      "a file that can be read, with nothing else in it",
      "the file that holds peer.key, read at the start"),
  JOURNAL_CHAIN(
      "journal.chain",
      "on",
      "on|off",
      "on or off",
      "each event carries the hash of the zone's event before it, so that an auditor finds any"
          + " later change of the journal; costs microseconds and 64 bytes an event"),
  QUERY_LISTEN(
      "query.listen",
      "127.0.0.1:0",
      "off|" + Patterns.ADDRESS,
      "off, or host:port, port 0 for any free one",
      "where auditors ask for sequence and digest of the live stores, and operators how far copies"
          + " of zones are behind; on the loopback interface unless told otherwise, and the answers"
          + " tell nothing else");

  private final String key;
  private final String standard;
  private final String pattern;
  private final String allowed;
  private final String why;

  TextSetting(String key, String standard, String pattern, String allowed, String why) {
    this.key = key;
    this.standard = standard;
    this.pattern = pattern;
    this.allowed = allowed;
    this.why = why;
  }

  /** As it is written on the command line. */
  public String key() {
    return key;
  }

  /** The default. */
  public String standard() {
    return standard;
  }

  /** What it is and why its default is what it is. */
  public String why() {
    return why;
  }

  String allowed() {
    return allowed;
  }

  private static final class Patterns {
    private static final String PORT =
        "(?:[0-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])";
    private static final String ADDRESS = "[^:\\s]+:" + PORT;
  }

  boolean accepts(String value) {
    return value.matches(pattern);
  }
}
